//! ostler in editors: completion, hover, findings and fixes as plain data ([`ide`]), and a language server that is a
//! synchronous state machine without I/O ([`server`]). The command line runs it over standard input and output, the
//! browser in a Web Worker.

#![forbid(unsafe_code)]

pub mod ide;
pub mod server;
