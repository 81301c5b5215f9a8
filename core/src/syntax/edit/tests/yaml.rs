//! YAML by example.

use super::*;

const CASES: &[(&str, &str, &str)] = &[
    // Scalars keep what is around them.
    ("a: 1 # c\nb: 2\n", "set a 5", "a: 5 # c\nb: 2\n"),
    ("a:   'x'   # c\nb: 2\n", "set a z", "a:   z   # c\nb: 2\n"),
    ("a: 1\r\nb: 2\r\n", "set b 3", "a: 1\r\nb: 3\r\n"),
    ("a: 1\nb: 2", "set b 3", "a: 1\nb: 3"),
    ("a: x\n", "set a \"true\"", "a: \"true\"\n"),
    ("a: x\n", "set a \"yes\"", "a: \"yes\"\n"),
    ("a:\nb: 2\n", "set a 1", "a: 1\nb: 2\n"),
    ("a: # c\nb: 2\n", "set a 1", "a: 1 # c\nb: 2\n"),
    ("a: 1 # c\n", "set a null", "a: null # c\n"),
    ("---\na: 1\n", "set a 2", "---\na: 2\n"),
    ("- 1\n- 2 # c\n", "set [1] x", "- 1\n- x # c\n"),
    ("a: !!str 1\n", "set a 2", "a: 2\n"),
    ("a: &x 1\n", "set a 2", "a: &x 2\n"),
    ("a: &x !!str 1 # c\n", "set a {b: 1}", "a: &x # c\n  b: 1\n"),
    // Block scalars go with their header, its comment stays.
    ("a: |\n  x\n  y\nb: 1\n", "set a z", "a: z\nb: 1\n"),
    ("a: | # c\n  x\n  y\n\nb: 1\n", "set a z", "a: z # c\n\nb: 1\n"),
    ("a: |+\n  x\n\nb: 1\n", "set c 1", "a: |+\n  x\n\nb: 1\nc: 1\n"),
    ("a: |+\n  x\n\nb: 1\n", "after a c 1", "a: |+\n  x\n\nc: 1\nb: 1\n"),
    ("a: x # c\nb: 1\n", "set a \"l1\\nl2\\n\"", "a: | # c\n  l1\n  l2\nb: 1\n"),
    ("a: x", "set a \"l1\\nl2\\n\"", "a: |\n  l1\n  l2\n"),
    ("a:\n  - x\n", "set a[0] \"l1\\nl2\"", "a:\n  - |-\n    l1\n    l2\n"),
    ("a: b\n", "set a \"x\\n y\\n\\n\"", "a: \"x\\n y\\n\\n\"\n"),
    // Collections and scalars take each other's place.
    ("a: 1 # c\nb: 2\n", "set a {x: 1, y: [1, 2]}", "a: # c\n  x: 1\n  y:\n    - 1\n    - 2\nb: 2\n"),
    ("a: # c\n  # d\n  x: 1 # e\n  y: 2 # f\nb: 2\n", "set a 1", "a: 1 # c\nb: 2\n"),
    ("a:\n  x: 1\nb: 2\n", "set a [1]", "a:\n  - 1\nb: 2\n"),
    ("- a: 1\n  b: 2\n- c\n", "set [0] 5", "- 5\n- c\n"),
    ("- 5 # c\n- c\n", "set [0] {a: 1, b: 2}", "- a: 1 # c\n  b: 2\n- c\n"),
    ("- # c\n  a: 1\n- c\n", "set [0] 5", "- 5 # c\n- c\n"),
    ("a: {x: 1}\n", "set a []", "a: []\n"),
    ("a: []\n", "append a 1", "a:\n  - 1\n"),
    ("a: {}\nb: 1\n", "set a.x 1", "a:\n  x: 1\nb: 1\n"),
    ("a:\n", "set a.b.c 1", "a:\n  b:\n    c: 1\n"),
    ("a: ~ # c\n", "set a.b.c 1", "a: # c\n  b:\n    c: 1\n"),
    // New keys.
    ("n:\n - |+\n  x\n - y\n", "insert n[1] z", "n:\n - |+\n  x\n - z\n - y\n"),
    ("# c\na:\n  - | # d\n    x", "set b 1", "# c\na:\n  - |- # d\n    x\nb: 1"),
    ("a:\n    x: 1\nb: 2\n", "set a.y 2", "a:\n    x: 1\n    y: 2\nb: 2\n"),
    ("a:\n    x: 1\nb: 2\n", "set b2.y.z 2", "a:\n    x: 1\nb: 2\nb2:\n    y:\n        z: 2\n"),
    ("a: 1 # c\n# d\nb: 2\n", "after a x 1", "a: 1 # c\nx: 1\n# d\nb: 2\n"),
    ("a: 1", "set b 2", "a: 1\nb: 2"),
    ("a: 1\r\n", "set b {x: 1}", "a: 1\r\nb:\r\n  x: 1\r\n"),
    ("- a: 1\n- b: 2\n", "set [0].c 3", "- a: 1\n  c: 3\n- b: 2\n"),
    ("a:\n  b: 1\n\n# about c\nc: 1\n", "set a.x 2", "a:\n  b: 1\n  x: 2\n\n# about c\nc: 1\n"),
    ("", "set a.b 1", "a:\n  b: 1\n"),
    ("# only a comment\n", "set a 1", "# only a comment\na: 1\n"),
    ("---\n", "set a 1", "---\na: 1\n"),
    ("--- 5\n", "set . {a: 1}", "--- \na: 1\n"),
    ("a: |\n  x", "set b 1", "a: |-\n  x\nb: 1"),
    ("a: 1\n", "set \"net.ipv4.ip_forward\" \"1\"", "a: 1\nnet.ipv4.ip_forward: \"1\"\n"),
    ("a: 1\n", "set \"*\" x", "a: 1\n\"*\": x\n"),
    // Items.
    ("a:\n- 1\n- 2\nb: 1\n", "append a 3", "a:\n- 1\n- 2\n- 3\nb: 1\n"),
    ("a:\n- 1\nb: 1\n", "set c [x]", "a:\n- 1\nb: 1\nc:\n- x\n"),
    ("a:\n  - 1 # c\n  # d\n  - 2\n", "insert a[1] x", "a:\n  - 1 # c\n  - x\n  # d\n  - 2\n"),
    ("a:\n  # d\n  - 2\n", "insert a[0] {k: v, l: w}", "a:\n  - k: v\n    l: w\n  # d\n  - 2\n"),
    ("- - 1\n  - 2\n", "insert [0][0] 0", "- - 0\n  - 1\n  - 2\n"),
    ("- - 1\n  - 2\n", "append [0] [a, b]", "- - 1\n  - 2\n  - - a\n    - b\n"),
    ("- a: 1\n", "append . {b: 2}", "- a: 1\n- b: 2\n"),
    ("-\n  a: 1\n-\n  b: 1\n", "set [1].c 1", "-\n  a: 1\n-\n  b: 1\n  c: 1\n"),
    // Removal.
    ("a: 1\n# about b\n# more\nb: 2 # c\nd: 3\n", "remove b", "a: 1\nd: 3\n"),
    ("a: 1\n  # indented\nb: 2\n", "remove b", "a: 1\n  # indented\n"),
    ("- a: 1\n  b: 2\n- c\n", "remove [0].a", "- b: 2\n- c\n"),
    ("- a: 1\n  # about b\n  b: 2\n", "remove [0].a", "- # about b\n  b: 2\n"),
    ("- a: 1\n", "remove [0].a", "- {}\n"),
    ("a:\n  b: 1 # c\nd: 1\n", "remove a.b", "a: {}\nd: 1\n"),
    ("a:\n  - b\n", "remove a[0]", "a: []\n"),
    ("a: 1\n", "remove a", "{}\n"),
    ("a:\n- 1\n- 2 # c\n- 3\n", "remove a[1]", "a:\n- 1\n- 3\n"),
    ("- - 1\n  - 2\n", "remove [0][0]", "- - 2\n"),
    ("a: |\n  x\n\n\nb: 1\n", "remove a", "\n\nb: 1\n"),
    ("a: 1\nb: 2", "remove b", "a: 1\n"),
    ("? a\n: 1\nb: 2\n", "remove a", "b: 2\n"),
    ("? a\n: 1\nb: 2\n", "set a 2", "? a\n: 2\nb: 2\n"),
    // Flow.
    ("a: {x: 1, y: 2}\n", "set a.x 5", "a: {x: 5, y: 2}\n"),
    ("a: {x: 1, y: 2}\n", "set a.z [1, {q: w}]", "a: {x: 1, y: 2, z: [1, {q: w}]}\n"),
    ("a: {x: 1, y: 2}\n", "remove a.x", "a: {y: 2}\n"),
    ("a: {x: 1, y: 2}\n", "remove a.y", "a: {x: 1}\n"),
    ("a: {x: 1}\n", "remove a.x", "a: {}\n"),
    ("a: [1,2]\n", "append a 3", "a: [1,2,3]\n"),
    ("a: [1, 2]\n", "insert a[0] \"x, y\"", "a: [\"x, y\", 1, 2]\n"),
    ("a: [\n  1, # one\n  2, # two\n]\n", "append a 3", "a: [\n  1, # one\n  2, # two\n  3,\n]\n"),
    ("a: [\n  1, # one\n  2 # two\n]\n", "append a 3", "a: [\n  1, # one\n  2, # two\n  3\n]\n"),
    ("a: [\n  1, # one\n  2 # two\n]\n", "remove a[1]", "a: [\n  1 # one\n]\n"),
    ("a: [\n  1, # one\n  # up\n  2, # two\n  3\n]\n", "remove a[1]", "a: [\n  1, # one\n  3\n]\n"),
    ("a: {x: , y: 1}\n", "set a.x 1", "a: {x: 1, y: 1}\n"),
    ("a: {x, y: 1}\n", "set a.x 1", "a: {x: 1, y: 1}\n"),
    ("a: [b: 1]\n", "set a[0].c 1", "a: [{b: 1, c: 1}]\n"),
    // Several at once.
    (
        "a: 1\nb:\n  c: 1\n  d: 2\n",
        "set a 2; set b.c 3; remove b.d; set b.e 4; set f.g 1; set f.h 2",
        "a: 2\nb:\n  c: 3\n  e: 4\nf:\n  g: 1\n  h: 2\n",
    ),
    ("- a: 1\n  b: 2\n  c: 3\n", "remove [0].a; remove [0].b; set [0].d 4", "- c: 3\n  d: 4\n"),
    ("a: 1\nb: 2\n", "remove a; remove b; set c 3", "c: 3\n"),
    ("a: [1, 2, 3]\n", "remove a[0]; remove a[0]; append a 4; insert a[0] 0", "a: [0, 3, 4]\n"),
    ("a: 1\n", "set a.b 1; set a.c 2", "a: 1\n"),
];

