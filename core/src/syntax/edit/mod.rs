//! Text edits by splice: set, insert and remove values at paths, keeping every other byte.
//!
//! An edit is made twice: on the value, and as splices on the text. The new text is read back and must give the edited
//! value; if it does not, the smallest enclosing block is written anew, and if that does not help either, the edit is
//! refused. So a result is never wrong text. Comments, key order, quoting, indentation and line breaks that an edit
//! does not touch stay as they are; comment lines directly above a key go with it.
//!
//! This module must not know kinds or languages; how scalars read is passed in.

mod block;
mod check;
mod draft;
mod error;
mod flow;
mod geometry;
mod lines;
mod out;
mod plan;
mod plan_toml;
mod print_json;
mod print_toml;
mod print_yaml;
mod quote;
mod value;

#[cfg(test)]
mod tests;

pub use error::EditError;
pub use print_json::{JsonLayout, json_text};
pub use print_yaml::Layout;
pub use value::{NodeRef, SourceText, Value};

use super::{Dialect, Parsed, ScalarRules, Syntax, parse};
use crate::text::{SourceId, Span};
use crate::tree::{NodeId, NodeKind, Path, Tree};
use draft::{Draft, Drafting};

/// A replacement of a range of bytes; an empty range inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Range in the text before the edit.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Where a new key goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind the last key of its map.
    End,
    /// Right behind this sibling.
    After(Box<str>),
}

/// What happens at the path of an [`Edit`].
#[derive(Clone, Debug)]
pub enum Change<'a> {
    /// The value becomes this. A key that is not there is created behind the last one, with the maps that lead to it;
    /// an index right behind the end appends.
    Set(Value<'a>),
    /// A key that is not there yet, or an item before the one that has the index now. For an item the place is
    /// ignored, since the index says it.
    Insert(Value<'a>, Place),
    /// A new last item of the sequence at the path, which is created when it is not there.
    Append(Value<'a>),
    /// The entry or item goes away. The last one leaves `{}` or `[]`.
    Remove,
}

/// One change at one path.
#[derive(Clone, Debug)]
pub struct Edit<'a> {
    /// Path from the document's root.
    pub path: Path,
    /// What happens there.
    pub change: Change<'a>,
}

impl<'a> Edit<'a> {
    /// Sets the value at a path.
    pub fn set(path: Path, value: impl Into<Value<'a>>) -> Self {
        Self { path, change: Change::Set(value.into()) }
    }

    /// Inserts a key at the end of its map, or an item before an index.
    pub fn insert(path: Path, value: impl Into<Value<'a>>) -> Self {
        Self { path, change: Change::Insert(value.into(), Place::End) }
    }

    /// Appends an item to the sequence at a path.
    pub fn append(path: Path, value: impl Into<Value<'a>>) -> Self {
        Self { path, change: Change::Append(value.into()) }
    }

    /// Removes what stands at a path.
    pub fn remove(path: Path) -> Self {
        Self { path, change: Change::Remove }
    }
}

/// What may happen to a value that aliases repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shared {
    /// The edit is refused.
    #[default]
    Refuse,
    /// The value changes, and with it every alias.
    Change,
}

/// A document to be edited.
#[derive(Clone, Copy, Debug)]
pub struct Doc<'a> {
    /// The document's text, as it was parsed.
    pub text: &'a str,
    /// What [`parse`] made of it.
    pub parsed: &'a Parsed,
    /// Its syntax.
    pub syntax: Syntax,
    /// How its reader takes scalars.
    pub rules: &'a ScalarRules,
    /// What its reader refuses.
    pub dialect: &'a Dialect,
    /// The source that its spans carry.
    pub source: SourceId,
    /// Documents of the same stream that came before.
    pub earlier: &'a [&'a Tree],
    /// What may happen to values that aliases repeat.
    pub shared: Shared,
}

/// An edited document.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// What it reads as.
    pub parsed: Parsed,
    /// How it came from the old text: sorted, not overlapping.
    pub splices: Vec<Splice>,
}

/// Makes one edit. See [`apply_all`].
pub fn apply<'a>(doc: &Doc<'a>, edit: &Edit<'a>) -> Result<Edited, EditError> {
    apply_all(doc, std::slice::from_ref(edit))
}

/// Makes edits in order, each on the result of those before it. Usually one pass and one read-back for all of them;
/// only when that does not read back as asked, one at a time.
pub fn apply_all<'a>(doc: &Doc<'a>, edits: &[Edit<'a>]) -> Result<Edited, EditError> {
    let draft = draft_of(doc, edits)?;
    if let Some(edited) = attempt(doc, &draft, None, edits.first())? {
        return Ok(edited);
    }
    if let [edit] = edits {
        return rewrite_around(doc, &draft, edit);
    }
    one_at_a_time(doc, edits)
}

/// Puts a whole new value in the place of the document's root, keeping the text of what is equal: keys that both have
/// keep their place and layout, keys that only the new value has come behind the others.
pub fn apply_value<'a>(doc: &Doc<'a>, value: NodeRef<'a>) -> Result<Edited, EditError> {
    let draft = match doc.parsed.tree.root() {
        Some(root) => check::difference(doc, root, value),
        None => Draft::New(Value::Node(value)),
    };
    if let Some(edited) = attempt(doc, &draft, None, None)? {
        return Ok(edited);
    }
    rewrite_around(doc, &draft, &Edit::set(Path::default(), Value::Node(value)))
}

