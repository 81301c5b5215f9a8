//! Types, histories and merge strategies as short phrases.

use ostler_core::model::{FieldState, FieldView, Format, Int, Merge, Type};

/// A type as a noun phrase: "list of CIDR prefixes" is "list of ip-prefix"; formats go by their names.
pub fn type_words(ty: Type) -> String {
    match ty {
        Type::Bool => "boolean".to_owned(),
        Type::Int(int) => int_words(int),
        Type::Float => "number".to_owned(),
        Type::Str => "text".to_owned(),
        Type::Format(Format { name, .. }) => (*name).to_owned(),
        Type::Enum(of) => {
            let texts: Vec<_> = of.values.iter().map(|v| format!("`{}`", v.text)).collect();
            if texts.len() > 6 {
                format!("one of {} values", texts.len())
            } else {
                format!("one of {}", texts.join(", "))
            }
        }
        Type::List(of) => format!("list of {}", type_words(*of)),
        Type::Map(of) => format!("mapping to {}", type_words(*of)),
        Type::Struct(shape) => shape().name.to_owned(),
        Type::OneOf(types) => types.iter().map(|t| type_words(*t)).collect::<Vec<_>>().join(" or "),
        Type::Object => "mapping".to_owned(),
        Type::Any => "anything".to_owned(),
        Type::Embedded(of) => of.noun.to_owned(),
    }
}

fn int_words(int: Int) -> String {
    match (int.min, int.max) {
        (0, max) if max == i128::from(u64::MAX) || max == i128::from(u32::MAX) => {
            "whole number, not negative".to_owned()
        }
        (min, max) if min == i128::from(i64::MIN) || min == i128::from(i32::MIN) => match max {
            _ if max == i128::from(i64::MAX) || max == i128::from(i32::MAX) => "whole number".to_owned(),
            _ => format!("whole number up to {max}"),
        },
        (min, max) if max == i128::from(i64::MAX) || max == i128::from(u64::MAX) => format!("whole number from {min}"),
        (min, max) => format!("whole number from {min} to {max}"),
    }
}

/// What to use in place of something deprecated, as the end of a sentence: "; use `A` or `B` instead". Empty when
/// nothing replaces it.
pub fn instead(replacements: &[&str]) -> String {
    if replacements.is_empty() {
        return String::new();
    }
    let quoted: Vec<_> =
        replacements.iter().map(|r| if r.contains(' ') { (*r).to_owned() } else { format!("`{r}`") }).collect();
    let (last, others) = quoted.split_last().map_or(("", &[][..]), |(l, o)| (l.as_str(), o));
    let list = if others.is_empty() { last.to_owned() } else { format!("{} or {last}", others.join(", ")) };
    format!("; use {list} instead")
}

/// Why something should not or cannot be used at the target, as a sentence; `None` when it can.
pub fn state_words(state: FieldState) -> Option<String> {
    match state {
        FieldState::Live => None,
        FieldState::Deprecated(by, at) => Some(format!("Deprecated since {at}{}.", instead(by))),
        FieldState::NotYet(at) => Some(format!("Not available yet: exists from {at} on.")),
        FieldState::Gone(at) => Some(format!("No longer available: removed in {at}.")),
    }
}

/// What a patch does with the field, as a sentence; `None` for plain values, which are simply replaced.
pub fn merge_words(field: &FieldView) -> Option<String> {
    let text = match (field.merge, field.field.ty) {
        (Merge::ByType, Type::List(_)) | (Merge::Append, _) => "items of a patch are appended".to_owned(),
        (Merge::ByType, Type::Map(_)) => "keys of a patch are merged into those of the base".to_owned(),
        (Merge::ByType, _) => return None,
        (Merge::Replace, _) => "the value of a patch replaces this one whole".to_owned(),
        (Merge::ReplacePerKey, _) => "each key of a patch replaces the value of that key whole".to_owned(),
        (Merge::ByKey(keys), _) => {
            format!("items with the same {} are merged, others appended", join_keys(keys))
        }
        (Merge::ByKeyReplaceItem(keys), _) => {
            format!("items with the same {} are replaced, others appended", join_keys(keys))
        }
        (Merge::AssignAlways, _) => "a patch that leaves it out clears it".to_owned(),
        (Merge::AssignUnlessZero, _) => "the value of a patch counts unless it is empty".to_owned(),
        (Merge::Url, _) => "URLs are merged part by part".to_owned(),
        (Merge::SizeUnion, _) => "sizes in bytes and in percent are both kept, bytes win".to_owned(),
        (Merge::Refused, _) => "a patch cannot change a value that is there".to_owned(),
        (Merge::RefusedAlways, _) => "a patch of the document is refused".to_owned(),
    };
    Some(text)
}

fn join_keys(keys: &[&str]) -> String {
    keys.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_in_words() {
        let int = |min, max| type_words(Type::Int(Int { min, max, name: "x" }));
        assert_eq!(int(0, u32::MAX.into()), "whole number, not negative");
        assert_eq!(int(68, 9000), "whole number from 68 to 9000");
        assert_eq!(int(i32::MIN.into(), i32::MAX.into()), "whole number");
        assert_eq!(int(1, u64::MAX.into()), "whole number from 1");
        assert_eq!(type_words(Type::List(&Type::Map(&Type::Str))), "list of mapping to text");
        assert_eq!(type_words(Type::OneOf(&[Type::Bool, Type::Float])), "boolean or number");
    }

    #[test]
    fn replacements_in_words() {
        assert_eq!(instead(&[]), "");
        assert_eq!(instead(&["A", "the other file"]), "; use `A` or the other file instead");
        assert_eq!(instead(&["A", "B", "C"]), "; use `A`, `B` or `C` instead");
    }
}
