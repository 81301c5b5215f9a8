//! Inventories of files in memory, and the plans that they make.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::{Base, Inventory, NodePlan, PatchSource, Plan};
use crate::lang::REGISTRY;
use crate::session::{Engine, MapFiles, Options};

const HEAD: &str = "apiVersion: ostler.dev/v1alpha1\nkind: Fleet\n";

fn files(all: &[(&str, &str)]) -> MapFiles {
    let mut files = MapFiles::default();
    for (path, text) in all {
        let head = if text.starts_with("clusters") || text.starts_with("defaults") || text.starts_with("include") {
            HEAD
        } else {
            ""
        };
        files.insert(*path, format!("{head}{text}"));
    }
    files
}

fn plan(all: &[(&str, &str)]) -> Plan {
    let (engine, files) = (Engine::new(REGISTRY, Options::default()), files(all));
    Inventory::open(&engine, &files, all[0].0).unwrap().plan(&engine, &files)
}

/// `layer: file file` for every layer of a node.
fn layers(node: &NodePlan) -> Vec<String> {
    let source = |p: &PatchSource| match p {
        PatchSource::File(path, _) => path.to_string(),
        PatchSource::Inline(inline) => format!("<{}>", inline.tree.span(inline.node).start),
    };
    let list = |l: &super::LayerPlan| {
        let files: Vec<_> = l.patches.iter().map(source).collect();
        format!("{}: {}", l.name, files.join(" "))
    };
    node.layers.iter().map(list).collect()
}

/// Code and headline of every problem, with the text that it points at.
fn problems(all: &[(&str, &str)]) -> Vec<String> {
    let (engine, files) = (Engine::new(REGISTRY, Options::default()), files(all));
    let inventory = Inventory::open(&engine, &files, all[0].0).unwrap();
    let plan = inventory.plan(&engine, &files);
    let at = |span: crate::text::Span| {
        let file = &inventory.file_of(span).unwrap().file;
        let range = file.range_of(span).unwrap();
        file.text()[range.start as usize..range.end as usize].to_owned()
    };
    plan.problems.iter().map(|p| format!("{} {}: {}", p.code, at(p.primary.span), p.headline)).collect()
}

fn var(node: &NodePlan, path: &str) -> Option<String> {
    node.vars.get(path).map(|v| v.tree.text(v.node).to_owned())
}

const TWO: &str = "defaults: {talosVersion: v1.13.9}
clusters:
  - name: home
    endpoint: https://10.0.0.10:6443
    base: base/{role}.yaml
    patchesDir: talos
    nodes:
      - {name: cp-1, role: controlplane, address: 10.0.0.11}
      - {name: w-1, role: worker, groups: [gpu, nuc], patches: [{machine: {}}, own.yaml]}
";

const FILES: &[(&str, &str)] = &[
    ("ostler.yaml", TWO),
    ("base/controlplane.yaml", ""),
    ("base/worker.yaml", ""),
    ("own.yaml", ""),
    ("talos/all/b.yaml", ""),
    ("talos/all/a.yml", ""),
    ("talos/all/README.md", ""),
    ("talos/control-plane/x.yaml", ""),
    ("talos/worker/x.json", ""),
    ("talos/group/nuc/n.yaml", ""),
    ("talos/group/gpu/g.yaml", ""),
    ("talos/node/w-1/w.yaml", ""),
];