fn draft_of<'a>(doc: &Doc<'a>, edits: &[Edit<'a>]) -> Result<Draft<'a>, EditError> {
    let is_null = |tree: &Tree, id: NodeId| reads_as_null(tree, id, doc.rules);
    let drafting = Drafting::new(&doc.parsed.tree, doc.shared, &is_null);
    let mut draft = doc.parsed.tree.root().map_or(Draft::New(Value::Null), Draft::Old);
    for edit in edits {
        drafting.apply(&mut draft, edit)?;
    }
    Ok(draft)
}

fn reads_as_null(tree: &Tree, id: NodeId, rules: &ScalarRules) -> bool {
    match tree.kind(id) {
        NodeKind::Null => true,
        NodeKind::Scalar => {
            matches!((rules.resolve)(tree.text(id), tree.node(id).style, tree.tag(id)), super::Value::Null)
        }
        _ => false,
    }
}

/// Plans, applies and reads back; `None` when the result is not what was asked. `anew` is the depth at which the
/// collection on the edited path is written anew.
fn attempt<'a>(
    doc: &Doc<'a>,
    draft: &Draft<'a>,
    anew: Option<usize>,
    edit: Option<&Edit<'a>>,
) -> Result<Option<Edited>, EditError> {
    let path = || edit.map_or_else(Path::default, |e| e.path.clone());
    let planned = plan::splices(doc, draft, anew);
    let mut splices = planned.map_err(|reason| EditError::Unwritable { path: path(), reason })?;
    splices.sort_by_key(|s| (s.span.start, !s.span.is_empty()));
    let Some(text) = lines::apply(doc.text, &splices) else { return Ok(None) };
    let parsed = parse(&text, doc.syntax, doc.dialect, doc.source, doc.earlier);
    let good = parsed.errors.len() <= doc.parsed.errors.len() && check::reads_as(doc, draft, &parsed.tree);
    Ok(good.then_some(Edited { text, parsed, splices }))
}

/// Writes the smallest collection around the edit anew, then the next one, up to the root.
fn rewrite_around<'a>(doc: &Doc<'a>, draft: &Draft<'a>, edit: &Edit<'a>) -> Result<Edited, EditError> {
    for depth in (0..=edit.path.segments().len()).rev() {
        if let Some(edited) = attempt(doc, draft, Some(depth), Some(edit))? {
            return Ok(edited);
        }
    }
    Err(EditError::NotReproduced { path: edit.path.clone() })
}

fn one_at_a_time<'a>(doc: &Doc<'a>, edits: &[Edit<'a>]) -> Result<Edited, EditError> {
    let mut text = doc.text.to_owned();
    let mut parsed = doc.parsed.clone();
    for edit in edits {
        let next = {
            let now = Doc { text: &text, parsed: &parsed, ..*doc };
            let draft = draft_of(&now, std::slice::from_ref(edit))?;
            match attempt(&now, &draft, None, Some(edit))? {
                Some(edited) => edited,
                None => rewrite_around(&now, &draft, edit)?,
            }
        };
        text = next.text;
        parsed = next.parsed;
    }
    let splices = vec![difference(doc, &text)];
    Ok(Edited { text, parsed, splices })
}

/// The one splice between two texts, without what they share at both ends.
fn difference(doc: &Doc, new: &str) -> Splice {
    let old = doc.text;
    let mut head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(head) || !new.is_char_boundary(head) {
        head -= 1;
    }
    let room = old.len().min(new.len()) - head;
    let mut tail = old.bytes().rev().zip(new.bytes().rev()).take(room).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
        tail -= 1;
    }
    let span = Span::new(doc.source, head as u32, (old.len() - tail) as u32);
    Splice { span, text: new[head..new.len() - tail].to_owned() }
}

/// Prints a subtree as YAML in block style, each line indented by `indent` columns, with a line break at the end.
/// Scalars read back exactly. `sources` give the comments, none when empty. `None` for a value that is deeper than
/// any parser reads, or an alias bomb.
pub fn emit_yaml(
    tree: &Tree,
    id: NodeId,
    rules: &ScalarRules,
    layout: Layout,
    indent: usize,
    sources: &[SourceText],
) -> Option<String> {
    let out = out::of_node(tree, id, sources).ok()?;
    let printer = print_yaml::Printer { layout, rules };
    let mut text = " ".repeat(indent);
    match printer.literal(&out, indent) {
        Some((header, body)) => text.extend([header, &body]),
        None if printer.is_block(&out) => text.push_str(&printer.block(&out, indent)),
        None => text.push_str(&printer.inline(&out, quote::Place::Block)),
    }
    text.push_str(layout.newline);
    Some(text)
}

/// Prints a subtree as JSON, without a line break at the end. Bare scalars become what `rules` make of them. `None`
/// as in [`emit_yaml`].
pub fn emit_json(tree: &Tree, id: NodeId, rules: &ScalarRules, layout: &JsonLayout) -> Option<String> {
    let out = out::of_node(tree, id, &[]).ok()?;
    let mut text = String::new();
    print_json::print(&out, layout, "", rules, &mut text);
    Some(text)
}
