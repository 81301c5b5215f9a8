//! Writes what the fuzzers begin with below a folder: recorded cases, examples, and what was found before. A number behind
//! the folder takes one of so many, for a short look.

#![allow(clippy::unwrap_used, reason = "a tool of the tests; it stops where a file is missing")]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use ostler_core::lang::REGISTRY;
use ostler_core::lang::talos::cel_env::ENVIRONMENTS;
use ostler_core::model::{Struct, Type};
use serde_json::Value;

fn main() {
    let to = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "seeds".to_owned()));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let every = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(1);
    let seeds = Seeds { to, every, count: Cell::new(0) };
    let yaml: Vec<_> = files(&root, &["fixtures/corpus/talos/check", "fixtures/cli", "examples"], ".yaml").collect();
    for (n, text) in yaml.iter().enumerate() {
        for target in ["yaml", "check", "update", "edit", "editing"] {
            seeds.write(target, n, text);
        }
    }
    for (n, text) in files(&root, &["fixtures/corpus/talos/gen"], ".yaml").enumerate() {
        seeds.write("check", 10_000 + n, &text);
    }
    for (n, text) in files(&root, &["fixtures/corpus/bottlerocket", "fixtures/cli"], ".toml").enumerate() {
        seeds.write("toml", n, &text);
        seeds.write("check", 20_000 + n, &[b"#!\0\x01\n", &*text].concat());
        seeds.write("edit", 20_000 + n, &[b"#!\x01\n", &*text].concat());
    }
    for (n, text) in files(&root, &["fixtures/corpus"], ".json").enumerate() {
        seeds.write("json", n, &text);
        seeds.write("edit", 30_000 + n, &[b"#!\x02\n", &*text].concat());
    }
    for (n, kind) in REGISTRY.languages.iter().flat_map(|l| l.kinds).enumerate() {
        for target in ["yaml", "check", "update", "edit", "editing"] {
            seeds.write(target, 40_000 + n, kind.examples.join("---\n").as_bytes());
        }
    }
    patches(&seeds, &root);
    differences(&seeds, &root);
    fleets(&seeds, &root);
    conversations(&seeds, &root);
    small_languages(&seeds);
    templates(&seeds);
    growth(&seeds);
    found(&seeds);
}

struct Seeds {
    to: PathBuf,
    every: usize,
    count: Cell<usize>,
}

impl Seeds {
    fn write(&self, target: &str, name: impl ToString, text: &[u8]) {
        let folder = self.to.join(target);
        self.count.set(self.count.get() + 1);
        if folder.exists() && !self.count.get().is_multiple_of(self.every) {
            return;
        }
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name.to_string()), text).unwrap();
    }
}

