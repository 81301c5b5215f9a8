//! Container runtime, registries, image cache. One kind, one file; nothing here decides anything.

pub mod cri_base_runtime_spec_config;
pub mod cri_customization_config;
pub mod image_cache_config;
pub mod registry_auth_config;
pub mod registry_mirror_config;
pub mod registry_tls_config;
