//! How much of a document is still read while somebody types in it, pastes into it or merges it badly. The damage here
//! is not what the repair was tuned on. Keys are compared by path and place, but for those of the damaged line.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::cast_precision_loss)]

use std::collections::{BTreeMap, BTreeSet};

use ostler_core::syntax::{Dialect, GO_YAML_V4_REFUSES, Parsed, Syntax, parse};
use ostler_core::text::SourceId;
use ostler_core::tree::{NodeId, NodeKind, Tree};

const GO: Dialect = Dialect { reader: "Go", refuses: GO_YAML_V4_REFUSES };

const CONFIG: &str = r#"version: v1alpha1
machine:
  type: controlplane
  token: "abcdef.0123456789abcdef"
  certSANs: [10.0.0.1, "node.example"]
  kubelet:
    image: ghcr.io/siderolabs/kubelet:v1.33.0 # pinned
    extraArgs:
      rotate-server-certificates: true
    extraMounts:
      - destination: /var/lib/x
        type: bind
        source: /var/lib/x
        options:
          - bind
          - rw
  network:
    hostname: w-1
    interfaces:
      - interface: eth0
        addresses:
          - 10.0.0.2/24
        routes:
          - network: 0.0.0.0/0
            gateway: 10.0.0.1
        vip: {ip: 10.0.0.9}
      - interface: eth1
        dhcp: true
    # name servers of the site
    nameservers:
      - 1.1.1.1
      - 8.8.8.8
  files:
    - path: /etc/cri/conf.d/20.part
      op: create
      permissions: 0o644
      content: |
        [plugins]
          enable: true
  sysctls:
    net.ipv4.ip_forward: "1"
    'vm.max_map_count': 262144
cluster:
  clusterName: home
  controlPlane:
    endpoint: https://10.0.0.9:6443
  network:
    dnsDomain: cluster.local
    podSubnets: [10.244.0.0/16]
"#;

fn read(text: &str) -> Parsed {
    parse(text, Syntax::Yaml, &GO, SourceId(0), &[])
}

/// Path and place of every key.
fn keys(tree: &Tree) -> BTreeSet<(String, u32)> {
    fn walk(tree: &Tree, id: NodeId, path: &str, out: &mut BTreeSet<(String, u32)>) {
        for (key, value) in tree.entries(id) {
            if tree.kind(key) == NodeKind::Scalar {
                let path = format!("{path}/{}", tree.text(key));
                out.insert((path.clone(), tree.span(key).start));
                walk(tree, value, &path, out);
            }
        }
        for (n, item) in tree.items(id).iter().enumerate() {
            walk(tree, *item, &format!("{path}/{n}"), out);
        }
    }
    let mut out = BTreeSet::new();
    if let Some(root) = tree.root() {
        walk(tree, root, "", &mut out);
    }
    out
}

/// A damaged text, and how it was made: `at..at + cut` of the original became `put`.
struct Damage {
    what: &'static str,
    at: usize,
    cut: usize,
    put: String,
}

impl Damage {
    fn text(&self) -> String {
        let mut text = CONFIG.to_owned();
        text.replace_range(self.at..self.at + self.cut, &self.put);
        text
    }
}

/// Lines of the original that hold a key outside of a block of text, as ranges without line break.
fn lines() -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in CONFIG.split_inclusive('\n') {
        let is_key = line.trim_start().split_once(':').is_some_and(|(k, _)| !k.starts_with('#'));
        if is_key && !line.contains("enable: true") {
            out.push((at, at + line.len() - 1));
        }
        at += line.len();
    }
    out
}

