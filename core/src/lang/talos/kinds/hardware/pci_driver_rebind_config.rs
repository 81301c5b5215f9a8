//! `PCIDriverRebindConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use ostler_derive::Kind;

/// Binds a PCI device to another driver.
///
/// The usual use is handing a device to a virtual machine by `vfio-pci`, which needs the IOMMU switched on in the
/// firmware.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "PCIDriverRebindConfig",
    version = "v1alpha1",
    since = "1.10",
    identity = "name",
    example = "apiVersion: v1alpha1
kind: PCIDriverRebindConfig
name: 0000:04:00.0
targetDriver: vfio-pci
"
)]
pub struct PCIDriverRebindConfig {
    /// PCI address of the device, `DOMAIN:BUS:DEVICE.FUNCTION`: it is the document's name.
    /// It may change when cards are moved.
    #[field(keep_empty, example = "0000:04:00.0")]
    pub name: String,
    /// Driver to bind to.
    /// Its module must be loaded.
    #[field(keep_empty, example = "vfio-pci")]
    pub target_driver: String,
}
