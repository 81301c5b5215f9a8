//! Shapes that several kinds use, declared once.

mod args;

pub use args::ArgValue;
