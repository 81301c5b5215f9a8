//! Bottlerocket: its network file `net.toml`, versions 1 to 3. The settings document is not modelled yet.

mod detect;
pub mod formats;
mod identify;
pub mod kinds;
pub mod rules;

use super::{Language, Reader, Release};
use crate::model::Version;
use crate::syntax::{Dialect, Syntax, TOML_1_0};

/// Id on the command line and in JSON.
pub const ID: &str = "bottlerocket";

/// The language.
pub static BOTTLEROCKET: Language = Language {
    id: ID,
    title: "Bottlerocket",
    doc: "Network configuration of Bottlerocket on machines that are not in EC2: `net.toml`, which names interfaces, \
          bonds and VLANs and is read once at boot.",
    syntax: Syntax::Toml,
    dialect: &DIALECT,
    scalars: &TOML_1_0,
    reader: Reader {
        fractions_refused: Some(Version::new(0, 0)),
        timestamps_refused: Some(Version::new(0, 0)),
        delete_markers: None,
        empty_documents_skipped: None,
        empty_is_absent: false,
    },
    merge: None,
    base: None,
    image: None,
    areas: &[],
    kinds: kinds::KINDS,
    rules: &[],
    codes: identify::CODES,
    releases: &RELEASES,
    modes: &[],
    inventory: None,
    says_so: false,
    detect: detect::detect,
    identify: identify::identify,
    release_hint: |_| None,
};

static DIALECT: Dialect = Dialect { reader: "the TOML library of Bottlerocket", refuses: &[] };

/// First and last minor release of the tables; all are 1.x. Version 1 of the file came with 1.8.
const MINORS: (u16, u16) = (8, 50);
const COUNT: usize = (MINORS.1 - MINORS.0 + 1) as usize;

static RELEASES: [Release; COUNT] = {
    let mut out = [Release { version: Version::new(1, MINORS.0), stable: true }; COUNT];
    let mut at = 0;
    while at < COUNT {
        out[at].version = Version::new(1, MINORS.0 + at as u16);
        at += 1;
    }
    out
};
