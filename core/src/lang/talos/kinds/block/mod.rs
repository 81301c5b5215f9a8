//! Volumes and memory compression. One kind, one file; nothing here decides anything.

pub mod existing_volume_config;
pub mod external_volume_config;
pub mod filesystem_scrub_config;
pub mod filesystem_trim_config;
pub mod raw_volume_config;
pub mod swap_volume_config;
pub mod user_volume_config;
pub mod volume_config;
pub mod zswap_config;
