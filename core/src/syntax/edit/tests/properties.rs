//! On generated documents: every edit reads back as exactly the requested change, every other line keeps its bytes,
//! and nothing is refused but what aliases forbid.

use super::generate::{Model, Nulls, Rng, json, map, model, toml, yaml};
use super::*;
use crate::syntax::Value as Scalar;
use crate::tree::{Segment, Style};
use proptest::prelude::*;

fn of_tree(tree: &Tree, id: NodeId, rules: &ScalarRules) -> Model {
    let node = tree.node(id);
    match node.kind {
        NodeKind::Map => {
            Model::Map(tree.entries(id).map(|(k, v)| (tree.text(k).to_owned(), of_tree(tree, v, rules))).collect())
        }
        NodeKind::Seq => Model::Seq(tree.items(id).iter().map(|i| of_tree(tree, *i, rules)).collect()),
        NodeKind::Alias => {
            let name = tree.props(id).and_then(|p| p.anchor.as_ref()).map(|(n, _)| n.to_string());
            Model::Alias(name.unwrap())
        }
        NodeKind::Scalar => match (rules.resolve)(tree.text(id), node.style, tree.tag(id)) {
            Scalar::Null => Model::Null,
            Scalar::Str(text) => Model::Str(text.to_owned()),
            _ => Model::Bare(tree.text(id).to_owned()),
        },
        NodeKind::Null => Model::Null,
        NodeKind::Missing | NodeKind::Error => panic!("{:?}", node.kind),
    }
}

fn of(parsed: &Parsed, syntax: Syntax) -> Model {
    parsed.tree.root().map_or(Model::Null, |root| of_tree(&parsed.tree, root, rules(syntax)))
}

fn to_value(model: &Model) -> Value<'static> {
    match model {
        Model::Null | Model::Alias(_) => Value::Null,
        Model::Bare(text) => Value::Plain(text.clone().into()),
        Model::Str(text) => Value::Str(text.clone().into()),
        Model::Seq(items) => Value::Seq(items.iter().map(to_value).collect()),
        Model::Map(entries) => Value::Map(entries.iter().map(|(k, v)| (k.clone().into(), to_value(v))).collect()),
    }
}

/// Equal, in TOML without regard to the order of keys.
fn same(a: &Model, b: &Model, syntax: Syntax) -> bool {
    match (a, b) {
        (Model::Map(x), Model::Map(y)) if syntax == Syntax::Toml => {
            x.len() == y.len() && x.iter().all(|(k, v)| y.iter().any(|(l, w)| k == l && same(v, w, syntax)))
        }
        (Model::Map(x), Model::Map(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|((k, v), (l, w))| k == l && same(v, w, syntax))
        }
        (Model::Seq(x), Model::Seq(y)) => x.len() == y.len() && x.iter().zip(y).all(|(v, w)| same(v, w, syntax)),
        _ => a == b,
    }
}

/// Goes down at random and makes a change there; gives the edit, and changes the model alike.
fn change(rng: &mut Rng, value: &mut Model, at: Path, nulls: Nulls) -> Edit<'static> {
    let deeper = !rng.one_in(4);
    match value {
        Model::Map(entries) if !entries.is_empty() && deeper => {
            let i = rng.below(entries.len());
            let at = at.key(&entries[i].0);
            if rng.one_in(4) {
                entries.remove(i);
                return Edit::remove(at);
            }
            change(rng, &mut entries[i].1, at, nulls)
        }
        Model::Seq(items) if !items.is_empty() && deeper => {
            let i = rng.below(items.len());
            match rng.below(5) {
                0 => {
                    items.remove(i);
                    Edit::remove(at.index(i))
                }
                1 => {
                    let new = model(rng, 2, nulls);
                    items.insert(i, new.clone());
                    Edit::insert(at.index(i), to_value(&new))
                }
                _ => change(rng, &mut items[i], at.index(i), nulls),
            }
        }
        Model::Map(entries) if rng.below(4) > 0 => {
            let new = model(rng, 2, nulls);
            let key = rng.pick(&["new", "a.new", "new key", "true"]).to_owned();
            let sibling = rng.below(entries.len() + 1);
            let (place, i) = match entries.get(sibling) {
                Some((k, _)) => (Place::After((**k).into()), sibling + 1),
                None => (Place::End, entries.len()),
            };
            entries.insert(i, (key.clone(), new.clone()));
            Edit { path: at.key(&key), change: Change::Insert(to_value(&new), place) }
        }
        Model::Seq(items) if rng.below(4) > 0 => {
            let new = model(rng, 2, nulls);
            items.push(new.clone());
            Edit::append(at, to_value(&new))
        }
        Model::Null if rng.one_in(2) => {
            let new = model(rng, 1, nulls);
            *value = Model::Map(vec![("x".into(), Model::Map(vec![("y".into(), new.clone())]))]);
            Edit::set(at.key("x").key("y"), to_value(&new))
        }
        _ => {
            let new = if at.is_empty() { map(rng, 2, nulls) } else { model(rng, 2, nulls) };
            *value = new.clone();
            Edit::set(at, to_value(&new))
        }
    }
}

