//! `DiscoveryIdentityConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::talos::rules::cluster;
use ostler_derive::Kind;

/// Identifies the cluster for discovery of its members.
///
/// Replaces `cluster.id` and `cluster.secret`; giving both is refused. All machines of a cluster share both values;
/// changing them splits the cluster.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "DiscoveryIdentityConfig",
    version = "v1alpha1",
    since = "1.14",
    rules(cluster::CLUSTER_SECRET),
    example = "apiVersion: v1alpha1
kind: DiscoveryIdentityConfig
clusterID: 0yTDWXQ9hdwUx5SGrdc2WjMnmDQG5DvNvNhmF9N3xLk=
clusterSecret: v6PyMSR7EhSSR7mDUkWIxBdrzJ5bVwOfTq9+mrjFvdE=
"
)]
pub struct DiscoveryIdentityConfig {
    /// Identifier of the cluster: 32 random bytes in base64.
    /// The discovery service sees it, so do not share it without need.
    #[field(rename = "clusterID", keep_empty, required, secret)]
    pub cluster_id: String,
    /// Key that members encrypt with what they tell each other: 32 random bytes in base64.
    /// It never leaves the machines.
    #[field(keep_empty, required, secret)]
    pub cluster_secret: String,
}
