//! `BGPInstanceConfig`: routes taken over from other instances.

use super::super::prefix::Prefix;
use super::super::typed::{ERROR, given, report};
use super::bgp::instance;
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::bgp_instance_config::BGPImportRouteView;
use crate::model::{Rule, RuleRun};
use crate::text::Spanned;

/// The instance that routes come from.
pub static BGP_IMPORT_SOURCE: Rule = Rule {
    code: "talos/bgp-import-source",
    summary: "Routes are imported from other instances, each listed once.",
    ids: &["T-NET-093", "T-NET-094"],
    run: RuleRun::Document(source),
    page: include_str!("bgp_import_source.md"),
    ..ERROR
};

/// A network with host bits.
pub static BGP_IMPORT_PREFIX: Rule = Rule {
    code: "talos/bgp-import-prefix",
    summary: "Networks to import are given, without host bits.",
    ids: &["T-NET-096", "T-NET-097"],
    run: RuleRun::Document(prefix),
    page: include_str!("bgp_import_prefix.md"),
    ..ERROR
};

/// Networks that contain each other.
pub static BGP_IMPORT_OVERLAP: Rule = Rule {
    code: "talos/bgp-import-overlap",
    summary: "Networks to import do not overlap.",
    ids: &["T-NET-098", "T-NET-099"],
    run: RuleRun::Document(overlap),
    page: include_str!("bgp_import_overlap.md"),
    ..ERROR
};

fn routes<'a>(cx: &DocumentCx<'a>) -> Vec<BGPImportRouteView<'a>> {
    let list = instance(cx).and_then(|i| i.import_routes());
    list.into_iter().flat_map(|l| l.iter()).map(|(_, r)| r).collect()
}

/// All networks in order.
fn prefixes<'a>(cx: &DocumentCx<'a>) -> Vec<(Prefix, Spanned<&'a str>)> {
    let lists = routes(cx).into_iter().filter_map(|r| r.prefixes());
    lists.flat_map(|l| l.iter()).filter_map(|(_, t)| Some((Prefix::parse(t.value)?, t))).collect()
}

fn source(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let mut seen: Vec<Spanned<&str>> = Vec::new();
    for text in routes(cx).iter().filter_map(|r| given(r.bgp_instance())) {
        if text.value == cx.name() {
            let headline = format!("the instance `{}` cannot import from itself", text.value);
            report(cx, sink, text.span, headline, "name another `BGPInstanceConfig`");
        }
        match seen.iter().find(|s| s.value == text.value) {
            Some(first) => {
                let problem = sink
                    .finding(format!("routes of `{}` are imported before", text.value), text.span)
                    .label(first.span, "the first one is here")
                    .help("put all its networks into one entry");
                sink.push(cx.doc, problem);
            }
            None => seen.push(text),
        }
    }
}

fn prefix(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let lists = routes(cx).into_iter().filter_map(|r| r.prefixes());
    for (_, text) in lists.flat_map(|l| l.iter()).filter(|(_, t)| t.value.is_empty()) {
        report(cx, sink, text.span, "this network is empty", "write one such as `10.0.0.0/8`, or remove the item");
    }
    for (prefix, text) in prefixes(cx) {
        if prefix != prefix.masked() {
            let headline = format!("`{}` is an address in a network, and a network is needed", text.value);
            report(cx, sink, text.span, headline, format!("write `{}`", prefix.masked()));
        }
    }
}

fn overlap(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let prefixes: Vec<_> = prefixes(cx).into_iter().filter(|(p, _)| *p == p.masked()).take(MOST).collect();
    for (at, (prefix, text)) in prefixes.iter().enumerate() {
        if let Some((_, first)) = prefixes[..at].iter().find(|(other, _)| other.overlaps(*prefix)) {
            let problem = sink
                .finding(format!("`{}` overlaps `{}`", text.value, first.value), text.span)
                .label(first.span, "the other network is here")
                .help("list the larger network only, or smaller ones that are apart");
            sink.push(cx.doc, problem);
        }
    }
}

/// Networks that are compared with each other, every one with all before it.
const MOST: usize = 2000;
