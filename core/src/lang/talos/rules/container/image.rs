//! The image of a container.

use super::super::typed::{ERROR, WARNING, report, texts};
use super::reference::is_pinned;
use crate::check::{DocumentCx, Sink};
use crate::model::{Rule, RuleRun};

/// A text that names no image.
pub static CONTAINER_IMAGE: Rule = Rule {
    code: "talos/container-image",
    summary: "The image of a container is an image reference.",
    ids: &["T-CON-005"],
    run: RuleRun::Document(image),
    page: include_str!("container_image.md"),
    ..ERROR
};

/// An image that may be another one tomorrow.
pub static IMAGE_WITHOUT_DIGEST: Rule = Rule {
    code: "talos/image-without-digest",
    summary: "The image of a container is pinned by its digest.",
    ids: &["T-CON-006"],
    run: RuleRun::Document(without_digest),
    page: include_str!("image_without_digest.md"),
    ..WARNING
};

fn image(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in texts(cx, "image") {
        if let Err(why) = is_pinned(text.value) {
            let headline = format!("`{}` is not an image reference: {why}", text.value);
            report(cx, sink, text.span, headline, "write `registry/repository:tag`, with `@sha256:…` to pin it");
        }
    }
}

fn without_digest(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in texts(cx, "image").into_iter().filter(|t| is_pinned(t.value) == Ok(false)) {
        let help = "append `@sha256:…`; without it the container may run something else after a restart";
        report(cx, sink, text.span, format!("the image `{}` is not pinned by a digest", text.value), help);
    }
}