/// How many lines of the old text an edit may touch: those of the entry that it is about.
fn allowed(text: &str, parsed: &Parsed, edit: &Edit) -> usize {
    let tree = &parsed.tree;
    let Some(root) = tree.root() else { return 1 };
    let lines = |from: usize, to: usize| text[from..to.max(from)].matches('\n').count() + 1;
    let mut node = root;
    let mut chain = vec![(tree.span(root).range(), root)];
    for segment in edit.path.segments() {
        let next = match segment {
            Segment::Key(key) => tree.entry(node, key).map(|(k, v)| (tree.span(k).start as usize, v)),
            Segment::Index(i) => tree.items(node).get(*i).map(|v| (tree.span(*v).start as usize, *v)),
        };
        let Some((start, value)) = next else { break };
        let end = (tree.span(value).end as usize).max(start);
        chain.push((start..end, value));
        node = value;
    }
    let arrived = chain.len() == edit.path.segments().len() + 1;
    let (range, value) = chain.last().unwrap().clone();
    let parent = chain.len().checked_sub(2).map(|i| chain[i].clone());
    let only = parent.as_ref().is_some_and(|(_, p)| {
        let count = if tree.kind(*p) == NodeKind::Map { tree.children(*p).len() / 2 } else { tree.items(*p).len() };
        count == 1
    });
    // A block text at the very end loses its line break by its header, which may stand far above.
    // Comment lines above, a dash on a line of its own and the line break at the end of the text come on top.
    let slack = 4;
    let grows = !arrived || matches!(edit.change, Change::Append(_));
    let inserts = arrived && matches!(edit.change, Change::Insert(..));
    let filled = !tree.children(value).is_empty();
    match &edit.change {
        Change::Remove if only => parent.map_or(usize::MAX, |(r, _)| lines(r.start, r.end)) + slack,
        _ if (inserts || grows) && !text.ends_with('\n') && text.contains('|') => usize::MAX,
        _ if inserts => 2,
        _ if grows && filled && tree.node(value).style != Style::Flow => 2,
        _ => lines(range.start, range.end) + slack,
    }
}

/// Old lines that are not at the same place from the start or from the end.
fn touched(old: &str, new: &str) -> usize {
    let a: Vec<&str> = old.split_inclusive('\n').collect();
    let b: Vec<&str> = new.split_inclusive('\n').collect();
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    a.len() - head - tail
}

