//! Certificates and image signatures. One kind, one file; nothing here decides anything.

pub mod image_verification_config;
pub mod trusted_roots_config;
