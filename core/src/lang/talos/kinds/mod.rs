//! Every kind of document, and the shapes that several of them share. One kind, one file; the legacy document is a
//! folder. Nothing here decides anything: rules and detection are elsewhere.

pub mod block;
pub mod cri;
pub mod k8s;
pub mod legacy;
pub mod network;
pub mod runtime;
pub mod shared;

use crate::model::Kind;

/// Every kind, one a line, sorted by name.
pub static KINDS: &[&Kind] = &[
    network::bond_config::BondConfig::KIND,
    network::ethernet_config::EthernetConfig::KIND,
    runtime::extension_service_config::ExtensionServiceConfig::KIND,
    network::hostname_config::HostnameConfig::KIND,
    runtime::kmsg_log_config::KmsgLogConfig::KIND,
    k8s::kube_api_server_config::KubeAPIServerConfig::KIND,
    k8s::kube_node_config::KubeNodeConfig::KIND,
    network::link_config::LinkConfig::KIND,
    network::network_rule_config::NetworkRuleConfig::KIND,
    cri::registry_auth_config::RegistryAuthConfig::KIND,
    cri::registry_mirror_config::RegistryMirrorConfig::KIND,
    network::resolver_config::ResolverConfig::KIND,
    block::user_volume_config::UserVolumeConfig::KIND,
    network::vlan_config::VLANConfig::KIND,
    block::volume_config::VolumeConfig::KIND,
    runtime::watchdog_timer_config::WatchdogTimerConfig::KIND,
    network::wireguard_config::WireguardConfig::KIND,
    legacy::LegacyConfig::KIND, // v1alpha1
];
