//! The tables of Talos compared with what upstream's types say, release by release.
//!
//! `fixtures/upstream/talos/<minor>.tsv` lists every field that a release reads: a dump of facts, without prose. For a
//! new release add its dump; what this test then prints is the list of things to declare.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use ostler_core::lang::talos::kinds::KINDS;
use ostler_core::model::{
    Enum, EnumValue, FieldState, FieldView, Identity, Kind, Merge, Secret, State, Struct, Target, Type, Version, View,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The dumps by minor release.
const DUMPS: &[(u16, &str)] = &[
    (6, include_str!("../../fixtures/upstream/talos/1.6.tsv")),
    (7, include_str!("../../fixtures/upstream/talos/1.7.tsv")),
    (8, include_str!("../../fixtures/upstream/talos/1.8.tsv")),
    (9, include_str!("../../fixtures/upstream/talos/1.9.tsv")),
    (10, include_str!("../../fixtures/upstream/talos/1.10.tsv")),
    (11, include_str!("../../fixtures/upstream/talos/1.11.tsv")),
    (12, include_str!("../../fixtures/upstream/talos/1.12.tsv")),
    (13, include_str!("../../fixtures/upstream/talos/1.13.tsv")),
    (14, include_str!("../../fixtures/upstream/talos/1.14.tsv")),
];

/// Where the tables differ from the dumps on purpose: kind, path, what differs, why. `*` in front of a path stands for
/// any beginning. An entry that no release needs fails the test.
const DEVIATIONS: &[(&str, &str, &str, &str)] = &[
    ("v1alpha1", "*.cidr", "deprecated", "upstream has no mark, but validation warns that the key is deprecated"),
    (
        "v1alpha1",
        "machine.disks[].partitions[].size",
        "type",
        "the same texts, printed in another form: a type of its own upstream",
    ),
    ("v1alpha1", "*.crt", "merge", PAIR),
    ("v1alpha1", "*.key", "merge", PAIR),
    ("v1alpha1", "*.key", "type", "a key may be masked as `******`, which a certificate may not"),
    ("HCloudVIPConfig", ".", "secrets", REDACTED_LATER),
    ("KubeExternalManifestConfig", ".", "secrets", "headers carry tokens, although upstream shows them"),
    ("RawVolumeConfig", ".", "secrets", REDACTED_LATER),
    ("SwapVolumeConfig", ".", "secrets", REDACTED_LATER),
    ("UserVolumeConfig", ".", "secrets", REDACTED_LATER),
    ("VolumeConfig", ".", "secrets", REDACTED_LATER),
];

/// Reason of a deviation.
const PAIR: &str = "a pair decodes into bytes that are never nil, so a patch that gives one half clears the other";

/// Reason of a deviation.
const REDACTED_LATER: &str = "upstream redacts it since 1.13; the value was as secret before";

/// What is known about one field, from either side.
#[derive(Debug, PartialEq, Eq, Clone)]
struct Facts {
    ty: String,
    pointer: bool,
    keep_empty: bool,
    deprecated: bool,
    merge: String,
    /// Values of an enumeration that the reader enforces, sorted; empty where it enforces none.
    values: Vec<String>,
    /// Kinds that replace the field, sorted; further replacements of ours do not count.
    instead: Vec<String>,
}

/// One kind of one release.
#[derive(Debug, Default)]
struct KindFacts {
    named: bool,
    control_plane_only: bool,
    secrets: bool,
    /// Kinds of which no document may have the same name, sorted.
    conflicts: Vec<String>,
    fields: Vec<(String, Facts)>,
}

fn sorted<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut out: Vec<String> = texts.map(str::to_owned).collect();
    out.sort();
    out
}

fn read_dump(text: &str) -> BTreeMap<String, KindFacts> {
    let mut out: BTreeMap<String, KindFacts> = BTreeMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, path, ty, flags, merge, values, others] = columns[..] else { panic!("seven columns: {line}") };
        let entry = out.entry(kind.to_owned()).or_default();
        let others = sorted(others.split(',').filter(|o| *o != "-"));
        if path == "." {
            entry.named = flags.contains('N');
            entry.control_plane_only = flags.contains('C');
            entry.secrets = flags.contains('S');
            entry.conflicts = others;
            continue;
        }
        let list = match values {
            "-" => Vec::new(),
            advice if advice.starts_with('~') => Vec::new(),
            closed => sorted(closed.split('|')),
        };
        let facts = Facts {
            ty: ty.to_owned(),
            pointer: flags.contains('P'),
            keep_empty: flags.contains('K'),
            deprecated: flags.contains('D'),
            merge: merge.to_owned(),
            values: list,
            instead: others,
        };
        entry.fields.push((path.to_owned(), facts));
    }
    out
}

