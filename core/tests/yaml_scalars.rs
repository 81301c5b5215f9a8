//! Scalars against the recorded verdicts of Go's library, and against the core schema's own rules.
#![allow(clippy::unwrap_used, clippy::panic)]

use ostler_core::syntax::{Dialect, GO_YAML_V4, Number, ScalarRules, Syntax, Value, YAML_1_2, parse};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeKind, Style};

const GO: &str = include_str!("yaml_scalars/go-yaml-v4-rc6.tsv");
const ANY: Dialect = Dialect { reader: "YAML", refuses: &[] };

/// Text, style and tag of the value of `v: TEXT`.
fn scalar(text: &str) -> (String, Style, Option<String>) {
    let document = format!("v: {text}\n");
    let parsed = parse(&document, Syntax::Yaml, &ANY, SourceId(0), &[]);
    assert_eq!(parsed.errors, [], "{document}");
    let tree = parsed.tree;
    let id = tree.get(tree.root().unwrap(), "v").unwrap();
    assert!(matches!(tree.kind(id), NodeKind::Scalar | NodeKind::Null), "{document}");
    (tree.text(id).to_owned(), tree.node(id).style, tree.tag(id).map(str::to_owned))
}

/// The value as the recording prints it.
fn show(value: Value<'_>) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(b) => format!("bool:{b}"),
        Value::Number(Number::Int(n)) => format!("int:{n}"),
        Value::Number(Number::Float(f)) => format!("float64:{f:?}"),
        Value::Timestamp(_) => "timestamp".into(),
        Value::Str(s) => format!("string:{}", s.replace('\n', "\\n")),
    }
}

/// Go's spelling of numbers in ours.
fn normal(recorded: &str) -> String {
    if let Some(float) = recorded.strip_prefix("float64:") {
        let float = float.replace("Inf", "inf");
        return format!("float64:{:?}", float.parse::<f64>().unwrap());
    }
    recorded.replace("uint64:", "int:")
}

/// Whether a recorded verdict for a typed target is what the rules say.
fn same_int(ours: Option<i128>, recorded: &str, least: i128, most: i128) -> bool {
    let ours = ours.filter(|n| (least..=most).contains(n));
    ours.map_or("error".to_owned(), |n| n.to_string()) == recorded
}

#[test]
fn go_yaml_v4() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in GO.lines().filter(|l| !l.starts_with('#')) {
        rows += 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let [source, any, boolean, int, uint, text, _float] = cells[..] else { panic!("{line}") };
        let source = unquote(source);
        let (content, style, tag) = scalar(&source);
        let (content, tag) = (content.as_str(), tag.as_deref());
        let rules = GO_YAML_V4;
        let fits = (rules.tag_fits)(content, style, tag);
        let resolved = if fits { show((rules.resolve)(content, style, tag)) } else { "error".into() };
        let binary = tag == Some("!!binary");
        if !binary && resolved != normal(any) {
            wrong.push(format!("{source:?} any: {resolved}, Go {any}"));
        }
        let bool_ = (rules.to_bool)(content, style, tag).map_or("error".into(), |b| b.to_string());
        if bool_ != boolean {
            wrong.push(format!("{source:?} bool: {bool_}, Go {boolean}"));
        }
        let number = (rules.to_int)(content, style, tag);
        if !same_int(number, int, i64::MIN.into(), i64::MAX.into()) {
            wrong.push(format!("{source:?} int: {number:?}, Go {int}"));
        }
        if !same_int(number, uint, 0, u64::MAX.into()) {
            wrong.push(format!("{source:?} uint: {number:?}, Go {uint}"));
        }
        // Release candidate 6 refuses timestamps as text; which release does is the caller's knowledge.
        let timestamp = matches!((rules.resolve)(content, style, tag), Value::Timestamp(_));
        let string = if timestamp { None } else { (rules.to_str)(content, style, tag) };
        let string = string.map_or("error".into(), |s| s.replace('\n', "\\n"));
        if !binary && string != text {
            wrong.push(format!("{source:?} str: {string}, Go {text}"));
        }
    }
    assert!(rows > 250, "the recording is there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A JSON string without `\u` escapes, as the recording has them.
fn unquote(json: &str) -> String {
    let inner = json.strip_prefix('"').and_then(|s| s.strip_suffix('"')).unwrap();
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next().unwrap() {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                other => out.push(other),
            },
            (c, _) => out.push(c),
        }
    }
    out
}

fn core(text: &str) -> String {
    let (content, style, tag) = scalar(text);
    let rules: ScalarRules = YAML_1_2;
    if !(rules.tag_fits)(&content, style, tag.as_deref()) {
        return "refused".into();
    }
    show((rules.resolve)(&content, style, tag.as_deref()))
}

#[test]
fn core_schema() {
    for (text, expected) in [
        ("", "null"),
        ("~", "null"),
        ("NULL", "null"),
        ("nULL", "string:nULL"),
        ("true", "bool:true"),
        ("False", "bool:false"),
        ("yes", "string:yes"),
        ("010", "int:10"),
        ("0o10", "int:8"),
        ("0O10", "string:0O10"),
        ("0x1F", "int:31"),
        ("-0x1F", "string:-0x1F"),
        ("0b1", "string:0b1"),
        ("1_000", "string:1_000"),
        ("+12", "int:12"),
        ("1e3", "float64:1000.0"),
        ("1.", "float64:1.0"),
        (".5", "float64:0.5"),
        (".", "string:."),
        ("-.inf", "float64:-inf"),
        (".nan", "float64:NaN"),
        ("2020-01-02", "string:2020-01-02"),
        ("'1'", "string:1"),
        ("!!str 1", "string:1"),
        ("!!int '1'", "int:1"),
        ("!!int a", "refused"),
        ("!!float 1", "float64:1.0"),
        ("!!bool 'true'", "bool:true"),
        ("!!null ''", "null"),
        ("! 1", "string:1"),
        ("!x 1", "string:1"),
        ("<<", "string:<<"),
    ] {
        assert_eq!(core(text), expected, "{text}");
    }
    assert_eq!((YAML_1_2.to_bool)("yes", Style::Plain, None), None);
    assert_eq!((YAML_1_2.to_int)("1.0", Style::Plain, None), None);
    assert_eq!((YAML_1_2.to_str)("1", Style::Plain, None), None);
    assert_eq!((YAML_1_2.to_str)("1", Style::SingleQuoted, None), Some("1"));
}
