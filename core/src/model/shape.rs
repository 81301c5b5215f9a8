//! Structs, fields and types as tables, and the typed views that read a tree through them.

use super::{Embedded, Event, Format, ImpactAt, Life, Version};
use crate::syntax::{Number, ScalarRules, Value};
use crate::text::{Span, Spanned};
use crate::tree::{NodeId, NodeKind, Tree};

/// A mapping with known keys.
#[derive(Debug)]
pub struct Struct {
    /// Name for messages and the reference, such as `Route`.
    pub name: &'static str,
    /// First line: one sentence.
    pub doc: &'static str,
    /// Fields in the order in which the upstream reader declares (and prints) them.
    pub fields: &'static [Field],
    /// What every other key has as value: its key is a name for messages, its type the type of each value. `None` when
    /// there are no other keys.
    pub rest: Option<Field>,
}

/// A key of a [`Struct`].
#[derive(Debug)]
pub struct Field {
    /// The key as written in documents. Two fields of a struct may share a key when their lives do not overlap.
    pub key: &'static str,
    /// First line: one sentence in our own words; the rest is Markdown.
    pub doc: &'static str,
    /// What the value must be.
    pub ty: Type,
    /// True where upstream tells "absent" from "zero value" (a Go pointer); declared as `Option<T>`.
    pub pointer: bool,
    /// Whether the reader insists on it, from the first release of the field on; events may change it.
    pub presence: Presence,
    /// What counts when nothing is given, as text; empty when that needs more than a value to say.
    pub default: &'static str,
    /// How a strategic merge treats it, by release, sorted; nothing is the default of the type.
    pub merge: &'static [MergeAt],
    /// Whether the value must never be shown.
    pub secret: Secret,
    /// History.
    pub life: Life,
    /// Values as written in a document.
    pub examples: &'static [&'static str],
    /// Related keys, kinds or documentation.
    pub see: &'static [&'static str],
    /// The value's fields stand in the parent mapping itself; the key is not written.
    pub flatten: bool,
    /// The upstream printer writes the key also when there is no value (no `omitempty` in its declaration).
    pub keep_empty: bool,
    /// Whether the order of a list's items means something.
    pub order: Order,
    /// What a change of the value asks of a running machine, by release, sorted; nothing is what holds for the mapping
    /// that it stands in.
    pub impact: &'static [ImpactAt],
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// May be left out.
    Optional,
    /// The reader or its validation refuses a document without it.
    Required,
}

/// Whether the order of items means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// It does, or nobody has shown that it does not.
    Listed,
    /// It does not: upstream makes the same of the items in any order.
    Free,
}

