//! `machine.logging`.

use super::reading::{given, machine};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::formats::url_parts;
use crate::model::{Rule, RuleRun};

/// Where lines can be sent.
pub static LOG_ENDPOINT: Rule = Rule {
    code: "talos/log-endpoint",
    summary: "Logs are sent to a host by `tcp` or `udp`.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-041", "T-V1-042"],
    run: RuleRun::Document(log_endpoint),
    page: include_str!("log_endpoint.md"),
    formerly: &[],
};

fn log_endpoint(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    // A patch may give a part of the URL only.
    let logging = machine(cx).filter(|_| cx.is_config()).and_then(|m| m.logging());
    let Some(destinations) = logging.and_then(|l| l.destinations()) else { return };
    for endpoint in destinations.iter().filter_map(|(_, d)| given(d.endpoint())) {
        let Some(url) = url_parts(endpoint.value, cx.version()) else { continue };
        if url.host.is_empty() {
            let problem = sink
                .finding("this log endpoint names no host", endpoint.span)
                .help("write scheme, host and port, such as `tcp://10.0.0.5:6051`");
            sink.push(cx.doc, problem);
        }
        let scheme = url.scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "tcp" | "udp") {
            let headline = match scheme.as_str() {
                "" => "this log endpoint has no scheme".to_owned(),
                other => format!("logs cannot be sent by `{other}`"),
            };
            sink.push(cx.doc, sink.finding(headline, endpoint.span).help("use `tcp://` or `udp://`"));
        }
    }
}
