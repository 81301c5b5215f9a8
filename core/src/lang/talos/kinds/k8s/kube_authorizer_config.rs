//! `KubeAuthorizerConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::embedded;
use crate::lang::talos::enums;
use crate::lang::talos::rules::k8s;
use crate::model::Object;
use ostler_derive::Kind;

/// Adds an authorizer to the API server.
///
/// Replaces an item of `cluster.apiServer.authorizationConfig`. Authorizers are asked in order. Beside a
/// `KubeAPIServerConfig` Talos adds none by itself: declare `Node` and `RBAC` as well, or kubelets and users lose
/// their rights.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "KubeAuthorizerConfig",
    version = "v1alpha1",
    since = "1.14",
    identity = "name",
    control_plane_only,
    rules(k8s::AUTHORIZER_WEBHOOK_MISSING, k8s::AUTHORIZER_WEBHOOK_UNUSED),
    example = "apiVersion: v1alpha1
kind: KubeAuthorizerConfig
name: webhook
type: Webhook
webhook:
  timeout: 3s
  subjectAccessReviewVersion: v1
  matchConditionSubjectAccessReviewVersion: v1
  failurePolicy: NoOpinion
  connectionInfo:
    type: InClusterConfig
"
)]
pub struct KubeAuthorizerConfig {
    /// Name of the authorizer, which shows in metrics and logs.
    #[field(keep_empty, required, example = "webhook")]
    pub name: String,
    /// Kind of authorizer, in exactly this spelling.
    #[field(keep_empty, required, values = enums::AUTHORIZER_TYPE, example = "Webhook")]
    pub r#type: String,
    /// Webhook section of Kubernetes' authorization configuration.
    /// Must be there for `Webhook`, and draws a warning otherwise.
    #[field(embedded = embedded::AUTHORIZATION_WEBHOOK)]
    pub webhook: Object,
}
