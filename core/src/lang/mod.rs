//! Languages: the only place that knows any. A language is one value of [`Language`]; everything else in core reads it.

pub mod bottlerocket;
pub mod foreign;
pub mod formats;
pub mod import;
pub mod kubernetes;
pub mod layers;
pub mod ostler;
pub mod talos;
pub mod talos_secrets;

use crate::document::Role;
use crate::model::{Kind, Rule, Version};
use crate::syntax::{Dialect, ScalarRules, Syntax};
use crate::text::{Span, Spanned};
use crate::tree::Tree;

/// A release of a language's operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its version.
    pub version: Version,
    /// False for a release that is still a candidate; the newest stable one is the default target.
    pub stable: bool,
}

/// A way in which a machine runs, which changes what is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Name on the command line.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
}

/// What several kinds are about; kinds are grouped by it in the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The folder of the declarations, as [`Kind::area`] gives it.
    pub id: &'static str,
    /// A few words for people.
    pub title: &'static str,
}

/// What a language makes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detection {
    /// Not its business.
    No,
    /// Its document, with the role that it plays.
    Yes(Role),
}

/// What is known about a text before a language is chosen.
#[derive(Clone, Copy, Debug)]
pub struct Probe<'a> {
    /// Path as given, with `/`.
    pub path: &'a str,
    /// Trees of all documents of the file, in order.
    pub trees: &'a [&'a Tree],
}

/// Kind and name of a document.
#[derive(Clone, Debug, Default)]
pub struct Identified {
    /// The kind; `None` when it is unknown or missing.
    pub kind: Option<&'static Kind>,
    /// The name, for kinds that have one and documents that give it.
    pub name: Option<Spanned<String>>,
    /// What is wrong with the identity: unknown kind, missing `apiVersion`.
    pub problems: Vec<crate::diag::Diagnostic>,
}

/// Releases in which the reader of a language changed how it decodes. `None` means never.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    /// From here on a number with a fraction is refused for a whole number; before, the fraction is cut off.
    pub fractions_refused: Option<Version>,
    /// From here on an unquoted date is refused for text.
    pub timestamps_refused: Option<Version>,
    /// From here on `$patch: delete` is a marker in patches.
    pub delete_markers: Option<Version>,
    /// From here on a document without content is skipped; before, it is refused. `None`: it never was refused.
    pub empty_documents_skipped: Option<Version>,
    /// True when the reader cannot tell an empty text, list or free mapping from an absent one, so that it does not do
    /// where something is required.
    pub empty_is_absent: bool,
}

/// A [`Reader`] at a release.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, folded from the reader's releases")]
pub struct Reading {
    /// See [`Reader::fractions_refused`].
    pub fractions_refused: bool,
    /// See [`Reader::timestamps_refused`].
    pub timestamps_refused: bool,
    /// See [`Reader::delete_markers`].
    pub delete_markers: bool,
    /// See [`Reader::empty_documents_skipped`].
    pub empty_documents_refused: bool,
    /// See [`Reader::empty_is_absent`].
    pub empty_is_absent: bool,
}

impl Reader {
    /// Folds the history for a release.
    pub fn at(&self, version: Version) -> Reading {
        let since = |at: Option<Version>| at.is_some_and(|at| at <= version);
        Reading {
            fractions_refused: since(self.fractions_refused),
            timestamps_refused: since(self.timestamps_refused),
            delete_markers: since(self.delete_markers),
            empty_documents_refused: self.empty_documents_skipped.is_some_and(|at| version < at),
            empty_is_absent: self.empty_is_absent,
        }
    }
}

/// What a new configuration is made from: the options of the generator, defaults filled in by the caller.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "the generator's own switches")]
pub struct BaseInput<'a> {
    /// Tree of the secrets bundle, which has passed its checks.
    pub secrets: &'a Tree,
    /// Release that the configuration is for.
    pub target: &'a crate::model::Target,
    /// Name of the cluster.
    pub cluster: &'a str,
    /// URL of the Kubernetes API.
    pub endpoint: &'a str,
    /// Role of the machine, such as `controlplane` or `worker`.
    pub role: &'a str,
    /// Version of Kubernetes, with or without `v`.
    pub kubernetes: &'a str,
    /// Domain of services inside the cluster; empty for the default.
    pub dns_domain: &'a str,
    /// Networks of pods; empty for the default.
    pub pod_networks: &'a [String],
    /// Networks of services; empty for the default.
    pub service_networks: &'a [String],
    /// Disk to install to; empty for none. Upstream's default is `/dev/sda`.
    pub install_disk: &'a str,
    /// Image to install; empty for none.
    pub install_image: &'a str,
    /// More names for the certificates of the machine's and the Kubernetes API.
    pub names: &'a [String],
    /// Registries with the endpoints that stand in for them.
    pub mirrors: &'a [(String, Vec<String>)],
    /// Manifest of a network plugin that takes the place of the built-in one; empty for none.
    pub cni_manifest: &'a str,
    /// Whether members find each other through the discovery service.
    pub discovery: bool,
    /// Whether traffic between members goes through WireGuard.
    pub kubespan: bool,
    /// Whether control planes run workloads, too.
    pub schedule_on_control_planes: bool,
}

