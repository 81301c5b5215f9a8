//! The webhook section of the API server's authorization configuration: its shape.

use super::enums;
use super::formats::DURATION;
use ostler_derive::Shape;

/// A webhook that the API server asks whether a request is allowed.
#[derive(Shape)]
pub struct WebhookAuthorizer {
    /// How long a yes is kept.
    #[field(rename = "authorizedTTL", format = DURATION, default = "5m")]
    pub authorized_ttl: String,
    /// Whether a yes is kept at all.
    #[field(since = "1.11", default = "true")]
    pub cache_authorized_requests: Option<bool>,
    /// How long a no is kept.
    #[field(rename = "unauthorizedTTL", format = DURATION, default = "30s")]
    pub unauthorized_ttl: String,
    /// Whether a no is kept at all.
    #[field(since = "1.11", default = "true")]
    pub cache_unauthorized_requests: Option<bool>,
    /// How long an answer may take, up to 30s.
    #[field(required, format = DURATION, example = "3s")]
    pub timeout: String,
    /// Version of the objects that are sent: `v1` or `v1beta1`.
    #[field(required, example = "v1")]
    pub subject_access_review_version: String,
    /// Version of the object that `matchConditions` see, `v1`. Needed beside them.
    #[field(example = "v1")]
    pub match_condition_subject_access_review_version: String,
    /// What counts when the webhook does not answer.
    #[field(required, values = enums::FAILURE_POLICY)]
    pub failure_policy: String,
    /// How the webhook is reached.
    #[field(required, example = "{type: InClusterConfig}")]
    pub connection_info: WebhookConnection,
    /// Conditions in CEL; unless all hold, the webhook is not asked.
    pub match_conditions: Vec<WebhookMatchCondition>,
}

/// The way to a webhook.
#[derive(Shape)]
pub struct WebhookConnection {
    /// Kind of way.
    #[field(required, values = enums::API_SERVER_CONNECTION)]
    pub r#type: String,
    /// Path of the kubeconfig inside the API server's container, for `KubeConfigFile`.
    #[field(rename = "kubeConfigFile", example = "/etc/kubernetes/webhook.yaml")]
    pub kube_config_file: Option<String>,
}

/// A condition of asking.
#[derive(Shape)]
pub struct WebhookMatchCondition {
    /// Expression in CEL over `request`.
    #[field(required, example = "request.user != 'system:admin'")]
    pub expression: String,
}
