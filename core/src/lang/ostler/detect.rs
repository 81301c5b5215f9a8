//! Telling a fleet from other YAML: by its `apiVersion`, or by the name of the file.

use super::FILE;
use crate::document::Role;
use crate::lang::{Detection, Probe};
use crate::tree::Tree;

/// Group of the `apiVersion`, whatever the version behind it.
const GROUP: &str = "ostler.dev/";

/// Recognises a file.
pub(super) fn detect(probe: &Probe<'_>) -> Detection {
    let named = probe.path.rsplit('/').next() == Some(FILE);
    let found = named || probe.trees.iter().any(|tree| is_ours(tree));
    if found { Detection::Yes(Role::Fleet) } else { Detection::No }
}

fn is_ours(tree: &Tree) -> bool {
    let version = tree.root().and_then(|root| tree.get(root, "apiVersion"));
    version.is_some_and(|v| tree.text(tree.resolve(v)).starts_with(GROUP))
}
