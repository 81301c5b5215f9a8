//! An edit at a random place reads back as what was asked for, and everything else reads as before.

use ostler_core::syntax::edit::{Change, Doc, Edit, Edited, Place, Shared, Value, apply, apply_all};
use ostler_core::syntax::{Dialect, GO_YAML_V4, JSON, Parsed, ScalarRules, Syntax, TOML_1_0, Value as Read, parse};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Path, Tree};

use crate::choices::Choices;
use crate::places;

const DIALECT: Dialect = Dialect { reader: "YAML 1.2", refuses: &[] };

/// What a document says, without how it is written.
#[derive(Clone, Debug, PartialEq)]
enum Model {
    Null,
    /// What is no text, as it is written.
    Bare(String),
    Text(String),
    Alias(String),
    Seq(Vec<Model>),
    Map(Vec<(Model, Model)>),
    /// Nothing can be said.
    Broken,
}

const VALUES: &[&str] =
    &["", "x", "two words", "true", "12", "- a", "a: b", "# no", "é😀", "l1\nl2\n", " lead", "'q\""];
const KEYS: &[&str] = &["new", "a.b", "two words", "true", "é", "1"];

/// One edit, then several at once.
pub fn reads_back(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let syntax = choices.pick(&[Syntax::Yaml, Syntax::Toml, Syntax::Json]);
    let rules: &ScalarRules = match syntax {
        Syntax::Yaml => &GO_YAML_V4,
        Syntax::Toml => &TOML_1_0,
        Syntax::Json => &JSON,
    };
    let text = String::from_utf8_lossy(rest);
    let parsed = parse(&text, syntax, &DIALECT, SourceId(0), &[]);
    let shared = choices.pick(&[Shared::Refuse, Shared::Change]);
    let doc = Doc {
        text: &text,
        parsed: &parsed,
        syntax,
        rules,
        dialect: &DIALECT,
        source: SourceId(0),
        earlier: &[],
        shared,
    };
    let before = of(&parsed, rules);
    let mut wanted = before.clone();
    let edit = change(&mut choices, &mut wanted, Path::default());
    if let Ok(edited) = apply(&doc, &edit) {
        judge(&doc, &edited, &wanted);
    }
    let mut wanted = before;
    let edits: Vec<_> = (0..4).map(|_| change(&mut choices, &mut wanted, Path::default())).collect();
    if let Ok(edited) = apply_all(&doc, &edits) {
        judge(&doc, &edited, &wanted);
    }
}

fn judge(doc: &Doc, edited: &Edited, wanted: &Model) {
    let mut out = String::new();
    let mut at = 0;
    for splice in &edited.splices {
        let range = splice.span.range();
        out.push_str(&doc.text[at..range.start]);
        out.push_str(&splice.text);
        at = range.end;
    }
    out.push_str(&doc.text[at..]);
    assert_eq!(out, edited.text);
    let again = parse(&edited.text, doc.syntax, doc.dialect, doc.source, &[]);
    places::of_document(&edited.text, &again, doc.syntax);
    assert!(again.errors.len() <= doc.parsed.errors.len(), "{:?}\n{}", again.errors, edited.text);
    // Of broken documents, aliases that change with what they repeat, and repeated keys, less can be said.
    if doc.parsed.errors.is_empty() && doc.shared == Shared::Refuse && is_plain(wanted) {
        let found = of(&again, doc.rules);
        assert!(same(&found, wanted, doc.syntax), "{}\n{found:?}\n{wanted:?}", edited.text);
    }
}

fn of(parsed: &Parsed, rules: &ScalarRules) -> Model {
    parsed.tree.root().map_or(Model::Null, |root| of_node(&parsed.tree, root, rules))
}

fn of_node(tree: &Tree, id: NodeId, rules: &ScalarRules) -> Model {
    let node = tree.node(id);
    match node.kind {
        NodeKind::Map => {
            let entries = tree.entries(id).map(|(k, v)| (of_node(tree, k, rules), of_node(tree, v, rules)));
            Model::Map(entries.collect())
        }
        NodeKind::Seq => Model::Seq(tree.items(id).iter().map(|i| of_node(tree, *i, rules)).collect()),
        NodeKind::Alias => {
            let name = tree.props(id).and_then(|p| p.anchor.as_ref()).map(|(n, _)| n.to_string());
            name.map_or(Model::Broken, Model::Alias)
        }
        NodeKind::Scalar => match (rules.resolve)(tree.text(id), node.style, tree.tag(id)) {
            Read::Null => Model::Null,
            Read::Str(text) => Model::Text(text.to_owned()),
            _ => Model::Bare(tree.text(id).to_owned()),
        },
        NodeKind::Null => Model::Null,
        NodeKind::Missing | NodeKind::Error => Model::Broken,
    }
}

