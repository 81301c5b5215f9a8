//! Shapes that versions of the network file share (core-kit 12.3.0, netdog, `addressing` and `net_config/devices`).

use crate::lang::bottlerocket::formats;
use crate::model::{Shape, Type, ViewCx};
use crate::text::Spanned;
use crate::tree::NodeId;
use ostler_derive::Shape;

/// Declares what is either switched on and off by a boolean or described by a table of options.
#[derive(Debug)]
pub struct Switch<T>(core::marker::PhantomData<T>);

/// A [`Switch`] as it is written.
#[derive(Clone, Copy, Debug)]
pub enum SwitchView<V> {
    /// A boolean.
    Plain(Spanned<bool>),
    /// A table of options.
    Options(V),
}

impl<T: Shape> Shape for Switch<T> {
    const TYPE: Type = Type::OneOf(&[Type::Bool, T::TYPE]);
    type View<'t> = SwitchView<T::View<'t>>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Self::View<'_>> {
        bool::read(cx, node).map(SwitchView::Plain).or_else(|| T::read(cx, node).map(SwitchView::Options))
    }
}

/// How addresses are asked for by DHCP for IPv4.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Dhcp4 {
    /// Whether addresses are asked for at all.
    #[field(required, example = "true")]
    pub enabled: bool,
    /// Lets the machine boot without an answer.
    #[field(default = "false", example = "true")]
    pub optional: Option<bool>,
    /// Priority of the routes that come with the answer; the lower one wins.
    #[field(rename = "route-metric", example = "100")]
    pub route_metric: Option<u32>,
}

/// How addresses are asked for by DHCP for IPv6.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Dhcp6 {
    /// Whether addresses are asked for at all.
    #[field(required, example = "true")]
    pub enabled: bool,
    /// Lets the machine boot without an answer.
    #[field(default = "false", example = "true")]
    pub optional: Option<bool>,
}

/// Addresses that are given in the file.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct StaticAddresses {
    /// Addresses with prefix length. Repeated ones count once.
    #[field(required, format = formats::CIDR, example = "[\"10.0.0.5/24\"]")]
    pub addresses: Vec<String>,
}

/// A route of an interface with static addresses.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
pub struct Route {
    /// Where to: `default`, or a network with prefix length.
    #[field(required, format = formats::CIDR_OR_DEFAULT, example = "default")]
    pub to: String,
    /// Address that packets leave with, when the interface has several.
    #[field(format = formats::ADDRESS, example = "10.0.0.5")]
    pub from: Option<String>,
    /// The router; left out, the network is taken to be on the link itself.
    #[field(format = formats::ADDRESS, example = "10.0.0.1")]
    pub via: Option<String>,
    /// Priority among routes to the same network; the lower one wins.
    #[field(rename = "route-metric", example = "100")]
    pub route_metric: Option<u32>,
}
