//! Rules of `ContainerConfig`. Source: Talos 1.14, `pkg/machinery/config/types/container`.

mod image;
mod limits;
mod mounts;
mod reference;
mod security;
mod start;

pub use image::{CONTAINER_IMAGE, IMAGE_WITHOUT_DIGEST};
pub use limits::CONTAINER_LIMIT;
pub use mounts::{CONTAINER_MOUNT, CONTAINER_MOUNT_TWICE, CONTAINER_PATH, MOUNT_OPTION};
pub use security::CONTAINER_CAPABILITY;
pub use start::{CONTAINER_DEPENDENCY, CONTAINER_ENVIRONMENT, CONTAINER_NAME};
