//! Rules that look at all documents of a machine together: what one of them needs from another (Talos 1.14,
//! pkg/machinery/config/container).

mod containers;
mod control_plane;
mod discovery;
mod links;
pub(super) mod reading;
mod resolvers;

pub use containers::{CONTAINER_CYCLE, CONTAINER_UNKNOWN};
pub use control_plane::{CONTROL_PLANE_KIND_ON_WORKER, ENDPOINT_MISSING, ETCD_ENCRYPTION_MISSING};
pub use discovery::{DISCOVERY_WITHOUT_IDENTITY, KUBESPAN_WITHOUT_DISCOVERY};
pub use links::LINK_NAME_TWICE;
pub use resolvers::{CONTAINER_HOST_DNS, ENCRYPTED_DNS_WITHOUT_HOST_DNS};
