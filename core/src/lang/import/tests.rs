//! Inventories of other tools as fleets.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;
use std::collections::BTreeMap;

fn import(tool: &str, inventory: &str, files: &[(&str, &str)]) -> Import {
    let files: BTreeMap<_, _> = files.iter().copied().collect();
    let world = World {
        read: &|path| files.get(path).map(|t| (*t).to_owned()),
        list: &|directory| {
            let prefix = format!("{directory}/");
            files.keys().filter_map(|p| p.strip_prefix(&prefix)).map(str::to_owned).collect()
        },
        back: "",
        sha256: &|bytes| format!("{}", bytes.len()),
    };
    let tool = TOOLS.iter().find(|t| t.name == tool).unwrap();
    tool.import(inventory, &world).unwrap()
}

fn file<'i>(import: &'i Import, path: &str) -> &'i str {
    let found = import.files.iter().find(|f| f.path == path);
    &found.unwrap_or_else(|| panic!("{path}: {:#?}", import.files)).text
}

#[test]
fn talhelper_settings_and_patches_keep_their_order() {
    let inventory = "clusterName: home\ntalosVersion: v1.11.2\nkubernetesVersion: v1.33.0\nendpoint: https://10.0.0.1:6443\n\
        domain: ${domain}\npatches:\n  - |-\n    machine:\n      env:\n        A: ${TOKEN}\n\
        controlPlane:\n  nameservers: [1.1.1.1]\n  certSANs: [a]\n  patches:\n    - \"@./cp.yaml\"\n\
        nodes:\n  - hostname: n1\n    ipAddress: 10.0.0.2, 10.0.0.3\n    controlPlane: true\n    installDisk: /dev/sda\n    \
        nameservers: [9.9.9.9]\n    certSANs: [b]\n    patches:\n      - |-\n        apiVersion: v1alpha1\n        kind: KmsgLogConfig\n        $$patch: delete\n";
    let import =
        import("talhelper", inventory, &[("talenv.yaml", "domain: example.org\n"), ("cp.yaml", "machine: {}\n")]);
    assert_eq!(file(&import, "final/00-machine-env-a.yaml"), "machine:\n  env:\n    A: ${var.TOKEN}\n");
    assert_eq!(file(&import, "controlplane/00-machine.yaml"), "machine: {}\n");
    assert_eq!(file(&import, "all/00-cluster.yaml"), "cluster:\n  network:\n    dnsDomain: ${var.domain}\n");
    let settings = file(&import, "node/n1/00-settings.yaml");
    assert!(settings.contains("certSANs:\n    - b\n    - a\n"), "{settings}");
    assert!(settings.contains("nameservers:\n      - 9.9.9.9\n"), "{settings}");
    assert!(settings.contains(&format!("image: factory.talos.dev/metal-installer/{}:v1.11.2", schematic::NONE)));
    assert!(file(&import, "node/n1/01-kmsglogconfig.yaml").contains("\n$patch: delete"));
    let fleet = file(&import, "ostler.yaml");
    assert!(fleet.contains("vars:\n      domain: example.org\n"), "{fleet}");
    assert!(fleet.contains("- name: n1\n        address: 10.0.0.2\n        role: controlplane\n"), "{fleet}");
    assert!(fleet.contains("- node:{node}\n      - final\n"), "{fleet}");
    let order: Vec<_> = import.nodes[0].patches.iter().map(|p| p.path.as_str()).collect();
    let lines = [
        "settings",
        "settings",
        "patch at talconfig.yaml:15",
        "patch at talconfig.yaml:24",
        "patch at talconfig.yaml:7",
    ];
    assert_eq!(order, lines);
    assert_eq!(import.nodes[0].unknown, ["TOKEN"]);
    assert!(import.nodes[0].patches[0].text.contains("example.org"));
    let notices: Vec<_> = import.notices.iter().map(|n| (n.line, n.text.split(' ').next().unwrap())).collect();
    assert!(notices.contains(&(1, "`TOKEN`")), "{notices:?}");
}

