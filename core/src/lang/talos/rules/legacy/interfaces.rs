//! The items of `machine.network.interfaces`, as several rules walk them.

use super::reading::{machine, on};
use crate::check::DocumentCx;
use crate::lang::talos::kinds::legacy::interface::InterfaceView;

/// Every interface that has content.
pub(super) fn all<'a>(cx: &DocumentCx<'a>) -> impl Iterator<Item = InterfaceView<'a>> {
    let interfaces = machine(cx).and_then(|m| m.network()).and_then(|n| n.interfaces());
    interfaces.into_iter().flat_map(|i| i.iter()).map(|(_, link)| link)
}

/// Those that Talos configures: an ignored interface is not looked at any further.
pub(super) fn active<'a>(cx: &DocumentCx<'a>) -> impl Iterator<Item = InterfaceView<'a>> {
    all(cx).filter(|link| !on(link.ignore()))
}
