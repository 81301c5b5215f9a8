//! `cluster.apiServer`.

use super::control_plane::{ComponentResources, ComponentVolume};
use crate::lang::talos::embedded;
use crate::lang::talos::enums;
use crate::lang::talos::kinds::shared::ArgValue;
use crate::model::{Map, Object};
use ostler_derive::Shape;

/// The API server: a static pod on every control plane machine, through which everything else talks to etcd.
#[derive(Shape)]
pub struct ApiServer {
    /// Image; its tag is the Kubernetes version of the control plane.
    /// Without it the version built into this Talos release is used.
    #[field(example = "registry.k8s.io/kube-apiserver:v1.34.1")]
    pub image: String,
    /// Command line flags without the leading dashes.
    /// `authorization-mode` and `authorization-webhook-*` exclude `authorizationConfig`. Each value is one text.
    #[field(rename = "extraArgs", removed = "1.13", example = "{feature-gates: ServerSideApply=true}")]
    pub extra_args_text: Map<String>,
    /// Command line flags without the leading dashes.
    /// `authorization-mode` and `authorization-webhook-*` exclude `authorizationConfig`. A value may be a list: the
    /// flag is then given once for each item.
    #[field(example = "{feature-gates: ServerSideApply=true}", merge = replace_per_key, since = "1.13")]
    pub extra_args: Map<ArgValue>,
    /// Host paths mounted into the API server, for files that `extraArgs` name.
    pub extra_volumes: Vec<ComponentVolume>,
    /// Environment variables of the API server.
    #[field(example = "{GOGC: \"50\"}")]
    pub env: Map<String>,
    /// Extra names and addresses in the API server's certificate.
    /// The host of the endpoint and the machine's addresses are in it anyway.
    #[field(rename = "certSANs", example = "k8s.example.org")]
    // Unordered: names in a certificate.
    #[field(unordered)]
    pub cert_sans: Vec<String>,
    /// Kept so that old documents load: the policies that it switched off left Kubernetes in 1.25.
    /// Without effect.
    #[field(default = "true", hidden = "1.12")]
    pub disable_pod_security_policy: Option<bool>,
    /// Configuration of admission plugins.
    /// Patches match items by `name`.
    #[field(merge = by_key("name"), deprecated("1.14", "KubeAdmissionControlConfig"))]
    // Unordered: each item says which plugin it is for.
    #[field(unordered)]
    pub admission_control: Vec<AdmissionPlugin>,
    /// Which requests are recorded: a `Policy` of `audit.k8s.io`.
    /// Without it all requests at level `Metadata`. A patch replaces it whole.
    #[field(
        embedded = embedded::AUDIT_POLICY,
        example = "{apiVersion: audit.k8s.io/v1, kind: Policy, rules: [{level: Metadata}]}",
        merge = replace,
        deprecated("1.14", "KubeAuditPolicyConfig")
    )]
    pub audit_policy: Object,
    /// CPU and memory of the API server.
    pub resources: Option<ComponentResources>,
    /// Authorizers in the order in which they are asked.
    /// `Node` and `RBAC` stay in front unless they are listed here.
    #[field(since = "1.9", deprecated("1.14", "KubeAuthorizerConfig"))]
    pub authorization_config: Vec<Authorizer>,
}

/// Configuration of one admission plugin.
#[derive(Shape)]
pub struct AdmissionPlugin {
    /// Name of the plugin, as Kubernetes spells it.
    #[field(keep_empty, example = "PodSecurity")]
    pub name: String,
    /// Configuration object of the plugin, with its own `apiVersion` and `kind`.
    #[field(
        keep_empty,
        embedded = embedded::ADMISSION,
        example = "{apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration}"
    )]
    pub configuration: Object,
}

/// An authorizer of the API server.
#[derive(Shape)]
pub struct Authorizer {
    /// Kind of authorizer.
    #[field(keep_empty, required, values = enums::AUTHORIZER_TYPE, since = "1.9")]
    pub r#type: String,
    /// Name in metrics and logs.
    /// It must be given and be unique.
    #[field(keep_empty, required, example = "webhook", since = "1.9")]
    pub name: String,
    /// Settings of a `Webhook`: connection, timeouts, match conditions.
    /// As in Kubernetes' `AuthorizationConfiguration`.
    #[field(
        embedded = embedded::AUTHORIZATION_WEBHOOK,
        example = "{timeout: 3s, subjectAccessReviewVersion: v1, failurePolicy: Deny, connectionInfo: {type: InClusterConfig}}",
        since = "1.9"
    )]
    pub webhook: Object,
}
