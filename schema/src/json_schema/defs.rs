//! The definitions of a schema and their names. Names of structures are unique within a kind only: where two kinds use
//! one name for different things, the kind's name goes in front.

use std::collections::HashMap;

use ostler_core::model::{Struct, View};
use serde_json::{Map, Value};

/// Named parts of one schema, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Defs {
    /// Names of all structures of all kinds of the schema, by address.
    structs: HashMap<*const Struct, String>,
    parts: Map<String, Value>,
}

impl Defs {
    /// Gives every structure of the kinds its name. Kinds come first: their own names are never changed.
    pub fn new(views: &[View]) -> Self {
        let mut out = Self::default();
        let mut taken: HashMap<String, *const Struct> = HashMap::new();
        for view in views {
            let root = core::ptr::from_ref(view.root().shape);
            taken.insert(view.kind.name.to_owned(), root);
            out.structs.insert(root, view.kind.name.to_owned());
        }
        let repeated = repeated_names(views);
        for view in views {
            for fields in view.structs() {
                let address = core::ptr::from_ref(fields.shape);
                if out.structs.contains_key(&address) {
                    continue;
                }
                let plain = fields.shape.name;
                let alone = !repeated.contains(plain) && !taken.contains_key(plain);
                let wanted = if alone { plain.to_owned() } else { format!("{}.{plain}", view.kind.name) };
                let name = free_name(&wanted, |n| taken.contains_key(n));
                taken.insert(name.clone(), address);
                out.structs.insert(address, name);
            }
        }
        out
    }

    /// Name of a structure; its own one if it belongs to no kind of the schema.
    pub fn name_of(&self, shape: &'static Struct) -> String {
        self.structs.get(&core::ptr::from_ref(shape)).cloned().unwrap_or_else(|| shape.name.to_owned())
    }

    /// True when a part of the name is there, or is being made.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// Puts a part in its place, so that what it uses comes behind it and may refer to it.
    pub fn reserve(&mut self, name: &str) {
        self.parts.insert(name.to_owned(), Value::Null);
    }

    /// Fills a place.
    pub fn fill(&mut self, name: &str, part: Value) {
        self.parts.insert(name.to_owned(), part);
    }

    /// Adds a part that refers to no other, once: an equal one of the same name serves again. Returns its name.
    pub fn intern(&mut self, name: &str, part: Value) -> String {
        let is_taken = |n: &str| match self.parts.get(n) {
            Some(there) => *there != part,
            None => self.structs.values().any(|s| s == n),
        };
        let name = free_name(name, is_taken);
        self.parts.entry(name.clone()).or_insert(part);
        name
    }

    /// All parts.
    pub fn into_parts(self) -> Map<String, Value> {
        self.parts
    }
}

/// Names that several structures have.
fn repeated_names(views: &[View]) -> std::collections::HashSet<&'static str> {
    let mut first: HashMap<&'static str, *const Struct> = HashMap::new();
    let shapes = views.iter().flat_map(|v| v.structs().iter().map(|s| s.shape));
    shapes
        .filter(|s| {
            let address = core::ptr::from_ref(*s);
            *first.entry(s.name).or_insert(address) != address
        })
        .map(|s| s.name)
        .collect()
}

/// The name, or with the first number behind it that makes it free.
fn free_name(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{wanted}-{number}");
        number += 1;
    }
    name
}
