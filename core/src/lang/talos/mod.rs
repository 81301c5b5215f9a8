//! Talos Linux: its kinds of documents, for releases 1.6 to 1.14.

pub mod cel_env;
mod detect;
pub mod embedded;
pub mod enums;
pub(in crate::lang) mod generate;
mod identify;
pub mod kinds;
pub mod rules;

use super::{Area, Language, Mode, Reader, Release};
use crate::model::Version;
use crate::patch::MergeDialect;
use crate::syntax::{Dialect, GO_YAML_V4, GO_YAML_V4_REFUSES, Syntax};

/// Id on the command line and in JSON.
pub const ID: &str = "talos";

/// The only API version that typed documents have had so far.
pub const API_VERSION: &str = "v1alpha1";

/// The language.
pub static TALOS: Language = Language {
    id: ID,
    title: "Talos",
    doc: "Machine configuration of Talos Linux: a YAML stream of one legacy document and typed documents, read by the \
          machine at every boot and by `talosctl`.",
    syntax: Syntax::Yaml,
    dialect: &DIALECT,
    scalars: &GO_YAML_V4,
    reader: READER,
    merge: Some(&MERGE),
    base: Some(generate::generate),
    image: Some(crate::lang::import::schematic::image),
    areas: AREAS,
    kinds: kinds::KINDS,
    rules: rules::RULES,
    codes: identify::CODES,
    releases: RELEASES,
    modes: MODES,
    inventory: None,
    says_so: false,
    detect: detect::detect,
    identify: identify::identify,
    release_hint: detect::release_hint,
};

/// Talos 1.12 and later read with go.yaml.in/yaml v4. The fork of yaml.v3 up to 1.11 refuses a little more: anchors with
/// other signs than letters, digits, `-` and `_`, and keys longer than 1024 characters.
static DIALECT: Dialect = Dialect { reader: "the YAML library of Talos", refuses: GO_YAML_V4_REFUSES };

/// YAML v4 rc.4 came with 1.13, rc.6 with 1.14.
const READER: Reader = Reader {
    fractions_refused: Some(Version::new(1, 13)),
    timestamps_refused: Some(Version::new(1, 14)),
    delete_markers: Some(Version::new(1, 8)),
    empty_documents_skipped: Some(Version::new(1, 12)),
    empty_is_absent: true,
};

/// Talos 1.14, pkg/machinery/config/merge and configpatcher, compared with the releases before.
static MERGE: MergeDialect = MergeDialect {
    pointer_zero_overrides: Some(Version::new(1, 12)),
    deletes: Some(Version::new(1, 8)),
    deletes_anywhere: Some(Version::new(1, 12)),
    missing_document_skipped: Some(Version::new(1, 14)),
    repeated_documents: Some(Version::new(1, 14)),
    single_quoted_words: Some(Version::new(1, 14)),
    leading_breaks_unmarked: Some(Version::new(1, 13)),
    hollow_keys: &["kind", "name", "version"],
    quoted_merge_keys: Some(Version::new(1, 12)),
};

const fn release(minor: u16, stable: bool) -> Release {
    Release { version: Version::new(1, minor), stable }
}

/// What the kinds are about, the broad before the narrow.
static AREAS: &[Area] = &[
    Area { id: "legacy", title: "Legacy document" },
    Area { id: "network", title: "Network" },
    Area { id: "block", title: "Volumes" },
    Area { id: "storage", title: "LVM and RAID" },
    Area { id: "k8s", title: "Kubernetes" },
    Area { id: "cluster", title: "Cluster discovery" },
    Area { id: "container", title: "Containers" },
    Area { id: "cri", title: "Images and registries" },
    Area { id: "runtime", title: "Operating system" },
    Area { id: "security", title: "Trust" },
    Area { id: "hardware", title: "Hardware" },
    Area { id: "siderolink", title: "SideroLink" },
];

/// Releases that the tables cover.
static RELEASES: &[Release] = &[
    release(6, true),
    release(7, true),
    release(8, true),
    release(9, true),
    release(10, true),
    release(11, true),
    release(12, true),
    release(13, true),
    release(14, false),
];

static MODES: &[Mode] = &[
    Mode { name: "metal", doc: "Bare metal and virtual machines that install to a disk." },
    Mode { name: "cloud", doc: "Cloud images, which are not installed." },
    Mode { name: "container", doc: "Talos in a container, which has no disks and no kernel of its own." },
];
