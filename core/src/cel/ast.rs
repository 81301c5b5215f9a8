//! Expression trees. Macros stay what they are instead of being expanded, so that errors name what is written.

use core::ops::Range;

/// An expression with its place.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    /// Boxed, so that deep expressions need little stack while they are read.
    pub kind: Box<Kind>,
    /// From its first to behind its last byte, parentheses around it not included.
    pub range: Range<usize>,
    /// Nesting below it.
    pub height: u32,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Literal(Literal),
    /// A name; a leading dot means the outermost scope.
    Name(String),
    /// `operand.field`, `operand.?field`.
    Select {
        operand: Box<Expr>,
        field: String,
        field_range: Range<usize>,
        optional: bool,
    },
    /// `f(args)`, `target.f(args)` and operators, which have names such as `_==_`.
    Call {
        function: String,
        function_range: Range<usize>,
        target: Option<Box<Expr>>,
        args: Vec<Expr>,
    },
    /// Items with a mark for `?item`.
    List(Vec<(bool, Expr)>),
    /// Keys and values with a mark for `?key: value`.
    Map(Vec<(bool, Expr, Expr)>),
    /// A message literal.
    Message {
        name: String,
        fields: Vec<Initializer>,
    },
    /// `has(operand.field)`.
    Has {
        operand: Box<Expr>,
        field: String,
        field_range: Range<usize>,
    },
    /// `range.all(variable, body)` and its like.
    Comprehension {
        form: Form,
        range: Box<Expr>,
        variable: String,
        filter: Option<Box<Expr>>,
        body: Box<Expr>,
    },
}

/// `field: value` in a message literal.
#[derive(Clone, Debug)]
pub(super) struct Initializer {
    pub optional: bool,
    pub name: String,
    pub range: Range<usize>,
    pub value: Expr,
}

/// What a macro makes of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    OptMap,
    OptFlatMap,
}

/// A literal; only what checking needs of its value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Null,
}
