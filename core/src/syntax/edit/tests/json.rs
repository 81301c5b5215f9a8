//! JSON by example.

use super::*;

const PRETTY: &str = "{\n    \"a\": 1,\n    \"b\": [\n        1,\n        2\n    ],\n    \"c\": {}\n}\n";

const CASES: &[(&str, &str, &str)] = &[
    (r#"{"a":1,"b":[1,2]}"#, "set a x; append b {q: null}", r#"{"a":"x","b":[1,2,{"q":null}]}"#),
    (r#"{"a": 1, "b": 2}"#, "remove a", r#"{"b": 2}"#),
    (r#"{"a": 1, "b": 2}"#, "remove b; set c.d true", r#"{"a": 1, "c": {"d": true}}"#),
    (r#"{"a": 1}"#, "remove a", "{}"),
    (
        PRETTY,
        "set c.d {e: [1]}",
        "{\n    \"a\": 1,\n    \"b\": [\n        1,\n        2\n    ],\n    \"c\": {\n        \"d\": {\n            \"e\": [\n                1\n            ]\n        }\n    }\n}\n",
    ),
    (
        PRETTY,
        "append b 3; insert b[0] 0; remove c; after a x 1.5",
        "{\n    \"a\": 1,\n    \"x\": 1.5,\n    \"b\": [\n        0,\n        1,\n        2,\n        3\n    ]\n}\n",
    ),
    (PRETTY, "remove b", "{\n    \"a\": 1,\n    \"c\": {}\n}\n"),
    (PRETTY, "set b yes", "{\n    \"a\": 1,\n    \"b\": \"yes\",\n    \"c\": {}\n}\n"),
    (PRETTY, "remove a; remove b; remove c", "{}\n"),
    ("{\r\n\t\"a\": 1\r\n}", "set b 2", "{\r\n\t\"a\": 1,\r\n\t\"b\": 2\r\n}"),
    ("[1, 2]", "set . 5", "5"),
    ("{\"a\": null}", "set a.b 1", "{\"a\": {\"b\": 1}}"),
    ("{\"a\": 1}", "set b \"q\\\"\\n\\u0001é\"", "{\"a\": 1, \"b\": \"q\\\"\\n\\u0001é\"}"),
];

#[test]
fn by_example() {
    table(Syntax::Json, CASES);
}

#[test]
fn yaml_values_become_json_ones() {
    let from = read("a: [yes, 010, 1.50, .inf, 2001-01-01, ~]\nb: |\n  x\nc: &x {d: 1}\ne: *x\nf:\n", Syntax::Yaml);
    let text = "{}";
    let parsed = read(text, Syntax::Json);
    let value = Value::node(&from.tree, from.tree.root().unwrap());
    let out = apply(&doc(text, &parsed, Syntax::Json), &Edit::set(Path::default(), value)).unwrap();
    let yaml =
        emit_json(&from.tree, from.tree.root().unwrap(), &GO_YAML_V4, &JsonLayout::Line { comma: " ", colon: " " });
    // Into a JSON document, bare words are what JSON makes of them; printed with YAML's rules, what YAML does.
    assert!(out.text.contains("\"010\""), "{}", out.text);
    assert_eq!(
        yaml.unwrap(),
        r#"{"a": ["yes", 8, 1.50, ".inf", "2001-01-01", null], "b": "x\n", "c": {"d": 1}, "e": {"d": 1}, "f": null}"#
    );
}