#[test]
fn by_example() {
    let (last, cases) = CASES.split_last().unwrap();
    table(Syntax::Yaml, cases);
    assert_eq!(edited(last.0, Syntax::Yaml, last.1).unwrap_err(), EditError::NotACollection { path: path("a") });
}

#[test]
fn aliases_are_refused_by_name() {
    let text = "a: &x\n  k: 1\nb: *x\nc: &y 1\n";
    let at = |p: &str| path(p);
    let err = |lines: &str| edited(text, Syntax::Yaml, lines).unwrap_err();
    assert_eq!(err("set b.k 2"), EditError::ThroughAlias { path: at("b.k"), anchor: "x".into() });
    assert_eq!(err("set a.k 2"), EditError::SharedAnchor { path: at("a.k"), anchor: "x".into() });
    assert_eq!(err("set a 2"), EditError::SharedAnchor { path: at("a"), anchor: "x".into() });
    assert_eq!(err("remove a"), EditError::AnchorInUse { path: at("a"), anchor: "x".into() });
    // The alias itself is a value like any other, and an anchor without aliases does no harm.
    assert_eq!(edited(text, Syntax::Yaml, "set b 2").unwrap().text, "a: &x\n  k: 1\nb: 2\nc: &y 1\n");
    assert_eq!(edited(text, Syntax::Yaml, "remove c; remove b").unwrap().text, "a: &x\n  k: 1\n");
    assert_eq!(
        edited(text, Syntax::Yaml, "set c.k 2; set c 3").unwrap_err(),
        EditError::NotACollection { path: at("c") }
    );
}

