//! What holds for places: they lie in the text, on characters, in order, children within their parents.

use ostler_core::session::{FileReport, Location};
use ostler_core::syntax::{Parsed, Syntax};
use ostler_core::text::Span;
use ostler_core::tree::NodeId;

/// Checks every place of a parsed document.
pub fn of_document(text: &str, parsed: &Parsed, syntax: Syntax) {
    let tree = &parsed.tree;
    let good = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    let own = tree.root().map(|r| tree.span(r).source);
    for id in (0..tree.len() as u32).map(NodeId) {
        let node = tree.node(id);
        if own.is_some_and(|s| s != node.span.source) {
            continue;
        }
        assert!(good(node.span) && good(node.inner_span()), "{node:?}");
        assert!(node.span.start <= node.inner.0 && node.inner.1 <= node.span.end, "{node:?}");
        let mut before = node.span.start;
        for kid in tree.children(id) {
            let kid = tree.span(*kid);
            // Tables of TOML are put together from headers in any order, so only YAML and JSON go from left to right.
            if syntax != Syntax::Toml {
                assert!(before <= kid.start && kid.end <= node.span.end, "{kid:?} in {node:?}");
            }
            before = kid.end;
        }
    }
    for error in &parsed.errors {
        assert!(good(error.span), "{error:?}");
        assert!(!error.message.is_empty(), "{error:?}");
        let own = error.related.as_ref().is_none_or(|(_, s)| s.source != error.span.source || good(*s));
        assert!(own, "{error:?}");
    }
    assert!(parsed.errors.is_sorted_by_key(|e| e.span.start), "{:?}", parsed.errors);
    assert!(parsed.skipped.iter().all(|s| good(*s) && !s.is_empty()), "{:?}", parsed.skipped);
    assert!(parsed.skipped.is_sorted_by_key(|s| s.start), "{:?}", parsed.skipped);
    assert!(tree.comments().iter().all(|c| text[c.span.range()].starts_with('#')));
    assert!(tree.comments().is_sorted_by_key(|c| c.span.start));
}

/// Checks every place of a report on a file; places in others are not looked at. Lines and columns are counted anew.
pub fn of_report(bytes: &[u8], report: &FileReport) {
    let of_location = |bytes: &[u8], at: &Location| {
        if at.file == report.path {
            of_location(bytes, at);
        }
    };
    for finding in &report.findings {
        of_location(bytes, &finding.primary);
        assert_eq!(finding.related.len(), finding.diagnostic.labels.len());
        finding.related.iter().for_each(|l| of_location(bytes, l));
        for (fix, places) in finding.diagnostic.fixes.iter().zip(&finding.edits) {
            assert_eq!(fix.edits.len(), places.len(), "{}", finding.diagnostic.code);
            places.iter().for_each(|l| of_location(bytes, l));
            let mut sorted: Vec<_> = places.iter().map(|l| (l.start.byte, l.end.byte)).collect();
            sorted.sort_unstable();
            assert!(sorted.windows(2).all(|w| w[0].1 <= w[1].0), "edits of {} overlap", finding.diagnostic.code);
        }
        assert!(!finding.diagnostic.headline.is_empty());
    }
    let in_order = |f: &ostler_core::session::Finding| (f.primary.start, f.primary.end, f.diagnostic.code);
    assert!(report.findings.is_sorted_by_key(in_order));
    if let Some(text) = &report.text {
        // Masking keeps every offset.
        assert_eq!(text.len(), bytes.len());
        let breaks = |b: &[u8]| b.iter().filter(|b| **b == b'\n').count();
        assert_eq!(breaks(text.as_bytes()), breaks(bytes));
    }
}

/// Checks a place in a file with these bytes.
pub fn of_location(bytes: &[u8], location: &Location) {
    let (start, end) = (location.start.byte as usize, location.end.byte as usize);
    assert!(start <= end && end <= bytes.len(), "{location:?} in {} bytes", bytes.len());
    for point in [location.start, location.end] {
        let before = &bytes[..point.byte as usize];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        assert_eq!(point.line as usize, line, "{location:?}");
        if let Ok(text) = core::str::from_utf8(bytes) {
            let own = text.get(..point.byte as usize).unwrap_or_else(|| panic!("{location:?} is inside a character"));
            let own = own.rsplit('\n').next().unwrap_or("").trim_start_matches('\u{feff}');
            assert_eq!(point.column as usize, own.chars().count() + 1, "{location:?}");
        }
    }
}