/// What must not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// Nothing.
    No,
    /// The whole value, whatever its type.
    Value,
    /// A parameter in the query part of a URL.
    UrlQuery(&'static str),
    /// Every value below with this key, at any depth.
    KeyNamed(&'static str),
}

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// A boolean.
    Bool,
    /// A whole number.
    Int(Int),
    /// Any number.
    Float,
    /// Any text.
    Str,
    /// Text of a format.
    Format(&'static Format),
    /// One of a list of texts.
    Enum(&'static Enum),
    /// A sequence.
    List(&'static Type),
    /// A mapping with free keys.
    Map(&'static Type),
    /// A mapping with known keys.
    Struct(fn() -> &'static Struct),
    /// Any of these; the first that fits the node's kind decides.
    OneOf(&'static [Type]),
    /// A mapping with anything below it.
    Object,
    /// Anything at all.
    Any,
    /// Another language inside this one.
    Embedded(&'static Embedded),
}

/// Range of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Int {
    /// Smallest value.
    pub min: i128,
    /// Largest value.
    pub max: i128,
    /// Name of the upstream type, such as `uint32`, for messages.
    pub name: &'static str,
}

impl Int {
    /// True when the upstream type could hold the value, whatever the limits of the field.
    pub fn holds(&self, value: i128) -> bool {
        let bits: u32 = self.name.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(64);
        if self.name.starts_with('u') {
            (0..1i128 << bits).contains(&value)
        } else {
            (-(1i128 << (bits - 1))..1i128 << (bits - 1)).contains(&value)
        }
    }
}

/// A closed list of texts.
#[derive(Debug)]
pub struct Enum {
    /// Name for messages and the reference.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Values in documented order.
    pub values: &'static [EnumValue],
    /// First release whose reader ignores case; `None` when it never does.
    pub ignores_case_since: Option<Version>,
    /// Other texts that the reader takes, with the value that they mean.
    pub aliases: &'static [(&'static str, &'static str)],
    /// True when the reader takes other texts too and validation refuses them only in some cases: rules decide, and the
    /// list is for completion and reference.
    pub left_to_rules: bool,
    /// The value that an unset variable of the upstream type holds (an integer type's first value); a strategic merge
    /// takes it for "not given". `None` when that is the empty text.
    pub zero: Option<&'static str>,
    /// What the upstream printer writes for an unset variable whose value has no name; empty where that is the empty text.
    pub unnamed: &'static str,
}

/// One value of an [`Enum`].
#[derive(Debug)]
pub struct EnumValue {
    /// The text.
    pub text: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// History.
    pub life: Life,
}

impl EnumValue {
    /// A value of all releases.
    pub const fn new(text: &'static str, doc: &'static str) -> Self {
        Self { text, doc, life: &[] }
    }
}

impl Enum {
    /// A list of exact texts.
    pub const fn exact(name: &'static str, doc: &'static str, values: &'static [EnumValue]) -> Self {
        Self {
            name,
            doc,
            values,
            ignores_case_since: None,
            aliases: &[],
            left_to_rules: false,
            zero: None,
            unnamed: "",
        }
    }
}

/// A merge strategy from a release on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeAt {
    /// First release; `Version::new(0, 0)` for all.
    pub since: Version,
    /// The strategy.
    pub merge: Merge,
}

/// What a strategic merge does with a field that both sides have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// What the type says: scalars replace, structs recurse, maps merge per key, lists append.
    ByType,
    /// Items of the patch go behind those of the base; no de-duplication.
    Append,
    /// The patch's value is taken whole.
    Replace,
    /// Maps: per key, each value taken whole, empty ones included.
    ReplacePerKey,
    /// Lists: an item of the patch merges into the base's item with the same value of the first of these keys that it
    /// has; without a match it is appended.
    ByKey(&'static [&'static str]),
    /// As `ByKey`, but the matched item is replaced whole.
    ByKeyReplaceItem(&'static [&'static str]),
    /// The patch's value is taken even when the patch leaves it out (which then clears it).
    AssignAlways,
    /// The patch's value is taken when it is given.
    AssignUnlessZero,
    /// A URL, part by part: parts that the patch's URL lacks stay.
    Url,
    /// A size that is bytes or a percentage: both are kept, bytes win.
    SizeUnion,
    /// Giving a value is refused, also where the document has none yet.
    Refused,
    /// Any patch of the mapping that holds the field is refused.
    RefusedAlways,
}

/// What a typed view needs to read scalars.
#[derive(Clone, Copy, Debug)]
pub struct ViewCx<'t> {
    /// The document.
    pub tree: &'t Tree,
    /// Its reader's rules.
    pub scalars: &'static ScalarRules,
}

/// A Rust type that stands for a [`Type`] in a declaration and knows how to be read from a tree.
pub trait Shape {
    /// The table entry.
    const TYPE: Type;
    /// Borrowed form: a value with its place, or a view of what is below.
    type View<'t>;
    /// Reads a node; `None` when it is not of this type, so half-typed documents work.
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Self::View<'_>>;
}

impl<T: Shape> Shape for Option<T> {
    const TYPE: Type = T::TYPE;
    type View<'t> = T::View<'t>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Self::View<'_>> {
        T::read(cx, node)
    }
}

impl Shape for bool {
    const TYPE: Type = Type::Bool;
    type View<'t> = Spanned<bool>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Spanned<bool>> {
        let node = scalar(cx, node)?;
        let n = cx.tree.node(node);
        let value = (cx.scalars.to_bool)(cx.tree.text(node), n.style, cx.tree.tag(node))?;
        Some(Spanned::new(value, n.span))
    }
}

impl Shape for String {
    const TYPE: Type = Type::Str;
    type View<'t> = Spanned<&'t str>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Spanned<&str>> {
        let node = scalar(cx, node)?;
        let n = cx.tree.node(node);
        let value = (cx.scalars.to_str)(cx.tree.text(node), n.style, cx.tree.tag(node))?;
        Some(Spanned::new(value, n.span))
    }
}

