//! What holds for any text: parsing ends, places are places, repair moves nothing.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "yaml_suite/dump.rs"]
mod dump;

use ostler_core::syntax::{Dialect, GO_YAML_V4_REFUSES, Parsed, Syntax, parse, split_stream};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Style};
use proptest::prelude::*;

const GO: Dialect = Dialect { reader: "Go", refuses: GO_YAML_V4_REFUSES };

fn check(text: &str) -> Vec<Parsed> {
    let mut out = Vec::new();
    let mut end = 0;
    for (n, chunk) in split_stream(text).into_iter().enumerate() {
        assert_eq!(chunk.start, end);
        end = chunk.end;
        let part = &text[chunk.start as usize..chunk.end as usize];
        let parsed = parse(part, Syntax::Yaml, &GO, SourceId(n as u32), &[]);
        dump::check_places(part, &parsed);
        plain_text_is_where_it_says(part, &parsed);
        assert!(!dump::dump(&parsed).is_empty() && dump::value(&parsed.tree).len() < 100_000_000);
        out.push(parsed);
    }
    assert_eq!(end as usize, text.len());
    out
}

/// Offsets never move: plain text of one line is what stands at its span.
fn plain_text_is_where_it_says(text: &str, parsed: &Parsed) {
    let tree = &parsed.tree;
    for id in (0..tree.len() as u32).map(NodeId) {
        let node = tree.node(id);
        let written = &text[node.span.range()];
        let one_line = !written.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let skipped = parsed.skipped.iter().any(|s| s.start < node.span.end && node.span.start < s.end);
        let controls = parsed.errors.iter().any(|e| e.code == "yaml/control-character");
        if node.kind == NodeKind::Scalar && node.style == Style::Plain && one_line && !skipped && !controls {
            assert_eq!(tree.text(id), written, "{text:?}");
        }
    }
}

/// Pieces of YAML, put together without sense.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "key",
        ":",
        ": ",
        "- ",
        "-",
        "? ",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n\t",
        " ",
        "\t",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        " # c",
        "&a ",
        "*a",
        "!!str ",
        "!x ",
        "|",
        "|\n  x\n",
        ">-",
        "%YAML 1.1",
        "\n---\n",
        "\n...\n",
        "\\",
        "\\n",
        "\\u12",
        "é",
        "😀",
        "\r\n",
        "\u{feff}",
        "\0",
        "<<",
        "@",
        "`",
        "=",
        "1",
        "~",
        "\u{2028}",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_pieces(text in pieces()) {
        check(&text);
    }

    #[test]
    fn good_text_with_a_hole(at in 0usize..400, cut in 0usize..30, put in "[ -~\n\t]{0,6}") {
        let mut text = GOOD.to_owned();
        let at = at.min(text.len());
        text.replace_range(at..(at + cut).min(GOOD.len()), &put);
        check(&text);
    }
}

const GOOD: &str = "machine:\n  type: worker # role\n  certSANs: [a, 'b', \"c\"]\n  files:\n    - path: /x\n      content: |\n        \
    text: y\n\n      op: create\n    - &f {path: z, n: 1}\n    - *f\n  sysctls:\n    \"a.b\": '1'\n---\nkind: X\nname: >-\n  \
    folded\n  text\nlist:\n- 1\n- - 2\n  - 3\n? complex\n: value\n...\n";
