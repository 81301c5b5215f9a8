//! topf's `topf.yaml` (topf main, pkg/config): its layers are ours, so its patches stay where they are. Of its templates
//! those become patches that only put values in.

use super::source::{At, Source};
use super::write::{Writer, printed};
use super::{Foreign, Import, NewFile, Notice, Tool, World, map, schematic, template, text};
use crate::syntax::print::Plain;

pub(super) static TOOL: Tool = Tool {
    name: "topf",
    file: "topf.yaml",
    doc: "install image, then `all/`, the role's and the node's directory",
    read,
};

struct Reader<'s, 'w> {
    root: At<'s>,
    world: &'w World<'w>,
    out: Writer,
}

fn read(source: &Source, world: &World<'_>) -> Import {
    let reader = Reader { root: source.root(), world, out: Writer::default() };
    reader.fleet()
}

impl Reader<'_, '_> {
    fn fleet(mut self) -> Import {
        let root = self.root;
        for key in ["secretsProvider", "nodesProvider"] {
            if let Some(value) = root.get(key) {
                self.out.notices.push(value.notice(format!("`{key}` did not come along: a fleet lists what it has")));
            }
        }
        let patches = root.get("patchesDir").map_or(".", At::text).trim_end_matches('/').to_owned();
        let (mut nodes, mut foreign) = (Vec::new(), Vec::new());
        for node in root.get("nodes").map(At::items).unwrap_or_default() {
            let (entry, patches) = self.node(node, &patches);
            foreign.push(Foreign { node: node.text_of("host").to_owned(), patches, unknown: Vec::new() });
            nodes.push(entry);
        }
        let given = |key: &str| root.get(key).map(At::plain);
        let secrets = root.get("secretsPath").map_or("secrets.yaml", At::text);
        let cluster = map(vec![
            ("name", given("clusterName")),
            ("endpoint", given("clusterEndpoint")),
            ("talosVersion", given("talosVersion")),
            ("kubernetesVersion", given("kubernetesVersion")),
            ("secrets", Some(map(vec![("file", Some(text(self.world.stays(secrets))))]))),
            ("patchesDir", (patches != ".").then(|| text(&patches))),
            ("vars", root.get("data").map(At::plain)),
            ("nodes", Some(Plain::Seq(nodes))),
        ]);
        self.out.finish(TOOL.file, cluster, foreign)
    }

    fn node(&mut self, node: At<'_>, patches: &str) -> (Plain, Vec<NewFile>) {
        let (name, role) = (node.text_of("host"), node.text_of("role"));
        let image = self.image(node);
        let inline = image.as_ref().map(|image| image_patch(image));
        let mut texts: Vec<_> =
            inline.iter().map(|p| NewFile { path: "install image".to_owned(), text: printed(p) }).collect();
        for directory in ["all", role, &format!("node/{name}")] {
            let folder = if patches == "." { directory.to_owned() } else { format!("{patches}/{directory}") };
            texts.extend(self.directory(&folder, node));
        }
        let entry = map(vec![
            ("name", Some(text(name))),
            ("address", node.get("ip").map(At::plain)),
            ("role", Some(text(if role == "worker" { "worker" } else { "controlplane" }))),
            ("talosVersion", node.get("talosVersion").map(At::plain)),
            ("vars", node.get("data").map(At::plain)),
            ("patches", inline.map(|patch| Plain::Seq(vec![patch]))),
        ]);
        (entry, texts)
    }

    /// The patches of a directory, in order, as the node gets them.
    fn directory(&mut self, folder: &str, node: At<'_>) -> Vec<NewFile> {
        let mut out = Vec::new();
        for name in (self.world.list)(folder) {
            let path = format!("{folder}/{name}");
            let (name, is_template) = name.strip_suffix(".tpl").map_or((name.as_str(), false), |name| (name, true));
            if ![".yaml", ".yml"].iter().any(|ending| name.ends_with(ending)) {
                continue;
            }
            let Some(body) = (self.world.read)(&path) else { continue };
            if is_template {
                let ours = format!("{folder}/{name}");
                let text = self.template(&path, &ours, &body, node);
                out.extend(text.map(|text| NewFile { path, text }));
                continue;
            }
            if !self.world.back.is_empty() {
                self.out.file(&path, &body);
            }
            out.push(NewFile { path, text: body });
        }
        out
    }

