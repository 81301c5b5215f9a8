//! Fleets in memory, rendered whole.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::sync::Arc;

use super::*;
use crate::diag::Severity;
use crate::lang::REGISTRY;
use crate::model::{Target, Version};
use crate::session::{Engine, MapFiles, Options};
use crate::syntax::{Dialect, Syntax, parse};
use crate::text::{SourceId, Span};

const DIALECT: Dialect = Dialect { reader: "a test", refuses: &[] };

const BASE: &str = "# The base.\nversion: v1alpha1\nmachine:\n  type: worker\n  token: abcdef.0123456789abcdef # secret\n  ca:\n    crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==\n  install:\n    disk: /dev/sda # replaced below\ncluster:\n  controlPlane:\n    endpoint: https://10.0.0.10:6443\n";

/// A fleet of workers whose layers are files by name.
struct Bench {
    files: MapFiles,
    nodes: Vec<NodePlan>,
    engine: Engine,
}

impl Bench {
    fn new(files: &[(&str, &str)]) -> Self {
        let mut map = MapFiles::default();
        map.insert("base.yaml", BASE);
        for (path, text) in files {
            map.insert(*path, *text);
        }
        Self { files: map, nodes: Vec::new(), engine: Engine::new(REGISTRY, Options::default()) }
    }

    fn node(mut self, name: &str, layers: &[(&str, &[&str])], vars: &str) -> Self {
        let cluster = ClusterPlan {
            name: "home".into(),
            endpoint: "".into(),
            secrets: None,
            schematic: None,
            pod_networks: Vec::new(),
            service_networks: Vec::new(),
            node_networks: Vec::new(),
            declared: Span::default(),
        };
        let tree = Arc::new(parse(vars, Syntax::Yaml, &DIALECT, SourceId(9_000), &[]).tree);
        let own: Vec<_> = tree
            .root()
            .map(|root| tree.entries(root).collect::<Vec<_>>())
            .unwrap_or_default()
            .into_iter()
            .map(|(key, node)| {
                let name: Arc<str> = format!("var.{}", tree.text(key)).into();
                (name, Variable { tree: Arc::clone(&tree), node, defined: tree.span(node), secret: false })
            })
            .collect();
        let layers = layers.iter().map(|(name, files)| LayerPlan {
            name: (*name).into(),
            patches: files.iter().map(|f| PatchSource::File((*f).into(), Span::default())).collect(),
        });
        self.nodes.push(NodePlan {
            name: name.into(),
            cluster: Arc::new(cluster),
            role: "worker".into(),
            groups: Vec::new(),
            address: "".into(),
            target: Target::new("talos", Version::new(1, 13)),
            release: "v1.13.0".into(),
            kubernetes: "".into(),
            mode: "metal".into(),
            base: Base::File("base.yaml".into(), Span::default()),
            layers: layers.collect(),
            vars: Scope::new(own, None),
            declared: Span::default(),
        });
        self
    }

    fn run(&self, wish: Wish) -> (Vec<Option<String>>, Vec<String>) {
        let plan = Plan { nodes: self.nodes.clone(), ..Plan::default() };
        let all: Vec<_> = (0..plan.nodes.len()).collect();
        let fleet = Fleet::new(&self.engine, &self.files, &plan, &all, wish);
        let mut gathered = Gathered::new(&fleet);
        let mut texts = Vec::new();
        for number in all {
            let outcome = fleet.render(number).unwrap();
            gathered.add(&outcome);
            texts.push(outcome.text);
        }
        let found = gathered.finish();
        let lines = found.report.get().findings().filter(|f| f.diagnostic.severity > Severity::Info).map(|f| {
            let at = &f.primary;
            let nodes = f.nodes.join(",");
            format!("{}:{}:{} {} [{nodes}]", at.file, at.start.line, at.start.column, f.diagnostic.code)
        });
        let lines = lines.collect();
        (texts, lines)
    }
}

#[test]
fn layers_apply_in_order_and_text_is_kept() {
    let (texts, found) = Bench::new(&[
        (
            "all.yaml",
            "machine:\n  install:\n    disk: /dev/vda\n  # Labels of all.\n  nodeLabels:\n    a: one # for tests\n",
        ),
        ("w-1.yaml", "machine:\n  nodeLabels:\n    b: two\n"),
    ])
    .node("w-1", &[("all", &["all.yaml"]), ("node:w-1", &["w-1.yaml"])], "")
    .node("w-2", &[("all", &["all.yaml"])], "")
    .run(Wish::default());
    assert_eq!(found, [] as [&str; 0]);
    let expected = BASE
        .replace("/dev/sda", "/dev/vda")
        .replace("cluster:\n", "  # Labels of all.\n  nodeLabels:\n    a: one # for tests\ncluster:\n");
    assert_eq!(texts[1].as_deref().unwrap(), expected);
    assert_eq!(texts[0].as_deref().unwrap(), expected.replace("tests\n", "tests\n    b: two\n"));
}