#[test]
fn folders_make_layers_in_order() {
    let plan = plan(FILES);
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    let [cp, w] = plan.nodes.as_slice() else { unreachable!() };
    assert_eq!(layers(cp), ["all: talos/all/a.yml talos/all/b.yaml", "role:controlplane: talos/control-plane/x.yaml"]);
    let inline = (HEAD.len() + TWO.find("{machine").unwrap()).to_string();
    assert_eq!(
        layers(w),
        [
            "all: talos/all/a.yml talos/all/b.yaml".to_owned(),
            "role:worker: talos/worker/x.json".to_owned(),
            "group:gpu: talos/group/gpu/g.yaml".to_owned(),
            "group:nuc: talos/group/nuc/n.yaml".to_owned(),
            format!("node:w-1: talos/node/w-1/w.yaml <{inline}> own.yaml"),
        ]
    );
    assert!(matches!(&w.base, Base::File(path, _) if &**path == "base/worker.yaml"));
    assert_eq!((&*cp.address, &*cp.cluster.endpoint, &*cp.mode), ("10.0.0.11", "https://10.0.0.10:6443", "metal"));
    assert_eq!((cp.target.version.minor, &*cp.release), (13, "v1.13.9"));
}

#[test]
fn lists_win_over_folders_and_final_comes_last() {
    let fleet = "defaults: {talosVersion: v1.13.9}
clusters:
  - name: home
    layers: [all, final]
    patches: {all: [x.yaml], final: [{cluster: {}}]}
    nodes: [{name: a, role: worker, patches: [y.yaml]}]
";
    let plan = plan(&[("ostler.yaml", fleet), ("all/other.yaml", ""), ("x.yaml", ""), ("y.yaml", "")]);
    let names: Vec<_> = layers(&plan.nodes[0]).into_iter().map(|l| l.split(" <").next().unwrap().to_owned()).collect();
    assert_eq!(names, ["all: x.yaml", "node:a: y.yaml", "final:"]);
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
}

#[test]
fn the_nearest_word_counts() {
    let fleet = "defaults: {talosVersion: v1.13.9, kubernetesVersion: v1.35.2, vars: {a: 1, b: {c: 2}}}
clusters:
  - name: home
    endpoint: https://k:6443
    mode: cloud
    vars: {b: {d: 3}}
    nodes:
      - {name: w-1, role: worker}
      - {name: w-2, role: worker, talosVersion: v1.12.4, mode: metal, vars: {a: two}}
";
    let plan = plan(&[("ostler.yaml", fleet)]);
    let [one, two] = plan.nodes.as_slice() else { unreachable!() };
    assert_eq!((one.target.version.minor, two.target.version.minor), (13, 12));
    assert_eq!((&*one.mode, &*two.mode, &*two.kubernetes), ("cloud", "metal", "v1.35.2"));
    assert_eq!(var(one, "var.a").unwrap(), "1");
    assert_eq!(var(two, "var.a").unwrap(), "two");
    assert_eq!(var(one, "var.b.d").unwrap(), "3");
    assert_eq!(var(one, "var.b.c"), None, "mappings are not merged");
    assert_eq!(var(two, "node.name").unwrap(), "w-2");
    assert_eq!(var(two, "node.role").unwrap(), "worker");
    assert_eq!(var(two, "node.address"), None);
    assert_eq!(var(two, "cluster.name").unwrap(), "home");
    assert_eq!(var(two, "cluster.endpoint").unwrap(), "https://k:6443");
    assert_eq!(var(one, "cluster.talosVersion").unwrap(), "v1.13.9");
    assert_eq!(var(two, "cluster.talosVersion").unwrap(), "v1.12.4");
    assert_eq!(var(two, "cluster.kubernetesVersion").unwrap(), "v1.35.2");
}

