//! The way back as a JSON patch (RFC 6902), for configurations of a single document.

use std::collections::HashSet;

use super::set::Subject;
use crate::patch::{Content, Meant};
use crate::syntax::print::Plain;

/// Operations that turn one document into the other, as a list that prints as JSON. Lists whose items come or go are
/// replaced whole.
pub fn json_patch(old: &Subject<'_>, new: &Subject<'_>) -> Plain {
    let mut operations = Vec::new();
    value(&old.meant, &new.meant, &mut String::new(), &mut operations);
    Plain::Seq(operations)
}

fn operation(name: &str, path: &str, value: Option<&Meant<'_>>) -> Plain {
    let text = |text: &str| Plain::Text(text.to_owned());
    let mut pairs = vec![("op".to_owned(), text(name)), ("path".to_owned(), text(path))];
    pairs.extend(value.map(|v| ("value".to_owned(), v.plain())));
    Plain::Map(pairs)
}

fn value(old: &Meant<'_>, new: &Meant<'_>, path: &mut String, out: &mut Vec<Plain>) {
    match (&old.content, &new.content) {
        _ if old.equals(new) => {}
        (Content::Map(_), Content::Map(_)) if old.node.is_some() => pairs(old, new, path, out),
        (Content::Seq(mine), Content::Seq(theirs)) if mine.len() == theirs.len() => {
            for (index, (mine, theirs)) in mine.iter().zip(theirs).enumerate() {
                below(path, &index.to_string(), |path| value(mine, theirs, path, out));
            }
        }
        // What is filled in when printed does not stand in the document.
        _ if old.node.is_none() => out.push(operation("add", path, Some(new))),
        _ if new.node.is_none() => out.push(operation("remove", path, None)),
        _ => out.push(operation("replace", path, Some(new))),
    }
}

fn pairs(old: &Meant<'_>, new: &Meant<'_>, path: &mut String, out: &mut Vec<Plain>) {
    let mut seen = HashSet::new();
    for pair in old.pairs() {
        seen.insert(pair.key.as_str());
        below(path, &pair.key, |path| match new.get(&pair.key) {
            Some(twin) => value(&pair.value, &twin.value, path, out),
            None => out.push(operation("remove", path, None)),
        });
    }
    for pair in new.pairs().iter().filter(|p| !seen.contains(p.key.as_str())) {
        below(path, &pair.key, |path| out.push(operation("add", path, Some(&pair.value))));
    }
}

fn below(path: &mut String, segment: &str, inside: impl FnOnce(&mut String)) {
    let length = path.len();
    path.push('/');
    path.push_str(&segment.replace('~', "~0").replace('/', "~1"));
    inside(path);
    path.truncate(length);
}
