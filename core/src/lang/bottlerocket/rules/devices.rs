//! The tables of a network file that are devices, in the order of the file, whatever its version.

use crate::check::DocumentCx;
use crate::lang::bottlerocket::kinds;
use crate::model::StructView;
use crate::text::{Span, Spanned};

/// A device with its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Device<'t> {
    pub name: Spanned<&'t str>,
    pub table: StructView<'t>,
}

/// All devices.
pub(super) fn devices<'t>(cx: &DocumentCx<'t>) -> Vec<Device<'t>> {
    let view = cx.doc.view_cx();
    let tree = view.tree;
    let Some(root) = cx.doc.root() else { return Vec::new() };
    let tables = tree.entries(root).filter(|(key, _)| tree.text(*key) != kinds::VERSION);
    tables
        .filter_map(|(key, value)| {
            let name = Spanned::new(tree.text(key), tree.span(key));
            StructView::new(view, value).map(|table| Device { name, table })
        })
        .collect()
}

impl Device<'_> {
    /// The first of the keys that is written, with its place.
    pub fn first_of(&self, keys: &[&'static str]) -> Option<(&'static str, Span)> {
        keys.iter().find_map(|key| Some((*key, self.table.key_span(key)?)))
    }

    /// `bond` or `vlan`, however it is capitalised; empty for an interface.
    pub fn kind(&self) -> &'static str {
        match self.table.field::<String>("kind").map(|k| k.value) {
            Some("bond" | "Bond") => "bond",
            Some("vlan" | "Vlan" | "VLAN") => "vlan",
            _ => "",
        }
    }
}
