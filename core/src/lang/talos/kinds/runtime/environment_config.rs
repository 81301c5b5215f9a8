//! `EnvironmentConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::runtime;
use crate::model::Map;
use ostler_derive::Kind;

// Impact: services get their environment when they start (Talos 1.13, internal/app/machined/pkg/controllers/runtime/environment.go).
/// Sets environment variables of Talos and all its services.
///
/// Replaces `machine.env`; both are merged and this document wins. The usual use is a proxy. Services take a change
/// over when they start, so reboot to be sure.
#[derive(Kind)]
#[kind(impact = reboot)]
#[kind(
    name = "EnvironmentConfig",
    version = "v1alpha1",
    since = "1.13",
    rules(runtime::ENVIRONMENT_NAME),
    example = "apiVersion: v1alpha1
kind: EnvironmentConfig
variables:
  https_proxy: http://proxy.example.org:3128
  no_proxy: 10.0.0.0/8,.example.org
"
)]
pub struct EnvironmentConfig {
    /// Variables by name: letters, digits and underscores, not beginning with a digit.
    /// An empty value in a patch does not clear an existing one.
    #[field(keep_empty, example = "https_proxy: http://proxy.example.org:3128")]
    pub variables: Map<String>,
}