impl Shape for f64 {
    const TYPE: Type = Type::Float;
    type View<'t> = Spanned<f64>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Spanned<f64>> {
        let node = scalar(cx, node)?;
        let n = cx.tree.node(node);
        match (cx.scalars.resolve)(cx.tree.text(node), n.style, cx.tree.tag(node)) {
            #[allow(clippy::cast_precision_loss, reason = "what the reader does too")]
            Value::Number(Number::Int(i)) => Some(Spanned::new(i as f64, n.span)),
            Value::Number(Number::Float(f)) => Some(Spanned::new(f, n.span)),
            _ => None,
        }
    }
}

macro_rules! whole_numbers {
    ($($ty:ident $name:literal),*) => {$(
        impl Shape for $ty {
            const TYPE: Type = Type::Int(Int { min: $ty::MIN as i128, max: $ty::MAX as i128, name: $name });
            type View<'t> = Spanned<$ty>;
            fn read(cx: ViewCx<'_>, node: NodeId) -> Option<Spanned<$ty>> {
                let node = scalar(cx, node)?;
                let n = cx.tree.node(node);
                let value = (cx.scalars.to_int)(cx.tree.text(node), n.style, cx.tree.tag(node))?;
                Some(Spanned::new($ty::try_from(value).ok()?, n.span))
            }
        }
    )*};
}
whole_numbers!(u8 "uint8", u16 "uint16", u32 "uint32", u64 "uint64", i8 "int8", i16 "int16", i32 "int32", i64 "int64");

fn scalar(cx: ViewCx<'_>, node: NodeId) -> Option<NodeId> {
    let node = cx.tree.resolve(node);
    (cx.tree.kind(node) == NodeKind::Scalar).then_some(node)
}

/// A mapping with anything below it; declared where upstream keeps free-form content.
#[derive(Debug)]
pub struct Object;

impl Shape for Object {
    const TYPE: Type = Type::Object;
    type View<'t> = (ViewCx<'t>, NodeId);
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<(ViewCx<'_>, NodeId)> {
        let node = cx.tree.resolve(node);
        (cx.tree.kind(node) == NodeKind::Map).then_some((cx, node))
    }
}

/// Any value at all; declared where a reader looks at nothing.
#[derive(Debug)]
pub struct Anything;

impl Shape for Anything {
    const TYPE: Type = Type::Any;
    type View<'t> = (ViewCx<'t>, NodeId);
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<(ViewCx<'_>, NodeId)> {
        Some((cx, cx.tree.resolve(node)))
    }
}

/// Declares a mapping with free keys.
#[derive(Debug)]
pub struct Map<T>(core::marker::PhantomData<T>);

impl<T: Shape> Shape for Map<T> {
    const TYPE: Type = Type::Map(&T::TYPE);
    type View<'t> = MapView<'t, T>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<MapView<'_, T>> {
        let node = cx.tree.resolve(node);
        (cx.tree.kind(node) == NodeKind::Map).then_some(MapView { cx, node, of: core::marker::PhantomData })
    }
}

impl<T: Shape> Shape for Vec<T> {
    const TYPE: Type = Type::List(&T::TYPE);
    type View<'t> = ListView<'t, T>;
    fn read(cx: ViewCx<'_>, node: NodeId) -> Option<ListView<'_, T>> {
        let node = cx.tree.resolve(node);
        (cx.tree.kind(node) == NodeKind::Seq).then_some(ListView { cx, node, of: core::marker::PhantomData })
    }
}

/// A sequence of `T`.
#[derive(Debug)]
pub struct ListView<'t, T> {
    cx: ViewCx<'t>,
    node: NodeId,
    of: core::marker::PhantomData<T>,
}

impl<T> Clone for ListView<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ListView<'_, T> {}

impl<'t, T: Shape> ListView<'t, T> {
    /// The items that are of the type, with their index in the document. Readers drop items that are null.
    pub fn iter(&self) -> impl Iterator<Item = (usize, T::View<'t>)> + use<'t, T> {
        let cx = self.cx;
        let written = cx.tree.items(self.node).iter().enumerate().filter(move |(_, n)| !is_null(cx, **n));
        written.filter_map(move |(i, n)| Some((i, T::read(cx, *n)?)))
    }

    /// What its items are read with.
    pub fn cx(&self) -> ViewCx<'t> {
        self.cx
    }

