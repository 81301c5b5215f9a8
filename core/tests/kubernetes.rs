//! The objects of Kubernetes that Talos documents embed, compared with what upstream's types say, release by release.
//!
//! `fixtures/upstream/kubernetes/fields.tsv` lists the fields by path with their type and the releases of Talos whose
//! Kubernetes has them. Content that is free in the tables hides what is below.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use ostler_core::lang::talos::kinds::KINDS;
use ostler_core::model::{FieldView, Kind, Struct, Target, Type, Version, View};
use std::collections::{BTreeMap, BTreeSet};

const FACTS: &str = include_str!("../../fixtures/upstream/kubernetes/fields.tsv");

/// Objects with the kind, the first minor that carries them there, and the place.
const OBJECTS: &[(&str, &str, u16, &[&str])] = &[
    ("audit", "v1alpha1", 6, &["cluster", "apiServer", "auditPolicy"]),
    ("authentication", "KubeAuthenticationConfig", 14, &["configuration"]),
    ("authorization", "v1alpha1", 9, &["cluster", "apiServer", "authorizationConfig", "webhook"]),
    ("credential", "v1alpha1", 6, &["machine", "kubelet", "credentialProviderConfig"]),
    ("kubelet", "v1alpha1", 6, &["machine", "kubelet", "extraConfig"]),
    ("pod", "v1alpha1", 6, &["machine", "pods", "spec"]),
    ("scheduler", "v1alpha1", 6, &["cluster", "scheduler", "config"]),
];

/// Paths that differ on purpose: the beginning of a path, and why.
const DEVIATIONS: &[(&str, &str)] = &[
    ("kubelet.logging.flushFrequency", "a duration or a number, which upstream makes a struct of"),
    ("pod.workloadRef", "it existed for one release, in alpha"),
];

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::Int(int) => int.name,
        Type::Float => "float",
        Type::Str | Type::Enum(_) => "text",
        Type::Format(format) => match format.name {
            "kubernetes-duration" => "duration",
            "kubernetes-quantity" => "quantity",
            _ => "text",
        },
        Type::OneOf(_) => "int-or-text",
        Type::Struct(_) | Type::Object => "struct",
        _ => "any",
    }
}

fn inner(mut ty: Type, path: &mut String) -> Type {
    loop {
        match ty {
            Type::List(of) => {
                path.push_str("[]");
                ty = *of;
            }
            Type::Map(of) => {
                path.push_str("{}");
                ty = *of;
            }
            other => return other.opened(),
        }
    }
}

fn walk(view: &View, shape: &'static Struct, path: &str, out: &mut BTreeMap<String, &'static str>) {
    for FieldView { field, .. } in view.fields_of(shape).expect("a struct of the view").iter_live() {
        let mut path = format!("{path}.{}", field.key);
        let ty = inner(field.ty, &mut path);
        out.insert(path.clone(), type_name(ty));
        if let Type::Struct(shape) = ty {
            walk(view, shape(), &path, out);
        } else if matches!(ty, Type::Object) {
            out.insert(format!("{path}."), "hides");
        }
    }
}

fn view(kind: &str, minor: u16) -> View {
    let kind: &'static Kind =
        KINDS.iter().find(|k| k.name == kind || (kind == "v1alpha1" && k.flags.headless)).unwrap();
    View::new(kind, &Target::new("talos", Version::new(1, minor)))
}

fn declared(object: &str, kind: &str, minor: u16, place: &[&str]) -> BTreeMap<String, &'static str> {
    let view = view(kind, minor);
    let mut shape = view.root().shape;
    for key in place {
        let field = view.fields_of(shape).unwrap().live(key).unwrap_or_else(|| panic!("{key} at {minor}"));
        let Type::Struct(next) = inner(field.field.ty, &mut String::new()) else { panic!("{key} is no object") };
        shape = next();
    }
    let mut out = BTreeMap::new();
    walk(&view, shape, object, &mut out);
    out
}

/// Rows of an object at a minor.
fn facts(object: &str, minor: u16) -> BTreeMap<&'static str, &'static str> {
    let number = |text: &str| text.strip_prefix("1.").map(|m| m.parse::<u16>().unwrap());
    let mut out = BTreeMap::new();
    for line in FACTS.lines() {
        let [path, ty, first, last] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let lives = number(first).unwrap() <= minor && number(last).is_none_or(|last| minor <= last);
        let name = path.split(['.', '[']).next().unwrap();
        if name == object && path != object && lives {
            out.insert(path, ty);
        }
    }
    out
}

#[test]
fn objects_are_what_kubernetes_has() {
    let (mut wrong, mut used, mut compared) = (BTreeSet::new(), BTreeSet::new(), 0);
    let mut differs = |path: &str, what: String| match DEVIATIONS.iter().find(|(p, _)| path.starts_with(p)) {
        Some(known) => _ = used.insert(known.0),
        None => _ = wrong.insert(what),
    };
    for (object, kind, since, place) in OBJECTS {
        for minor in *since..=14 {
            let (declared, facts) = (declared(object, kind, minor, place), facts(object, minor));
            let hidden = |path: &str| declared.iter().any(|(p, ty)| *ty == "hides" && path.starts_with(p.as_str()));
            for (path, ty) in &facts {
                compared += 1;
                match declared.get(*path) {
                    None if hidden(path) => {}
                    None => differs(path, format!("{path} at 1.{minor} is missing")),
                    Some(ours) if ours != ty => differs(path, format!("{path} is {ours} here and {ty} upstream")),
                    Some(_) => {}
                }
            }
            for path in declared.keys().filter(|p| !p.ends_with('.') && !covered(p) && !facts.contains_key(p.as_str()))
            {
                differs(path, format!("{path} at 1.{minor} is not upstream's"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n"));
    assert!(compared > 2000, "only {compared} rows");
    assert_eq!(used.len(), DEVIATIONS.len(), "only {used:?} are needed");
}

/// Parts that the rows list once and the tables use several times.
fn covered(path: &str) -> bool {
    let again = ["pod.initContainers[].", "pod.containers[].readinessProbe.", "pod.containers[].startupProbe."];
    again.iter().any(|a| path.starts_with(a))
        || (path.starts_with("scheduler.profiles[].plugins.") && path.matches('.').count() > 3)
}
