//! Limits of a container.

use super::super::typed::{ERROR, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::bytes;
use crate::model::{Rule, RuleRun};

/// A limit that cannot be read.
pub static CONTAINER_LIMIT: Rule = Rule {
    code: "talos/container-limit",
    summary: "Limits are a byte size for memory and millicores such as `500m` for CPU.",
    ids: &["T-CON-024", "T-CON-025", "T-CON-026", "T-CON-027"],
    run: RuleRun::Document(limit),
    page: include_str!("container_limit.md"),
    ..ERROR
};

fn limit(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in texts(cx, "resources.limits.memory") {
        if let Err(error) = bytes(text.value) {
            let headline = format!("`{}` is not a byte size: {}", text.value, error.message);
            report(cx, sink, text.span, headline, "write `512MiB` or the like");
        }
    }
    for text in texts(cx, "resources.limits.cpu") {
        if let Some(why) = cpu_fault(text.value) {
            let headline = format!("`{}` is not a CPU limit: {why}", text.value);
            report(cx, sink, text.span, headline, "write thousandths of a core: `1500m` is one and a half");
        }
    }
}

fn cpu_fault(text: &str) -> Option<&'static str> {
    let Some(number) = text.strip_suffix('m') else { return Some("it does not end in `m`") };
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    match number.parse::<u64>() {
        Ok(0) if digits => Some("it is nothing"),
        Ok(_) if digits => None,
        _ => Some("there is no whole number before the `m`"),
    }
}
