//! Shapes that several kinds use, declared once.

mod args;
pub mod certificate;
pub mod encryption;
pub mod link;
pub mod probe;
pub mod resources;
pub mod volume;

pub use args::ArgValue;
