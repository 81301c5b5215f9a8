//! `NetworkDefaultActionConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::enums;
use ostler_derive::Kind;

/// Says what happens to incoming traffic that no firewall rule is about.
///
/// With `block` only loopback, answers, KubeSpan and what `NetworkRuleConfig` documents open are let in: open the
/// Talos API and etcd, kubelet and API server ports first.
#[derive(Kind)]
#[kind(
    name = "NetworkDefaultActionConfig",
    version = "v1alpha1",
    example = r#"apiVersion: v1alpha1
kind: NetworkDefaultActionConfig
ingress: block
"#
)]
pub struct NetworkDefaultActionConfig {
    /// Let in or drop.
    /// Absent means `accept`, and rules then change nothing.
    #[field(values = enums::DEFAULT_ACTION, keep_empty, default = "accept", example = "block")]
    pub ingress: String,
}
