//! Values that another tool fills in: placeholders of templates and references to secrets.
//!
//! Such a text says nothing about the value that the machine gets, so checks of types and formats pass it over. Knows
//! the marks of the tools, and no language.

use crate::syntax::holes::FILLER;

/// Marks with which a reference to a secret store begins, and nothing else stands in the value.
const REFERENCES: [&str; 4] = ["op://", "ref+", "ENC[", "vault:"];

/// Brackets of placeholders: Jinja and Go templates, makejinja, shell and envsubst.
const PLACEHOLDERS: [(&str, &str); 5] = [("{{", "}}"), ("{%", "%}"), ("#{", "}#"), ("${", "}"), ("<%", "%>")];

/// True when the text is, or contains, something that another tool replaces.
pub fn is_hole(text: &str) -> bool {
    let trimmed = text.trim_start();
    text.contains(FILLER)
        || REFERENCES.iter().any(|r| trimmed.starts_with(r))
        || PLACEHOLDERS.iter().any(|(open, close)| text.split_once(open).is_some_and(|(_, rest)| rest.contains(close)))
}

/// True when a whole file has any of the marks, so that looking at its values is worth while.
pub fn has_hole_marks(text: &str) -> bool {
    REFERENCES.iter().any(|r| text.contains(r)) || PLACEHOLDERS.iter().any(|(open, _)| text.contains(open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_references() {
        for text in
            ["op://home/talos/CA", "ref+sops://x#y", "ENC[AES256_GCM,data:x]", "{{ ip }}/24", "${VIP}", "a#{ b }#"]
        {
            assert!(is_hole(text), "{text}");
        }
        for text in ["", "a", "{}", "$VAR", "disk.size > 100u * GB", "https://op.example.org", "x{{y"] {
            assert!(!is_hole(text), "{text}");
        }
    }
}
