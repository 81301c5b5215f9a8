//! Every wire form of one report, held to the files in `fixtures/wire`. `UPDATE=1` rewrites them; whoever does that looks
//! at the difference: inside a version number only additions are made.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, clippy::disallowed_types, reason = "tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

use ostler_core::diag::Redacted;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{Comparing, Engine, Form, Given, Options, PatchFile, Report, patch};
use ostler_schema::wire::{
    self, RenderRun,
    render::{Counts, LayerFiles, Node, Shard},
};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("fixtures/wire")
}

fn engine() -> Engine {
    let mut options = Options::default();
    options.target(&REGISTRY, "talos=1.13", "").unwrap();
    Engine::new(REGISTRY, options)
}

fn report() -> Redacted<Report> {
    let engine = engine();
    let open = |name: &str| {
        let bytes = std::fs::read(folder().join("input").join(name)).unwrap();
        engine.open(name, &bytes, Given::Found).report()
    };
    Report::join([
        open("node.yaml"),
        open("manifest.yaml"),
        engine.unreadable("gone.yaml", "permission denied").report(),
    ])
}

fn held_to(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{name} differs from what is written today; look at it with UPDATE=1 and git diff:\n{text}"
    );
}

#[test]
fn forms_keep_their_shape() {
    let report = report();
    held_to("diagnostics.json", &wire::json(&report));
    held_to("lines.jsonl", &wire::json_lines(&report));
    held_to("github.txt", &wire::github(&report));
    held_to("gitlab.json", &wire::gitlab(&report));
    held_to("junit.xml", &wire::junit(&report));
    held_to("rdjson.json", &wire::rdjson(&report));
    held_to("sarif.json", &wire::sarif(&report, REGISTRY).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    held_to("provenance.json", &provenance());
    held_to("render.json", &render(None));
    held_to("lock.json", &lock());
    held_to("diff.json", &diff());
}

/// Two nodes, one of them refused.
fn render(shard: Option<Shard>) -> String {
    let node = |name: &str, errors: usize| {
        let done = errors == 0;
        let layer = |name: &str, files: &[&str]| LayerFiles {
            name: name.to_owned(),
            files: files.iter().map(|f| (*f).to_owned()).collect(),
        };
        Node {
            cluster: "home".to_owned(),
            name: name.to_owned(),
            role: "worker".to_owned(),
            groups: vec!["gpu".to_owned()],
            target: [("talos".to_owned(), "1.13".to_owned())].into(),
            release: "v1.13.9".to_owned(),
            kubernetes: "v1.35.2".to_owned(),
            status: if done { "rendered" } else { "refused" }.to_owned(),
            change: done.then(|| "new".to_owned()),
            output: done.then(|| format!("rendered/{name}.yaml")),
            digest: done.then(|| format!("sha256:{}", "0".repeat(64))),
            findings: Counts { errors, warnings: 0, infos: 0 },
            layers: vec![layer("base", &["base/worker.yaml"]), layer("all", &[]), layer("group:gpu", &["gpu.yaml"])],
        }
    };
    let inputs = [("base/worker.yaml".to_owned(), format!("sha256:{}", "1".repeat(64)))].into();
    let nodes = match shard.map(|s| s.index) {
        None => vec![node("w-1", 0), node("w-2", 1)],
        Some(1) => vec![node("w-1", 0)],
        Some(_) => vec![node("w-2", 1)],
    };
    wire::render_json(
        RenderRun { fleet: "ostler.yaml".to_owned(), shard, nodes, inputs, secrets: "placeholder" },
        &report(),
    )
}

fn lock() -> String {
    let value: Value = serde_json::from_str(&render(None)).unwrap();
    let nodes: Vec<Node> = serde_json::from_value(value["nodes"].clone()).unwrap();
    let inputs = serde_json::from_value(value["inputs"].clone()).unwrap();
    wire::Lock::of("VERSION", "placeholder", &nodes, &inputs).text()
}

#[test]
fn parts_of_a_fleet_are_joined() {
    let part = |index| render(Some(Shard { index, count: 2 }));
    let (one, two) = (part(1), part(2));
    let joined = wire::join_renders([("2.json", two.as_str()), ("1.json", one.as_str())]).unwrap();
    let (all, whole): (Value, Value) =
        (serde_json::from_str(&joined.json()).unwrap(), serde_json::from_str(&render(None)).unwrap());
    for key in ["nodes", "inputs", "fleet", "secrets", "summary"] {
        assert_eq!(all[key], whole[key], "{key}");
    }
    assert_eq!(all["diagnostics"].as_array().unwrap().len(), whole["diagnostics"].as_array().unwrap().len());
    let missing = wire::join_renders([("1.json", one.as_str())]).unwrap_err();
    assert_eq!(missing, "the report of part 2 of 2 is missing");
    let twice = wire::join_renders([("1.json", one.as_str()), ("x.json", one.as_str())]).unwrap_err();
    assert_eq!(twice, "there are several reports of part 1 of 2");
    assert!(wire::join_renders([("x.json", "{}")]).is_err());
}

#[test]
fn a_lock_keeps_what_it_knows_of_other_nodes() {
    let old = wire::Lock::parse(&lock()).unwrap();
    let new = wire::Lock { nodes: std::collections::BTreeMap::new(), ..old.clone() };
    assert_eq!(new.clone().over(old.clone(), |_| true), old);
    assert!(new.over(old, |name| name != "home/w-1").nodes.is_empty());
    assert!(wire::Lock::parse("{}").is_none());
}

fn diff() -> String {
    let old = "machine:\n  token: abcdef.0123456789abcdef\n  network: {nameservers: [10.0.0.1, 10.0.0.2]}\n  install: {disk: /dev/vda}\n\
               ---\napiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\nmtu: 1500\n";
    let new = "machine:\n  token: abcdef.fedcba9876543210\n  network: {nameservers: [10.0.0.2, 10.0.0.1]}\n  files: [{permissions: 0o600}]\n\
               ---\napiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\nmtu: 9000\n";
    let file = |path, text: &'static str| PatchFile { path, bytes: text.as_bytes() };
    let comparing = Comparing::open(&engine(), file("old.yaml", old), file("new.yaml", new)).unwrap();
    wire::diff_json(&[comparing.difference()], None)
}

fn provenance() -> String {
    let base = std::fs::read(folder().join("input/node.yaml")).unwrap();
    let base = String::from_utf8(base).unwrap();
    let base = base.split("---").next().unwrap();
    let patches =
        [("disk.yaml", "machine: {install: {disk: /dev/vda}}"), ("again.yaml", "machine: {install: {disk: /dev/vdb}}")];
    let patches: Vec<_> = patches.iter().map(|(path, text)| PatchFile { path, bytes: text.as_bytes() }).collect();
    let base = PatchFile { path: "node.yaml", bytes: base.as_bytes() };
    let done = patch(&engine(), base, &patches, Form::Kept, &["machine.install.disk"]);
    wire::provenance_json(&done.histories[0])
}

#[test]
fn schemas_of_our_forms_are_published_and_true() {
    for form in wire::FORMS {
        let schema: Value = (form.schema)().to_value();
        held_to(&format!("{}.schema.json", form.name), &format!("{schema:#}\n"));
        let validator = jsonschema::validator_for(&schema).unwrap();
        let values: Vec<Value> = match form.name {
            "diagnostics" => vec![serde_json::from_str(&wire::json(&report())).unwrap()],
            "json-lines" => wire::json_lines(&report()).lines().map(|l| serde_json::from_str(l).unwrap()).collect(),
            "diff" => vec![serde_json::from_str(&diff()).unwrap()],
            "provenance" => vec![serde_json::from_str(&provenance()).unwrap()],
            "lock" => vec![serde_json::from_str(&lock()).unwrap()],
            "render" => vec![serde_json::from_str(&render(None)).unwrap()],
            other => panic!("{other} has no sample here"),
        };
        for value in values {
            let errors: Vec<_> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", form.name);
        }
    }
}

/// The published schema comes with the crate `serde-sarif`, from which nothing else is used.
fn sarif_schema() -> Value {
    let version = Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|l| l.strip_prefix("host: ")).unwrap();
    let mut metadata = Command::new(env!("CARGO"));
    // Crates for other platforms need not have been fetched.
    metadata.args(["metadata", "--format-version=1", "--offline", "--filter-platform", host]);
    let output = metadata.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|p| p["name"] == "serde-sarif").unwrap();
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    let text = std::fs::read_to_string(manifest.with_file_name("src").join("schema.json")).unwrap();
    // One published pattern (of the language of a run, which we do not write) has a stray bracket that strict engines
    // of regular expressions refuse.
    serde_json::from_str(&text.replace("{2}]?$", "{2}$")).unwrap()
}

