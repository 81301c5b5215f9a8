//! Values without parts: what a patch has to say so that the merge takes the new one.

use super::{Blocked, Place, Proposal, Steps, is_hollow};
use crate::model::Type;
use crate::patch::{Content, Meant};
use crate::syntax::print::Plain;

impl Proposal<'_> {
    /// A zero value mostly does not override: then the old one is deleted first.
    pub(super) fn scalar(&self, place: Place, new: &Meant<'_>) -> Result<Steps, Blocked> {
        let Content::Scalar(value) = &new.content else { return self.anew(new) };
        let kept = is_zero(place.ty, value) && !(place.pointer && self.rules.pointer_zero_overrides);
        if !kept {
            return Ok(Steps::set(new));
        }
        // Behind a pointer zero is a value of its own, and not the same as nothing.
        if place.pointer { self.anew(new) } else { self.delete() }
    }

    /// A value that is taken whole. An empty mapping is not taken for one that is given.
    pub(super) fn replace(&self, new: &Meant<'_>) -> Result<Steps, Blocked> {
        match &new.content {
            Content::Map(_) if is_hollow(new) => self.anew(new),
            _ => Ok(Steps::set(new)),
        }
    }

    /// Parts that the new URL lacks would stay.
    pub(super) fn url(&self, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        let merged = match (&old.content, &new.content) {
            (Content::Scalar(Plain::Text(old)), Content::Scalar(Plain::Text(new))) if !new.is_empty() => {
                crate::patch::merged_url(old, new).is_some_and(|merged| merged == *new)
            }
            _ => false,
        };
        if merged { Ok(Steps::set(new)) } else { self.anew(new) }
    }

    /// A percentage would lose to bytes.
    pub(super) fn size(&self, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        let is_percentage = |value: &Meant<'_>| match &value.content {
            Content::Scalar(Plain::Text(text) | Plain::Bare(text)) => text.contains('%'),
            _ => false,
        };
        if is_percentage(new) && !is_percentage(old) { self.anew(new) } else { Ok(Steps::set(new)) }
    }
}

/// What the merge takes for "not given".
fn is_zero(ty: &Type, value: &Plain) -> bool {
    let (Plain::Bare(text) | Plain::Text(text) | Plain::Node(text)) = value else { return false };
    match ty {
        Type::Bool => false,
        Type::Int(_) | Type::Float => text == "0" || text == "-0",
        Type::Enum(values) => text.is_empty() || values.zero == Some(text.as_str()),
        Type::Format(format) if format.bytes => false,
        Type::Format(format) => text.is_empty() || format.is_zero.is_some_and(|zero| zero(text)),
        _ => text.is_empty(),
    }
}
