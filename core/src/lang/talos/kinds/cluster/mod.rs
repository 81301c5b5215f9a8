//! Discovery of cluster members. One kind, one file; nothing here decides anything.

pub mod discovery_identity_config;
pub mod discovery_service_config;
