//! ostler for the browser: the language server behind one function, and what the protocol has no word for.
//!
//! Runs in a Web Worker. There is no panic guard here: a panic aborts, the Worker's owner starts a new one and opens
//! its documents again. Everything crosses the border as JSON text.

mod check;
mod server;
mod tables;

pub use check::check;
pub use server::LanguageServer;
pub use tables::languages;
