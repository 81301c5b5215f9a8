//! Rules of volumes. Sources: Talos 1.14, `pkg/machinery/config/types/block`, compared with the releases before.

mod encryption;
mod provisioning;
mod size;
mod system;
mod user;

pub use encryption::{
    ENCRYPTION_WITHOUT_KEYS, ENCRYPTION_WITHOUT_PROVIDER, VOLUME_KEY_SLOT_TWICE, VOLUME_KEY_WITHOUT_SOURCE,
};
pub use provisioning::{DISK_VOLUME_SIZE, VOLUME_SIZE_MISSING, VOLUME_WITHOUT_DISK};
pub use size::{NEGATIVE_SIZE, VOLUME_SIZE_ORDER};
pub use system::{SYSTEM_VOLUME_NAME, SYSTEM_VOLUME_SETTING};
pub use user::{DIRECTORY_VOLUME_SETTING, EXTERNAL_FILESYSTEM, USER_VOLUME_TYPE, VOLUME_FILESYSTEM, XFS_ONLY};
