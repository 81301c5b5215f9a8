//! Ports of firewall rules, and lists of addresses to take or leave.

use super::super::typed::{ERROR, report, texts, texts_and_empty};
use crate::check::{DocumentCx, Sink};
use crate::lang::formats::{IP_OR_PREFIX, ports};
use crate::model::{Rule, RuleRun};

/// Ranges the wrong way round, or twice.
pub static PORT_RANGE_OVERLAP: Rule = Rule {
    code: "talos/port-range-overlap",
    summary: "Port ranges go from low to high, and no two have a port in common.",
    ids: &["T-NET-064", "T-NET-065"],
    run: RuleRun::Document(port_ranges),
    page: include_str!("port_range_overlap.md"),
    ..ERROR
};

/// A filter that is no address.
pub static ADDRESS_FILTER: Rule = Rule {
    code: "talos/address-filter",
    summary: "Filters for addresses are networks or addresses, with `!` in front to leave them out.",
    ids: &["T-NET-061", "T-K8S-024"],
    run: RuleRun::Document(address_filter),
    page: include_str!("address_filter.md"),
    ..ERROR
};

fn port_ranges(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let read = texts(cx, "portSelector.ports[]").into_iter().filter_map(|t| Some((ports(t.value)?, t)));
    let (mut ranges, wrong): (Vec<_>, Vec<_>) = read.partition(|((low, high), _)| low <= high);
    for (_, text) in wrong {
        let headline = format!("the range `{}` ends before it begins", text.value);
        report(cx, sink, text.span, headline, "write the lower port first");
    }
    ranges.sort_by_key(|((low, _), text)| (*low, text.span.start));
    let mut widest: Option<((u16, u16), _)> = None;
    for (range, text) in ranges {
        if let Some(((_, high), _)) = widest.filter(|((_, high), _)| range.0 <= *high) {
            let (first, second) = widest.map_or((text, text), |(_, w)| (w, text));
            let (first, second) = if first.span.start < second.span.start { (first, second) } else { (second, first) };
            let problem = sink
                .finding(format!("`{}` has ports in common with `{}`", second.value, first.value), second.span)
                .label(first.span, "the other range is here")
                .help("merge the ranges, or make them apart");
            sink.push(cx.doc, problem);
            if range.1 <= high {
                continue;
            }
        }
        widest = Some((range, text));
    }
}

fn address_filter(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for path in ["filters.endpoints[]", "nodeIP.validSubnets[]"] {
        for text in texts_and_empty(cx, path) {
            if let Err(error) = (IP_OR_PREFIX.check)(text.value, cx.version()) {
                let headline = format!("`{}` is not {}: {}", text.value, IP_OR_PREFIX.noun, error.message);
                report(cx, sink, text.span, headline, "write `10.0.0.0/8`, or `!10.0.0.0/8` to leave it out");
            }
        }
    }
}
