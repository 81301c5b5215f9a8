//! Kinds of the network file, one per version of it.

mod net_config_v1;
mod net_config_v2;
mod net_config_v3;
pub mod shared;

pub use net_config_v1::NetConfigV1;
pub use net_config_v2::NetConfigV2;
pub use net_config_v3::NetConfigV3;

use crate::model::Kind;

/// Key that says which version a file is.
pub const VERSION: &str = "version";

/// All kinds, sorted by name; the place in the list is the version minus one.
pub static KINDS: &[&Kind] = &[NetConfigV1::KIND, NetConfigV2::KIND, NetConfigV3::KIND];