#[test]
fn included_files_add_clusters() {
    let all = &[
        ("ostler.yaml", "include: [clusters/*.yaml]\ndefaults: {talosVersion: v1.13.9, vars: {a: 1, b: 2}}\n"),
        (
            "clusters/b.yaml",
            "defaults: {talosVersion: v1.12.0}\nclusters: [{name: b, nodes: [{name: n, role: worker}]}]\n",
        ),
        (
            "clusters/a.yaml",
            "defaults: {vars: {b: 3}}\ninclude: [a.yaml]\nclusters: [{name: a, nodes: [{name: n, role: worker}]}]\n",
        ),
        ("clusters/node/n/p.yaml", ""),
        ("clusters/notes.txt", ""),
    ];
    let plan = plan(all);
    let seen: Vec<_> = plan.nodes.iter().map(|n| (n.cluster.name.to_string(), n.target.version.minor)).collect();
    assert_eq!(seen, [("a".to_owned(), 13), ("b".to_owned(), 12)]);
    assert_eq!(layers(&plan.nodes[0]), ["node:n: clusters/node/n/p.yaml"]);
    assert_eq!(
        (var(&plan.nodes[0], "var.a").unwrap(), var(&plan.nodes[0], "var.b").unwrap()),
        ("1".into(), "3".into())
    );
    assert_eq!(plan.inventory.len(), 3);
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
}

#[test]
fn what_is_missing_is_told_where_it_is_named() {
    let fleet = "include: [more/*.yaml, other.yaml]
clusters:
  - name: home
    schematic: schematic.yaml
    base: base/{role}.yaml
    patchesDir: talos
    patches: {\"role:worker\": [workers.yaml]}
    nodes:
      - {name: w-1, role: worker, groups: [gpu]}
      - {name: w-2, role: worker}
";
    let found = problems(&[
        ("ostler.yaml", fleet),
        ("worker.yaml", ""),
        ("other.yaml", "kind: Deployment\napiVersion: apps/v1\n"),
        ("base/workers.yaml", ""),
        ("talos/group/gpus/x.yaml", ""),
        ("talos/node/w-3/x.yaml", ""),
        ("talos/groups/gpu/x.yaml", ""),
        ("talos/final/x.yaml", ""),
    ]);
    assert_eq!(
        found,
        [
            "project/missing-file more/*.yaml: `more/*.yaml` includes nothing",
            "project/not-a-fleet other.yaml: `other.yaml` cannot be included as a part of the fleet: it is something else",
            "project/missing-file schematic.yaml: there is no file `schematic.yaml`, which is named as a schematic",
            "project/no-release w-1: nothing says which release of Talos `w-1` runs",
            "project/missing-file base/{role}.yaml: there is no file `base/worker.yaml`, which is named as a base",
            "project/missing-file workers.yaml: there is no file `workers.yaml`, which is named as a patch",
            "project/no-release w-2: nothing says which release of Talos `w-2` runs",
            "project/unused-folder talos: the folder `talos/group/gpus` reaches no node",
            "project/unused-folder talos: the folder `talos/node/w-3` reaches no node",
            "project/unused-folder talos: the folder `talos/final` reaches no node",
            "project/unused-folder talos: the folder `talos/groups` reaches no node",
        ]
    );
}

#[test]
fn clusters_that_share_a_directory_share_its_folders() {
    let fleet = "defaults: {talosVersion: v1.13.9}
clusters:
  - {name: a, patchesDir: talos, nodes: [{name: n, role: worker}]}
  - {name: b, patchesDir: talos, nodes: [{name: m, role: worker}]}
  - {name: c, patchesDir: tallos, nodes: [{name: m, role: worker}]}
";
    let found = problems(&[("ostler.yaml", fleet), ("talos/node/n/x.yaml", ""), ("talos/node/m/x.yaml", "")]);
    assert_eq!(found, ["project/missing-file tallos: there is no directory `tallos`"]);
}

/// A fleet that is read half still gives the half that can be read.
#[test]
fn broken_fleets_give_what_can_be_read() {
    for text in
        ["", "- a\n", "clusters: {}\n", "clusters:\n  - name: a\n    nodes:\n      - {name: n, role: worker\n", "\u{0}"]
    {
        let all = &[("ostler.yaml", text)];
        let (engine, files) = (Engine::new(REGISTRY, Options::default()), files(all));
        if let Ok(inventory) = Inventory::open(&engine, &files, "ostler.yaml") {
            assert!(inventory.plan(&engine, &files).nodes.len() <= 1, "{text}");
        }
    }
}
