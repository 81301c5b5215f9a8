//! Variables, parameters of the kernel, and the installer.

use super::super::typed::{ERROR, WARNING, nodes, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::model::{Map, MapView, Rule, RuleRun, Shape as _};

/// A name that no shell takes.
pub static ENVIRONMENT_NAME: Rule = Rule {
    code: "talos/environment-name",
    summary: "Names of variables have letters, digits and underscores, and no digit in front.",
    ids: &["T-RUN-001"],
    run: RuleRun::Document(environment),
    page: include_str!("environment_name.md"),
    ..ERROR
};

/// A parameter without a name.
pub static EMPTY_PARAMETER: Rule = Rule {
    code: "talos/empty-parameter",
    summary: "Kernel parameters have names.",
    ids: &["T-RUN-020", "T-RUN-021"],
    run: RuleRun::Document(parameters),
    page: include_str!("empty_parameter.md"),
    ..ERROR
};

/// An installation of what was booted.
pub static INSTALLER_IMAGE_MISSING: Rule = Rule {
    code: "talos/installer-image-missing",
    summary: "An unattended installation says what it installs.",
    ids: &["T-RUN-022"],
    run: RuleRun::Document(installer),
    page: include_str!("installer_image_missing.md"),
    ..WARNING
};

fn mapping<'a>(cx: &DocumentCx<'a>, path: &str) -> Option<MapView<'a, String>> {
    Map::<String>::read(cx.doc.view_cx(), *nodes(cx, path).first()?)
}

fn environment(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (key, _) in mapping(cx, "variables").into_iter().flat_map(|m| m.nodes()) {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if key.value.is_empty() || key.value.starts_with(|c: char| c.is_ascii_digit()) || !key.value.chars().all(word) {
            let headline = format!("`{}` cannot be the name of a variable", key.value);
            report(cx, sink, key.span, headline, "use letters, digits and `_`, and no digit in front");
        }
    }
}

fn parameters(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (key, _) in mapping(cx, "params").into_iter().flat_map(|m| m.nodes()).filter(|(k, _)| k.value.is_empty()) {
        report(cx, sink, key.span, "a parameter has no name", "name it, or remove the entry");
    }
}

fn installer(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if !cx.is_config() || !texts(cx, "installer.image").is_empty() {
        return;
    }
    let place = super::super::typed::section(cx, "installer.image");
    let help = "add `installer.image`; without it only machines that booted an image of the Image Factory install";
    report(cx, sink, place, "the installer image is not set", help);
}
