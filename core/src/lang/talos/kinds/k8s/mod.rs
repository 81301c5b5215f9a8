//! Kubernetes components. One kind, one file; nothing here decides anything.

pub mod kube_admission_control_config;
pub mod kube_aggregator_ca_config;
pub mod kube_api_server_ca_config;
pub mod kube_api_server_config;
pub mod kube_audit_policy_config;
pub mod kube_authentication_config;
pub mod kube_authorizer_config;
pub mod kube_cluster_config;
pub mod kube_controller_manager_config;
pub mod kube_core_dns_config;
pub mod kube_credential_provider_config;
pub mod kube_etcd_encryption_config;
pub mod kube_external_manifest_config;
pub mod kube_flannel_cni_config;
pub mod kube_inline_manifest_config;
pub mod kube_network_config;
pub mod kube_node_config;
pub mod kube_prism_config;
pub mod kube_proxy_config;
pub mod kube_scheduler_config;
pub mod kube_service_account_config;
pub mod kube_static_pod_config;
pub mod kube_talos_api_access_config;
pub mod kubelet_config;
