//! `CRIBaseRuntimeSpecConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::runtime_spec::RUNTIME_SPEC;
use crate::model::Object;
use ostler_derive::Kind;

// Impact: the container runtime is started anew (Talos 1.14, internal/app/machined/pkg/controllers/cri/service.go).
/// Changes the defaults of every container that Kubernetes starts.
///
/// Replaces `machine.baseRuntimeSpecOverrides`; giving both is refused. A change restarts the container runtime.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "CRIBaseRuntimeSpecConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(RUNTIME_SPEC),
    example = "apiVersion: v1alpha1
kind: CRIBaseRuntimeSpecConfig
overrides:
  process:
    rlimits:
      - type: RLIMIT_NOFILE
        hard: 65536
        soft: 65536
"
)]
pub struct CRIBaseRuntimeSpecConfig {
    /// Part of an OCI runtime specification that is laid over Talos' own.
    /// Types are checked, unknown keys pass. A patch replaces it whole.
    #[field(merge = replace)]
    pub overrides: Object,
}