#[test]
fn sarif_is_valid_by_its_published_schema() {
    let schema = sarif_schema();
    assert!(schema["title"].as_str().unwrap().contains("2.1.0"), "{}", schema["title"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let good: Value = serde_json::from_str(&wire::sarif(&report(), REGISTRY)).unwrap();
    let errors: Vec<_> = validator.iter_errors(&good).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut bad = good;
    bad["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&bad), "the validator accepts everything");
}

#[test]
fn github_commands_cannot_be_broken_by_what_they_carry() {
    let path = "a,b:c%.yaml";
    let bad = "apiVersion: v1alpha1\nkind: LinkConfig\nname: e\n\"k%\\n::error::x\": 1\n";
    let report = Report::join([engine().open(path, bad.as_bytes(), Given::Named).report()]);
    let text = wire::github(&report);
    assert!(text.starts_with("::error file=a%2Cb%3Ac%25.yaml,line="), "{text}");
    assert_eq!(text.lines().count(), report.get().findings().count(), "{text}");
}

#[test]
fn columns_of_rdjson_count_bytes() {
    let value: Value = serde_json::from_str(&wire::rdjson(&report())).unwrap();
    let ours: Value = serde_json::from_str(&wire::json(&report())).unwrap();
    let column = |d: &Value, of: &str| d.pointer(of).and_then(Value::as_u64).unwrap();
    let of_ours = ours["diagnostics"].as_array().unwrap();
    let text = std::fs::read_to_string(folder().join("input/node.yaml")).unwrap();
    for (theirs, ours) in value["diagnostics"].as_array().unwrap().iter().zip(of_ours) {
        let byte = column(ours, "/primary/end/byte") as usize;
        let start = text[..byte].rfind('\n').map_or(0, |n| n + 1);
        assert_eq!(column(theirs, "/location/range/end/column") as usize, byte - start + 1);
    }
}

#[test]
fn fingerprints_do_not_move_with_lines() {
    let prints = |text: &str| -> Vec<String> {
        let report = Report::join([engine().open("a.yaml", text.as_bytes(), Given::Named).report()]);
        let value: Value = serde_json::from_str(&wire::gitlab(&report)).unwrap();
        value.as_array().unwrap().iter().map(|i| i["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let text = "apiVersion: v1alpha1\nkind: LinkConfig\nname: e\nmtuu: 1\nmtuuu: 1\n";
    let before = prints(text);
    assert_eq!(before, prints(&format!("# moved\n\n{text}")));
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), before.len(), "each finding has its own");
    let twice = prints(&format!("{text}---\n{}", text.replace("name: e", "name: f")));
    assert!(before.iter().all(|b| twice.contains(b)));
}