    /// All items, those too that are empty or of another type.
    pub fn nodes(&self) -> &'t [NodeId] {
        self.cx.tree.items(self.node)
    }

    /// Number of items as written, of whatever type.
    pub fn len(&self) -> usize {
        self.cx.tree.items(self.node).len()
    }

    /// True when nothing is written between the brackets.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the sequence stands.
    pub fn span(&self) -> Span {
        self.cx.tree.span(self.node)
    }
}

/// A mapping from free keys to `T`.
#[derive(Debug)]
pub struct MapView<'t, T> {
    cx: ViewCx<'t>,
    node: NodeId,
    of: core::marker::PhantomData<T>,
}

impl<T> Clone for MapView<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for MapView<'_, T> {}

impl<'t, T: Shape> MapView<'t, T> {
    /// The entries whose value is of the type, keys with their place.
    pub fn iter(&self) -> impl Iterator<Item = (Spanned<&'t str>, T::View<'t>)> + use<'t, T> {
        let cx = self.cx;
        cx.tree.entries(self.node).filter(move |(k, _)| !is_null(cx, *k)).filter_map(move |(k, v)| {
            let key = Spanned::new(cx.tree.text(cx.tree.resolve(k)), cx.tree.span(k));
            Some((key, T::read(cx, v)?))
        })
    }

    /// Value of a key.
    pub fn get(&self, key: &str) -> Option<T::View<'t>> {
        T::read(self.cx, self.cx.tree.get(self.node, key)?)
    }

    /// All entries, those too whose value is empty or of another type; readers drop those whose key is null.
    pub fn nodes(&self) -> impl Iterator<Item = (Spanned<&'t str>, NodeId)> + use<'t, T> {
        let (cx, tree) = (self.cx, self.cx.tree);
        tree.entries(self.node)
            .filter(move |(k, _)| !is_null(cx, *k))
            .map(move |(k, v)| (Spanned::new(tree.text(tree.resolve(k)), tree.span(k)), v))
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.cx.tree.span(self.node)
    }
}

/// What every derived view is made of: a mapping node and the means to read it.
#[derive(Clone, Copy, Debug)]
pub struct StructView<'t> {
    /// Tree and scalar rules.
    pub cx: ViewCx<'t>,
    /// The mapping.
    pub node: NodeId,
}

impl<'t> StructView<'t> {
    /// A view of a node, if it is a mapping.
    pub fn new(cx: ViewCx<'t>, node: NodeId) -> Option<Self> {
        let node = cx.tree.resolve(node);
        (cx.tree.kind(node) == NodeKind::Map).then_some(Self { cx, node })
    }

    /// Value of a key as `T`.
    pub fn field<T: Shape>(&self, key: &str) -> Option<T::View<'t>> {
        T::read(self.cx, self.cx.tree.get(self.node, key)?)
    }

    /// Place of a key, if it is written.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.cx.tree.entry(self.node, key).map(|(k, _)| self.cx.tree.span(k))
    }

    /// Place of a key's value, if the key is written.
    pub fn value_span(&self, key: &str) -> Option<Span> {
        self.cx.tree.entry(self.node, key).map(|(_, v)| self.cx.tree.span(v))
    }

    /// Where to point for the mapping as a whole: its first key, since the mapping itself may run over many lines.
    pub fn head(&self) -> Span {
        let first = self.cx.tree.entries(self.node).next();
        first.map_or_else(|| self.span(), |(k, _)| self.cx.tree.span(k))
    }

    /// True when the key is written with something other than null.
    pub fn has(&self, key: &str) -> bool {
        self.cx.tree.get(self.node, key).is_some_and(|v| !is_null(self.cx, v))
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.cx.tree.span(self.node)
    }
}

/// True when a node is absent content or a scalar that the reader takes as null.
pub fn is_null(cx: ViewCx<'_>, node: NodeId) -> bool {
    let node = cx.tree.resolve(node);
    match cx.tree.kind(node) {
        NodeKind::Null | NodeKind::Missing => true,
        NodeKind::Scalar => {
            let style = cx.tree.node(node).style;
            (cx.scalars.resolve)(cx.tree.text(node), style, cx.tree.tag(node)) == Value::Null
        }
        _ => false,
    }
}

impl Field {
    /// First event of a kind that `pick` chooses.
    pub fn event<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.life.iter().find_map(pick)
    }
}