#[test]
fn host_names_and_resolvers_are_documents_where_they_exist() {
    let inventory = "clusterName: home\ntalosVersion: v1.13.0\nkubernetesVersion: v1.35.0\nendpoint: https://10.0.0.1:6443\n\
        nodes:\n  - hostname: n1\n    nameservers: [9.9.9.9]\n    disableSearchDomain: true\n    ingressFirewall:\n      defaultAction: block\n      rules:\n        - name: r\n          portSelector: {ports: [22], protocol: tcp}\n          ingress: [{subnet: 10.0.0.0/8}]\n";
    let import = import("talhelper", inventory, &[]);
    let settings = file(&import, "node/n1/00-settings.yaml");
    for kind in [
        "HostnameConfig\nauto: \"off\"\nhostname: n1",
        "ResolverConfig\nnameservers:\n  - address: 9.9.9.9\nsearchDomains:\n  disableDefault: true",
        "NetworkDefaultActionConfig\ningress: block",
        "NetworkRuleConfig\nname: r",
    ] {
        assert!(settings.contains(kind), "{kind}\n{settings}");
    }
}

#[test]
fn topf_patches_stay_where_they_are() {
    let inventory = "clusterName: c\nclusterEndpoint: https://10.0.0.1:6443\nkubernetesVersion: 1.34.1\ntalosVersion: 1.12.7\n\
        data: {region: x}\nnodes:\n  - {host: n1, ip: 10.0.0.2, role: control-plane, data: {rack: 1}}\n";
    let files = [
        ("all/00-a.yaml", "machine: {}\n"),
        ("all/01-b.yaml.tpl", "{{ if .Data.x }}a: b{{ end }}"),
        ("node/n1/a.yml", "cluster: {}\n"),
    ];
    let import = import("topf", inventory, &files);
    assert_eq!(import.files.len(), 1, "only the inventory is new");
    let fleet = file(&import, "ostler.yaml");
    assert!(
        fleet.contains("role: controlplane\n") && fleet.contains("rack: 1\n") && fleet.contains("region: x\n"),
        "{fleet}"
    );
    let order: Vec<_> = import.nodes[0].patches.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(order, ["install image", "all/00-a.yaml", "node/n1/a.yml"]);
    assert_eq!(import.notices[0].path, "all/01-b.yaml.tpl");
}

#[test]
fn topf_templates_that_only_put_values_in_become_patches() {
    let inventory = "clusterName: c\nclusterEndpoint: https://10.0.0.1:6443\nkubernetesVersion: 1.34.1\ntalosVersion: 1.12.7\n\
        data: {net: {cidr: 10.0.0.0/24}}\nnodes:\n  - {host: n1, ip: 10.0.0.2, role: worker, data: {disk: /dev/sda}}\n";
    let files = [
        ("all/a.yaml.tpl", "hostname: {{ .Node.Host }}\nnet: \"{{ .Data.net.cidr }}\"\nleft: ${LEFT}\n"),
        ("worker/b.yml.tpl", "disk: {{ .Node.Data.disk }} # {{ .Data.gone }}\n"),
        ("worker/c.yaml.tpl", "{{ range .Data.x }}{{ end }}"),
    ];
    let import = import("topf", inventory, &files);
    let patch = file(&import, "all/a.yaml");
    assert_eq!(patch, "hostname: ${node.name}\nnet: \"${var.net.cidr}\"\nleft: ${LEFT}\n");
    assert_eq!(file(&import, "worker/b.yml"), "disk: ${var.disk} # ${var.gone}\n");
    let theirs: Vec<_> = import.nodes[0].patches[1..].iter().map(|p| p.text.as_str()).collect();
    assert_eq!(theirs[0], "hostname: n1\nnet: \"10.0.0.0/24\"\nleft: ${LEFT}\n");
    assert_eq!(theirs[1], file(&import, "worker/b.yml"), "what has no value stays");
    assert_eq!(import.notices.len(), 1);
    assert_eq!(import.notices[0].path, "worker/c.yaml.tpl");
}

