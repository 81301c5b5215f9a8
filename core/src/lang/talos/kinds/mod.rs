//! Every kind of document, and the shapes that several of them share. One kind, one file; the legacy document is a
//! folder. Nothing here decides anything: rules and detection are elsewhere.

pub mod block;
pub mod cluster;
pub mod container;
pub mod cri;
pub mod hardware;
pub mod k8s;
pub mod legacy;
pub mod network;
pub mod runtime;
pub mod security;
pub mod shared;
pub mod siderolink;
pub mod storage;

use crate::model::Kind;

/// Every kind, one a line, sorted by name.
pub static KINDS: &[&Kind] = &[
    network::bgp_instance_config::BGPInstanceConfig::KIND,
    network::blackhole_route_config::BlackholeRouteConfig::KIND,
    network::bond_config::BondConfig::KIND,
    network::bridge_config::BridgeConfig::KIND,
    cri::cri_base_runtime_spec_config::CRIBaseRuntimeSpecConfig::KIND,
    cri::cri_customization_config::CRICustomizationConfig::KIND,
    container::container_config::ContainerConfig::KIND,
    network::dhcpv4_config::DHCPv4Config::KIND,
    network::dhcpv6_config::DHCPv6Config::KIND,
    cluster::discovery_identity_config::DiscoveryIdentityConfig::KIND,
    cluster::discovery_service_config::DiscoveryServiceConfig::KIND,
    network::dummy_link_config::DummyLinkConfig::KIND,
    runtime::environment_config::EnvironmentConfig::KIND,
    runtime::etc_file_config::EtcFileConfig::KIND,
    network::ethernet_config::EthernetConfig::KIND,
    runtime::event_sink_config::EventSinkConfig::KIND,
    block::existing_volume_config::ExistingVolumeConfig::KIND,
    runtime::extension_service_config::ExtensionServiceConfig::KIND,
    block::external_volume_config::ExternalVolumeConfig::KIND,
    block::filesystem_scrub_config::FilesystemScrubConfig::KIND,
    block::filesystem_trim_config::FilesystemTrimConfig::KIND,
    network::hcloud_vip_config::HCloudVIPConfig::KIND,
    network::http_probe_config::HTTPProbeConfig::KIND,
    network::hostname_config::HostnameConfig::KIND,
    cri::image_cache_config::ImageCacheConfig::KIND,
    security::image_verification_config::ImageVerificationConfig::KIND,
    runtime::kernel_module_config::KernelModuleConfig::KIND,
    runtime::kmsg_log_config::KmsgLogConfig::KIND,
    k8s::kube_api_server_ca_config::KubeAPIServerCAConfig::KIND,
    k8s::kube_api_server_config::KubeAPIServerConfig::KIND,
    k8s::kube_admission_control_config::KubeAdmissionControlConfig::KIND,
    k8s::kube_aggregator_ca_config::KubeAggregatorCAConfig::KIND,
    k8s::kube_audit_policy_config::KubeAuditPolicyConfig::KIND,
    k8s::kube_authentication_config::KubeAuthenticationConfig::KIND,
    k8s::kube_authorizer_config::KubeAuthorizerConfig::KIND,
    k8s::kube_cluster_config::KubeClusterConfig::KIND,
    k8s::kube_controller_manager_config::KubeControllerManagerConfig::KIND,
    k8s::kube_core_dns_config::KubeCoreDNSConfig::KIND,
    k8s::kube_credential_provider_config::KubeCredentialProviderConfig::KIND,
    k8s::kube_etcd_encryption_config::KubeEtcdEncryptionConfig::KIND,
    k8s::kube_external_manifest_config::KubeExternalManifestConfig::KIND,
    k8s::kube_flannel_cni_config::KubeFlannelCNIConfig::KIND,
    k8s::kube_inline_manifest_config::KubeInlineManifestConfig::KIND,
    k8s::kube_network_config::KubeNetworkConfig::KIND,
    k8s::kube_node_config::KubeNodeConfig::KIND,
    k8s::kube_prism_config::KubePrismConfig::KIND,
    k8s::kube_proxy_config::KubeProxyConfig::KIND,
    k8s::kube_scheduler_config::KubeSchedulerConfig::KIND,
    k8s::kube_service_account_config::KubeServiceAccountConfig::KIND,
    network::kube_span_config::KubeSpanConfig::KIND,
    network::kube_span_endpoints_config::KubeSpanEndpointsConfig::KIND,
    k8s::kube_static_pod_config::KubeStaticPodConfig::KIND,
    k8s::kube_talos_api_access_config::KubeTalosAPIAccessConfig::KIND,
    k8s::kubelet_config::KubeletConfig::KIND,
    storage::lvm_logical_volume_config::LVMLogicalVolumeConfig::KIND,
    storage::lvm_volume_group_config::LVMVolumeGroupConfig::KIND,
    network::layer2_vip_config::Layer2VIPConfig::KIND,
    network::link_alias_config::LinkAliasConfig::KIND,
    network::link_config::LinkConfig::KIND,
    network::network_default_action_config::NetworkDefaultActionConfig::KIND,
    network::network_rule_config::NetworkRuleConfig::KIND,
    runtime::oom_config::OOMConfig::KIND,
    hardware::pci_driver_rebind_config::PCIDriverRebindConfig::KIND,
    storage::raid_array_config::RAIDArrayConfig::KIND,
    block::raw_volume_config::RawVolumeConfig::KIND,
    cri::registry_auth_config::RegistryAuthConfig::KIND,
    cri::registry_mirror_config::RegistryMirrorConfig::KIND,
    cri::registry_tls_config::RegistryTLSConfig::KIND,
    network::resolver_config::ResolverConfig::KIND,
    network::routing_rule_config::RoutingRuleConfig::KIND,
    runtime::security_profile_config::SecurityProfileConfig::KIND,
    siderolink::sidero_link_config::SideroLinkConfig::KIND,
    network::static_host_config::StaticHostConfig::KIND,
    block::swap_volume_config::SwapVolumeConfig::KIND,
    runtime::sysctl_config::SysctlConfig::KIND,
    runtime::sysfs_config::SysfsConfig::KIND,
    network::tcp_probe_config::TCPProbeConfig::KIND,
    network::time_sync_config::TimeSyncConfig::KIND,
    security::trusted_roots_config::TrustedRootsConfig::KIND,
    runtime::udev_rules_config::UdevRulesConfig::KIND,
    runtime::unattended_install_config::UnattendedInstallConfig::KIND,
    block::user_volume_config::UserVolumeConfig::KIND,
    network::vlan_config::VLANConfig::KIND,
    network::vrf_config::VRFConfig::KIND,
    network::veth_config::VethConfig::KIND,
    block::volume_config::VolumeConfig::KIND,
    runtime::watchdog_timer_config::WatchdogTimerConfig::KIND,
    network::wireguard_config::WireguardConfig::KIND,
    block::zswap_config::ZswapConfig::KIND,
    legacy::LegacyConfig::KIND, // v1alpha1
];
