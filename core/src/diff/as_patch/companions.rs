//! What a patch must repeat although it does not change: values that a merge clears when a patch leaves them out.

use super::Proposal;
use crate::model::{Merge, Struct, Type};
use crate::patch::Meant;
use crate::syntax::print::Plain;

/// Nesting of structs by value that is followed.
const MAX_DEPTH: usize = 16;

impl Proposal<'_> {
    /// Adds to `pairs`, which patch a mapping of this shape, what has to stay as it is in `new`.
    pub(super) fn companions(
        &self,
        shape: &'static Struct,
        new: Option<&Meant<'_>>,
        pairs: &mut Vec<(String, Plain)>,
        depth: usize,
    ) {
        let (Some(fields), Some(new)) = (self.view.fields_of(shape).filter(|_| depth < MAX_DEPTH), new) else { return };
        let is_bytes = |ty: &Type| matches!(ty, Type::Format(format) if format.bytes);
        // A certificate with its key is read as a whole: the half that is left out counts as empty.
        let half = fields.iter_live().any(|f| is_bytes(&f.field.ty) && pairs.iter().any(|(k, _)| k == f.field.key));
        for field in fields.iter_live() {
            let declared = field.field;
            let at = pairs.iter().position(|(key, _)| key == declared.key);
            let Some(value) = new.get(declared.key).map(|p| &p.value).filter(|v| v.node.is_some()) else { continue };
            let wiped = match (field.merge, &declared.ty) {
                (Merge::AssignAlways, _) => true,
                (_, Type::Bool) => !declared.pointer,
                (_, ty) => half && is_bytes(ty),
            };
            match (at, declared.ty) {
                (None, _) if wiped => pairs.push((declared.key.to_owned(), value.plain())),
                (None, Type::Struct(inner)) if !declared.pointer => {
                    let mut below = Vec::new();
                    self.companions(inner(), Some(value), &mut below, depth + 1);
                    if !below.is_empty() {
                        pairs.push((declared.key.to_owned(), Plain::Map(below)));
                    }
                }
                _ => {}
            }
        }
    }
}