/// Makes the name of an image; none for machines that it is not for. The error is a sentence part.
pub type ImageName = fn(&ImageInput<'_>) -> Result<Option<String>, String>;

/// What the name of an image to install is made from.
pub struct ImageInput<'a> {
    /// Text of the file that describes the image.
    pub description: &'a str,
    /// Release with its patch number, with or without `v`.
    pub release: &'a str,
    /// How the machine runs.
    pub mode: &'a str,
    /// SHA-256 in hexadecimal.
    pub sha256: &'a dyn Fn(&[u8]) -> String,
}

/// A language whose documents describe a fleet.
#[derive(Debug)]
pub struct Inventory {
    /// Name under which a project's own document is looked for.
    pub file: &'static str,
    /// Id of the language that nodes have when nothing is said.
    pub language: &'static str,
    /// Roles that nodes can have.
    pub roles: &'static [MachineRole],
    /// Reads a document.
    pub read: fn(&crate::document::Document) -> crate::render::decl::FleetDecl,
}

/// What a node does in its cluster.
#[derive(Debug)]
pub struct MachineRole {
    /// Its name in an inventory.
    pub name: &'static str,
    /// One such node, for people: "control plane".
    pub noun: &'static str,
    /// Folders of its layer; the first is the usual one.
    pub folders: &'static [&'static str],
}

impl Inventory {
    /// A role by its name.
    pub fn role(&self, name: &str) -> Option<&'static MachineRole> {
        self.roles.iter().find(|r| r.name == name)
    }
}

/// A machine-config language: one constant each.
#[derive(Debug)]
pub struct Language {
    /// Id on the command line and in JSON: `talos`.
    pub id: &'static str,
    /// Name for people: "Talos Linux".
    pub title: &'static str,
    /// One paragraph.
    pub doc: &'static str,
    /// How its documents are written.
    pub syntax: Syntax,
    /// What its reader refuses beyond the syntax.
    pub dialect: &'static Dialect,
    /// How its reader takes scalars.
    pub scalars: &'static ScalarRules,
    /// What changed in its reader between releases.
    pub reader: Reader,
    /// What changed in its strategic merge between releases; `None` when the language has no such patches.
    pub merge: Option<&'static crate::patch::MergeDialect>,
    /// Makes a new configuration from secrets; `None` when the language has nothing of the kind.
    pub base: Option<fn(&BaseInput<'_>) -> String>,
    /// Names the image that a machine installs; `None` when the language has no such setting.
    pub image: Option<ImageName>,
    /// Areas of its kinds, in the order in which a reader wants them; empty when it has few kinds.
    pub areas: &'static [Area],
    /// Its kinds, sorted by name.
    pub kinds: &'static [&'static Kind],
    /// Rules that see all documents of a node, sorted by code.
    pub rules: &'static [&'static Rule],
    /// Codes of findings that recognising its documents makes; those of rules are the rules' own.
    pub codes: &'static [crate::check::codes::Code],
    /// Supported releases, oldest first.
    pub releases: &'static [Release],
    /// Ways in which a machine runs, the default first; empty when it makes no difference.
    pub modes: &'static [Mode],
    /// How its documents describe a fleet; only our own does.
    pub inventory: Option<&'static Inventory>,
    /// True when its documents say that they are of it: they are recognised before anything else, and no other text is
    /// ever taken for one.
    pub says_so: bool,
    /// Recognises its files.
    pub detect: fn(&Probe<'_>) -> Detection,
    /// Finds kind and name of a document.
    pub identify: fn(&Tree, &crate::model::Target) -> Identified,
    /// Reads the release from a document, such as the tag of an install image, with its place.
    pub release_hint: fn(&[&Tree]) -> Option<(Version, Span)>,
}

impl Language {
    /// A secrets bundle that protects nothing and is always the same, for a language whose configurations are made from
    /// one: with it, they can be made and checked where the real one must not be.
    pub fn placeholder_secrets(&self) -> Option<&'static str> {
        self.base.map(|_| talos_secrets::PLACEHOLDER)
    }

    /// The newest stable release.
    pub fn default_release(&self) -> Version {
        let newest = self.releases.iter().rev().find(|r| r.stable).or(self.releases.last());
        newest.map_or(Version::new(0, 0), |r| r.version)
    }

    /// The kind of a name.
    pub fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.kinds.iter().copied().find(|k| k.name == name)
    }

    /// True when the release is one that the tables cover.
    pub fn supports(&self, version: Version) -> bool {
        self.releases.iter().any(|r| r.version == version)
    }
}

/// All languages, passed as an argument wherever they are needed.
#[derive(Clone, Copy, Debug)]
pub struct Registry {
    /// Sorted by id.
    pub languages: &'static [&'static Language],
    /// Files that are told from ours and left out with a reason.
    pub foreign: &'static [foreign::Foreign],
}

impl Registry {
    /// The language of an id.
    pub fn language(&self, id: &str) -> Option<&'static Language> {
        self.languages.iter().copied().find(|l| l.id == id)
    }
}

/// Every language that this build knows, one a line, sorted by id.
pub static REGISTRY: Registry = Registry {
    languages: &[&bottlerocket::BOTTLEROCKET, &ostler::OSTLER, &talos::TALOS, &talos_secrets::TALOS_SECRETS],
    foreign: foreign::FOREIGN,
};
