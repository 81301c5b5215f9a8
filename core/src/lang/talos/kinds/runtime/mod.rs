//! The operating system at run time: logs, kernel, files, installation. One kind, one file; nothing here decides anything.

pub mod extension_service_config;
pub mod kmsg_log_config;
pub mod watchdog_timer_config;
