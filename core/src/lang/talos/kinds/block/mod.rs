//! Volumes and memory compression. One kind, one file; nothing here decides anything.

pub mod user_volume_config;
pub mod volume_config;
