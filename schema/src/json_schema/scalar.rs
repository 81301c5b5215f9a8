//! Scalars: which JSON values stand for what a reader of YAML takes for a boolean, a number, a text, a format or an
//! enumeration.

use ostler_core::model::{Enum, Format, Int, Version};
use ostler_core::syntax::{Number, ScalarRules, Value as Scalar, YAML_1_2};
use ostler_core::tree::Style;
use serde_json::{Map, Value, json};

use super::words;

/// Words that readers of YAML 1.1 take for booleans; other readers hand them on as text.
const BOOLEAN_WORDS: &str = "^(y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$";

/// JSON types of everything that a text field takes: its text is what counts.
pub(super) const ANY_SCALAR: &[&str] = &["string", "number", "boolean"];

/// A schema that takes null, and the JSON types of what else it takes.
#[derive(Debug)]
pub(super) struct Lowered {
    pub body: Map<String, Value>,
    pub types: Vec<&'static str>,
}

impl Lowered {
    /// A schema with these JSON types, null besides, and further keywords.
    pub fn of(types: &[&'static str], more: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let mut body = Map::new();
        body.insert("type".into(), type_list(types.iter().copied().chain(["null"])));
        body.extend(more.into_iter().map(|(k, v)| (k.to_owned(), v)));
        Self { body, types: types.to_vec() }
    }
}

/// Value of the keyword `type`.
pub(super) fn type_list(types: impl IntoIterator<Item = &'static str>) -> Value {
    let types: Vec<_> = types.into_iter().collect();
    match types.as_slice() {
        [one] => json!(one),
        many => json!(many),
    }
}

/// True for a reader that never takes one type of a scalar for another, as those of TOML and JSON.
pub(super) fn is_strict(rules: &ScalarRules) -> bool {
    (rules.to_str)("1", Style::Plain, None).is_none()
}

/// A text.
pub(super) fn text(rules: &ScalarRules) -> Lowered {
    Lowered::of(if is_strict(rules) { &["string"] } else { ANY_SCALAR }, [])
}

/// A boolean.
pub(super) fn boolean(rules: &ScalarRules) -> Lowered {
    if (rules.to_bool)("yes", Style::Plain, None).is_none() {
        return Lowered::of(&["boolean"], []);
    }
    Lowered::of(&["boolean", "string"], [("pattern", json!(BOOLEAN_WORDS))])
}

/// A whole number. `fractions` says whether the reader cuts off what is behind the point, instead of refusing it.
pub(super) fn integer(int: Int, fractions: Fractions) -> Lowered {
    let name = match fractions {
        Fractions::Cut => "number",
        Fractions::Refused => "integer",
    };
    Lowered::of(&[name], [("minimum", number(int.min)), ("maximum", number(int.max))])
}

/// What a reader does with a fraction in place of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fractions {
    /// Cuts it off.
    Cut,
    /// Refuses it.
    Refused,
}

fn number(value: i128) -> Value {
    let small = i64::try_from(value).map(Value::from);
    #[expect(clippy::cast_precision_loss, reason = "beyond 64 bits JSON has nothing better")]
    small.or_else(|_| u64::try_from(value).map(Value::from)).unwrap_or_else(|_| Value::from(value as f64))
}

/// Whole numbers that tell what a format makes of numbers: the limits of Go's types, and some between.
const PROBES: &[i128] = &[
    i64::MIN as i128,
    i32::MIN as i128,
    -1,
    0,
    1,
    7,
    80,
    1234,
    u8::MAX as i128,
    u16::MAX as i128,
    i32::MAX as i128,
    u32::MAX as i128,
    i64::MAX as i128,
    u64::MAX as i128,
];

