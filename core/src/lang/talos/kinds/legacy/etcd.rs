//! `cluster.etcd`.

use super::certificates::CertificateAndKey;
use crate::lang::talos::kinds::shared::ArgValue;
use crate::model::Map;
use ostler_derive::Shape;

/// The etcd member on a control plane machine.
#[derive(Shape)]
pub struct Etcd {
    /// Image of etcd.
    /// Without it the version built into this Talos release is used.
    #[field(example = "registry.k8s.io/etcd:v3.6.5")]
    pub image: String,
    /// Certificate authority for etcd's peers and clients.
    /// Needed on control plane machines.
    #[field(keep_empty, required)]
    pub ca: Option<CertificateAndKey>,
    /// Command line flags without the leading dashes.
    /// Flags that Talos manages are refused when the member starts. Each value is one text.
    #[field(rename = "extraArgs", removed = "1.13", example = "{election-timeout: \"5000\"}")]
    pub extra_args_text: Map<String>,
    /// Command line flags without the leading dashes.
    /// Flags that Talos manages are refused when the member starts. A value may be a list: the flag is then given once
    /// for each item.
    #[field(example = "{election-timeout: \"5000\"}", merge = replace_per_key, since = "1.13")]
    pub extra_args: Map<ArgValue>,
    /// Older spelling of `advertisedSubnets` for a single network; refused together with it.
    #[field(see = "cluster.etcd.advertisedSubnets", deprecated("1.6", "advertisedSubnets"))]
    pub subnet: String,
    /// Networks from which the address told to other members comes; a leading `!` excludes.
    /// Without it the machine's default address.
    #[field(example = "10.0.0.0/8")]
    pub advertised_subnets: Vec<String>,
    /// Networks on whose addresses etcd listens; a leading `!` excludes.
    /// Without it those of `advertisedSubnets`, without both all.
    #[field(example = "10.0.0.0/8")]
    pub listen_subnets: Vec<String>,
}
