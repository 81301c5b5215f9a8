//! What the network file must hold beyond its shape (core-kit 12.3.0, netdog, `validate` of each version). The machine
//! reports the first problem only, and writes nothing then: the network does not come up.

mod addresses;
mod bond;
mod device_kind;
mod devices;
mod interface_name;
mod primary;
mod route;

pub use addresses::{ADDRESS_FAMILY, MIXED_ADDRESSES, NO_ADDRESSING};
pub use bond::{BOND_MEMBERS, BOND_MONITORING};
pub use device_kind::DEVICE_KIND;
pub use interface_name::INTERFACE_NAME;
pub use primary::{NO_INTERFACES, SEVERAL_PRIMARIES};
pub use route::ROUTE_WITHOUT_STATIC;
