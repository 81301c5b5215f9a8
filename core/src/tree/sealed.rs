//! What an encrypting tool leaves in a document: its block of metadata, and values of which only the type is known.
//!
//! SOPS (getsops.io) replaces values by `ENC[AES256_GCM,data:…,iv:…,tag:…,type:str]`, comments by `#ENC[…]`, and adds a
//! root key `sops` with what decrypting takes. Knows no syntax: YAML, JSON and TOML look alike as trees.

use super::{NodeId, NodeKind, Tree};

/// Root key of the metadata.
const KEY: &str = "sops";

/// Key of the metadata that every version has written; it stands with one of [`COMPANIONS`].
const SIGN: &str = "mac";

/// What the metadata has besides.
const COMPANIONS: [&str; 2] = ["lastmodified", "version"];

/// Start of an encrypted value.
const OPENING: &str = "ENC[AES256_GCM,";

/// The type that an encrypted value has once it is decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// Text; it is written in quotes where it would not be read as text without.
    Str,
    /// A whole number.
    Int,
    /// A number with a fraction.
    Float,
    /// True or false.
    Bool,
    /// Something that a later version may have.
    Other,
}

impl Sealed {
    /// The type of an encrypted value; `None` for every other text.
    pub fn of(text: &str) -> Option<Self> {
        let inside = text.trim().strip_prefix(OPENING)?.strip_suffix(']')?;
        Some(match inside.rsplit_once("type:").map_or("", |(_, ty)| ty) {
            "str" => Self::Str,
            "int" => Self::Int,
            "float" => Self::Float,
            "bool" => Self::Bool,
            _ => Self::Other,
        })
    }

    /// For messages, with article.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Str => "encrypted text",
            Self::Int => "an encrypted whole number",
            Self::Float => "an encrypted number with a fraction",
            Self::Bool => "an encrypted boolean",
            Self::Other => "an encrypted value",
        }
    }
}

impl Tree {
    /// True when the document carried the metadata of SOPS.
    pub fn is_sealed(&self) -> bool {
        self.sealed
    }

    /// Takes the metadata of SOPS out of the root, since the tool removes it before a machine sees the document.
    pub(crate) fn take_seal(&mut self) {
        let Some(root) = self.root.filter(|r| self.kind(*r) == NodeKind::Map) else { return };
        let has = |v: NodeId, key: &str| self.get(v, key).is_some();
        let is_seal = |v: NodeId| has(v, SIGN) && COMPANIONS.iter().any(|c| has(v, c));
        let Some(at) = self.entries(root).position(|(k, v)| self.text(k) == KEY && is_seal(v)) else { return };
        let (start, len) = self.nodes[root.0 as usize].data;
        let pair = (start as usize + 2 * at)..(start + len) as usize;
        self.kids[pair].rotate_left(2);
        self.nodes[root.0 as usize].data.1 -= 2;
        self.sealed = true;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::syntax::{Dialect, Syntax, parse};
    use crate::text::SourceId;

    const DIALECT: Dialect = Dialect { reader: "a test", refuses: &[] };

    fn keys(text: &str, syntax: Syntax) -> (Vec<String>, bool) {
        let mut tree = parse(text, syntax, &DIALECT, SourceId(0), &[]).tree;
        tree.take_seal();
        let keys = tree.entries(tree.root().unwrap()).map(|(k, _)| tree.text(k).to_owned()).collect();
        (keys, tree.is_sealed())
    }

    #[test]
    fn metadata_leaves_wherever_it_stands() {
        let seal = "sops:\n  mac: x\n  lastmodified: y\n";
        let ab = || vec!["a".to_owned(), "b".to_owned()];
        for text in [format!("a: 1\nb: 2\n{seal}"), format!("{seal}a: 1\nb: 2\n"), format!("a: 1\n{seal}b: 2\n")] {
            assert_eq!(keys(&text, Syntax::Yaml), (ab(), true));
        }
        let json = r#"{"a": 1, "b": 2, "sops": {"mac": "x", "lastmodified": "y"}}"#;
        assert_eq!(keys(json, Syntax::Json), (ab(), true));
        assert_eq!(keys("a = 1\nb = 2\n[sops]\nmac = 'x'\nlastmodified = 'y'\n", Syntax::Toml), (ab(), true));
        assert_eq!(keys("a: 1\nsops: {mac: x}\n", Syntax::Yaml), (vec!["a".to_owned(), "sops".to_owned()], false));
        assert_eq!(keys(seal, Syntax::Yaml), (vec![], true));
    }

    #[test]
    fn types_of_values() {
        let of = |ty: &str| Sealed::of(&format!("ENC[AES256_GCM,data:a=,iv:b=,tag:c=,type:{ty}]"));
        assert_eq!(of("str"), Some(Sealed::Str));
        assert_eq!(of("int"), Some(Sealed::Int));
        assert_eq!(of("time"), Some(Sealed::Other));
        assert_eq!(Sealed::of("ENC[PKCS7,abc]"), None);
        assert_eq!(Sealed::of("ENC[AES256_GCM,data:a"), None);
    }
}
