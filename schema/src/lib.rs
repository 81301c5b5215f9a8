//! Everything that is derived from the tables for the outside: the reference as Markdown ([`reference`]), JSON Schemas of
//! documents ([`json_schema`]), and what leaves for other programs: the wire forms of reports ([`wire`]), made from
//! masked values only.

#![forbid(unsafe_code)]

pub mod json_schema;
pub mod reference;
pub mod wire;
