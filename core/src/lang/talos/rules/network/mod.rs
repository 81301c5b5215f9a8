//! Rules of links, addresses, routes, name resolution, the firewall and BGP. Sources: Talos 1.14,
//! `pkg/machinery/config/types/network`, compared with the releases before.

mod bgp;
mod bgp_import;
mod dhcp;
mod firewall;
mod hostname;
mod links;
mod names;
mod resolver;
mod routing;
mod time;
mod wireguard;

pub use bgp::{BGP_BFD_IN_VRF, BGP_NEIGHBOR, BGP_NEIGHBOR_TWICE, BGP_ROUTER_ID, BGP_WITHOUT_NEIGHBORS};
pub use bgp_import::{BGP_IMPORT_OVERLAP, BGP_IMPORT_PREFIX, BGP_IMPORT_SOURCE};
pub use dhcp::DUID_AND_IDENTIFIER;
pub use firewall::{ADDRESS_FILTER, PORT_RANGE_OVERLAP};
pub use hostname::{HOSTNAME_LENGTH, HOSTNAME_SOURCE};
pub use links::{BOND_WITHOUT_MONITOR, RESERVED_VRF_TABLE, UNSPECIFIED_ADDRESS};
pub use names::{LINK_ALIAS_PATTERN, VETH_NAME};
pub use resolver::{ENCRYPTED_DNS_NAME, HOST_DNS_OFF, ONLY_ENCRYPTED_DNS};
pub use routing::{FW_MASK_WITHOUT_MARK, ROUTING_RULE_PRIORITY, ROUTING_RULE_WITHOUT_EFFECT};
pub use time::{NTP_AND_PTP, NTS_ADDRESS};
pub use wireguard::WIREGUARD_DOCUMENT_KEY;
