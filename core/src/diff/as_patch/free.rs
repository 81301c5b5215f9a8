//! Free-form content: mappings merge per key, lists append, and a value must keep its type.

use super::{Blocked, Proposal, Steps};
use crate::model::Order;
use crate::patch::{Content, Meant};
use crate::syntax::print::Plain;

impl Proposal<'_> {
    pub(super) fn free(&mut self, old: &Meant<'_>, new: &Meant<'_>) -> Result<Steps, Blocked> {
        match (&old.content, &new.content) {
            (Content::Map(_), Content::Map(_)) => {
                // A key that is gone, or has to be written anew, needs a deletion that reaches free content.
                let steps = self.each_key(old, new, Self::free)?;
                let deletes = steps.first.as_ref().is_some_and(has_marker);
                if deletes && !self.rules.deletes_anywhere {
                    return Err(self.blocked("deletions do not reach free-form content at this release"));
                }
                Ok(steps)
            }
            (Content::Seq(_), Content::Seq(_)) => self.list(Order::Listed, old, new),
            (Content::Scalar(mine), Content::Scalar(theirs))
                if type_of(mine) == type_of(theirs) && !is_zero(theirs) =>
            {
                Ok(Steps::set(new))
            }
            _ => self.anew(new),
        }
    }
}

fn has_marker(value: &Plain) -> bool {
    let Plain::Map(pairs) = value else { return false };
    pairs.iter().any(|(key, value)| key == crate::patch::MARKER || has_marker(value))
}

/// What a merge must not change.
fn type_of(value: &Plain) -> &'static str {
    match value {
        Plain::Bare(text) if text == "null" => "null",
        Plain::Bare(text) if text == "true" || text == "false" => "boolean",
        Plain::Bare(text) if text.parse::<i128>().is_ok() => "integer",
        Plain::Bare(_) => "other",
        _ => "text",
    }
}

fn is_zero(value: &Plain) -> bool {
    match value {
        Plain::Bare(text) => ["null", "0", "-0"].contains(&text.as_str()),
        Plain::Text(text) | Plain::Node(text) => text.is_empty(),
        Plain::Map(_) | Plain::Seq(_) => false,
    }
}
