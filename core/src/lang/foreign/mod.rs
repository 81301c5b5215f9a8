//! Files that lie beside machine configs and are none: recognised, so that a summary can say what was left out.

use super::Probe;
use crate::tree::{NodeId, NodeKind, Tree};

/// A kind of file that no language here checks.
#[derive(Debug)]
pub struct Foreign {
    /// Stable name.
    pub id: &'static str,
    /// What it is, as a noun phrase with article, behind "it is".
    pub noun: &'static str,
    /// Recognises it.
    pub is: fn(&Probe<'_>) -> bool,
}

/// All of them. The first that fits counts, so the particular stand before the general.
pub static FOREIGN: &[Foreign] = &[
    Foreign { id: "sops", noun: "encrypted with SOPS", is: is_sops },
    Foreign { id: "kubeconfig", noun: "a kubeconfig", is: is_kubeconfig },
    Foreign { id: "talosconfig", noun: "a talosconfig, the client's configuration", is: is_talosconfig },
    Foreign { id: "talhelper", noun: "a talhelper config", is: is_talhelper },
    Foreign { id: "kustomization", noun: "a kustomization", is: is_kustomization },
    Foreign { id: "helm-chart", noun: "a Helm chart's metadata", is: is_chart },
    Foreign { id: "helm-template", noun: "a Helm template", is: is_helm_template },
    Foreign { id: "kubernetes", noun: "a Kubernetes manifest", is: is_kubernetes },
    Foreign { id: "github-workflow", noun: "a GitHub workflow", is: is_github_workflow },
    Foreign { id: "gitlab-ci", noun: "a GitLab CI configuration", is: |p| name(p) == ".gitlab-ci.yml" },
    Foreign { id: "pre-commit", noun: "a pre-commit configuration", is: is_pre_commit },
    Foreign { id: "renovate", noun: "a Renovate configuration", is: is_renovate },
    Foreign { id: "taskfile", noun: "a Taskfile", is: is_taskfile },
    Foreign { id: "compose", noun: "a Compose file", is: is_compose },
    Foreign { id: "ansible", noun: "an Ansible playbook", is: is_ansible },
    Foreign { id: "json-schema", noun: "a JSON Schema", is: is_json_schema },
];

fn name<'a>(probe: &Probe<'a>) -> &'a str {
    probe.path.rsplit('/').next().unwrap_or(probe.path)
}

/// The roots that are mappings.
fn maps<'a>(probe: &Probe<'a>) -> impl Iterator<Item = (&'a Tree, NodeId)> {
    probe.trees.iter().filter_map(|t| Some((*t, t.root().filter(|r| t.kind(*r) == NodeKind::Map)?)))
}

fn has(tree: &Tree, root: NodeId, keys: &[&str]) -> bool {
    keys.iter().all(|k| tree.entry(root, k).is_some())
}

fn text<'t>(tree: &'t Tree, root: NodeId, key: &str) -> &'t str {
    tree.get(root, key).map_or("", |v| tree.text(tree.resolve(v)))
}

/// True when some document has all of the keys.
fn any(probe: &Probe<'_>, keys: &[&str]) -> bool {
    maps(probe).any(|(t, r)| has(t, r, keys))
}

fn is_sops(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| t.get(r, "sops").is_some_and(|s| has(t, s, &["mac"]) || has(t, s, &["version"])))
}

fn is_kubeconfig(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| text(t, r, "kind") == "Config" && has(t, r, &["clusters", "contexts"]))
}

fn is_talosconfig(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| has(t, r, &["context", "contexts"]) && !has(t, r, &["kind"]))
}

fn is_talhelper(probe: &Probe<'_>) -> bool {
    any(probe, &["clusterName", "nodes"]) && (any(probe, &["talosVersion"]) || any(probe, &["endpoint"]))
}

fn is_kustomization(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| text(t, r, "apiVersion").starts_with("kustomize.config.k8s.io/"))
        || matches!(name(probe), "kustomization.yaml" | "kustomization.yml")
}

fn is_chart(probe: &Probe<'_>) -> bool {
    matches!(name(probe), "Chart.yaml" | "Chart.lock") && any(probe, &["apiVersion", "name"])
}

/// Helm keeps templates in `templates/`, beside `Chart.yaml`; no other tool of the field has a folder of that name with
/// manifests in it.
fn is_helm_template(probe: &Probe<'_>) -> bool {
    let in_folder = probe.path.starts_with("templates/") || probe.path.contains("/templates/");
    let partial = name(probe).rsplit_once('.').is_some_and(|(_, ending)| ending == "tpl");
    in_folder && (partial || maps(probe).any(|(t, r)| is_manifest(t, r)))
}

fn is_manifest(tree: &Tree, root: NodeId) -> bool {
    let version = text(tree, root, "apiVersion");
    let grouped = version.split_once('/').is_some_and(|(group, _)| group.contains('.'))
        || matches!(version, "v1" | "apps/v1" | "batch/v1" | "autoscaling/v1" | "autoscaling/v2" | "policy/v1");
    grouped && has(tree, root, &["kind"])
}

fn is_kubernetes(probe: &Probe<'_>) -> bool {
    let mut documents = maps(probe).peekable();
    documents.peek().is_some() && documents.all(|(t, r)| is_manifest(t, r))
}

fn is_github_workflow(probe: &Probe<'_>) -> bool {
    any(probe, &["on", "jobs"]) || probe.path.contains(".github/workflows/") || any(probe, &["runs", "description"])
}

fn is_pre_commit(probe: &Probe<'_>) -> bool {
    name(probe).starts_with(".pre-commit-") && any(probe, &["repos"])
}

fn is_renovate(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| text(t, r, "$schema").contains("renovate"))
}

fn is_taskfile(probe: &Probe<'_>) -> bool {
    any(probe, &["version", "tasks"])
}

fn is_compose(probe: &Probe<'_>) -> bool {
    let named = ["compose.", "docker-compose."].iter().any(|p| name(probe).starts_with(p));
    any(probe, &["services"]) && (named || any(probe, &["version"]) || any(probe, &["volumes"]))
}

fn is_ansible(probe: &Probe<'_>) -> bool {
    probe.trees.iter().any(|t| {
        let Some(root) = t.root() else { return false };
        t.items(root).iter().any(|i| has(t, *i, &["hosts"]) && (has(t, *i, &["tasks"]) || has(t, *i, &["roles"])))
    })
}

fn is_json_schema(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| text(t, r, "$schema").contains("json-schema.org/"))
}