fn damages() -> Vec<Damage> {
    let mut out = Vec::new();
    for (start, end) in lines() {
        let line = &CONFIG[start..end];
        let indent = line.len() - line.trim_start().len();
        let blanks = " ".repeat(indent);
        let item = line.trim_start().starts_with("- ");
        let colon = start + line.find(':').unwrap();
        let mut add = |what, at, cut, put: String| out.push(Damage { what, at, cut, put });
        let before = |put: &str| format!("{blanks}{put}\n");
        if !item {
            add("conflict marker", start, 0, "<<<<<<< HEAD\n".into());
            add("apostrophe in single quotes", start, 0, before("note: 'it's here'"));
            add("key of two words without colon", start, 0, before("two words"));
            add("pasted JSON line", start, 0, before("\"pasted\": {\"a\": 1,"));
            add("closing brace from a template", start, 0, before("}"));
            add("equals sign instead of colon", start, 0, before("name=value"));
            add("key and value without blank", start, 0, before("name:value"));
            add("value only", start, 0, before(": value"));
            add("half a tag", start, 0, before("name: !<x"));
            add("flow map left open", start, 0, before("name: {x: 1, y:"));
            add("quoted key left open", start, 0, before("'name: 1"));
            add("escape that is none", start, 0, before("name: \"a\\d\""));
            add("anchor left empty", start, 0, before("name: &"));
            add("two values", start, 0, before("name: \"x\" \"y\""));
            add(
                "line indented by a tab",
                start,
                indent,
                if indent == 0 { "\t".into() } else { "\t".repeat(indent / 2) },
            );
        }
        if CONFIG[colon + 1..end].starts_with(' ') {
            add("blank behind the colon lost", colon, 2, ":".into());
        }
        add("colon lost", colon, 1, String::new());
        add("colon doubled", colon, 1, "::".into());
        if let Some(quote) = line.rfind(['"', ']', '}']) {
            add("closing sign lost", start + quote, 1, String::new());
        }
        if !item && indent > 0 {
            add("one blank less", start, 1, String::new());
        }
        add("comma behind the value", end, 0, ",".into());
        add("quote behind the value", end, 0, "\"".into());
    }
    out
}

#[test]
fn keys_survive() {
    let clean = read(CONFIG);
    assert_eq!(clean.errors, []);
    let all = keys(&clean.tree);
    assert!(all.len() > 40);
    let mut table: BTreeMap<&str, (f64, usize, usize, usize)> = BTreeMap::new();
    for damage in damages() {
        let text = damage.text();
        let parsed = read(&text);
        let line_start = text[..damage.at].rfind('\n').map_or(0, |n| n + 1);
        // What hangs on a key of the damaged line may move with it.
        let lost: Vec<&String> = all.iter().filter(|(_, at)| same_line(*at, &damage)).map(|(p, _)| p).collect();
        let shift = damage.put.len().wrapping_sub(damage.cut) as u32;
        let wanted: BTreeSet<(String, u32)> = all
            .iter()
            .filter(|(p, _)| !lost.iter().any(|l| p == *l || p.starts_with(&format!("{l}/"))))
            .map(|(p, at)| (p.clone(), if *at as usize >= damage.at { at.wrapping_add(shift) } else { *at }))
            .collect();
        let found = keys(&parsed.tree);
        let kept = wanted.intersection(&found).count();
        let row = table.entry(damage.what).or_default();
        row.0 += kept as f64 / wanted.len() as f64;
        row.1 += usize::from(kept == wanted.len());
        row.2 += parsed.errors.len();
        row.3 += 1;
        assert!(line_start <= text.len());
    }
    let mut sum = (0.0, 0, 0, 0);
    for (what, row) in &table {
        let n = row.3 as f64;
        println!(
            "{what:32} kept {:5.1} %  complete {:5.1} %  errors {:.2}",
            100.0 * row.0 / n,
            100.0 * row.1 as f64 / n,
            row.2 as f64 / n
        );
        sum = (sum.0 + row.0, sum.1 + row.1, sum.2 + row.2, sum.3 + row.3);
    }
    let n = f64::from(sum.3 as u32);
    let (kept, complete, errors) = (sum.0 / n, sum.1 as f64 / n, sum.2 as f64 / n);
    println!("all {}: kept {kept:.4}, complete {complete:.4}, errors {errors:.3}", sum.3);
    assert!(kept >= 0.993, "{kept}");
    assert!(complete >= 0.97, "{complete}");
    assert!(errors <= 0.95, "{errors}");
}

/// True for a key on the line of the original that was damaged; an inserted line takes none.
fn same_line(key: u32, damage: &Damage) -> bool {
    let key = key as usize;
    if damage.put.ends_with('\n') {
        return false;
    }
    let start = CONFIG[..damage.at].rfind('\n').map_or(0, |n| n + 1);
    let end = CONFIG[damage.at..].find('\n').map_or(CONFIG.len(), |n| damage.at + n);
    (start..end).contains(&key)
}