#[test]
fn asked_for_an_anchored_value_changes_with_its_aliases() {
    let text = "a: &x\n  k: 1\nb: *x\n";
    let parsed = read(text, Syntax::Yaml);
    let doc = Doc { shared: Shared::Change, ..doc(text, &parsed, Syntax::Yaml) };
    assert_eq!(apply(&doc, &edit("set a.k 2")).unwrap().text, "a: &x\n  k: 2\nb: *x\n");
    assert_eq!(apply(&doc, &edit("set a [1]")).unwrap().text, "a: &x\n  - 1\nb: *x\n");
    assert!(apply(&doc, &edit("remove a")).is_err());
}

#[test]
fn a_patch_brings_its_comments() {
    let patch = "x:\n  # why\n  y: 1 # one\n  z: # below\n    # deep\n    - q\n";
    let from = read(patch, Syntax::Yaml);
    let sources = [SourceText { source: SourceId(0), text: patch, comments: from.tree.comments() }];
    let id = from.tree.at(from.tree.root().unwrap(), &path("x")).unwrap();
    let base = "a: 1\n";
    let parsed = read(base, Syntax::Yaml);
    let value = Value::Node(NodeRef { tree: &from.tree, id, sources: &sources, head: None });
    let out = apply(&doc(base, &parsed, Syntax::Yaml), &Edit::set(path("b"), value)).unwrap();
    assert_eq!(out.text, "a: 1\nb:\n  # why\n  y: 1 # one\n  z: # below\n    # deep\n    - q\n");
}