#[test]
fn talhelper_patches_of_a_role_become_a_group_where_a_node_does_without() {
    let inventory = "clusterName: home\ntalosVersion: v1.11.2\nkubernetesVersion: v1.33.0\nendpoint: https://10.0.0.1:6443\n\
        imageFactory: {registryURL: factory.example.org}\nworker:\n  patches:\n    - |-\n      machine: {time: {disabled: true}}\n\
        nodes:\n  - hostname: w1\n  - {hostname: w2, overridePatches: true}\n  - {hostname: c1, controlPlane: true}\n";
    let import = import("talhelper", inventory, &[]);
    assert!(file(&import, "group/worker-patches/00-machine.yaml").contains("disabled: true"));
    let fleet = file(&import, "ostler.yaml");
    assert_eq!(fleet.matches("groups:\n          - worker-patches\n").count(), 1, "{fleet}");
    assert!(file(&import, "node/w1/00-settings.yaml").contains("image: factory.example.org/metal-installer/"));
    assert_eq!(import.nodes.iter().map(|n| n.patches.len()).collect::<Vec<_>>(), [2, 1, 1]);
}

#[test]
fn talstomize_patches_become_layers() {
    let inventory = "apiVersion: config.talstomize.dev/v1alpha1\nclusterName: c\ncontrolPlaneEndpoint: https://10.0.0.1:6443\n\
        kubernetesVersion: v1.34.0\nsecrets: secrets.yaml\ninstaller: {talosVersion: v1.12.0}\npatches:\n  - machine: {time: {disabled: true}}\n  - p.yaml\n\
        workerPatches:\n  - https://example.org/p.yaml\nnodes:\n  w1: {ip: 10.0.0.2, kind: worker}\n";
    let import = import("talstomize", inventory, &[("p.yaml", "cluster: {}\n")]);
    assert_eq!(file(&import, "all/00-machine-time-disabled.yaml"), "machine:\n  time:\n    disabled: true\n");
    assert_eq!(file(&import, "all/01-cluster.yaml"), "cluster: {}\n");
    assert!(import.notices.iter().any(|n| n.text.contains("example.org")));
    assert_eq!(import.nodes[0].patches.len(), 3);
}

#[test]
fn what_is_no_inventory_is_said_with_its_line() {
    let world = World { read: &|_| None, list: &|_| Vec::new(), back: "", sha256: &|_| String::new() };
    for tool in TOOLS {
        assert_eq!(tool.import("- a\n", &world).unwrap_err()[0].line, 1);
        assert!(!tool.import("a: [\n", &world).unwrap_err().is_empty());
        let empty = tool.import("a: 1\n", &world).unwrap();
        assert!(empty.nodes.is_empty());
    }
}

/// Test vectors of the Image Factory, by the bytes that are hashed.
#[test]
fn schematics_are_printed_in_their_order() {
    let bytes = std::cell::RefCell::new(String::new());
    let sha256 = |text: &[u8]| {
        *bytes.borrow_mut() = String::from_utf8(text.to_vec()).unwrap();
        String::new()
    };
    let of = |text: &str| {
        let source = Source::parse("s.yaml", text).unwrap();
        schematic::id(source.root(), &sha256).map(|_| bytes.borrow().clone())
    };
    assert_eq!(of("{}").unwrap(), "customization: {}\n");
    let text = "customization:\n  systemExtensions: {officialExtensions: [b, a]}\n  extraKernelArgs: [x=1]\noverlay: {name: nn, image: i}\n";
    let printed = "overlay:\n    image: i\n    name: nn\ncustomization:\n    extraKernelArgs:\n        - x=1\n    systemExtensions:\n        officialExtensions:\n            - b\n            - a\n";
    assert_eq!(of(text).unwrap(), printed);
    assert!(of("custom: {}").is_none());
}