fn target(minor: u16) -> Target {
    Target::new("talos", Version::new(1, minor))
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Int(int) => int.name.to_owned(),
        Type::Float => "float".to_owned(),
        Type::Str => "string".to_owned(),
        Type::Format(format) => format!("format:{}", format.name),
        Type::Enum(_) => "enum".to_owned(),
        Type::List(of) => format!("list<{}>", type_name(of)),
        Type::Map(of) => format!("map<{}>", type_name(of)),
        Type::Struct(_) => "struct".to_owned(),
        Type::OneOf(types) => types.iter().map(type_name).collect::<Vec<_>>().join("|"),
        // Another language inside a value is free-form content, or a text, for upstream's reader.
        Type::Object => "object".to_owned(),
        Type::Embedded(embedded) => if embedded.is_text() { "string" } else { "object" }.to_owned(),
        Type::Any => "any".to_owned(),
    }
}

fn enum_of(ty: &Type) -> Option<&'static Enum> {
    match ty {
        Type::Enum(of) => Some(of),
        Type::List(of) | Type::Map(of) => enum_of(of),
        Type::OneOf(types) => types.iter().find_map(enum_of),
        _ => None,
    }
}

fn keyed(name: &str, keys: &[&str]) -> String {
    format!("{name}({})", keys.join(","))
}

fn merge_name(merge: Merge, ty: &Type) -> String {
    match merge {
        Merge::ByType | Merge::Append => match ty {
            Type::List(_) => "append".to_owned(),
            Type::Map(_) | Type::Object => "per-key".to_owned(),
            Type::Embedded(embedded) if !embedded.is_text() => "per-key".to_owned(),
            _ => "-".to_owned(),
        },
        Merge::Replace => "replace".to_owned(),
        Merge::ReplacePerKey => "map-replace-per-key".to_owned(),
        Merge::ByKey(keys) => keyed("list-by-key", keys),
        Merge::ByKeyReplaceItem(keys) => keyed("list-by-key-replace-item", keys),
        Merge::AssignAlways => "assign-always".to_owned(),
        Merge::AssignUnlessZero => "assign-unless-zero".to_owned(),
        Merge::Url => "url-component-wise".to_owned(),
        Merge::SizeUnion => "size-union".to_owned(),
        // The dumps have no entry where upstream has no merge method and fails.
        Merge::Refused | Merge::RefusedAlways => "-".to_owned(),
    }
}

fn facts_of(field: &FieldView, version: Version) -> Facts {
    let ty = &field.field.ty;
    let live = |v: &&EnumValue| State::at(v.life, version).state.accepted();
    let values = enum_of(ty).map(|e| sorted(e.values.iter().filter(live).map(|v| v.text))).unwrap_or_default();
    let (deprecated, instead) = match field.state {
        FieldState::Deprecated(instead, _) => (true, sorted(instead.iter().copied())),
        _ => (false, Vec::new()),
    };
    Facts {
        ty: type_name(ty),
        pointer: field.field.pointer,
        keep_empty: field.keep_empty,
        deprecated,
        merge: merge_name(field.merge, ty),
        values,
        instead,
    }
}

fn shape_below(ty: &Type, suffix: &mut String) -> Option<&'static Struct> {
    match ty {
        Type::Struct(shape) => Some(shape()),
        Type::List(of) => {
            suffix.push_str("[]");
            shape_below(of, suffix)
        }
        Type::Map(of) => {
            suffix.push_str("{}");
            shape_below(of, suffix)
        }
        _ => None,
    }
}

fn walk(view: &View, shape: &'static Struct, prefix: &str, out: &mut Vec<(String, Facts)>, secrets: &mut bool) {
    for field in view.fields_of(shape).expect("a struct of the view").iter_live() {
        let path = format!("{prefix}{}", field.field.key);
        *secrets |= field.field.secret != Secret::No;
        out.push((path.clone(), facts_of(field, view.target.version)));
        let mut suffix = String::new();
        if let Some(below) = shape_below(&field.field.ty, &mut suffix) {
            walk(view, below, &format!("{path}{suffix}."), out, secrets);
        }
    }
}

fn read_view(kind: &'static Kind, minor: u16) -> Option<KindFacts> {
    let view = View::new(kind, &target(minor));
    if !view.state.state.accepted() {
        return None;
    }
    let (mut fields, mut secrets) = (Vec::new(), false);
    walk(&view, (kind.shape)(), "", &mut fields, &mut secrets);
    Some(KindFacts {
        named: kind.identity != Identity::Single,
        control_plane_only: kind.flags.control_plane_only,
        secrets,
        conflicts: sorted(kind.conflicts.iter().copied()),
        fields,
    })
}

/// Differences found so far, by what they are about, with the releases that show them.
#[derive(Default)]
struct Report {
    lines: BTreeMap<(String, String), Vec<u16>>,
    used: BTreeSet<usize>,
}

impl Report {
    fn add(&mut self, minor: u16, (kind, path, what): (&str, &str, &str), detail: &str) {
        let known = DEVIATIONS.iter().position(|(k, p, w, _)| {
            let path_fits = p.strip_prefix('*').map_or(*p == path, |end| path.ends_with(end));
            *k == kind && path_fits && *w == what
        });
        match known {
            Some(index) => {
                self.used.insert(index);
            }
            None => {
                self.lines.entry((format!("{kind} {path}"), format!("{what}: {detail}"))).or_default().push(minor);
            }
        }
    }

