//! Receivers of events, and services of extensions.

use super::super::typed::{ERROR, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::runtime::extension_service_config::ExtensionServiceConfigView;
use crate::model::{Rule, RuleRun, is_null};
use crate::tree::NodeId;

/// An address without a port.
pub static EVENT_SINK_ENDPOINT: Rule = Rule {
    code: "talos/event-sink-endpoint",
    summary: "Events are sent to a host and a port.",
    ids: &["T-RUN-006"],
    run: RuleRun::Document(event_sink),
    page: include_str!("event_sink_endpoint.md"),
    ..ERROR
};

/// A configuration that configures nothing.
pub static EXTENSION_WITHOUT_CONFIG: Rule = Rule {
    code: "talos/extension-without-config",
    summary: "The configuration of an extension has files or variables.",
    ids: &["T-RUN-008"],
    run: RuleRun::Document(extension),
    page: include_str!("extension_without_config.md"),
    ..ERROR
};

/// Why Go's `net.SplitHostPort` refuses a text.
fn why_no_host_port(text: &str) -> Option<&'static str> {
    let Some((host, port)) = text.rsplit_once(':') else { return Some("there is no port in it") };
    if let Some(inner) = host.strip_prefix('[') {
        return match inner.split_once(']') {
            Some((address, "")) if !address.contains('[') && !port.contains(['[', ']']) => None,
            Some(_) => Some("there is no port behind the `]`"),
            None => Some("the `]` is missing"),
        };
    }
    match (host.contains(':'), text.contains(['[', ']'])) {
        (true, _) => Some("it has too many colons, and an IPv6 address is written in brackets"),
        (_, true) => Some("there is a bracket at the wrong place"),
        _ => None,
    }
}

fn event_sink(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for text in texts(cx, "endpoint") {
        if let Some(why) = why_no_host_port(text.value) {
            let headline = format!("`{}` is not a host with a port: {why}", text.value);
            report(cx, sink, text.span, headline, "write `192.0.2.5:4000` or `[fd00::5]:4000`");
        }
    }
}

fn extension(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(service) = cx.root().filter(|_| cx.is_config()).map(ExtensionServiceConfigView) else { return };
    let files = service.config_files().map_or(service.0.has("configFiles"), |f| !f.is_empty());
    // The reader drops items of the environment that are null.
    let filled = |n: &NodeId| !is_null(cx.doc.view_cx(), *n);
    let variables = service.environment().map_or(service.0.has("environment"), |e| e.nodes().iter().any(filled));
    if !files && !variables {
        let headline = "this document configures nothing of the extension";
        report(cx, sink, cx.doc.anchor(), headline, "add `configFiles` or `environment`");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn hosts_with_ports() {
        for fine in ["a:1", "[::1]:1", ":1", "a:", "[::1]:", "1.2.3.4:x"] {
            assert_eq!(super::why_no_host_port(fine), None, "{fine}");
        }
        for bad in ["a", "::1:1", "[::1]", "[::1", "a]:1", "[a:1", "[a]b:1", "1.2.3.4"] {
            assert!(super::why_no_host_port(bad).is_some(), "{bad}");
        }
    }
}
