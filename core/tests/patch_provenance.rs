//! Whatever is patched into whatever, every value of the result says where it comes from: a place in a file that took
//! part, whose text holds that value.

#![allow(clippy::unwrap_used, reason = "tests")]

use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, Form, Given, History, Options, PatchFile, patch};
use ostler_core::syntax::{Dialect, Number, Syntax, Value, YAML_1_1, parse};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Path, Tree};
use proptest::prelude::*;

const RELEASES: [&str; 4] = ["1.6", "1.9", "1.12", "1.14"];

const READER: Dialect = Dialect { reader: "a test", refuses: &[] };

struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % n.max(1)
    }

    fn often(&mut self) -> bool {
        self.below(10) < 7
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// A value to be written as YAML.
#[derive(Clone)]
enum Made {
    Plain(String),
    Text(String),
    Map(Vec<(String, Made)>),
    List(Vec<Made>),
}

fn plain(text: impl Into<String>) -> Made {
    Made::Plain(text.into())
}

fn fields(rng: &mut Rng, all: &mut dyn FnMut(&mut Rng, &str) -> Made, keys: &[&str]) -> Made {
    let mut entries = Vec::new();
    for key in keys {
        if rng.often() {
            entries.push(((*key).to_owned(), all(rng, key)));
        }
    }
    Made::Map(entries)
}

fn list(rng: &mut Rng, of: &mut dyn FnMut(&mut Rng) -> Made) -> Made {
    let count = rng.below(4);
    Made::List((0..count).map(|_| of(rng)).collect())
}

fn labels(rng: &mut Rng) -> Made {
    let keys = ["a", "b", "example.org/rack", "on"];
    let text = |rng: &mut Rng, _: &str| Made::Text(rng.pick(&["one", "two words", "no", "1", "x: y", ""]).to_owned());
    fields(rng, &mut { text }, &keys)
}

fn value(rng: &mut Rng, key: &str) -> Made {
    match key {
        "machine" => fields(
            rng,
            &mut value,
            &["install", "nodeLabels", "certSANs", "sysctls", "network", "kubelet", "registries", "time", "files"],
        ),
        "cluster" => fields(rng, &mut value, &["clusterName", "controlPlane", "apiServer"]),
        "install" => fields(rng, &mut value, &["disk", "wipe", "image", "extraKernelArgs"]),
        "network" => fields(rng, &mut value, &["hostname", "nameservers", "interfaces"]),
        "kubelet" => fields(rng, &mut value, &["extraArgs", "extraConfig", "clusterDNS"]),
        "time" => fields(rng, &mut value, &["servers", "disabled", "bootTimeout"]),
        "apiServer" => fields(rng, &mut value, &["certSANs", "extraArgs"]),
        "controlPlane" => fields(rng, &mut value, &["endpoint"]),
        "registries" => fields(rng, &mut value, &["mirrors"]),
        "mirrors" => fields(rng, &mut value, &["ghcr.io", "docker.io"]),
        "ghcr.io" | "docker.io" => fields(rng, &mut value, &["endpoints", "overridePath"]),
        "nodeLabels" | "sysctls" | "extraArgs" => labels(rng),
        "extraConfig" => fields(rng, &mut value, &["serializeImagePulls", "nested", "maxPods"]),
        "nested" => fields(rng, &mut value, &["maxPods", "serializeImagePulls"]),
        "interfaces" => list(rng, &mut |rng| {
            let name = ("interface".to_owned(), plain(format!("eth{}", rng.below(3))));
            let Made::Map(rest) = fields(rng, &mut value, &["mtu", "dhcp", "addresses"]) else { return plain("0") };
            Made::Map(core::iter::once(name).chain(rest).collect())
        }),
        "files" => list(rng, &mut |rng| {
            Made::Map(vec![
                ("content".to_owned(), Made::Text("line one\nline two\n".to_owned())),
                ("permissions".to_owned(), plain(rng.pick(&["0o644", "0600"]))),
                ("path".to_owned(), plain(rng.pick(&["/var/a", "/var/b"]))),
                ("op".to_owned(), plain("create")),
            ])
        }),
        "certSANs" | "servers" | "extraKernelArgs" => {
            list(rng, &mut |rng| Made::Text(rng.pick(&["one.example", "two.example", "a=b"]).to_owned()))
        }
        "nameservers" | "clusterDNS" => list(rng, &mut |rng| plain(rng.pick(&["1.1.1.1", "10.96.0.10", "fd00::1"]))),
        "addresses" => list(rng, &mut |rng| plain(rng.pick(&["10.0.0.2/24", "10.0.0.3/24"]))),
        "endpoints" => list(rng, &mut |rng| plain(rng.pick(&["https://a.example", "http://b.example:5000"]))),
        "endpoint" => plain(rng.pick(&["https://10.0.0.1:6443", "https://cp.example:6443"])),
        "wipe" | "dhcp" | "disabled" | "overridePath" | "serializeImagePulls" => plain(rng.pick(&["true", "false"])),
        "mtu" | "maxPods" => plain(rng.pick(&["1500", "9000", "0"])),
        "bootTimeout" => plain(rng.pick(&["2m0s", "30s"])),
        "image" => plain(rng.pick(&["a.example/installer:v1", "b.example/installer:v2"])),
        _ => Made::Text(rng.pick(&["/dev/sda", "/dev/vda", "n1"]).to_owned()),
    }
}

/// Writes a value behind its key or dash at a column, in blocks or in brackets.
fn write(rng: &mut Rng, value: &Made, column: usize, out: &mut String) {
    match value {
        Made::Plain(text) => out.push_str(&format!(" {text}\n")),
        Made::Text(text) if text.contains('\n') => {
            let lines = text.lines().map(|l| format!("{:column$}{l}\n", ""));
            out.push_str(&format!(" |\n{}", lines.collect::<String>()));
        }
        Made::Text(text) => out.push_str(&format!(" {text:?}{}\n", rng.pick(&["", " # why"]))),
        Made::Map(entries) if entries.is_empty() || rng.below(5) == 0 => out.push_str(&format!(" {}\n", flow(value))),
        Made::List(items) if items.is_empty() || rng.below(5) == 0 => out.push_str(&format!(" {}\n", flow(value))),
        Made::Map(entries) => {
            out.push('\n');
            for (key, value) in entries {
                out.push_str(&format!("{:column$}{}:", "", quoted(key)));
                write(rng, value, column + 2, out);
            }
        }
        Made::List(items) => {
            out.push('\n');
            for item in items {
                out.push_str(&format!("{:column$}-", ""));
                write(rng, item, column + 2, out);
            }
        }
    }
}

fn quoted(key: &str) -> String {
    if key == "on" { "\"on\"".to_owned() } else { key.to_owned() }
}

fn flow(value: &Made) -> String {
    match value {
        Made::Plain(text) => text.clone(),
        Made::Text(text) => format!("{text:?}"),
        Made::Map(entries) => {
            let entries: Vec<_> = entries.iter().map(|(k, v)| format!("{}: {}", quoted(k), flow(v))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Made::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
    }
}

fn document(rng: &mut Rng) -> String {
    let mut out = String::new();
    for key in ["machine", "cluster"] {
        out.push_str(&format!("{key}:"));
        let made = value(rng, key);
        write(rng, &made, 2, &mut out);
    }
    out
}

fn strategic(rng: &mut Rng) -> String {
    let section = rng.pick(&["install", "nodeLabels", "network", "kubelet", "files", "certSANs", "registries"]);
    let mut out = format!("machine:\n  {section}:");
    if rng.below(5) == 0 {
        return format!("machine:\n  {section}:\n    $patch: delete\n");
    }
    let made = value(rng, section);
    write(rng, &made, 4, &mut out);
    out
}

fn operations(rng: &mut Rng) -> String {
    let mut out = String::new();
    for _ in 0..=rng.below(3) {
        let (at, key) = match rng.below(7) {
            0 => ("/machine/install", "install"),
            1 => ("/machine/nodeLabels", "nodeLabels"),
            2 => ("/machine/certSANs/0", "disk"),
            3 => ("/machine/certSANs/-", "disk"),
            4 => ("/machine/network/interfaces/0", "install"),
            5 => ("/cluster/clusterName", "clusterName"),
            _ => ("/machine/kubelet/extraConfig", "extraConfig"),
        };
        match rng.below(6) {
            0 => out.push_str(&format!("- op: remove\n  path: {at}\n")),
            1 => out.push_str(&format!("- op: move\n  from: {at}\n  path: /machine/nodeAnnotations\n")),
            2 => out.push_str(&format!("- op: copy\n  from: {at}\n  path: /machine/nodeAnnotations\n")),
            _ => {
                out.push_str(&format!("- op: add\n  path: {at}\n  value:"));
                let made = value(rng, key);
                write(rng, &made, 4, &mut out);
            }
        }
    }
    out
}

struct Run {
    files: Vec<(String, String)>,
    histories: Vec<(Path, String, NodeKind, Option<History>)>,
}

/// A base with up to three patches; `None` when something is refused.
fn run(seed: u64) -> Option<Run> {
    let mut rng = Rng(seed | 1);
    rng.below(2);
    let mut options = Options::default();
    options.target(&REGISTRY, &format!("talos={}", rng.pick(&RELEASES)), "").unwrap();
    let engine = Engine::new(REGISTRY, options);
    let mut files = vec![("base.yaml".to_owned(), document(&mut rng))];
    for number in 0..=rng.below(3) {
        let text = if rng.below(2) == 0 { strategic(&mut rng) } else { operations(&mut rng) };
        files.push((format!("{number}.yaml"), text));
    }
    let all: Vec<_> = files.iter().map(|(path, text)| PatchFile { path, bytes: text.as_bytes() }).collect();
    let text = patch(&engine, all[0], &all[1..], Form::Kept, &[]).text?;
    let result = engine.open("base.yaml", text.as_bytes(), Given::Named);
    let mut asked = Vec::new();
    for part in result.parts() {
        let tree = &part.document.tree;
        tree.root().into_iter().for_each(|root| paths(tree, root, &mut Path::default(), &mut asked));
    }
    let names: Vec<_> = asked.iter().map(|(path, ..)| path.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let told: Vec<_> = patch(&engine, all[0], &all[1..], Form::Kept, &names).histories;
    let of = |path: &Path| told.iter().find(|h| h.get().path == format!(":{path}")).map(|h| h.get().clone());
    let histories = asked.into_iter().map(|(path, text, kind)| (of(&path), path, text, kind));
    let histories = histories.map(|(history, path, text, kind)| (path, text, kind, history)).collect();
    Some(Run { files, histories })
}

fn paths(tree: &Tree, node: NodeId, path: &mut Path, out: &mut Vec<(Path, String, NodeKind)>) {
    let node = tree.resolve(node);
    out.push((path.clone(), tree.text(node).to_owned(), tree.kind(node)));
    match tree.kind(node) {
        NodeKind::Map => {
            for (key, value) in tree.entries(node) {
                path.push_key(tree.text(tree.resolve(key)));
                paths(tree, value, path, out);
                path.pop();
            }
        }
        NodeKind::Seq => {
            for (index, item) in tree.items(node).iter().enumerate() {
                path.push_index(index);
                paths(tree, *item, path, out);
                path.pop();
            }
        }
        _ => {}
    }
}

/// What is wrong with the origin of a value, if anything.
fn fault(run: &Run, text: &str, kind: NodeKind, history: Option<&History>) -> Option<String> {
    let Some(history) = history else { return Some("there is no history".to_owned()) };
    let Some(origin) = &history.origin else { return Some("there is no origin".to_owned()) };
    let at = &origin.location;
    let Some((_, file)) = run.files.iter().find(|(path, _)| **path == *at.file) else {
        return Some(format!("`{}` took no part", at.file));
    };
    let held = file.get(at.start.byte as usize..at.end.byte as usize).unwrap_or_default();
    // A null that an operation gives without a value stands nowhere: its place is the operation's path.
    if text == "null" && held.starts_with('/') {
        return None;
    }
    let indented = format!("{:1$}{held}\n", "", at.start.column as usize - 1);
    let tree = parse(&indented, Syntax::Yaml, &READER, SourceId(0), &[]).tree;
    let Some(root) = tree.root() else { return Some("the place holds nothing".to_owned()) };
    if tree.kind(root) != kind {
        return Some(format!("`{held}` is of another kind than {kind:?}"));
    }
    if kind != NodeKind::Scalar || history.strategy == "url" {
        return None;
    }
    let written = tree.text(root);
    let by_json = match (YAML_1_1.resolve)(written, tree.node(root).style, None) {
        Value::Bool(value) => value.to_string(),
        Value::Number(Number::Int(value)) => value.to_string(),
        _ => written.to_owned(),
    };
    let same = [written, &by_json].contains(&text) && history.value.as_deref() == Some(text);
    (!same).then(|| format!("`{held}` is not `{text}`"))
}

#[test]
fn most_patches_of_the_property_apply() {
    let done: Vec<_> = (1..=200).filter_map(|n: u64| run(n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    assert!(done.len() > 60, "only {} of 200 gave a result", done.len());
    let by_json = |run: &&Run| run.files.iter().any(|(_, text)| text.starts_with("- op"));
    assert!(done.iter().filter(by_json).count() > 15, "JSON patches hardly took part");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_value_has_an_origin_that_holds_it(seed in any::<u64>()) {
        let Some(run) = run(seed) else { return Ok(()) };
        for (path, text, kind, history) in &run.histories {
            let fault = fault(&run, text, *kind, history.as_ref());
            prop_assert!(fault.is_none(), "{path}: {}\n{:#?}", fault.unwrap_or_default(), run.files);
        }
    }
}
