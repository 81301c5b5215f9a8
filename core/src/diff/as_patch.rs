//! The way back: strategic merge patches that turn one set of documents into another.
//!
//! One patch cannot always do it: a list only grows, an empty value only keeps, so what has to go is deleted by a first
//! patch and written anew by a second one. What is made here is a proposal; whoever prints it applies it first and
//! compares, since this module knows the rules of the merge only as far as it takes to propose.

mod companions;
mod free;
mod lists;
mod scalars;

use super::set::Subject;
use crate::model::{FieldView, Identity, Merge, Order, Struct, Type, View};
use crate::patch::{Content, DELETE, MARKER, Meant, MergeRules, Pair};
use crate::syntax::print::Plain;
use crate::tree::Path;

/// Two patches to be applied in order; the second may be empty.
#[derive(Debug, Default)]
pub struct Patches {
    /// Documents of the first patch.
    pub first: Vec<Plain>,
    /// Documents of the second patch.
    pub second: Vec<Plain>,
}

/// Why no patch can do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Name of the document.
    pub document: String,
    /// Place in it.
    pub path: Path,
    /// What stands in the way, as a sentence part.
    pub reason: &'static str,
}

/// Places that are written anew whatever a merge could do: document and path, the empty path for whole documents.
pub type Forced<'f> = &'f [(String, Path)];

