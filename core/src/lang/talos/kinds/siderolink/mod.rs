//! The link to a management service. One kind, one file; nothing here decides anything.

pub mod sidero_link_config;