#[test]
fn a_finding_is_told_once_at_the_patch_with_its_nodes() {
    let (texts, found) = Bench::new(&[("all.yaml", "machine:\n  install:\n    disk: /dev/vda\n    wipe: perhaps\n")])
        .node("w-1", &[("all", &["all.yaml"])], "")
        .node("w-2", &[("all", &["all.yaml"])], "")
        .run(Wish::default());
    assert_eq!(found, ["all.yaml:4:11 shape/wrong-type [w-1,w-2]"]);
    assert_eq!(texts, [None, None]);
}

#[test]
fn what_only_the_result_shows_is_told_at_the_patch() {
    let (_, found) = Bench::new(&[
        ("all.yaml", "machine:\n  network:\n    hostname: one\n"),
        ("doc.yaml", "apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: two\n"),
    ])
    .node("w-1", &[("all", &["all.yaml"]), ("node", &["doc.yaml"])], "")
    .run(Wish::default());
    assert_eq!(found, ["all.yaml:3:5 talos/hostname-in-two-places [w-1]"]);
}

#[test]
fn variables_are_typed_and_differ_by_node() {
    let patch = "machine:\n  install:\n    disk: ${var.disk}\n    wipe: ${var.wipe}\n  nodeLabels: ${var.labels}\n";
    let bench = Bench::new(&[("all.yaml", patch)])
        .node("w-1", &[("all", &["all.yaml"])], "disk: /dev/a\nwipe: true\nlabels: {x: 'yes'}\n")
        .node("w-2", &[("all", &["all.yaml"])], "disk: /dev/b\nwipe: maybe\nlabels: {x: y}\n");
    let (texts, found) = bench.run(Wish::default());
    let text = texts[0].as_deref().unwrap();
    assert!(text.contains("disk: /dev/a # replaced below\n    wipe: true\n"), "{text}");
    assert!(text.contains("nodeLabels:\n    x: \"yes\"\n") || text.contains("nodeLabels:\n    x: 'yes'\n"), "{text}");
    assert_eq!(found, ["all.yaml:4:11 shape/wrong-type [w-2]"]);
}

#[test]
fn json_patches_take_part_with_provenance() {
    let (texts, found) = Bench::new(&[
        ("ops.yaml", "- op: replace\n  path: /machine/install/disk\n  value: /dev/vdb\n- op: add\n  path: /machine/install/wipe\n  value: 7\n"),
        ("late.yaml", "machine: {nodeLabels: {z: z}}\n"),
    ])
    .node("w-1", &[("all", &["ops.yaml", "late.yaml"])], "")
    .run(Wish::default());
    assert_eq!(found, ["ops.yaml:6:10 shape/wrong-type [w-1]"]);
    assert_eq!(texts, [None]);
}

#[test]
fn what_changes_nothing_anywhere_is_told() {
    let (_, found) = Bench::new(&[
        ("all.yaml", "machine:\n  install:\n    disk: /dev/vda\n  nodeLabels:\n    a: one\n    b: b\n"),
        ("same.yaml", "machine:\n  install:\n    disk: /dev/vda\n"),
        ("last.yaml", "machine:\n  nodeLabels:\n    a: two\n"),
    ])
    .node("w-1", &[("all", &["all.yaml", "same.yaml"]), ("x", &["last.yaml"])], "")
    .node("w-2", &[("all", &["all.yaml", "same.yaml"]), ("x", &["last.yaml"])], "")
    .run(Wish::default());
    assert_eq!(found, ["all.yaml:5:8 patch/overridden [w-1,w-2]", "same.yaml:1:1 patch/changes-nothing [w-1,w-2]"]);
}

#[test]
fn placeholders_depend_on_the_path_alone() {
    let wish = Wish { secrets: Secrets::Placeholder, ..Wish::default() };
    let (texts, _) = Bench::new(&[]).node("w-1", &[], "").run(wish);
    let text = texts[0].as_deref().unwrap();
    assert!(text.contains("  token: <secret:machine.token> # secret\n"), "{text}");
    assert!(!text.contains("0123456789abcdef"), "{text}");
}

