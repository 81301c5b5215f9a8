//! Rules of the container runtime and of registries. Sources: Talos 1.14, `pkg/machinery/config/types/cri`, compared
//! with the releases before.

mod customization;
mod registries;

pub use customization::CUSTOMIZATION_NAME;
pub use registries::REGISTRY_AUTH_TWICE;
