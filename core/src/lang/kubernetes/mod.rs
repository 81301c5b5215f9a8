//! Objects of Kubernetes that machine configs carry inside: their shapes, formats and lists of values.
//!
//! No language of its own: documents of other languages embed these. Histories count in releases of Talos, whose
//! releases are tied to minors of Kubernetes (1.6 brought 1.29, each later one the next). Lists here are those that
//! Kubernetes compares exactly. Must not know who embeds an object.

pub mod admission;
pub mod audit;
pub mod authentication;
pub mod authorization;
pub mod credential_provider;
pub mod encryption;
pub mod enums;
pub mod formats;
pub mod kubelet;
pub mod pod;
pub mod scheduler;
mod values;

pub use values::{Quantity, Taint};
