//! Parts of URLs that a kind insists on or forbids.

use super::super::typed::{ERROR, report, texts};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::{UrlParts, url_parts};
use crate::model::{Rule, RuleRun};
use crate::text::Spanned;

/// A scheme that the kind does not know.
pub static URL_SCHEME: Rule = Rule {
    code: "talos/url-scheme",
    summary: "A URL has one of the schemes that its kind knows.",
    ids: &["T-NET-080", "T-K8S-061", "T-CRI-010", "T-RUN-014", "T-RUN-039", "T-CLU-007", "T-CLU-008"],
    run: RuleRun::Document(scheme),
    page: include_str!("url_scheme.md"),
    ..ERROR
};

/// A URL without a host.
pub static URL_WITHOUT_HOST: Rule = Rule {
    code: "talos/url-without-host",
    summary: "A URL names a host.",
    ids: &["T-NET-081", "T-CLU-009"],
    run: RuleRun::Document(host),
    page: include_str!("url_without_host.md"),
    ..ERROR
};

/// A URL without a port.
pub static URL_WITHOUT_PORT: Rule = Rule {
    code: "talos/url-without-port",
    summary: "The URL of a log receiver has a port.",
    ids: &["T-RUN-016"],
    run: RuleRun::Document(port),
    page: include_str!("url_without_port.md"),
    ..ERROR
};

/// A path where none is used.
pub static URL_WITH_PATH: Rule = Rule {
    code: "talos/url-with-path",
    summary: "A URL that only says where to connect has no path.",
    ids: &["T-RUN-015", "T-RUN-040"],
    run: RuleRun::Document(path),
    page: include_str!("url_with_path.md"),
    ..ERROR
};

/// Where a kind has a URL, and the schemes it may have.
struct Place {
    kind: &'static str,
    path: &'static str,
    schemes: &'static [&'static str],
}

/// Talos 1.14, the validation of each kind.
const PLACES: &[Place] = &[
    Place { kind: "DiscoveryServiceConfig", path: "endpoint", schemes: &["https", "http", "grpc"] },
    Place { kind: "HTTPProbeConfig", path: "url", schemes: &["https", "http"] },
    Place { kind: "KmsgLogConfig", path: "url", schemes: &["tcp", "udp"] },
    Place { kind: "KubeExternalManifestConfig", path: "url", schemes: &["https", "http"] },
    Place { kind: "RegistryMirrorConfig", path: "endpoints[].url", schemes: &["https", "http"] },
    Place { kind: "SideroLinkConfig", path: "apiUrl", schemes: &["https", "grpc"] },
];

/// The URLs of the document that can be taken apart. A patch may give a part only.
fn urls<'a>(cx: &DocumentCx<'a>) -> Vec<(Spanned<&'a str>, UrlParts<'a>, &'static [&'static str])> {
    let Some(place) = PLACES.iter().find(|p| p.kind == cx.view.kind.name && cx.is_config()) else { return Vec::new() };
    let parts = |t: Spanned<&'a str>| url_parts(t.value, cx.version()).map(|p| (t, p, place.schemes));
    texts(cx, place.path).into_iter().filter_map(parts).collect()
}

/// True when the scheme is fine, so that other parts are worth a word.
fn known(scheme: &str, schemes: &[&str]) -> bool {
    schemes.contains(&scheme.to_ascii_lowercase().as_str())
}

fn scheme(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (text, parts, schemes) in urls(cx) {
        if known(parts.scheme, schemes) {
            continue;
        }
        let all = schemes.iter().map(|s| format!("`{s}://`")).collect::<Vec<_>>().join(" or ");
        let headline = match parts.scheme {
            "" => "this URL has no scheme".to_owned(),
            scheme => format!("the scheme `{scheme}` does not work here"),
        };
        report(cx, sink, text.span, headline, format!("begin with {all}"));
    }
}

fn host(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (text, parts, schemes) in urls(cx) {
        let bare = parts.host.strip_prefix("[]").unwrap_or(parts.host);
        if known(parts.scheme, schemes) && (bare.is_empty() || bare.starts_with(':')) {
            let help = format!("write it as `{}://host`, with a path behind it if needed", parts.scheme);
            report(cx, sink, text.span, "this URL names no host", help);
        }
    }
}

fn port(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (text, parts, schemes) in urls(cx) {
        let port = parts.host.rsplit_once(':').map_or("", |(_, port)| port);
        if known(parts.scheme, schemes) && (port.is_empty() || port.ends_with(']')) {
            let help = "add the port that the receiver listens on, such as `tcp://192.0.2.5:514`";
            report(cx, sink, text.span, "this URL has no port", help);
        }
    }
}

fn path(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (text, parts, schemes) in urls(cx) {
        if known(parts.scheme, schemes) && !matches!(parts.path, "" | "/") {
            let headline = format!("the path `{}` is not used and not allowed here", parts.path);
            report(cx, sink, text.span, headline, "end the URL behind the host and port");
        }
    }
}