/// Proposes patches. `forced` are places where an earlier proposal has not held.
pub fn strategic(
    old: &[Subject<'_>],
    new: &[Subject<'_>],
    rules: MergeRules,
    forced: Forced<'_>,
) -> Result<Patches, Blocked> {
    let mut out = Patches::default();
    for difference in super::compare(old, new) {
        let label = difference.label();
        let blocked = |reason| Blocked { document: label.to_owned(), path: Path::default(), reason };
        let Some(view) = difference.new.or(difference.old).and_then(|s| s.view) else {
            return Err(blocked("documents of unknown kinds cannot be patched"));
        };
        let anew = forced.iter().any(|(document, path)| document == label && path.is_empty());
        match (difference.old, difference.new) {
            (None, Some(new)) => out.first.push(new.meant.plain()),
            (Some(old), None) => out.first.push(deletion(old, view, rules).map_err(blocked)?),
            (Some(old), Some(new)) if anew => {
                out.first.push(deletion(old, view, rules).map_err(blocked)?);
                out.second.push(new.meant.plain());
            }
            (Some(old), Some(new)) => {
                let mut proposal = Proposal { view, rules, label, forced, path: Path::default(), lists: 0 };
                match proposal.document(&old.meant, &new.meant) {
                    Ok(step) => {
                        out.first.extend(step.first.map(|body| headed(body, new, view)));
                        out.second.extend(step.second.map(|body| headed(body, new, view)));
                    }
                    Err(error) => {
                        let whole = deletion(old, view, rules).map_err(|_| error)?;
                        out.first.push(whole);
                        out.second.push(new.meant.plain());
                    }
                }
            }
            (None, None) => {}
        }
    }
    Ok(out)
}

fn deletion(subject: &Subject<'_>, view: &View, rules: MergeRules) -> Result<Plain, &'static str> {
    if view.kind.flags.headless {
        return Err("a document without a kind cannot be deleted as a whole");
    }
    if !rules.deletes {
        return Err("patches of this release cannot delete");
    }
    let mut pairs = head(subject, view);
    pairs.push((MARKER.to_owned(), Plain::Text(DELETE.to_owned())));
    Ok(Plain::Map(pairs))
}

/// The pairs that say which document is meant.
fn head(subject: &Subject<'_>, view: &View) -> Vec<(String, Plain)> {
    let name = match view.kind.identity {
        Identity::Key(key) => Some(key),
        Identity::Single => None,
    };
    let keys = view.kind.envelope.iter().copied().chain(name);
    keys.filter_map(|k| Some((k.to_owned(), subject.meant.get(k)?.value.plain()))).collect()
}

fn headed(body: Plain, subject: &Subject<'_>, view: &View) -> Plain {
    let mut pairs = head(subject, view);
    if let Plain::Map(body) = body {
        let rest: Vec<_> = body.into_iter().filter(|(k, _)| !pairs.iter().any(|(h, _)| h == k)).collect();
        pairs.extend(rest);
    }
    Plain::Map(pairs)
}

/// What both patches say of one place.
#[derive(Debug, Default)]
struct Steps {
    first: Option<Plain>,
    second: Option<Plain>,
}

impl Steps {
    fn set(value: &Meant<'_>) -> Self {
        Self { first: Some(value.plain()), second: None }
    }

    fn delete() -> Self {
        Self { first: Some(marker()), second: None }
    }

    fn anew(value: &Meant<'_>) -> Self {
        Self { first: Some(marker()), second: Some(value.plain()) }
    }
}

fn marker() -> Plain {
    Plain::Map(vec![(MARKER.to_owned(), Plain::Text(DELETE.to_owned()))])
}

/// How a merge treats a place.
#[derive(Clone, Copy)]
struct Place {
    ty: &'static Type,
    merge: Merge,
    pointer: bool,
    order: Order,
}

impl Place {
    fn of(field: &FieldView) -> Self {
        Self { ty: &field.field.ty, merge: field.merge, pointer: field.field.pointer, order: field.field.order }
    }

    /// A value of a mapping or an item of a list.
    fn inside(ty: &'static Type) -> Self {
        Self { ty, merge: Merge::ByType, pointer: matches!(ty, Type::Struct(_)), order: Order::Listed }
    }
}

struct Proposal<'p> {
    view: &'p View,
    rules: MergeRules,
    label: &'p str,
    forced: Forced<'p>,
    path: Path,
    /// Lists that the path goes through: keys inside of items cannot be deleted.
    lists: usize,
}

impl Proposal<'_> {
    fn blocked(&self, reason: &'static str) -> Blocked {
        Blocked { document: self.label.to_owned(), path: self.path.clone(), reason }
    }

    fn document(&mut self, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        self.fields(self.view.root().shape, old, new)
    }

    fn is_forced(&self) -> bool {
        self.forced.iter().any(|(document, path)| document == self.label && *path == self.path)
    }

    /// A mapping with known keys.
    fn fields(&mut self, shape: &'static Struct, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for key in keys(old, new) {
            self.path.push_key(key);
            let steps = self.field(old.get(key), new.get(key));
            self.path.pop();
            let steps = steps?;
            first.extend(steps.first.map(|v| (key.to_owned(), v)));
            second.extend(steps.second.map(|v| (key.to_owned(), v)));
        }
        let close = |mut pairs: Vec<(String, Plain)>| {
            (!pairs.is_empty()).then(|| {
                self.companions(shape, Some(new), &mut pairs, 0);
                Plain::Map(pairs)
            })
        };
        let refuses = |f: &FieldView| f.merge == Merge::RefusedAlways;
        let touched = !first.is_empty() || !second.is_empty();
        if touched && self.view.fields_of(shape).is_some_and(|s| s.iter_live().any(refuses)) {
            return Err(self.blocked("this release cannot patch the mapping at all"));
        }
        Ok(Steps { first: close(first), second: close(second) })
    }

    fn field(&mut self, old: Option<&Pair<'_>>, new: Option<&Pair<'_>>) -> Result<Steps, Blocked> {
        let written = |pair: &&Pair<'_>| pair.value.node.is_some() || !matches!(pair.value.content, Content::Scalar(_));
        let equal = old.zip(new).is_some_and(|(a, b)| a.value.equals(&b.value));
        let (old, new) = (old.filter(written), new.filter(written));
        if equal || (old.is_none() && new.is_none()) {
            return Ok(Steps::default());
        }
        let Some(field) = new.or(old).and_then(|p| p.field) else {
            return Err(self.blocked("the tables do not know the key"));
        };
        let (old, new) = (old.map(|p| &p.value), new.map(|p| &p.value));
        match (old, new) {
            (Some(_), Some(new)) if self.is_forced() => self.anew(new),
            (Some(old), Some(new)) => {
                let steps = self.change(Place::of(field), old, new);
                // What cannot be said inside can still be said by writing the field anew.
                steps.or_else(|error| self.anew(new).map_err(|_| error))
            }
            (None, Some(new)) => Ok(Steps::set(new)),
            (Some(_), None) => self.delete(),
            (None, None) => Ok(Steps::default()),
        }
    }

    fn delete(&self) -> Result<Steps, Blocked> {
        match (self.rules.deletes, self.lists) {
            (true, 0) => Ok(Steps::delete()),
            (true, _) => Err(self.blocked("a key inside a list item cannot be deleted")),
            (false, _) => Err(self.blocked("patches of this release cannot delete")),
        }
    }

    fn anew(&self, new: &Meant<'_>) -> Result<Steps, Blocked> {
        self.delete().map(|_| if is_hollow(new) { Steps::delete() } else { Steps::anew(new) })
    }

    /// A value that is another one now.
    fn change(&mut self, place: Place, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        if old.equals(new) {
            return Ok(Steps::default());
        }
        match place.merge {
            Merge::AssignAlways => Ok(Steps::set(new)),
            Merge::AssignUnlessZero => self.scalar(Place { pointer: false, ..place }, new),
            Merge::Replace => self.replace(new),
            Merge::Url => self.url(old, new),
            Merge::SizeUnion => self.size(old, new),
            Merge::Refused | Merge::RefusedAlways => self.anew(new),
            Merge::ByKey(keys) | Merge::ByKeyReplaceItem(keys) => self.keyed(place, old, new, keys),
            Merge::ReplacePerKey => self.map(place, old, new),
            Merge::ByType | Merge::Append => self.by_type(place, old, new),
        }
    }

    fn by_type(&mut self, place: Place, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        match place.ty {
            Type::OneOf(_) => self.replace(new),
            Type::List(_) => self.list(place.order, old, new),
            Type::Map(_) => self.map(place, old, new),
            Type::Struct(shape) if matches!((&old.content, &new.content), (Content::Map(_), Content::Map(_))) => {
                self.fields(shape(), old, new)
            }
            Type::Struct(_) => self.anew(new),
            Type::Embedded(of) if of.is_text() => self.scalar(Place { ty: &Type::Str, ..place }, new),
            Type::Object | Type::Any | Type::Embedded(_) => self.free(old, new),
            _ => self.scalar(place, new),
        }
    }

    /// A mapping with free keys.
    fn map(&mut self, place: Place, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        let Type::Map(of) = place.ty else { return self.anew(new) };
        self.each_key(old, new, |proposal, old, new| match place.merge {
            Merge::ReplacePerKey => Ok(Steps::set(new)),
            _ => proposal.change(Place::inside(of), old, new),
        })
    }

    fn each_key(
        &mut self,
        old: &Meant<'_>,
        new: &Meant<'_>,
        mut change: impl FnMut(&mut Self, &Meant<'_>, &Meant<'_>) -> Result<Steps, Blocked>,
    ) -> Result<Steps, Blocked> {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for key in keys(old, new) {
            self.path.push_key(key);
            let steps = match (old.get(key), new.get(key)) {
                (Some(_), Some(new)) if self.is_forced() => self.anew(&new.value),
                (Some(old), Some(new)) if old.value.equals(&new.value) => Ok(Steps::default()),
                (Some(old), Some(new)) => change(self, &old.value, &new.value),
                (None, Some(new)) => Ok(Steps::set(&new.value)),
                (Some(_), None) => self.delete(),
                (None, None) => Ok(Steps::default()),
            };
            self.path.pop();
            let steps = steps?;
            first.extend(steps.first.map(|v| (key.to_owned(), v)));
            second.extend(steps.second.map(|v| (key.to_owned(), v)));
        }
        let close = |pairs: Vec<_>| (!pairs.is_empty()).then_some(Plain::Map(pairs));
        Ok(Steps { first: close(first), second: close(second) })
    }
}

/// Keys of both sides, each once.
fn keys<'m>(old: &'m Meant<'_>, new: &'m Meant<'_>) -> Vec<&'m str> {
    let mut seen = std::collections::HashSet::new();
    let both = old.pairs().iter().map(|p| p.key.as_str()).chain(new.pairs().iter().map(|p| p.key.as_str()));
    both.filter(|k| seen.insert(*k)).collect()
}

/// True for a collection without anything in it.
fn is_hollow(value: &Meant<'_>) -> bool {
    match &value.content {
        Content::Map(pairs) => pairs.is_empty(),
        Content::Seq(items) => items.is_empty(),
        Content::Scalar(_) => false,
    }
}
