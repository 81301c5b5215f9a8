//! The inventory itself, which is the project file, too.

use super::{Check, Cluster, Settings};
use crate::lang::ostler::{formats, rules};
use ostler_derive::Kind;

/// The machines of a project: clusters, nodes, and which patches make their configs.
///
/// It stands in `ostler.yaml` at the root of the project. Every command looks for it from the files that it is given
/// upwards, so nothing has to be said on the command line. Keys that it does not know are errors. It never holds
/// secrets, only the path of the file that does.
#[derive(Kind)]
#[kind(
    name = "Fleet",
    version = "ostler.dev/v1alpha1",
    page = "fleet.md",
    example = "apiVersion: ostler.dev/v1alpha1
kind: Fleet
defaults:
  talosVersion: v1.13.9
  kubernetesVersion: v1.35.2
clusters:
  - name: home
    endpoint: https://10.0.0.10:6443
    base: base/{role}.yaml
    patchesDir: talos
    nodes:
      - {name: cp-1, address: 10.0.0.11, role: controlplane}
      - {name: w-1, address: 10.0.0.21, role: worker, groups: [gpu], vars: {installDisk: /dev/nvme0n1}}
",
    example = "apiVersion: ostler.dev/v1alpha1
kind: Fleet
check:
  targets:
    - {paths: [\"old/**\"], talos: \"1.12\"}
  rules:
    life/deprecated: off
",
    rules(
        rules::DUPLICATE_ADDRESS,
        rules::DUPLICATE_NAME,
        rules::FINAL_LAYER,
        rules::PATCH_AS_TEXT,
        rules::REPEATED_LAYER,
        rules::TARGET_WITHOUT_EFFECT,
        rules::UNKNOWN_CODE,
        rules::UNKNOWN_LAYER,
        rules::UNUSED_LAYER,
        rules::VARIABLE_NAME,
    )
)]
#[allow(dead_code, reason = "a declaration")]
pub struct Fleet {
    /// More fleet files, whose clusters are added to those of this one: patterns of paths relative to this file.
    ///
    /// `defaults` of this file count in them where their own say nothing. `check` counts in the project's own file only.
    #[field(format = formats::PATHS, example = "[clusters/*.yaml]")]
    pub include: Option<Vec<String>>,
    /// How the files of this project are checked, whether they belong to a node or not.
    pub check: Option<Check>,
    /// What counts for every cluster and node that does not say otherwise.
    pub defaults: Option<Settings>,
    /// The clusters, each with its nodes.
    pub clusters: Option<Vec<Cluster>>,
}
