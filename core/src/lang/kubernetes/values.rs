//! Small values that several objects have.

use super::enums;
use super::formats::{DURATION, QUANTITY};
use crate::model::{Int, Shape, Type, ViewCx};
use crate::text::Spanned;
use crate::tree::NodeId;
use ostler_derive::Shape;

const INT: Type = Type::Int(Int { min: i64::MIN as i128, max: i64::MAX as i128, name: "int64" });
const PORT: Type = Type::Int(Int { min: 1, max: 65_535, name: "int32" });

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $ty:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl Shape for $name {
            const TYPE: Type = $ty;
            type View<'t> = Spanned<&'t str>;
            fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Self::View<'_>> {
                String::read(cx, node)
            }
        }
    )*};
}

texts! {
    /// An amount of a resource; numbers need no quotes.
    Quantity = Type::Format(&QUANTITY);
    /// A duration, or a number of nanoseconds.
    DurationOrNumber = Type::OneOf(&[Type::Format(&DURATION), INT]);
    /// The number of a port, or the name of one of the container's.
    PortOrName = Type::OneOf(&[PORT, Type::Str]);
}

/// A mark on a node that keeps pods away which do not tolerate it.
#[derive(Shape)]
pub struct Taint {
    /// Name of the taint, written like a label.
    #[field(required, example = "example.org/dedicated")]
    pub key: String,
    /// Value that a toleration may ask for.
    pub value: String,
    /// What happens to pods that do not tolerate it.
    #[field(required, values = enums::TAINT_EFFECT)]
    pub effect: String,
    /// When it was added, for `NoExecute`.
    pub time_added: Option<String>,
}

/// What an object of Kubernetes is called.
#[derive(Shape)]
pub struct ObjectMeta {
    /// Name of the object, unique for its kind in its namespace.
    pub name: String,
    /// Beginning of a name that the API server completes.
    pub generate_name: String,
    /// Namespace; left out, `default`.
    pub namespace: String,
    /// Words by which objects are selected. Values are texts: `"true"` in quotes.
    pub labels: crate::model::Map<String>,
    /// Notes for tools. Values are texts: `"true"` in quotes.
    pub annotations: crate::model::Map<String>,
    /// Names of what has to clean up before the object goes.
    pub finalizers: Vec<String>,
    /// Objects that it belongs to.
    pub owner_references: Vec<crate::model::Object>,
    /// Set by the API server.
    pub uid: String,
    /// Set by the API server.
    pub resource_version: String,
    /// Set by the API server.
    pub generation: i64,
    /// Set by the API server.
    pub creation_timestamp: Option<String>,
    /// Set by the API server.
    pub deletion_timestamp: Option<String>,
    /// Set by the API server.
    pub deletion_grace_period_seconds: Option<i64>,
    /// Set by old API servers.
    pub self_link: String,
    /// Set by the API server.
    pub managed_fields: Vec<crate::model::Object>,
}