#[test]
fn a_whole_value_keeps_the_text_of_what_is_equal() {
    let base = "# top\na: 1 # c\nb:\n    - x\n    - 'y'\n    - z\nc: {d: 1}\n";
    let new = read("c: {d: 1, e: 2}\nb: [x, \"y\", w, z]\nn: {m: 1}\na: 1\n", Syntax::Yaml);
    let parsed = read(base, Syntax::Yaml);
    let value = NodeRef { tree: &new.tree, id: new.tree.root().unwrap(), sources: &[], head: None };
    let out = apply_value(&doc(base, &parsed, Syntax::Yaml), value).unwrap();
    assert_eq!(out.text, "# top\na: 1 # c\nb:\n    - x\n    - 'y'\n    - w\n    - z\nc: {d: 1, e: 2}\nn: {m: 1}\n");
}

#[test]
fn prints_a_subtree() {
    let text = "a:\n  b: [1, 2]\n  c: |\n    x\n    y\n  d: 'q'\n  e: {}\n";
    let parsed = read(text, Syntax::Yaml);
    let root = parsed.tree.root().unwrap();
    let yaml = emit_yaml(&parsed.tree, root, &GO_YAML_V4, Layout::default(), 0, &[]).unwrap();
    assert_eq!(yaml, text);
    let json = emit_json(&parsed.tree, root, &GO_YAML_V4, &JsonLayout::Line { comma: " ", colon: " " }).unwrap();
    assert_eq!(json, r#"{"a": {"b": [1, 2], "c": "x\ny\n", "d": "q", "e": {}}}"#);
}

#[test]
fn a_whole_value_writes_out_the_aliases_of_what_changed() {
    let base = "a: &x\n  k: 1\nb: *x\nc: *x\n";
    let parsed = read(base, Syntax::Yaml);
    let text = |new: &str| {
        let new = read(new, Syntax::Yaml);
        let value = NodeRef { tree: &new.tree, id: new.tree.root().unwrap(), sources: &[], head: None };
        apply_value(&doc(base, &parsed, Syntax::Yaml), value).unwrap().text
    };
    assert_eq!(text("a: {k: 1}\nb: {k: 1}\nc: {k: 2}\n"), "a: &x\n  k: 1\nb: *x\nc: {k: 2}\n");
    assert_eq!(text("a: {k: 2}\nb: {k: 1}\nc: {k: 1}\n"), "a: &x\n  k: 2\nb: {k: 1}\nc: {k: 1}\n");
    assert_eq!(text("b: {k: 1}\nc: {k: 1}\n"), "b: {k: 1}\nc: {k: 1}\n");
    assert_eq!(text("a: {k: 1}\nb: {k: 1}\nc: {k: 1}\nd: 1\n"), "a: &x\n  k: 1\nb: *x\nc: *x\nd: 1\n");
}

#[test]
fn comments_of_new_keys_and_items_come_along() {
    let old = "# head\na: 1 # one\nlist:\n  - x\nm:\n  k: 1\n";
    let patched = "a: 2 # two\nlist:\n  - x\n  # why y\n  - y # because\nm:\n  k: 1\n# about b\nb: 3 # three\n# c has parts\nc:\n  # inner\n  d: 1\n";
    let (base, new) = (read(old, Syntax::Yaml), parse(patched, Syntax::Yaml, &DIALECT, SourceId(1), &[]));
    let sources = [SourceText { source: SourceId(1), text: patched, comments: new.tree.comments() }];
    let value = NodeRef { tree: &new.tree, id: new.tree.root().unwrap(), sources: &sources, head: None };
    let text = apply_value(&doc(old, &base, Syntax::Yaml), value).unwrap().text;
    assert_eq!(
        text,
        "# head\na: 2 # two\nlist:\n  - x\n  # why y\n  - y # because\nm:\n  k: 1\n# about b\nb: 3 # three\n# c has parts\nc:\n  # inner\n  d: 1\n"
    );
}

/// The text of a base after a whole new value out of another text, and after the same once more.
fn patched_twice(old: &str, patched: &str) -> String {
    let new = parse(patched, Syntax::Yaml, &DIALECT, SourceId(1), &[]);
    let sources = [SourceText { source: SourceId(1), text: patched, comments: new.tree.comments() }];
    let value = NodeRef { tree: &new.tree, id: new.tree.root().unwrap(), sources: &sources, head: None };
    let again = |text: &str| apply_value(&doc(text, &read(text, Syntax::Yaml), Syntax::Yaml), value).unwrap().text;
    let text = again(old);
    assert_eq!(again(&text), text, "patching twice");
    text
}

#[test]
fn a_value_that_replaces_another_brings_its_comments() {
    for (old, new, expected) in [
        // Its comment replaces the one that is there, which stays where it has none.
        ("a: 1 # one\nb: 1 # uno\n", "a: 2 # two\nb: 2\n", "a: 2 # two\nb: 2 # uno\n"),
        ("a: 1\nb: 1\n", "a: 2 # two\nb: 1 # not this\n", "a: 2 # two\nb: 1\n"),
        // Lines above come below those that are there, each once.
        ("# old\na: 1\n", "# new\n# old\na: 2\n", "# old\n# new\na: 2\n"),
        ("m:\n    # old\n    a: 1\n", "m:\n  # new\n  a: 2\n", "m:\n    # old\n    # new\n    a: 2\n"),
        ("l:\n  - x # ex\n", "l:\n  # why\n  - y # because\n", "l:\n  # why\n  - y # because\n"),
        // New keys stay where they belong.
        ("a: 1\nb: 1\n", "a: 1\n# b\nb: 2\n# c\nc: 3\n", "a: 1\n# b\nb: 2\n# c\nc: 3\n"),
        // Texts of several lines, and values of another kind.
        ("a: 1 # one\n", "a: | # text\n  x\n  y\n", "a: | # text\n  x\n  y\n"),
        ("a: |\n  x\nb: 1\n", "# short\na: y # now\nb: 1\n", "# short\na: y # now\nb: 1\n"),
        ("a: 1 # one\n", "a: [x] # list\n", "a: [x] # one\n"),
        ("a: 1\n", "a: 1\nb: [x] # list\n", "a: 1\nb: [x] # list\n"),
        // What stands in brackets has no line of its own, and what follows it is not its comment.
        ("a: {b: 1} # old\n", "a:\n  b: 2 # two\n", "a: {b: 2} # old\n"),
        ("m:\n  a: 1\n", "# of m\nm: {a: 2} # of m\n", "m:\n  a: 2\n"),
        ("l:\n  - k: 1\n    v: 1\n", "l:\n  # item\n  - k: 2\n    v: 1\n", "l:\n  - k: 2\n    v: 1\n"),
        ("a: 1 # one\r\nb: 1\r\n", "# up\na: 2 # two\nb: 1\n", "# up\r\na: 2 # two\r\nb: 1\r\n"),
    ] {
        assert_eq!(patched_twice(old, new), expected, "{old}---\n{new}");
    }
}
