//! Container runtime, registries, image cache. One kind, one file; nothing here decides anything.

pub mod registry_auth_config;
pub mod registry_mirror_config;
