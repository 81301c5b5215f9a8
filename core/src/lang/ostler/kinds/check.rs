//! How the files of a project are checked.

use super::{MODE, SWITCH};
use crate::lang::ostler::formats;
use crate::model::Map;
use ostler_derive::Shape;

/// How `ostler check`, the language server and other commands read the files of this project.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Check {
    /// Releases and modes by path. The first entry with a pattern that fits a file counts for it.
    ///
    /// Files that are patches of nodes below need no entry: they are read for the releases of their nodes.
    pub targets: Option<Vec<TargetEntry>>,
    /// Findings that are not wanted in this project, by code (`life/deprecated`) or area (`life`); the longer name counts.
    ///
    /// A single finding is better left in place and allowed by a comment: `# ostler: allow(code) reason`.
    #[field(values = SWITCH, example = "{life/deprecated: off}")]
    pub rules: Option<Map<String>>,
}

/// What files of some paths are read for.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct TargetEntry {
    /// Which files: patterns of paths relative to this file.
    #[field(required, format = formats::PATHS, example = "[\"talos/old/**\"]")]
    pub paths: Vec<String>,
    /// Release of Talos that the files are read for.
    #[field(format = formats::TALOS_RELEASE, example = "v1.12")]
    pub talos: Option<String>,
    /// Release of Bottlerocket that the files are read for.
    #[field(format = formats::BOTTLEROCKET_RELEASE, example = "v1.50.0")]
    pub bottlerocket: Option<String>,
    /// Flavour of the release, for operating systems that have any.
    #[field(example = "aws-k8s-1.34")]
    pub variant: Option<String>,
    /// How the machines run that the files are for.
    #[field(values = MODE, example = "metal")]
    pub mode: Option<String>,
}
