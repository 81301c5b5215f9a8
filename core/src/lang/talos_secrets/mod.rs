//! The secrets bundle of a Talos cluster: what `talosctl gen secrets` and talhelper write, and what new configurations
//! are made from. A language of its own, since no machine reads it. It must not know how configurations are made.

mod bundle;
mod kind;
mod placeholder;
mod rules;

pub use bundle::{Bundle, Pair};
pub use kind::SecretsBundle;
pub use placeholder::PLACEHOLDER;

use super::{Detection, Identified, Language, Probe, Reader};
use crate::document::Role;
use crate::lang::talos::TALOS;
use crate::model::Version;
use crate::syntax::{GO_YAML_V4, Syntax};
use crate::tree::{NodeKind, Tree};

/// Id on the command line and in JSON.
pub const ID: &str = "talos-secrets";

/// The language.
pub static TALOS_SECRETS: Language = Language {
    id: ID,
    title: "Talos secrets",
    doc: "Secrets bundle of a Talos cluster: identity, tokens and certificate authorities, from which the configurations \
          of its machines are generated.",
    syntax: Syntax::Yaml,
    dialect: TALOS.dialect,
    scalars: &GO_YAML_V4,
    reader: Reader {
        fractions_refused: Some(Version::new(1, 13)),
        timestamps_refused: Some(Version::new(1, 14)),
        delete_markers: None,
        empty_documents_skipped: None,
        empty_is_absent: true,
    },
    merge: None,
    base: None,
    image: None,
    areas: &[],
    kinds: &[SecretsBundle::KIND],
    rules: &[],
    codes: &[],
    releases: TALOS.releases,
    modes: &[],
    inventory: None,
    says_so: false,
    detect,
    identify,
    release_hint: |_| None,
};

/// Sections by two of which, next to `certs`, a bundle is told from other files.
const SECTIONS: &[&str] = &["cluster", "secrets", "trustdinfo"];

fn detect(probe: &Probe<'_>) -> Detection {
    if probe.trees.iter().any(|t| is_bundle(t)) { Detection::Yes(Role::Secrets) } else { Detection::No }
}

fn is_bundle(tree: &Tree) -> bool {
    let Some(root) = tree.root().filter(|r| tree.kind(*r) == NodeKind::Map) else { return false };
    let section = |key: &&&str| tree.get(root, key).is_some_and(|n| tree.kind(n) == NodeKind::Map);
    section(&&"certs") && SECTIONS.iter().filter(section).count() >= 2
}

fn identify(tree: &Tree, _: &crate::model::Target) -> Identified {
    let kind = tree.root().filter(|r| tree.kind(*r) == NodeKind::Map).map(|_| SecretsBundle::KIND);
    Identified { kind, ..Identified::default() }
}
