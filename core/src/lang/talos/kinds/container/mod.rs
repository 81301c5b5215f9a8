//! Containers that Talos runs itself. One kind, one file; nothing here decides anything.

pub mod container_config;
