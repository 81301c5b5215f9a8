//! Our own language: the inventory of a fleet, which is the project file, too.
//!
//! Unlike the others it knows them: a fleet names operating systems, their releases and modes.

mod detect;
pub mod formats;
mod identify;
mod inventory;
pub mod kinds;
mod layer;
pub mod rules;

pub(super) use layer::{DEFAULT_SLOTS, Layer};

use super::{Inventory, Language, Reader, Release};
use crate::model::Version;
use crate::syntax::{Dialect, Syntax, YAML_1_2};

/// Id on the command line and in JSON.
pub const ID: &str = "ostler";

/// `apiVersion` of its documents.
pub const API_VERSION: &str = "ostler.dev/v1alpha1";

/// Name under which the project file is looked for.
pub const FILE: &str = "ostler.yaml";

/// The language.
pub static OSTLER: Language = Language {
    id: ID,
    title: "ostler",
    doc: "The inventory of a fleet, `ostler.yaml`: clusters, nodes and their groups, which patches make their configs \
          in which order, variables, and how the files of the project are checked.",
    syntax: Syntax::Yaml,
    dialect: &DIALECT,
    scalars: &YAML_1_2,
    reader: Reader {
        fractions_refused: Some(Version::new(0, 0)),
        timestamps_refused: Some(Version::new(0, 0)),
        delete_markers: None,
        empty_documents_skipped: None,
        empty_is_absent: true,
    },
    merge: None,
    base: None,
    image: None,
    areas: &[],
    kinds: kinds::KINDS,
    rules: &[],
    codes: identify::CODES,
    releases: &[Release { version: Version::new(0, 1), stable: true }],
    modes: &[],
    inventory: Some(&Inventory {
        file: FILE,
        language: super::talos::ID,
        roles: inventory::ROLES,
        read: inventory::read,
    }),
    says_so: true,
    detect: detect::detect,
    identify: identify::identify,
    release_hint: |_| None,
};

static DIALECT: Dialect = Dialect { reader: "ostler", refuses: &[] };
