//! A parsed document as lines, and as one line of value.

use std::fmt::Write as _;

use ostler_core::syntax::Parsed;
use ostler_core::text::Span;
use ostler_core::tree::{NodeId, NodeKind, Placement, Style, Tree};

/// One line a node in source order, then comments, skipped stretches and errors; ranges are bytes.
pub fn dump(parsed: &Parsed) -> String {
    let mut out = String::new();
    match parsed.tree.root() {
        Some(root) => node(&parsed.tree, root, 0, &mut out),
        None => out.push_str("nothing\n"),
    }
    for comment in parsed.tree.comments() {
        let place = if comment.placement == Placement::Own { "own" } else { "trailing" };
        writeln!(out, "# {} {place}", range(comment.span)).unwrap();
    }
    for span in &parsed.skipped {
        writeln!(out, "~ {}", range(*span)).unwrap();
    }
    for error in &parsed.errors {
        writeln!(out, "! {} {} {}", range(error.span), error.code, error.message).unwrap();
        if let Some((message, span)) = &error.related {
            writeln!(out, "!   {} {message}", range(*span)).unwrap();
        }
        if let Some(help) = &error.help {
            writeln!(out, "!   help: {help}").unwrap();
        }
    }
    out
}

fn range(span: Span) -> String {
    format!("{}-{}", span.start, span.end)
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::SingleQuoted => "single",
        Style::DoubleQuoted => "double",
        Style::Literal => "literal",
        Style::Folded => "folded",
        Style::Block => "block",
        Style::Flow => "flow",
    }
}

fn node(tree: &Tree, id: NodeId, depth: usize, out: &mut String) {
    let node_ = tree.node(id);
    let indent = "  ".repeat(depth);
    let what = match node_.kind {
        NodeKind::Map => format!("map {}", style(node_.style)),
        NodeKind::Seq => format!("seq {}", style(node_.style)),
        NodeKind::Scalar => {
            let text = tree.text(id);
            let short: String = text.chars().take(60).collect();
            let more = if short.len() < text.len() { " …" } else { "" };
            format!("{} {short:?}{more}", style(node_.style))
        }
        NodeKind::Null => "null".into(),
        NodeKind::Alias => match tree.target(id) {
            Some(target) => format!("alias to {}", range(tree.span(target))),
            None => "alias to nothing".into(),
        },
        NodeKind::Missing => "missing".into(),
        NodeKind::Error => format!("error {:?}", tree.text(id)),
    };
    write!(out, "{indent}{what} {}", range(node_.span)).unwrap();
    if node_.inner_span() != node_.span {
        write!(out, " inner {}", range(node_.inner_span())).unwrap();
    }
    if let Some(props) = tree.props(id) {
        if let Some((tag, span)) = &props.tag {
            write!(out, " tag {tag} {}", range(*span)).unwrap();
        }
        if let Some((name, span)) = &props.anchor {
            write!(out, " name {name} {}", range(*span)).unwrap();
        }
    }
    out.push('\n');
    for kid in tree.children(id) {
        node(tree, *kid, depth + 1, out);
    }
}

/// `{ :"a" [ 'b' ] }`: collections, aliases by name, scalars with a sign for their style and JSON's quotes.
pub fn value(tree: &Tree) -> String {
    let mut out = String::new();
    if let Some(root) = tree.root() {
        value_of(tree, root, &mut out);
    }
    out.trim().to_owned()
}

fn value_of(tree: &Tree, id: NodeId, out: &mut String) {
    match tree.kind(id) {
        kind @ (NodeKind::Map | NodeKind::Seq) => {
            let (open, close) = if kind == NodeKind::Map { ("{ ", "} ") } else { ("[ ", "] ") };
            out.push_str(open);
            tree.children(id).iter().for_each(|kid| value_of(tree, *kid, out));
            out.push_str(close);
        }
        NodeKind::Alias => {
            let name = tree.props(id).and_then(|p| p.anchor.as_ref()).map_or("", |(n, _)| n);
            write!(out, "*{name} ").unwrap();
        }
        _ => {
            let sign = match tree.node(id).style {
                Style::DoubleQuoted => '"',
                Style::SingleQuoted => '\'',
                Style::Literal => '|',
                Style::Folded => '>',
                _ => ':',
            };
            write!(out, "{sign}{} ", quoted(tree.text(id))).unwrap();
        }
    }
}

/// A JSON string as Go's `encoding/json` writes it.
pub fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap();
    let mut out = String::new();
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => write!(out, "\\u{:04x}", u32::from(c)).unwrap(),
            c => out.push(c),
        }
    }
    out
}

/// Spans are in the text, on character boundaries, children in their parents and in order.
pub fn check_places(text: &str, parsed: &Parsed) {
    let tree = &parsed.tree;
    let good = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    for id in (0..tree.len() as u32).map(NodeId) {
        let node = tree.node(id);
        if tree.root().is_some_and(|r| tree.span(r).source != node.span.source) {
            continue;
        }
        assert!(good(node.span) && good(node.inner_span()), "{text:?} {node:?}");
        assert!(node.span.start <= node.inner.0 && node.inner.1 <= node.span.end, "{text:?} {node:?}");
        let mut before = node.span.start;
        for kid in tree.children(id) {
            let kid = tree.span(*kid);
            assert!(before <= kid.start && kid.end <= node.span.end, "{text:?}: {kid:?} in {node:?}");
            before = kid.end;
        }
    }
    assert!(parsed.errors.iter().all(|e| good(e.span)), "{text:?} {:?}", parsed.errors);
    assert!(parsed.errors.is_sorted_by_key(|e| e.span.start), "{text:?}");
    assert!(parsed.skipped.iter().all(|s| good(*s) && !s.is_empty()), "{text:?}");
    assert!(parsed.skipped.is_sorted_by_key(|s| s.start), "{text:?}");
    assert!(tree.comments().iter().all(|c| text[c.span.range()].starts_with('#')), "{text:?}");
    assert!(tree.comments().is_sorted_by_key(|c| c.span.start), "{text:?}");
}
