//! Devices. One kind, one file; nothing here decides anything.

pub mod pci_driver_rebind_config;
