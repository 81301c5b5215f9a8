//! What a document means: the values that upstream would print, each with the node that says it and the field that
//! declares it. Texts, comments, quoting and the order of keys are gone. Knows tables, and no language.

use crate::model::{FieldView, Order};
use crate::syntax::print::Plain;
use crate::tree::NodeId;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Meant<'v> {
    /// The value.
    pub content: Content<'v>,
    /// The node that says it; `None` for a value that the printer fills in.
    pub node: Option<NodeId>,
}

/// A value, as far down as it goes.
#[derive(Clone, Debug)]
pub enum Content<'v> {
    /// A scalar; never one of the collections of [`Plain`].
    Scalar(Plain),
    /// Pairs in the order in which they are printed.
    Map(Vec<Pair<'v>>),
    /// Items.
    Seq(Vec<Meant<'v>>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Pair<'v> {
    /// The key.
    pub key: String,
    /// Its declaration; `None` for keys of free mappings, and for those that the tables do not know.
    pub field: Option<&'v FieldView>,
    /// What it holds.
    pub value: Meant<'v>,
}

impl Pair<'_> {
    /// True when both hold the same.
    pub fn equals(&self, other: &Pair<'_>) -> bool {
        self.value.equals(&other.value) || (self.is_set() && other.is_set() && self.has_the_items_of(other))
    }

    /// True for a list whose order means nothing.
    fn is_set(&self) -> bool {
        self.field.is_some_and(|f| f.field.order == Order::Free) && matches!(self.value.content, Content::Seq(_))
    }

    fn has_the_items_of(&self, other: &Pair<'_>) -> bool {
        let (mine, theirs) = (self.value.items(), other.value.items());
        mine.len() == theirs.len() && sorted(mine) == sorted(theirs)
    }
}

/// The texts of items in an order of their own. Lists inside of items keep theirs.
fn sorted(items: &[Meant<'_>]) -> Vec<String> {
    let mut texts: Vec<_> = items.iter().map(|i| format!("{:?}", i.plain())).collect();
    texts.sort_unstable();
    texts
}

impl<'v> Meant<'v> {
    pub(super) fn scalar(value: Plain, node: Option<NodeId>) -> Self {
        Self { content: Content::Scalar(value), node }
    }

    /// The pairs of a mapping; none for anything else.
    pub fn pairs(&self) -> &[Pair<'v>] {
        if let Content::Map(pairs) = &self.content { pairs } else { &[] }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        if let Content::Seq(items) = &self.content { items } else { &[] }
    }

    /// The pair of a key.
    pub fn get(&self, key: &str) -> Option<&Pair<'v>> {
        self.pairs().iter().find(|p| p.key == key)
    }

    /// True when both print the same, but for the order of lists in which it means nothing.
    pub fn equals(&self, other: &Meant<'_>) -> bool {
        match (&self.content, &other.content) {
            (Content::Scalar(a), Content::Scalar(b)) => a == b,
            (Content::Map(a), Content::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && a.equals(b))
            }
            (Content::Seq(a), Content::Seq(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b)),
            _ => false,
        }
    }

    /// The value alone, to print it.
    pub fn plain(&self) -> Plain {
        match &self.content {
            Content::Scalar(value) => value.clone(),
            Content::Map(pairs) => Plain::Map(pairs.iter().map(|p| (p.key.clone(), p.value.plain())).collect()),
            Content::Seq(items) => Plain::Seq(items.iter().map(Self::plain).collect()),
        }
    }

    /// The value alone, to print it.
    pub fn into_plain(self) -> Plain {
        match self.content {
            Content::Scalar(value) => value,
            Content::Map(pairs) => Plain::Map(pairs.into_iter().map(|p| (p.key, p.value.into_plain())).collect()),
            Content::Seq(items) => Plain::Seq(items.into_iter().map(Self::into_plain).collect()),
        }
    }
}