    /// A template that only puts values in becomes a patch with variables. Gives its text for a node.
    fn template(&mut self, path: &str, ours: &str, body: &str, node: At<'_>) -> Option<String> {
        let Some(patch) = template::filled(body, &marker) else {
            let text = "this Go template does more than putting values in, so it did not come along: write a patch for each of its \
                        cases, in a group of the nodes that have it, with `${var.NAME}` where a value of `data` stands";
            self.out.leave_out(Notice { path: path.to_owned(), line: 1, text: text.to_owned() });
            return None;
        };
        self.out.file(ours, &patch);
        Some(template::filled(body, &|name| self.value(name, node)).unwrap_or(patch))
    }

    /// What a reference stands for at a node.
    fn value(&self, name: &str, node: At<'_>) -> Option<String> {
        let of = |at: At<'_>, key: &str| at.get(key).map(|v| v.text().to_owned());
        match name {
            ".ClusterName" => of(self.root, "clusterName"),
            ".ClusterEndpoint" => of(self.root, "clusterEndpoint"),
            ".KubernetesVersion" => of(self.root, "kubernetesVersion"),
            ".TalosVersion" => of(self.root, "talosVersion"),
            ".Node.Host" => of(node, "host"),
            ".Node.IP" => of(node, "ip"),
            _ => {
                let (from, path) = match name.strip_prefix(".Node.Data.") {
                    Some(path) => (node, path),
                    None => (self.root, name.strip_prefix(".Data.")?),
                };
                let found = path.split('.').try_fold(from.get("data")?, At::get)?;
                (!found.is_map() && found.items().is_empty()).then(|| found.text().to_owned())
            }
        }
    }

    fn image(&mut self, node: At<'_>) -> Option<String> {
        let given = |key: &str| node.get(key).or_else(|| self.root.get(key));
        let release = given("talosVersion")?.text().trim_start_matches('v');
        let of = |key: &str, default: &'static str| given(key).map_or(default, At::text).to_owned();
        let (factory, platform) = (of("factory", "factory.talos.dev"), of("platform", "metal"));
        let secure = if given("secureboot").is_some_and(|s| s.text() == "true") { "-secureboot" } else { "" };
        let id = match given("schematicId") {
            None => schematic::NONE.to_owned(),
            Some(id) => match id.text().strip_prefix('@') {
                None => id.text().to_owned(),
                Some(path) => {
                    let source = (self.world.read)(path).and_then(|t| Source::parse(path, &t).ok());
                    let computed = source.and_then(|s| schematic::id(s.root(), self.world.sha256));
                    if computed.is_none() {
                        let text =
                            format!("the schematic `{path}` cannot be read, so the install image did not come along");
                        self.out.notices.push(id.notice(text));
                    }
                    computed?
                }
            },
        };
        Some(format!("{factory}/{platform}-installer{secure}/{id}:v{release}"))
    }
}

/// What a reference is called in our patches.
fn marker(name: &str) -> Option<String> {
    Some(match name {
        ".ClusterName" => "${cluster.name}".to_owned(),
        ".ClusterEndpoint" => "${cluster.endpoint}".to_owned(),
        ".KubernetesVersion" => "${cluster.kubernetesVersion}".to_owned(),
        ".TalosVersion" => "${cluster.talosVersion}".to_owned(),
        ".Node.Host" => "${node.name}".to_owned(),
        ".Node.IP" => "${node.address}".to_owned(),
        _ => super::write::marker(name.strip_prefix(".Node.Data.").or_else(|| name.strip_prefix(".Data."))?),
    })
}

fn image_patch(image: &str) -> Plain {
    let install = map(vec![("image", Some(text(image)))]);
    map(vec![("machine", Some(map(vec![("install", Some(install))])))])
}
