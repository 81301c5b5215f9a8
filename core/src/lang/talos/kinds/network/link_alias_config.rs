//! `LinkAliasConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::network;
use ostler_derive::{Kind, Shape};

/// Gives links stable names of your own choice.
///
/// Kernel names depend on slots and probing; an alias follows the hardware. Every document that takes a link's name
/// takes the alias too.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "LinkAliasConfig",
    version = "v1alpha1",
    since = "1.12",
    identity = "name",
    rules(network::LINK_ALIAS_PATTERN),
    example = r#"apiVersion: v1alpha1
kind: LinkAliasConfig
name: uplink
selector:
  match: mac(link.permanent_addr) == "2e:3c:4d:5e:6f:70"
"#
)]
pub struct LinkAliasConfig {
    /// The alias.
    /// From 1.13 on a name that ends in `%d` numbers all matching links by MAC address. Avoid names that the kernel
    /// uses.
    #[field(
        keep_empty,
        required,
        release_note("1.13", "A name that ends in `%d` numbers all matching links."),
        example = "uplink"
    )]
    pub name: String,
    /// Which link gets the alias.
    /// Must match exactly one, unless the name ends in `%d`; the first of several documents wins.
    #[field(required)]
    pub selector: LinkSelector,
}

/// Picks links by an expression.
#[derive(Shape)]
pub struct LinkSelector {
    /// CEL expression over `link` that gives true for the link.
    /// Hardware addresses are bytes: compare them through `mac()`.
    #[field(format = formats::CEL_LINK, merge = assign_always, required, example = "glob(\"ixgbe*\", link.driver)")]
    pub r#match: String,
}
