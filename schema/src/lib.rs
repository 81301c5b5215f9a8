//! Everything that is derived from the tables for the outside: the reference as Markdown ([`reference`]), and what
//! leaves for other programs: the wire forms of reports ([`wire`]), made from masked values only.

#![forbid(unsafe_code)]

pub mod reference;
pub mod wire;