/// Checks one edit, and a run of several in one go.
fn check(seed: u64, text: &str, syntax: Syntax) -> Result<(), TestCaseError> {
    let parsed = read(text, syntax);
    // The generator may put an alias inside its own anchor, which is an error of the document.
    if parsed.errors.iter().any(|e| e.code == "yaml/recursive-alias") {
        return Ok(());
    }
    prop_assert_eq!(&parsed.errors, &[], "{}", text);
    let nulls = if syntax == Syntax::Toml { Nulls::None } else { Nulls::Some };
    let mut rng = Rng(seed ^ 0x5eed);
    let before = of(&parsed, syntax);
    let mut wanted = before.clone();
    let edit = change(&mut rng, &mut wanted, Path::default(), nulls);
    let shown = format!("{text}\n--- {edit:?}");
    match apply(&doc(text, &parsed, syntax), &edit) {
        Err(EditError::ThroughAlias { .. } | EditError::SharedAnchor { .. } | EditError::AnchorInUse { .. }) => {
            prop_assert!(text.contains('*'), "{}", shown);
            return Ok(());
        }
        Err(e) => prop_assert!(false, "{e}: {shown}"),
        Ok(edited) => {
            let found = of(&read(&edited.text, syntax), syntax);
            prop_assert!(same(&found, &wanted, syntax), "{shown}\n--- {}\n{found:?}\n{wanted:?}", edited.text);
            prop_assert_eq!(lines::apply(text, &edited.splices), Some(edited.text.clone()));
            if syntax != Syntax::Toml {
                let (n, most) = (touched(text, &edited.text), allowed(text, &parsed, &edit));
                prop_assert!(n <= most, "{n} lines touched, {most} allowed: {shown}\n--- {}", edited.text);
            }
        }
    }
    let mut wanted = before;
    let edits: Vec<_> = (0..4).map(|_| change(&mut rng, &mut wanted, Path::default(), nulls)).collect();
    match apply_all(&doc(text, &parsed, syntax), &edits) {
        Err(EditError::KeyExists { .. }) => {}
        Err(EditError::ThroughAlias { .. } | EditError::SharedAnchor { .. } | EditError::AnchorInUse { .. })
            if text.contains('*') => {}
        Err(e) => prop_assert!(false, "{e}: {text}\n--- {edits:?}"),
        Ok(edited) => {
            let found = of(&read(&edited.text, syntax), syntax);
            prop_assert!(
                same(&found, &wanted, syntax),
                "{text}\n--- {edits:?}\n--- {}\n{found:?}\n{wanted:?}",
                edited.text
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn yaml_edits(seed in any::<u64>()) {
        let value = map(&mut Rng(seed), 4, Nulls::Some);
        check(seed, &yaml(seed, &value, false), Syntax::Yaml)?;
    }

    #[test]
    fn yaml_edits_with_anchors(seed in any::<u64>()) {
        let value = map(&mut Rng(seed), 4, Nulls::Some);
        check(seed, &yaml(seed, &value, true), Syntax::Yaml)?;
    }

    #[test]
    fn json_edits(seed in any::<u64>()) {
        let value = map(&mut Rng(seed), 4, Nulls::Some);
        check(seed, &json(seed, &value), Syntax::Json)?;
    }

    #[test]
    fn toml_edits(seed in any::<u64>()) {
        let value = map(&mut Rng(seed), 4, Nulls::None);
        check(seed, &toml(seed, &value), Syntax::Toml)?;
    }

    #[test]
    fn whole_values(seed in any::<u64>()) {
        let mut rng = Rng(seed);
        let old = map(&mut rng, 4, Nulls::Some);
        let mut new = old.clone();
        for _ in 0..3 {
            change(&mut rng, &mut new, Path::default(), Nulls::Some);
        }
        for syntax in [Syntax::Yaml, Syntax::Json] {
            let text = if syntax == Syntax::Yaml { yaml(seed, &old, false) } else { json(seed, &old) };
            let other = if syntax == Syntax::Yaml { yaml(seed ^ 1, &new, false) } else { json(seed ^ 1, &new) };
            let (parsed, target) = (read(&text, syntax), read(&other, syntax));
            let Some(root) = target.tree.root() else { continue };
            let plain = NodeRef { tree: &target.tree, id: root, sources: &[], head: None };
            let edited = apply_value(&doc(&text, &parsed, syntax), plain);
            prop_assert!(edited.is_ok(), "{:?}\n{text}\n---\n{other}", edited.err());
            let found = of(&read(&edited.unwrap().text, syntax), syntax);
            prop_assert!(unordered(&found, &of(&target, syntax)), "{text}\n---\n{other}");
            // The same with its comments, from a text of its own; once more, nothing changes.
            let target = parse(&other, syntax, &DIALECT, SourceId(1), &[]);
            let sources = [SourceText { source: SourceId(1), text: &other, comments: target.tree.comments() }];
            let Some(id) = target.tree.root() else { continue };
            let value = NodeRef { tree: &target.tree, id, sources: &sources, head: None };
            let edited = apply_value(&doc(&text, &parsed, syntax), value);
            prop_assert!(edited.is_ok(), "{:?}\n{text}\n---\n{other}", edited.err());
            let edited = edited.unwrap().text;
            let again = read(&edited, syntax);
            prop_assert!(unordered(&of(&again, syntax), &of(&target, syntax)), "{text}\n---\n{other}\n---\n{edited}");
            if has_repeated_keys(&target.tree) {
                continue;
            }
            let twice = apply_value(&doc(&edited, &again, syntax), value).map(|e| e.text);
            prop_assert_eq!(twice.ok(), Some(edited), "{}\n---\n{}", text, other);
        }
    }

    #[test]
    fn printed_values_read_back(seed in any::<u64>()) {
        let value = model(&mut Rng(seed), 4, Nulls::Some);
        let text = yaml(seed, &value, false);
        let parsed = read(&text, Syntax::Yaml);
        let Some(root) = parsed.tree.root() else { return Ok(()) };
        let sources = [SourceText { source: SourceId(0), text: &text, comments: parsed.tree.comments() }];
        for (indent, sources) in [(0, &[][..]), (3, &sources)] {
            let printed = emit_yaml(&parsed.tree, root, &GO_YAML_V4, Layout::default(), indent, sources).unwrap();
            let again = read(&printed, Syntax::Yaml);
            prop_assert_eq!(&again.errors, &[], "{}\n---\n{}", text, printed);
            prop_assert_eq!(of(&again, Syntax::Yaml), of(&parsed, Syntax::Yaml), "{}\n---\n{}", text, printed);
        }
    }
}

fn has_repeated_keys(tree: &Tree) -> bool {
    (0..tree.len() as u32).map(NodeId).filter(|id| tree.kind(*id) == NodeKind::Map).any(|map| {
        let mut seen = std::collections::HashSet::new();
        tree.entries(map).any(|(key, _)| !seen.insert(tree.text(tree.resolve(key))))
    })
}

/// Equal without regard to the order of keys.
fn unordered(a: &Model, b: &Model) -> bool {
    same(a, b, Syntax::Toml)
}
