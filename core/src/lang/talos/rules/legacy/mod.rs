//! Rules of the legacy document: what validation says of it beyond its shape, section by section. Sources: Talos,
//! `pkg/machinery/config/types/v1alpha1`, releases 1.6 to 1.14.
//!
//! Rules about what is missing speak of whole configurations only; a patch may leave out anything. Where validation
//! stops at the first finding of a section, all are reported here.

mod addresses;
mod api_access;
mod api_server;
mod authority;
mod bond_modes;
mod bond_values;
mod cni;
mod discovery;
mod endpoint;
mod etcd;
mod host_dns;
mod images;
mod install;
mod interface;
mod interfaces;
mod kubelet;
mod kubespan;
mod logging;
mod machine;
mod manifests;
mod reading;
mod routes;
mod storage;
mod wireguard;

pub use addresses::{CIDR_AND_ADDRESSES, CIDR_OUT_OF_USE, INTERFACE_ADDRESS, VIP_ADDRESS};
pub use api_access::{API_ACCESS_ON_WORKER, API_ACCESS_ROLE, API_ACCESS_WITHOUT_RBAC};
pub use api_server::{AUTHORIZATION_TWICE, COMPONENT_RESOURCE};
pub use authority::{CA_KEY_ON_WORKER, MACHINE_CA_MISSING};
pub use bond_modes::BOND_MODE_LACKS_SETTING;
pub use bond_values::{BOND_DELAY, BOND_UNSUPPORTED, BOND_VALUE};
pub use cni::{CNI_NAME_UNKNOWN, CNI_URL, CNI_URLS_UNUSED, CUSTOM_CNI_WITHOUT_URLS, FLANNEL_SETTINGS_UNUSED};
pub use discovery::{DISCOVERY_ENDPOINT, DISCOVERY_SERVICE_WITHOUT_IDENTITY};
pub use endpoint::{CLUSTER_ENDPOINT, DNS_DOMAIN};
pub use etcd::{ETCD_ON_WORKER, ETCD_SUBNET, ETCD_SUBNET_TWICE};
pub use host_dns::{FORWARDING_WITHOUT_HOST_DNS, HOST_DNS_IN_CONTAINER};
pub use images::KUBERNETES_VERSION;
pub use install::{
    EXTENSION_TWICE, EXTENSIONS_AT_INSTALL, INSTALL_DISK_SELECTOR, INSTALL_MISSING, INSTALL_WITHOUT_DISK,
    KERNEL_ARGS_TWICE,
};
pub use interface::{
    BOND_AND_BRIDGE, BOND_MEMBERS_TWICE, DEVICE_SELECTOR_EMPTY, INTERFACE_OR_SELECTOR, MEMBER_OF_TWO,
    MEMBER_WITH_ADDRESS, VIP_ON_WORKER,
};
pub use kubelet::{KUBELET_MANAGED_FIELD, KUBELET_SUBNET};
pub use kubespan::{KUBESPAN_FILTER, KUBESPAN_MTU, KUBESPAN_WITHOUT_CLUSTER_DISCOVERY};
pub use logging::LOG_ENDPOINT;
pub use machine::{EMPTY_ENTRY, MACHINE_TYPE_ALIAS, PERSIST_OFF, SECTION_OUT_OF_USE};
pub use manifests::{CLOUD_MANIFEST_URL, CLOUD_MANIFESTS_UNUSED, INLINE_MANIFEST_NAME};
pub use routes::{ROUTE_ADDRESS, ROUTE_TO_NOWHERE};
pub use storage::{ENCRYPTION_KEY_WITHOUT_SOURCE, ENCRYPTION_SLOT_TWICE, PARTITION_TAKES_ALL};
pub use wireguard::{WIREGUARD_ALLOWED_IP, WIREGUARD_ENDPOINT, WIREGUARD_KEY};
