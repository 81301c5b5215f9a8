//! Small languages inside of values: expressions, and every format.

use core::ops::Range;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use ostler_core::cel;
use ostler_core::lang::REGISTRY;
use ostler_core::lang::talos::cel_env::ENVIRONMENTS;
use ostler_core::model::{Format, Struct, Type, Version};

use crate::choices::Choices;

/// An expression in some environment.
pub fn expressions(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let env = choices.pick(ENVIRONMENTS);
    let version = Version::new(1, 8 + choices.below(7) as u16);
    let text = String::from_utf8_lossy(rest);
    let Err(error) = cel::check(&text, env, version) else { return };
    range_is_good(&text, &error.range);
    assert!(!error.message.is_empty());
    if let Some(instead) = error.instead {
        assert!(instead != text, "the way out is what stands there");
        assert!(cel::check(&instead, env, version).is_ok(), "the way out is wrong, too: {instead}");
    }
}

/// A text of some format.
pub fn formats(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let formats = all_formats();
    let format = formats[choices.place(formats.len())];
    let version = Version::new(1, 6 + choices.below(9) as u16);
    let text = String::from_utf8_lossy(rest);
    if let Err(error) = (format.check)(&text, version) {
        range_is_good(&text, &error.range);
        assert!(!error.message.is_empty());
        if let Some(instead) = error.instead {
            assert!((format.check)(&instead, version).is_ok(), "{}: `{instead}` is wrong, too", format.name);
        }
    }
}

fn range_is_good(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
}

/// Every format that some field has, by name.
pub fn all_formats() -> &'static [&'static Format] {
    static ALL: OnceLock<Vec<&'static Format>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut found = Formats::default();
        for kind in REGISTRY.languages.iter().flat_map(|l| l.kinds) {
            found.shape((kind.shape)());
        }
        found.by_name.into_values().collect()
    })
}

#[derive(Default)]
struct Formats {
    by_name: BTreeMap<&'static str, &'static Format>,
    seen: Vec<*const Struct>,
}

impl Formats {
    fn shape(&mut self, shape: &'static Struct) {
        if !self.seen.contains(&core::ptr::from_ref(shape)) {
            self.seen.push(shape);
            shape.fields.iter().chain(&shape.rest).for_each(|f| self.of_type(&f.ty));
        }
    }

    fn of_type(&mut self, ty: &Type) {
        match ty {
            Type::Format(format) => _ = self.by_name.insert(format.name, format),
            Type::List(of) | Type::Map(of) => self.of_type(of),
            Type::Struct(shape) => self.shape(shape()),
            Type::OneOf(types) => types.iter().for_each(|t| self.of_type(t)),
            _ => {}
        }
    }
}
