//! `machine.kubelet`.

use crate::lang::talos::embedded;
use crate::lang::talos::kinds::shared::ArgValue;
use crate::model::{Map, Object};
use ostler_derive::Shape;

/// The kubelet of this machine.
#[derive(Shape)]
pub struct Kubelet {
    /// Image of the kubelet; its tag decides the Kubernetes version of the node.
    /// Without it the version built into this Talos release is used.
    #[field(example = "ghcr.io/siderolabs/kubelet:v1.34.1", deprecated("1.14", "KubeletConfig"))]
    pub image: String,
    /// Addresses of the cluster's DNS service that pods get.
    /// Without it the tenth address of each service network.
    #[field(rename = "clusterDNS", example = "10.96.0.10", deprecated("1.14", "KubeletConfig"))]
    pub cluster_dns: Vec<String>,
    /// Command line flags without the leading dashes.
    /// Flags that Talos sets itself are refused when the machine starts, not before. Each value is one text.
    #[field(rename = "extraArgs", removed = "1.13", example = "{rotate-server-certificates: \"true\"}")]
    pub extra_args_text: Map<String>,
    /// Command line flags without the leading dashes.
    /// Flags that Talos sets itself are refused when the machine starts, not before. A value may be a list: the flag is
    /// then given once for each item.
    #[field(
        example = "{rotate-server-certificates: \"true\"}",
        merge = replace_per_key,
        since = "1.13",
        deprecated("1.14", "KubeletConfig")
    )]
    pub extra_args: Map<ArgValue>,
    /// Host paths made visible to the kubelet, which runs in a container.
    /// Nothing replaces it so far: storage drivers that need it keep this section.
    #[field(deprecated("1.14"))]
    pub extra_mounts: Vec<ExtraMount>,
    /// Fields merged into the kubelet's own configuration file.
    /// Those that Talos manages, such as `authentication` or `staticPodPath`, are refused.
    #[field(
        embedded = embedded::KUBELET,
        example = "{serverTLSBootstrap: true}",
        deprecated("1.14", "KubeletConfig")
    )]
    pub extra_config: Object,
    /// Plugins that fetch registry credentials, as a `CredentialProviderConfig`.
    /// The plugins' binaries come with a system extension.
    #[field(
        embedded = embedded::CREDENTIAL_PROVIDERS,
        example = "{apiVersion: kubelet.config.k8s.io/v1, kind: CredentialProviderConfig, providers: [{name: ecr-credential-provider, apiVersion: credentialprovider.kubelet.k8s.io/v1, defaultCacheDuration: 12h, matchImages: [\"*.dkr.ecr.*.amazonaws.com\"]}]}"
    )]
    pub credential_provider_config: Object,
    /// Gives every pod without a profile of its own the runtime's seccomp filter.
    /// Generated configurations switch it on.
    #[field(default = "false", deprecated("1.14", "KubeletConfig"))]
    pub default_runtime_seccomp_profile_enabled: Option<bool>,
    /// Registers the node by its fully qualified name instead of the short host name.
    /// Changing it later makes a new node object.
    #[field(rename = "registerWithFQDN", default = "false", deprecated("1.14", "KubeNodeConfig"))]
    pub register_with_fqdn: Option<bool>,
    /// How the node's address is picked where the machine has several.
    #[field(rename = "nodeIP", deprecated("1.14", "KubeNodeConfig"))]
    pub node_ip: Option<NodeIp>,
    /// Runs the kubelet alone, without joining a cluster: only static pods run and no node object appears.
    #[field(default = "false", deprecated("1.14", "KubeNodeConfig"))]
    pub skip_node_registration: Option<bool>,
    /// Stops the kubelet from reading `/etc/kubernetes/manifests`; static pods still come from `machine.pods`.
    /// Nothing replaces it: newer releases never read the directory.
    #[field(default = "false", deprecated("1.14"))]
    pub disable_manifests_directory: Option<bool>,
}

/// A mount into the kubelet's container, in the terms of the OCI runtime specification.
#[derive(Shape)]
pub struct ExtraMount {
    /// Path inside the kubelet's container.
    /// For volumes that pods share it must equal `source`.
    #[field(keep_empty, example = "/var/lib/example")]
    pub destination: String,
    /// File system type, or `bind` for a path of the host.
    #[field(example = "bind")]
    pub r#type: String,
    /// Path on the host, or device.
    /// It must exist below a writable directory such as `/var`.
    #[field(example = "/var/lib/example")]
    pub source: String,
    /// Mount options.
    /// Use `rshared` where mounts made by a pod must reach the host.
    #[field(example = "[bind, rshared, rw]")]
    pub options: Vec<String>,
    /// User ids for an id-mapped mount; it must be given together with `gidMappings`.
    pub uid_mappings: Vec<IdMapping>,
    /// Group ids for an id-mapped mount; it must be given together with `uidMappings`.
    pub gid_mappings: Vec<IdMapping>,
}

/// A range of ids inside a container and its counterpart on the host.
#[derive(Shape)]
pub struct IdMapping {
    /// First id of the range as seen in the container.
    #[field(rename = "containerID", keep_empty, example = "0")]
    pub container_id: u32,
    /// First id of the range as stored on the host.
    #[field(rename = "hostID", keep_empty, example = "100000")]
    pub host_id: u32,
    /// Number of ids in the range.
    #[field(keep_empty, example = "65536")]
    pub size: u32,
}

/// Choice of the node's address.
#[derive(Shape)]
pub struct NodeIp {
    /// Networks from which the node's addresses may come; a leading `!` excludes.
    /// One IPv4 and one IPv6 address are picked.
    #[field(example = "10.0.0.0/8", example = "'!10.0.0.3/32'")]
    pub valid_subnets: Vec<String>,
}
