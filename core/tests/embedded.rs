//! Texts and objects of other readers inside Talos documents: places, templates, secrets, patches.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use ostler_core::diag::Severity;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, FileReport, Given, Options};

fn report(name: &str, text: &str) -> FileReport {
    let mut options = Options::default();
    options.target(&REGISTRY, "talos=1.13", "").unwrap();
    options.set_mode(&REGISTRY, "cloud").unwrap();
    Engine::new(REGISTRY, options).open(name, text.as_bytes(), Given::Named).report().into_inner()
}

/// Line, column, severity and code of all but advice.
fn found(name: &str, text: &str) -> Vec<(u32, u32, Severity, &'static str)> {
    let findings = report(name, text).findings;
    let worth = findings.iter().filter(|f| f.diagnostic.severity > Severity::Info);
    worth.map(|f| (f.primary.start.line, f.primary.start.column, f.diagnostic.severity, f.diagnostic.code)).collect()
}

const HEAD: &str = "machine:\n  type: worker\n  ca: {crt: QQ==}\n";
const TAIL: &str = "cluster:\n  controlPlane: {endpoint: \"https://10.0.0.1:6443\"}\n";

fn worker(section: &str) -> String {
    format!("{HEAD}{section}{TAIL}")
}

#[test]
fn files_are_read_by_their_names() {
    let file = |path: &str, op: &str, content: &str| {
        worker(&format!(
            "  files:\n    - path: {path}\n      op: {op}\n      permissions: 0o644\n      content: {content}\n"
        ))
    };
    let toml = "|\n        [a]\n          b = c\n";
    let part = "/etc/cri/conf.d/20-customization.part";
    assert_eq!(found("a.yaml", &file(part, "create", toml)), [(10, 15, Severity::Warning, "toml/syntax")]);
    assert_eq!(found("a.yaml", &file("/var/a.txt", "create", toml)), []);
    let json = "'{\"a\": [1, 2}'";
    assert_eq!(found("a.yaml", &file("/var/a.json", "overwrite", json)).len(), 1);
    assert_eq!(found("a.yaml", &file("/var/a.json", "append", json)), []);
    assert_eq!(found("a.yaml", &file("/var/a.json", "create", "'{\"a\": [1, 2]}'")), []);
}

#[test]
fn templates_in_texts_are_read_around() {
    let manifest = "  inlineManifests:\n    - name: x\n      contents: |\n        apiVersion: v1\n        kind: ConfigMap\n        metadata:\n          name: {{ name }}\n        data: {% if x %}{a: 1}{% endif %}\n";
    assert_eq!(found("a.yaml.j2", &worker("").replace("cluster:\n", &format!("cluster:\n{manifest}"))), []);
    let whole = "  inlineManifests:\n    - name: x\n      contents: |\n        {{ include }}\n";
    assert_eq!(found("a.yaml.j2", &worker("").replace("cluster:\n", &format!("cluster:\n{whole}"))), []);
    let shell = "  inlineManifests:\n    - name: x\n      contents: \"${MANIFEST}\"\n";
    assert_eq!(found("a.yaml", &worker("").replace("cluster:\n", &format!("cluster:\n{shell}"))), []);
}

#[test]
fn merges_and_aliases_have_done_their_work_before_an_object_is_read() {
    let text = worker(
        "  kubelet:\n    extraConfig:\n      systemReserved: &kept {cpu: 50m}\n      kubeReserved:\n        <<: *kept\n        memory: 1Gi\n      evictionSoft: *kept\n",
    );
    assert_eq!(found("a.yaml", &text), []);
}

#[test]
fn a_patch_of_an_object_is_told_nothing_of_what_is_missing() {
    let text = "machine:\n  pods:\n    - kind: Pod\n      spec: {hostNetwork: true}\n  kubelet:\n    extraConfig:\n      maxPods: {$patch: delete}\n";
    assert_eq!(found("x.patch.yaml", text), []);
}

#[test]
fn a_key_that_stands_twice_is_an_error_of_the_document() {
    let text = worker("  kubelet:\n    extraConfig:\n      maxPods: 1\n      maxPods: 2\n");
    assert_eq!(found("a.yaml", &text), [(7, 7, Severity::Error, "shape/duplicate-key")]);
}

#[test]
fn secrets_in_texts_are_not_shown() {
    let secret = "kind: Secret\n        metadata: {name: x}\n        stringData:\n          a: SEC-RET\n";
    let manifests = [
        format!("|\n        apiVersion: v1\n        {secret}          a: SEC-RET\n"),
        format!("|\n        apiVersion: v1\n        {secret}         b: [SEC-RET\n"),
        format!("|\n        apiVersion: v1\n        {secret}        ---\n        - x\n"),
        r#""apiVersion: v1\nkind: Secret\ndata: {a: SEC-RET, a: \"SEC-RET\"}\n""#.to_owned(),
        "'{apiVersion: v1, kind: List, items: [{kind: Secret, data: {a: SEC-RET}}]}'".to_owned(),
    ];
    for manifest in manifests {
        let text = format!(
            "machine: {{type: worker}}\ncluster:\n  inlineManifests:\n    - name: x\n      contents: {manifest}\n"
        );
        let report = report("a.yaml", &text);
        assert!(report.findings.iter().any(|f| f.primary.start.line >= 5), "{text}{:?}", report.findings);
        assert!(!format!("{report:?}").contains("SEC-RET"), "{text}{:#?}", report.text);
    }
}
