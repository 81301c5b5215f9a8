//! Configuration of the admission plugin PodSecurity: its shape. Other plugins' objects are not described.

use super::enums;
use ostler_derive::Shape;

/// Which standards pods must meet where their namespace says nothing.
#[derive(Shape)]
pub struct PodSecurityConfiguration {
    /// Version of the object.
    #[field(required, example = "pod-security.admission.config.k8s.io/v1")]
    pub api_version: String,
    /// What the object is.
    #[field(required, example = "PodSecurityConfiguration")]
    pub kind: String,
    /// Standards of namespaces without labels of their own.
    pub defaults: PodSecurityDefaults,
    /// Whom nothing is asked of.
    pub exemptions: PodSecurityExemptions,
}

/// Standards that hold by default, and the minor of Kubernetes whose wording counts.
#[derive(Shape)]
pub struct PodSecurityDefaults {
    /// Standard without which a pod is refused.
    #[field(values = enums::POD_SECURITY_LEVEL, default = "privileged")]
    pub enforce: String,
    /// Minor whose wording of `enforce` counts: `latest` or `v1.34`.
    #[field(rename = "enforce-version", default = "latest")]
    pub enforce_version: String,
    /// Standard whose violation is noted in the audit log.
    #[field(values = enums::POD_SECURITY_LEVEL, default = "privileged")]
    pub audit: String,
    /// Minor whose wording of `audit` counts: `latest` or `v1.34`.
    #[field(rename = "audit-version", default = "latest")]
    pub audit_version: String,
    /// Standard whose violation the user is warned of.
    #[field(values = enums::POD_SECURITY_LEVEL, default = "privileged")]
    pub warn: String,
    /// Minor whose wording of `warn` counts: `latest` or `v1.34`.
    #[field(rename = "warn-version", default = "latest")]
    pub warn_version: String,
}

/// Whom the standards do not concern.
#[derive(Shape)]
pub struct PodSecurityExemptions {
    /// Users who make pods themselves; controllers make most pods, so this rarely helps.
    pub usernames: Vec<String>,
    /// Namespaces, such as that of a storage driver.
    #[field(example = "[kube-system]")]
    pub namespaces: Vec<String>,
    /// Classes of pods that run in a sandbox of their own.
    pub runtime_classes: Vec<String>,
}