#[test]
fn origins_stand_behind_values() {
    let wish = Wish { origins: Origins::Told, ..Wish::default() };
    let (texts, _) = Bench::new(&[("all.yaml", "machine:\n  install:\n    disk: /dev/vda\n")])
        .node("w-1", &[("all", &["all.yaml"])], "")
        .run(wish);
    let text = texts[0].as_deref().unwrap();
    assert!(text.contains("disk: /dev/vda # replaced below  # all.yaml:3\n"), "{text}");
}

#[test]
fn upstreams_form_on_request() {
    let wish = Wish { layout: Layout::Canonical, ..Wish::default() };
    let (texts, _) = Bench::new(&[("all.yaml", "apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: w\n")])
        .node("w-1", &[("all", &["all.yaml"])], "")
        .run(wish);
    let text = texts[0].as_deref().unwrap();
    assert!(text.starts_with("version: v1alpha1\nmachine:\n    type: worker\n"), "{text}");
    assert!(text.ends_with("---\napiVersion: v1alpha1\nkind: HostnameConfig\nhostname: w\n"), "{text}");
}

#[test]
fn what_upstream_swallows_is_told_with_the_nodes() {
    let more = "machine:\n  certSANs: [one]\n  network:\n    interfaces:\n      - interface: eth0\n  nodeLabels: {a: one, b: b}\n---\napiVersion: v1alpha1\nkind: VolumeConfig\nname: EPHEMERAL\nprovisioning:\n  diskSelector:\n    match: disk.size > 10u\n";
    for (patch, expected) in [
        ("machine:\n  certSANs: [one]\n", "x.yaml:2:14 patch/duplicate-item"),
        ("machine:\n  certSANs: []\n", "x.yaml:2:13 patch/empty-list-keeps"),
        ("machine:\n  network:\n    interfaces: []\n", "x.yaml:3:17 patch/empty-list-keeps"),
        ("machine:\n  nodeLabels: {}\n", "x.yaml:2:15 patch/empty-list-keeps"),
        ("machine:\n  install:\n    disk: ''\n    image: x\n", "x.yaml:3:11 patch/zero-keeps"),
        ("machine:\n  nodeAnnotations:\n    $patch: delete\n", "x.yaml:3:5 patch/deletes-nothing"),
        (
            "machine:\n  network:\n    interfaces:\n      - interface: eth7\n        $patch: delete\n",
            "x.yaml:4:9 patch/delete-not-found",
        ),
        ("machine:\n  install:\n    disk: /dev/sda\n", "x.yaml:1:1 patch/changes-nothing"),
        (
            "apiVersion: v1alpha1\nkind: VolumeConfig\nname: EPHEMERAL\nprovisioning:\n  maxSize: 20GiB\n",
            "x.yaml:1:1 patch/clears-by-omission",
        ),
    ] {
        let (_, found) = Bench::new(&[("all.yaml", more), ("x.yaml", patch)])
            .node("w-1", &[("all", &["all.yaml", "x.yaml"])], "")
            .run(Wish::default());
        assert_eq!(found, [format!("{expected} [w-1]")], "{patch}");
    }
    let ops = "- op: replace\n  path: /machine/install/disk\n  value: /dev/sda\n";
    let (_, found) = Bench::new(&[("x.yaml", ops)]).node("w-1", &[("all", &["x.yaml"])], "").run(Wish::default());
    assert_eq!(found, ["x.yaml:1:1 patch/changes-nothing [w-1]"]);
}

#[test]
fn a_value_that_moved_in_a_list_has_its_history() {
    let bench = Bench::new(&[
        ("all.yaml", "machine:\n  network:\n    interfaces:\n      - interface: eth0\n        mtu: 1500\n"),
        ("more.yaml", "machine:\n  network:\n    interfaces:\n      - interface: eth0\n        mtu: 9000\n"),
        ("ops.yaml", "- op: add\n  path: /machine/network/interfaces/0\n  value: {interface: eth9, mtu: 1}\n"),
    ])
    .node("w-1", &[("all", &["all.yaml"]), ("group:x", &["more.yaml"]), ("node:w-1", &["ops.yaml"])], "");
    let plan = Plan { nodes: bench.nodes.clone(), ..Plan::default() };
    let fleet = Fleet::new(&bench.engine, &bench.files, &plan, &[0], Wish::default());
    let why = |path: &str| {
        let history = fleet.render(0).unwrap().why(&fleet, path).unwrap().into_inner();
        let layers = history.origin.iter().chain(&history.overridden).map(|c| (c.value.clone(), c.layer.clone()));
        layers.map(|(value, layer)| format!("{value} {layer}")).collect::<Vec<_>>()
    };
    assert_eq!(why("machine.network.interfaces[0].mtu"), ["1 node:w-1"]);
    assert_eq!(why("machine.network.interfaces[1].mtu"), ["9000 group:x", "1500 all"]);
}
