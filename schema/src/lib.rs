//! Everything that is derived from the tables for the outside: the reference as Markdown ([`reference`]).

#![forbid(unsafe_code)]

pub mod reference;
