//! `KubeAuditPolicyConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::model::Object;
use ostler_derive::Kind;

/// Sets what the API server writes to its audit log.
///
/// Replaces `cluster.apiServer.auditPolicy`; giving both is refused. Without it all requests are logged by their
/// metadata.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeAuditPolicyConfig",
    version = "v1alpha1",
    since = "1.14",
    control_plane_only,
    example = "apiVersion: v1alpha1
kind: KubeAuditPolicyConfig
configuration:
  apiVersion: audit.k8s.io/v1
  kind: Policy
  rules:
    - level: Metadata
"
)]
pub struct KubeAuditPolicyConfig {
    /// Audit policy object of Kubernetes.
    /// The first rule that matches decides. A patch replaces it whole.
    #[field(keep_empty, merge = replace, embedded = embedded::AUDIT_POLICY)]
    pub configuration: Object,
}