/// Contents of the files below some folders whose names end so, by path.
fn files(root: &Path, folders: &[&str], ending: &str) -> impl Iterator<Item = Vec<u8>> {
    let mut stack: Vec<_> = folders.iter().map(|f| root.join(f)).collect();
    let mut out = Vec::new();
    while let Some(path) = stack.pop() {
        if path.is_dir() && !path.is_symlink() {
            stack.extend(fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
        } else if path.to_string_lossy().ends_with(ending) {
            out.push(path);
        }
    }
    out.sort();
    out.into_iter().filter_map(|p| fs::read(p).ok())
}

fn patches(seeds: &Seeds, root: &Path) {
    let cases = root.join("fixtures/corpus/talos/patch");
    for (n, case) in fs::read_dir(&cases).unwrap().enumerate() {
        let case = case.unwrap().path();
        let Ok(base) = fs::read(case.join("base.yaml")) else { continue };
        let all: Vec<_> = core::iter::once(base).chain(files(&case, &["patches"], "")).collect();
        seeds.write("patch", n, &joined(&all));
    }
}

/// An inventory over the recorded cases of patches.
const FLEET: &str = "apiVersion: ostler.dev/v1alpha1
kind: Fleet
defaults: {talosVersion: v1.13.0, vars: {disk: /dev/sda, number: 3, labels: {x: 'yes'}}}
clusters:
  - name: c
    endpoint: https://10.0.0.1:6443
    base: base.yaml
    layers: [all, 'role:{role}', 'group:{group}', 'node:{node}']
    nodes:
      - {name: a, role: worker, address: 10.0.0.2, groups: [g], vars: {disk: /dev/vda}}
      - name: b
        role: controlplane
        patches: [more.yaml, {machine: {install: {disk: \"${var.disk}\"}, nodeLabels: \"${var.labels}\"}}]
";

fn fleets(seeds: &Seeds, root: &Path) {
    let cases = root.join("fixtures/corpus/talos/patch");
    for (n, case) in fs::read_dir(&cases).unwrap().enumerate() {
        let case = case.unwrap().path();
        let Ok(base) = fs::read(case.join("base.yaml")) else { continue };
        let mut all = vec![FLEET.as_bytes().to_vec(), base];
        all.extend(files(&case, &["patches"], ""));
        seeds.write("render", n, &joined(&all));
    }
    let example = root.join("examples/fleet");
    let mut all = vec![fs::read(example.join("ostler.yaml")).unwrap()];
    all.extend(files(&example, &["base", "talos"], ".yaml"));
    seeds.write("render", "example", &joined(&all));
}

/// Texts as one input.
fn joined(texts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        if n > 0 {
            out.extend_from_slice(if out.ends_with(b"\n") { b"=====\n" } else { b"\n=====\n" });
        }
        out.extend_from_slice(text);
    }
    out
}

/// What a patch made of a base, and kinds beside each other.
fn differences(seeds: &Seeds, root: &Path) {
    let pair = |old: &[u8], new: &[u8]| joined(&[old.to_vec(), new.to_vec()]);
    for (n, case) in fs::read_dir(root.join("fixtures/corpus/talos/patch")).unwrap().enumerate() {
        let case = case.unwrap().path();
        let (Ok(base), Ok(result)) = (fs::read(case.join("base.yaml")), fs::read(case.join("out-1.13.yaml"))) else {
            continue;
        };
        seeds.write("diff", n, &pair(&base, &result));
        seeds.write("diff", 10_000 + n, &pair(&result, &base));
    }
    let kinds: Vec<_> = REGISTRY.languages.iter().flat_map(|l| l.kinds).filter(|k| !k.examples.is_empty()).collect();
    for (n, two) in kinds.windows(2).enumerate() {
        let (one, both) = (two[0].examples[0], format!("{}---\n{}", two[0].examples[0], two[1].examples[0]));
        seeds.write("diff", 20_000 + n, &pair(one.as_bytes(), both.as_bytes()));
        seeds.write("diff", 30_000 + n, &pair(two[0].examples[0].as_bytes(), two[1].examples[0].as_bytes()));
    }
}

fn conversations(seeds: &Seeds, root: &Path) {
    for (n, text) in files(root, &["fixtures/lsp"], ".jsonl").enumerate() {
        let mut out = String::new();
        for line in String::from_utf8_lossy(&text).lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            match line.get("send") {
                Some(Value::Array(all)) => out.extend(all.iter().map(|m| format!("{m}\n"))),
                Some(one) => out.push_str(&format!("{one}\n")),
                None => {}
            }
        }
        seeds.write("lsp", n, out.as_bytes());
    }
}

fn small_languages(seeds: &Seeds) {
    for (n, format) in ostler_fuzz::all_formats().iter().enumerate() {
        for (i, example) in format.examples.iter().enumerate() {
            seeds.write("formats", format!("{}-{i}", format.name), &choice(&[0, n as u8], example.text));
            if format.name.starts_with("cel-") {
                for env in 0..ENVIRONMENTS.len() as u8 {
                    seeds.write("cel", format!("{}-{i}-{env}", format.name), &choice(&[env, 6], example.text));
                }
            }
        }
    }
}

fn choice(bytes: &[u8], text: &str) -> Vec<u8> {
    [b"#!", bytes, b"\n", text.as_bytes()].concat()
}

fn templates(seeds: &Seeds) {
    let texts = [
        "machine:\n  type: {{ role }}\n  network:\n    hostname: n-#{ id }#\n{% if x %}\n  token: a{{b}}c\n{% endif %}\n",
        "#% for n in nodes %#\n- name: \"{{ n.name | default('é') }}\"\n#| remark |#\n#% endfor %#\n",
        "a: <%= x %>\n<% y %>\nb: ${VAR}\nc: op://home/x/y\nd: ENC[AES256_GCM,data:x]\n",
        "{{- range .nodes }}\n---\nkind: LinkConfig\nname: {{ .name }}\n{{- end }}\n",
    ];
    for (n, text) in texts.iter().enumerate() {
        seeds.write("holes", n, text.as_bytes());
        seeds.write("check", 50_000 + n, &choice(&[0, 4], text));
    }
}

/// Every key as a piece, and shapes that readers are slow at.
fn growth(seeds: &Seeds) {
    let pieces = [
        "[",
        "{",
        "{a: ",
        "- ",
        "? ",
        "a:\n",
        "\"",
        "'",
        "*a\n",
        "&a ",
        "# c\n",
        "|\n",
        "x: ",
        "---\n",
        "{{ a }}\n",
        "\t",
        "- - ",
        "a: b: c\n",
        "[a, ",
        "]\n",
        "<<: *a\n",
        "!!str ",
        "%\n",
        "\\",
        "x\n  ",
        "\u{e000}",
        "é",
        "# ostler: allow(x) y\n",
        "kind: LinkConfig\napiVersion: v1alpha1\nname: a\n---\n",
        "a = 1\n",
        "[a]\n",
        "[[a]]\n",
        "a.b.c = {}\n",
        "key: AAAA\n",
        "machine: {token: AAAAAAAA}\n",
        "  - interface: eth0\n",
        "{% x %}\n",
        "${A}\n",
        "$patch: delete\n",
    ];
    for (n, piece) in pieces.iter().enumerate() {
        for shape in 0..4u8 {
            for path in [0, 1, 4] {
                let text = format!("&a a: 1\n\n=====\n{piece}\n=====\n\n=====\n\n=====\n");
                seeds.write("growth", format!("{n}-{shape}-{path}"), &choice(&[0, path, 0, shape], &text));
            }
        }
    }
    for (n, (head, piece)) in INVENTORIES.iter().enumerate() {
        let text = format!("{INVENTORY}{head}\n=====\n{piece}\n\n=====\n\n=====\n\n=====\n");
        seeds.write("growth", format!("fleet-{n}"), &choice(&[0, 0, 4, 2], &text));
    }
    let mut keys = Vec::new();
    for kind in REGISTRY.languages.iter().flat_map(|l| l.kinds) {
        lists((kind.shape)(), "", 0, &mut keys);
    }
    for (n, (head, piece)) in keys.iter().enumerate() {
        for how in [0, 2, 3, 5] {
            let text = format!("{head}\n=====\n{piece}\n\n=====\n\n=====\n\n=====\n");
            seeds.write("growth", format!("list-{n}-{how}"), &choice(&[2, 7, 0, 0, how, 2], &text));
        }
    }
}

const INVENTORY: &str = "apiVersion: ostler.dev/v1alpha1\nkind: Fleet\ndefaults: {talosVersion: v1.13.0}\nclusters:\n";

/// What inventories may have many of, as a head and a piece that ends before a number.
const INVENTORIES: &[(&str, &str)] = &[
    (
        "  - name: c\n    base: base.yaml\n    nodes:\n      - {role: worker, name: n",
        "}\n      - {role: worker, name: n",
    ),
    (
        "  - {base: base.yaml, nodes: [{name: a, role: worker}], name: c",
        "}\n  - {base: base.yaml, nodes: [{name: a, role: worker}], name: c",
    ),
    ("  - name: c\n    base: base.yaml\n    nodes: [{name: a, role: worker, groups: [g", ", g"),
    ("  - name: c\n    base: base.yaml\n    nodes: [{name: a, role: worker}]\n    vars: {v", ": 1, v"),
    (
        "  - name: c\n    base: base.yaml\n    nodes: [{name: a, role: worker}]\n    patches: {'group:g",
        "': [x.yaml], 'group:g",
    ),
    (
        "  - name: c\n    base: base.yaml\n    nodes: [{name: a, role: worker, patches: [{machine: {nodeLabels: {a: b",
        "}}}, {machine: {nodeLabels: {a: b",
    ),
];

/// A head and an item for each list and free mapping of a kind.
fn lists(shape: &Struct, head: &str, depth: usize, out: &mut Vec<(String, String)>) {
    if depth > 4 || out.len() > 200 {
        return;
    }
    let pad = "  ".repeat(depth);
    for field in shape.fields {
        let head = format!("{head}{pad}{}:\n", field.key);
        let example = field.examples.first().unwrap_or(&"x");
        match field.ty {
            Type::List(Type::Struct(inner)) => {
                let keys: Vec<_> = inner().fields.iter().take(3).map(|f| f.key).collect();
                out.push((head, format!("{pad}  - {{{}: x}}", keys.join(": x, "))));
            }
            Type::List(_) => out.push((head, format!("{pad}  - {}", example.trim_matches(['[', ']'])))),
            Type::Map(_) => out.push((head, format!("{pad}  k: x\n{pad}  k"))),
            Type::Struct(inner) => lists(inner(), &head, depth + 1, out),
            _ => {}
        }
    }
}

fn found(seeds: &Seeds) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
    for target in ostler_fuzz::TARGETS {
        for entry in fs::read_dir(folder.join(target.name)).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = format!("found-{}", path.file_name().unwrap_or_default().to_string_lossy());
            seeds.write(target.name, name, &fs::read(path).unwrap());
        }
    }
}
