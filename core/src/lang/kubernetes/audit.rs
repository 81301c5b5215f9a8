//! The audit policy of the API server, `audit.k8s.io/v1`: its shape.

use super::enums;
use super::values::ObjectMeta;
use ostler_derive::Shape;

/// Which requests the API server writes to its audit log.
#[derive(Shape)]
pub struct Policy {
    /// Version of the object.
    #[field(required, example = "audit.k8s.io/v1")]
    pub api_version: String,
    /// What the object is.
    #[field(required, example = "Policy")]
    pub kind: String,
    /// Name and labels, without effect.
    pub metadata: ObjectMeta,
    /// What is logged, from specific to general: the first rule that matches decides.
    /// Requests that no rule matches are not logged.
    #[field(required, example = "[{level: Metadata}]")]
    pub rules: Vec<PolicyRule>,
    /// Stages at which nothing is logged, whatever the rule.
    #[field(values = enums::AUDIT_STAGE, example = "[RequestReceived]")]
    pub omit_stages: Vec<String>,
    /// Whether managed fields are left out of bodies, which makes logs much smaller.
    #[field(default = "false")]
    pub omit_managed_fields: bool,
}

/// Requests that are alike, with how much of them is logged.
#[derive(Shape)]
pub struct PolicyRule {
    /// How much of the request is logged.
    #[field(required, values = enums::AUDIT_LEVEL)]
    pub level: String,
    /// Names of users that it is about; left out, all.
    #[field(example = "[\"system:kube-proxy\"]")]
    pub users: Vec<String>,
    /// Groups that it is about; one common group is enough.
    #[field(example = "[\"system:nodes\"]")]
    pub user_groups: Vec<String>,
    /// Verbs that it is about, such as `watch`; left out, all.
    #[field(example = "[get, list]")]
    pub verbs: Vec<String>,
    /// Resources that it is about. Excludes `nonResourceURLs`.
    pub resources: Vec<GroupResources>,
    /// Namespaces that it is about; `""` stands for what has none.
    #[field(example = "[kube-system]")]
    pub namespaces: Vec<String>,
    /// Paths that are no resources, a `*` at the end allowed. Excludes `resources`.
    #[field(rename = "nonResourceURLs", example = "[\"/healthz*\"]")]
    pub non_resource_urls: Vec<String>,
    /// Stages at which nothing is logged.
    #[field(values = enums::AUDIT_STAGE)]
    pub omit_stages: Vec<String>,
    /// Whether managed fields are left out; it wins over the setting of the policy.
    pub omit_managed_fields: Option<bool>,
}

/// Resources of one API group.
#[derive(Shape)]
pub struct GroupResources {
    /// API group; the core group is the empty text.
    #[field(example = "\"\"")]
    pub group: String,
    /// Resources in plural, with `/` for what is below them: `pods`, `pods/log`, `*/scale`.
    #[field(example = "[secrets, configmaps]")]
    pub resources: Vec<String>,
    /// Names of single objects; needs `resources`.
    pub resource_names: Vec<String>,
}
