//! Documents made from the tables, good or with one damage. All choices come from a list of bytes, so that proptest can
//! make a failing document smaller.

use core::fmt::Write as _;

use ostler_core::model::{Enum, Format, Int, State, StructFields, Type, Version, View};
use serde_json::json;

/// Nesting below which only what is required is written.
const DEEP: usize = 5;

pub struct Generator<'a> {
    choices: &'a [u8],
    at: usize,
    view: &'a View,
    /// Values and mappings still to be written before the damaged one; `None` when nothing is to be damaged.
    until_damage: Option<usize>,
}

impl<'a> Generator<'a> {
    pub fn new(view: &'a View, choices: &'a [u8], until_damage: Option<usize>) -> Self {
        Self { choices, at: 0, view, until_damage }
    }

    /// A document in flow style.
    pub fn document(mut self) -> String {
        let mut out = String::from("{");
        for key in self.view.kind.envelope {
            let text = if *key == "kind" { self.view.kind.name } else { self.view.kind.api_version };
            let _ = write!(out, "{key}: {text}, ");
        }
        self.keys(self.view.root(), 0, &mut out);
        out.push_str("}\n");
        out
    }

    fn version(&self) -> Version {
        self.view.target.version
    }

    fn pick(&mut self, of: usize) -> usize {
        let byte = self.choices.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % of
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.pick(of.len())]
    }

    /// True once: for the thing that is to be damaged.
    fn is_damaged(&mut self) -> bool {
        match self.until_damage {
            Some(0) => {
                self.until_damage = None;
                true
            }
            Some(n) => {
                self.until_damage = Some(n - 1);
                false
            }
            None => false,
        }
    }

    fn keys(&mut self, fields: &StructFields, depth: usize, out: &mut String) {
        let damage = if self.is_damaged() { 1 + self.pick(3) } else { 0 };
        let mut drop_one = damage == 1;
        for field in fields.iter_live() {
            if core::mem::take(&mut drop_one) && field.required {
                continue;
            }
            drop_one = damage == 1 && !field.required;
            if !field.required && (depth >= DEEP || self.pick(3) != 2) {
                continue;
            }
            let _ = write!(out, "{}: ", field.field.key);
            if !field.required && self.pick(16) == 1 {
                out.push_str("null, ");
                continue;
            }
            self.value(&field.field.ty, depth + 1, out);
            out.push_str(", ");
        }
        let rest = fields.rest.as_ref().filter(|rest| rest.state.accepted());
        if let Some(rest) = rest {
            for key in ["eno1", "vlan9"].iter().take(1 + self.pick(2)) {
                let _ = write!(out, "{key}: ");
                self.value(&rest.field.ty, depth + 1, out);
                out.push_str(", ");
            }
        }
        match damage {
            2 if rest.is_some() => out.push_str("eno7: 1, "),
            2 => out.push_str("zzNoSuchKey: 1, "),
            3 => {
                let absent = fields.fields.iter().find(|f| !f.state.accepted());
                let _ = write!(out, "{}: {{}}, ", absent.map_or("ipAdress", |f| f.field.key));
            }
            _ => {}
        }
    }

    fn value(&mut self, ty: &Type, depth: usize, out: &mut String) {
        if !matches!(ty, Type::Struct(_)) && self.is_damaged() {
            let text = self.wrong(ty);
            out.push_str(&text);
            return;
        }
        match ty {
            Type::Bool => out.push_str(self.one(&["true", "false", "yes", "\"off\"", "True"])),
            Type::Int(int) => out.push_str(&self.integer(*int)),
            Type::Float => out.push_str(self.one(&["1.5", "2", "-3e2"])),
            Type::Str => {
                let text = self.one(&["eth0", "12", "true", "\"\\n quoted\"", "1.5", "a/b:c", "\"7\""]);
                out.push_str(text);
            }
            Type::Format(format) => {
                let text = self.of_format(format);
                out.push_str(&text);
            }
            Type::Enum(of) => {
                let text = self.of_enum(of);
                out.push_str(&text);
            }
            Type::List(of) => {
                out.push('[');
                for _ in 0..=self.pick(2) {
                    self.value(of, depth + 1, out);
                    out.push_str(", ");
                }
                out.push(']');
            }
            Type::Map(of) => {
                out.push('{');
                for key in ["first", "second.example/key"].iter().take(1 + self.pick(2)) {
                    let _ = write!(out, "{key}: ");
                    self.value(of, depth + 1, out);
                    out.push_str(", ");
                }
                out.push('}');
            }
            Type::Struct(shape) => {
                let fields = self.view.fields_of(shape()).unwrap();
                out.push('{');
                self.keys(fields, depth, out);
                out.push('}');
            }
            Type::OneOf(types) => {
                let ty = self.one(types);
                self.value(&ty, depth, out);
            }
            // What a text holds is beyond a schema, so these hold nothing.
            Type::Embedded(of) if of.is_text() => out.push_str(self.one(&["\"{}\"", "\"# nothing\""])),
            Type::Embedded(_) => self.object(&ty.opened(), depth, out),
            Type::Object | Type::Any => {
                out.push_str(self.one(&["{a: 1, b: [x, null], c: {d: true}}", "{kind: Other}"]));
            }
        }
    }

    fn object(&mut self, ty: &Type, depth: usize, out: &mut String) {
        match ty {
            Type::OneOf(types) if self.pick(2) == 0 => {
                let of = self.one(types);
                self.object(&of, depth, out);
            }
            Type::OneOf(_) => out.push_str("{kind: Other, a: [x, null]}"),
            ty => self.value(ty, depth, out),
        }
    }

    fn integer(&mut self, int: Int) -> String {
        let middle = int.min.midpoint(int.max);
        let value = self.one(&[int.min, int.max, middle, int.min + 1]);
        value.to_string()
    }

    /// A text, in quotes or without where that is safe. It may mean something else without: the check decides.
    fn text(&mut self, text: &str) -> String {
        let safe = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        let plain = !text.is_empty() && text.chars().all(safe) && !text.starts_with('-') && self.pick(2) == 0;
        if plain { text.to_owned() } else { json!(text).to_string() }
    }

    fn of_format(&mut self, format: &'static Format) -> String {
        let good: Vec<_> =
            format.examples.iter().map(|e| e.text).filter(|t| (format.check)(t, self.version()).is_ok()).collect();
        if good.is_empty() {
            return "420".to_owned();
        }
        let text = self.one(&good);
        self.text(text)
    }

    fn of_enum(&mut self, of: &'static Enum) -> String {
        let version = self.version();
        let live = of.values.iter().filter(|v| State::at(v.life, version).state.accepted()).map(|v| v.text);
        let all: Vec<_> = live.chain(of.aliases.iter().map(|(a, _)| *a)).collect();
        let text = self.one(&all);
        if self.pick(4) == 1 { self.text(&text.to_uppercase()) } else { self.text(text) }
    }

    fn wrong(&mut self, ty: &Type) -> String {
        let text = match ty {
            Type::Bool => self.one(&["3", "maybe", "\"true\"", "[true]", "{}", "1.5"]),
            Type::Int(_) => {
                self.one(&["\"1\"", "many", "1.5", "-99999999999999999999", "99999999999999999999", "[1]", "true"])
            }
            Type::Float => self.one(&["much", "\"1.5\"", "{}"]),
            Type::Str => self.one(&["{}", "[a]", "{a: b}"]),
            Type::Format(format) => {
                let version = self.version();
                let bad: Vec<_> =
                    format.examples.iter().map(|e| e.text).filter(|t| (format.check)(t, version).is_err()).collect();
                if !bad.is_empty() && self.pick(3) > 0 {
                    let text = self.one(&bad);
                    return self.text(text);
                }
                self.one(&["{}", "[1]", "true", "1", "0", "70000", "-5", "1.5"])
            }
            Type::Enum(_) => self.one(&["no-such-value", "{}", "17", "true", "[]"]),
            Type::List(_) => self.one(&["text", "{}", "1", "true"]),
            Type::Map(_) | Type::Struct(_) | Type::Object => self.one(&["text", "[]", "1", "[{}]"]),
            Type::OneOf(_) => self.one(&["{}", "[]", "1", "[{}]"]),
            Type::Embedded(of) if of.is_text() => self.one(&["[]", "{}"]),
            Type::Embedded(_) => self.one(&["[]", "text"]),
            Type::Any => "1",
        };
        text.to_owned()
    }
}
