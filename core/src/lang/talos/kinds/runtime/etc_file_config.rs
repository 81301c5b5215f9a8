//! `EtcFileConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::embedded;
use crate::lang::talos::rules::runtime;
use ostler_derive::Kind;

/// Writes a file below `/etc`.
///
/// Replaces an item of `machine.files` below `/etc`. Files that Talos manages, such as `resolv.conf`, and
/// directories such as `kubernetes` are refused.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "EtcFileConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    rules(runtime::ETC_FILE),
    example = "apiVersion: v1alpha1
kind: EtcFileConfig
name: nfsmount.conf
mode: 0o644
contents: |
  [ NFSMount_Global_Options ]
  nfsvers=4.2
"
)]
pub struct EtcFileConfig {
    /// Path below `/etc`, relative: it is the document's name.
    /// `..` and a leading dot are refused.
    #[field(keep_empty, required, example = "nfsmount.conf")]
    pub name: String,
    /// Permissions as an octal number.
    /// Write `0o644`; a bare `644` is a decimal number and means something else.
    #[field(format = formats::OCTAL_MODE, keep_empty, example = "0o644")]
    pub mode: String,
    /// Text of the file.
    /// Readable to everyone who can read the configuration.
    #[field(keep_empty, embedded = embedded::ETC_FILE)]
    pub contents: String,
}