    fn compare_field(&mut self, minor: u16, kind: &str, path: &str, upstream: &Facts, ours: &Facts) {
        // What upstream only checks in validation is an enumeration for us, but plain text for its reader.
        let same_type = upstream.ty == ours.ty || upstream.ty == ours.ty.replace("enum", "string");
        if !same_type {
            self.add(minor, (kind, path, "type"), &format!("upstream {}, ours {}", upstream.ty, ours.ty));
        }
        if !upstream.values.is_empty() && upstream.values != ours.values {
            let detail = format!("upstream {:?}, ours {:?}", upstream.values, ours.values);
            self.add(minor, (kind, path, "values"), &detail);
        }
        if ours.deprecated && upstream.instead.iter().any(|kind| !ours.instead.contains(kind)) {
            let detail = format!("upstream {:?}, ours {:?}", upstream.instead, ours.instead);
            self.add(minor, (kind, path, "instead"), &detail);
        }
        for (what, theirs, own) in [
            ("pointer", upstream.pointer, ours.pointer),
            ("keep_empty", upstream.keep_empty, ours.keep_empty),
            ("deprecated", upstream.deprecated, ours.deprecated),
        ] {
            if theirs != own {
                self.add(minor, (kind, path, what), &format!("upstream {theirs}, ours {own}"));
            }
        }
        if upstream.merge != ours.merge {
            self.add(minor, (kind, path, "merge"), &format!("upstream {}, ours {}", upstream.merge, ours.merge));
        }
    }

    fn compare_kind(&mut self, minor: u16, kind: &str, upstream: &KindFacts, ours: &KindFacts) {
        for (what, theirs, own) in [
            ("named", upstream.named, ours.named),
            ("control_plane_only", upstream.control_plane_only, ours.control_plane_only),
            ("secrets", upstream.secrets, ours.secrets),
        ] {
            if theirs != own {
                self.add(minor, (kind, ".", what), &format!("upstream {theirs}, ours {own}"));
            }
        }
        if upstream.conflicts != ours.conflicts {
            let detail = format!("upstream {:?}, ours {:?}", upstream.conflicts, ours.conflicts);
            self.add(minor, (kind, ".", "conflicts"), &detail);
        }
        let own: BTreeMap<&str, &Facts> = ours.fields.iter().map(|(p, f)| (p.as_str(), f)).collect();
        let theirs: BTreeMap<&str, &Facts> = upstream.fields.iter().map(|(p, f)| (p.as_str(), f)).collect();
        for (path, facts) in &theirs {
            match own.get(path) {
                Some(field) => self.compare_field(minor, kind, path, facts, field),
                None => self.add(minor, (kind, path, "missing"), &facts.ty),
            }
        }
        for (path, facts) in own.iter().filter(|(p, _)| !theirs.contains_key(*p)) {
            self.add(minor, (kind, path, "extra"), &facts.ty);
        }
        let order = |fields: &[(String, Facts)], other: &BTreeMap<&str, &Facts>| -> Vec<String> {
            fields.iter().map(|(p, _)| p.clone()).filter(|p| other.contains_key(p.as_str())).collect()
        };
        // The printed order is the declared one; fields that upstream moved keep their newest place.
        let newest = DUMPS.last().is_some_and(|(m, _)| *m == minor);
        let (a, b) = (order(&upstream.fields, &own), order(&ours.fields, &theirs));
        if let Some((x, y)) = a.iter().zip(&b).find(|(x, y)| newest && x != y) {
            self.add(minor, (kind, x, "order"), &format!("ours has {y} here"));
        }
    }
}

#[test]
fn tables_agree_with_upstream() {
    let mut report = Report::default();
    for (minor, text) in DUMPS {
        let dump = read_dump(text);
        for kind in KINDS {
            match (dump.get(kind.name), read_view(kind, *minor)) {
                (Some(upstream), Some(mut ours)) => {
                    ours.conflicts.retain(|other| dump.contains_key(other));
                    report.compare_kind(*minor, kind.name, upstream, &ours);
                }
                (Some(_), None) => report.add(*minor, (kind.name, ".", "missing"), "the kind"),
                (None, Some(_)) => report.add(*minor, (kind.name, ".", "extra"), "the kind"),
                (None, None) => {}
            }
        }
        for name in dump.keys() {
            if KINDS.iter().all(|k| k.name != name) {
                report.add(*minor, (name, ".", "missing"), "the kind is not declared");
            }
        }
    }
    let mut text = String::new();
    for ((place, what), minors) in &report.lines {
        let _ = writeln!(text, "{place}: {what} (1.{minors:?})");
    }
    for (index, entry) in DEVIATIONS.iter().enumerate() {
        if report.used.contains(&index) {
            continue;
        }
        let _ = writeln!(text, "deviation that nothing needs: {entry:?}");
    }
    assert!(text.is_empty(), "{} differences\n{text}", text.lines().count());
}

#[test]
fn kinds_are_sorted() {
    let names: Vec<_> = KINDS.iter().map(|k| k.name).collect();
    assert!(names.is_sorted(), "{names:?}");
}