/// Text by which an entry is found.
fn key_text(key: &Model) -> Option<&str> {
    match key {
        Model::Text(text) | Model::Bare(text) => Some(text),
        _ => None,
    }
}

fn is_plain(model: &Model) -> bool {
    match model {
        Model::Broken => false,
        Model::Seq(items) => items.iter().all(is_plain),
        Model::Map(entries) => {
            let mut keys: Vec<_> = entries.iter().filter_map(|(k, _)| key_text(k)).collect();
            let all = keys.len() == entries.len();
            keys.sort_unstable();
            all && keys.windows(2).all(|w| w[0] != w[1]) && entries.iter().all(|(_, v)| is_plain(v))
        }
        _ => true,
    }
}

fn same(a: &Model, b: &Model, syntax: Syntax) -> bool {
    match (a, b) {
        (Model::Map(x), Model::Map(y)) => {
            let in_order = syntax != Syntax::Toml;
            x.len() == y.len()
                && x.iter().enumerate().all(|(i, (k, v))| {
                    let other = if in_order {
                        y.get(i).filter(|(l, _)| key_text(l) == key_text(k))
                    } else {
                        y.iter().find(|(l, _)| key_text(l) == key_text(k))
                    };
                    other.is_some_and(|(_, w)| same(v, w, syntax))
                })
        }
        (Model::Seq(x), Model::Seq(y)) => x.len() == y.len() && x.iter().zip(y).all(|(v, w)| same(v, w, syntax)),
        _ => a == b,
    }
}

fn fresh(choices: &mut Choices) -> (Model, Value<'static>) {
    let text = choices.pick(VALUES);
    match choices.below(6) {
        0 => (Model::Bare("7".into()), Value::Int(7)),
        1 => (Model::Seq(vec![Model::Text(text.into())]), Value::Seq(vec![Value::Str(text.into())])),
        2 => {
            let key = choices.pick(KEYS);
            let entry = (Model::Text(key.into()), Model::Text(text.into()));
            (Model::Map(vec![entry]), Value::Map(vec![(key.into(), Value::Str(text.into()))]))
        }
        3 => (Model::Bare("true".into()), Value::Bool(true)),
        _ => (Model::Text(text.into()), Value::Str(text.into())),
    }
}

/// Goes down and makes a change there; gives the edit, and changes the model alike.
fn change(choices: &mut Choices, value: &mut Model, at: Path) -> Edit<'static> {
    let deeper = choices.below(4) != 3;
    match value {
        Model::Map(entries) if deeper && entries.iter().any(|(k, _)| key_text(k).is_some()) => {
            let place = choices.below(entries.len());
            let mut from_there = (0..entries.len()).map(|i| (place + i) % entries.len());
            let i = from_there.find(|i| key_text(&entries[*i].0).is_some()).unwrap_or(0);
            let key = key_text(&entries[i].0).unwrap_or("").to_owned();
            let at = at.key(&key);
            if choices.below(4) == 3 {
                entries.remove(i);
                return Edit::remove(at);
            }
            change(choices, &mut entries[i].1, at)
        }
        Model::Seq(items) if deeper && !items.is_empty() => {
            let i = choices.place(items.len());
            match choices.below(4) {
                2 => {
                    items.remove(i);
                    Edit::remove(at.index(i))
                }
                3 => {
                    let (model, new) = fresh(choices);
                    items.insert(i, model);
                    Edit::insert(at.index(i), new)
                }
                _ => change(choices, &mut items[i], at.index(i)),
            }
        }
        Model::Map(entries) if choices.below(3) != 2 => {
            let (model, new) = fresh(choices);
            let key = choices.pick(KEYS);
            let sibling = choices.below(entries.len() + 1);
            let sibling = entries.get(sibling).and_then(|(k, _)| key_text(k)).map(|k| (sibling, k.to_owned()));
            let (place, i) = match sibling {
                Some((i, k)) => (Place::After(k.into()), i + 1),
                None => (Place::End, entries.len()),
            };
            entries.insert(i, (Model::Text(key.into()), model));
            Edit { path: at.key(key), change: Change::Insert(new, place) }
        }
        Model::Seq(items) if choices.below(3) != 2 => {
            let (model, new) = fresh(choices);
            items.push(model);
            Edit::append(at, new)
        }
        _ => {
            let (model, new) = fresh(choices);
            *value = model;
            Edit::set(at, new)
        }
    }
}
