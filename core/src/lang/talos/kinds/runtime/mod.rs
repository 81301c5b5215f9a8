//! The operating system at run time: logs, kernel, files, installation. One kind, one file; nothing here decides anything.

pub mod environment_config;
pub mod etc_file_config;
pub mod event_sink_config;
pub mod extension_service_config;
pub mod kernel_module_config;
pub mod kmsg_log_config;
pub mod oom_config;
pub mod security_profile_config;
pub mod sysctl_config;
pub mod sysfs_config;
pub mod udev_rules_config;
pub mod unattended_install_config;
pub mod watchdog_timer_config;
