//! Files that lie beside machine configs and are none: recognised, so that a summary can say what was left out.
//!
//! Some of them are the configurations of tools that make machine configs. Those say things about the files around them,
//! such as the release that the machines run: see [`Tells`].

mod tools;

use super::Probe;
use crate::model::Version;
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
    /// True when a language that recognises the file comes first.
    pub yields: bool,
    /// What it says about the files around it, for the language of an id.
    pub tells: Option<Telling>,
}

/// How a tool's configuration is asked, with the id of the language that it is about.
pub type Telling = (&'static str, fn(&Probe<'_>) -> Tells);

/// What the configuration of a tool says about the files beside and below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tells {
    /// The release that the machines run.
    pub release: Option<Version>,
    /// True when the tool replaces `$NAME` and `${NAME}` in the files that it reads, and so wants `$$` for `$`.
    pub replaces_dollars: bool,
    /// Files that it reads as patches, relative to its own directory.
    pub patches: Vec<String>,
}

const fn foreign(id: &'static str, noun: &'static str, is: fn(&Probe<'_>) -> bool) -> Foreign {
    Foreign { id, noun, is, yields: false, tells: None }
}

impl Foreign {
    const fn yields(mut self) -> Self {
        self.yields = true;
        self
    }

    const fn tells(mut self, language: &'static str, tells: fn(&Probe<'_>) -> Tells) -> Self {
        self.tells = Some((language, tells));
        self
    }
}

/// All of them. The first that fits counts, so the particular stand before the general.
pub static FOREIGN: &[Foreign] = &[
    foreign("kubeconfig", "a kubeconfig", is_kubeconfig),
    foreign("talosconfig", "a talosconfig, the client's configuration", is_talosconfig),
    foreign("topf", "a topf config", tools::is_topf).tells(TALOS, tools::by_keys),
    foreign("talhelper", "a talhelper config", tools::is_talhelper).tells(TALOS, tools::talhelper),
    foreign("omni", "an Omni cluster template", tools::is_omni).tells(TALOS, tools::omni),
    foreign("schematic", "a schematic of the Image Factory", tools::is_schematic),
    foreign("talos-versions", "a list of versions", tools::is_versions).tells(TALOS, tools::by_keys),
    foreign("kustomization", "a kustomization", is_kustomization),
    foreign("helm-chart", "a Helm chart's metadata", is_chart),
    foreign("helm-template", "a Helm template", is_helm_template),
    foreign("kubernetes", "a Kubernetes manifest", is_kubernetes),
    foreign("github-workflow", "a GitHub workflow", is_github_workflow),
    foreign("gitlab-ci", "a GitLab CI configuration", |p| name(p) == ".gitlab-ci.yml"),
    foreign("pre-commit", "a pre-commit configuration", is_pre_commit),
    foreign("renovate", "a Renovate configuration", is_renovate),
    foreign("taskfile", "a Taskfile", is_taskfile),
    foreign("compose", "a Compose file", is_compose),
    foreign("ansible", "an Ansible playbook", is_ansible),
    foreign("json-schema", "a JSON Schema", is_json_schema),
    foreign("sops", "encrypted with SOPS", is_sops).yields(),
];

const TALOS: &str = super::talos::ID;

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

/// The block of metadata itself was taken out when the text was read.
fn is_sops(probe: &Probe<'_>) -> bool {
    probe.trees.iter().any(|t| t.is_sealed())
}

fn is_kubeconfig(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| text(t, r, "kind") == "Config" && has(t, r, &["clusters", "contexts"]))
}

fn is_talosconfig(probe: &Probe<'_>) -> bool {
    maps(probe).any(|(t, r)| has(t, r, &["context", "contexts"]) && !has(t, r, &["kind"]))
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
