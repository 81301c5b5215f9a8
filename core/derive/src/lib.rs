//! `#[derive(Kind)]` and `#[derive(Shape)]`: a declared struct becomes a constant table and a borrowed view type.
//!
//! What comes out is data and trivial glue; nothing here has behaviour. The declared struct itself is never built at
//! run time: it is the notation in which the facts of a kind are written down, once.
//!
//! On the struct, for a kind: `#[kind(name = "EthernetConfig", version = "v1alpha1", since = "1.10", identity = "name")]`
//! with, as needed, `deprecated("1.13", "Other")`, `control_plane_only`, `conflicts("A", "B")`, `headless`,
//! `example = "…"` (repeated), `rules(RULE, …)`, `page = "ethernet_config.md"`, `impact = in_place`. No `version` means no envelope keys.
//!
//! On a field, `#[field(…)]`:
//!
//! | attribute | meaning |
//! |---|---|
//! | `rename = "key"` | the key; without it the field's name in camel case |
//! | `format = PATH`, `values = PATH` | format or enumeration of the innermost text |
//! | `embedded = PATH` | the value is another language |
//! | `range(LO, HI)` | narrower range of a whole number |
//! | `required`, `required_since = "1.12"`, `optional_since = "1.14"` | presence |
//! | `default = "x"`, `default_since("1.9", "x")` | what counts when absent |
//! | `since`, `hidden`, `removed` `= "1.10"`; `deprecated("1.12", "Instead", …)`; `release_note("1.13", "…")` | history |
//! | `merge = append`, `merge_since("1.12", size_union)`; strategies `append`, `replace`, `replace_per_key`, `by_key("k", …)`, `by_key_replace_item("k")`, `assign_always`, `assign_unless_zero`, `url`, `size_union`, `refused`, `refused_always`, `by_type` | merge |
//! | `secret`, `secret_query = "param"`, `secret_key = "name"` | never shown |
//! | `example = "…"`, `see = "…"` | repeated as needed |
//! | `impact = reboot`, `impact_since("1.14", in_place)`; one of `none`, `in_place`, `unknown`, `reboot`, `reinstall` | what a change asks of a running machine, for what stands below, too |
//! | `unordered` | the order of the list's items has no meaning |
//! | `uncounted_since = "1.12"` | whether upstream's printer takes the struct for empty does not depend on the field |
//! | `keep_empty` | upstream prints the key also without a value (no `omitempty`); `omitted_when_empty_since = "1.14"` ends that |
//! | `flatten` | the inner struct's keys stand in this mapping |
//! | `rest` | on a `Map<T>`: every key of this mapping that no field has, with a `T` as value |
//!
//! `Option<T>` declares a field whose absence differs from its zero value (a Go pointer).

mod attributes;
mod emit;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Declares a kind of document.
#[proc_macro_derive(Kind, attributes(kind, field))]
pub fn derive_kind(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    emit::kind(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}

/// Declares a mapping that kinds use.
#[proc_macro_derive(Shape, attributes(shape, field))]
pub fn derive_shape(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    emit::shape(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}