/// A text of a format. Whether numbers and booleans without quotes pass is asked of the format itself, where the reader
/// lets it decide.
pub(super) fn format(format: &'static Format, rules: &ScalarRules, version: Version) -> Lowered {
    let takes = |text: &str| (format.check)(text, version).is_ok();
    let takes_number = |n: i128| match format.number {
        Some(check) => check(n, version).is_ok(),
        None => takes(&n.to_string()),
    };
    let mut types = vec!["string"];
    let mut more =
        vec![("description", json!(words::join(&[format!("{}.", sentence(format.noun)), format.doc.into()])))];
    more.extend(format.schema.iter().map(|(k, v)| (*k, json!(v))));
    if is_strict(rules) && !format.numbers {
        return Lowered::of(&types, more);
    }
    let numbers: Vec<i128> = PROBES.iter().copied().filter(|n| takes_number(*n)).collect();
    if ["1.5", "0.25", "1e3"].iter().any(|t| takes(t)) {
        types.push("number");
    } else if format.numbers || !numbers.is_empty() {
        types.push("integer");
    }
    if let (Some(_), Some(low), Some(high)) = (format.number, numbers.first(), numbers.last()) {
        // What a format makes of numbers is an interval.
        more.extend((!takes_number(low - 1)).then(|| ("minimum", number(*low))));
        more.extend((!takes_number(high + 1)).then(|| ("maximum", number(*high))));
    }
    if ["true", "false"].iter().any(|t| takes(t)) {
        types.push("boolean");
    }
    Lowered::of(&types, more)
}

fn sentence(noun: &str) -> String {
    let mut chars = noun.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// An enumeration: its values, for completion, and whatever else the reader takes for one of them.
pub(super) fn values(of: &'static Enum, version: Version) -> Lowered {
    let view = of.at(version);
    let live = view.live().map(|(value, _)| value.text);
    let taken: Vec<&str> = live.clone().chain(of.aliases.iter().map(|(alias, _)| *alias)).collect();
    let mut types = vec!["string"];
    let mut listed: Vec<Value> = live.map(Value::from).collect();
    for text in &taken {
        // Without quotes, some texts are something else to a reader that does not know the field.
        let (name, value) = match (YAML_1_2.resolve)(text, Style::Plain, None) {
            Scalar::Bool(b) => ("boolean", json!(b)),
            Scalar::Number(Number::Int(n)) => ("number", number(n)),
            Scalar::Number(Number::Float(n)) => ("number", json!(n)),
            _ => continue,
        };
        listed.push(value);
        if !types.contains(&name) {
            types.push(name);
        }
    }
    let other = if of.left_to_rules {
        types = ANY_SCALAR.to_vec();
        json!({ "type": ["string", "number", "boolean", "null"] })
    } else {
        let texts: Vec<_> = taken.iter().map(|t| if view.ignores_case { any_case(t) } else { literally(t) }).collect();
        json!({ "type": ["string", "null"], "pattern": format!("^({})?$", texts.join("|")) })
    };
    let choice = if listed.is_empty() { json!([other]) } else { json!([{ "enum": listed }, other]) };
    Lowered::of(&types, [("description", json!(words::values(view))), ("anyOf", choice)])
}

/// A text of a format for a reader that converts nothing.
pub(super) fn plain_format(format: &'static Format) -> Lowered {
    let types: &[&str] = if format.numbers { &["string", "number"] } else { &["string"] };
    let mut more =
        vec![("description", json!(words::join(&[format!("{}.", sentence(format.noun)), format.doc.into()])))];
    more.extend(format.schema.iter().map(|(k, v)| (*k, json!(v))));
    Lowered::of(types, more)
}

/// An enumeration for a reader that converts nothing.
pub(super) fn plain_values(of: &'static Enum, version: Version) -> Lowered {
    let view = of.at(version);
    let listed: Vec<Value> = view.live().map(|(value, _)| json!(value.text)).collect();
    let other = json!({ "type": ["string", "null"], "maxLength": 0 });
    Lowered::of(
        &["string"],
        [("description", json!(words::values(view))), ("anyOf", json!([{ "enum": listed }, other]))],
    )
}

/// A pattern for a text in upper, lower or mixed case, without the flag that JSON Schema lacks.
fn any_case(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' => format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase()),
            other => literally(&other.to_string()),
        })
        .collect()
}

/// A pattern for a text as it is.
fn literally(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\^$.|?*+()[]{}/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
