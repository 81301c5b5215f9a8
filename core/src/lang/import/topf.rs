//! topf's `topf.yaml` (topf main, pkg/config): its layers are ours, so its patches stay where they are.

use super::source::{At, Source};
use super::write::{Writer, printed};
use super::{Import, NewFile, Tool, World, map, schematic, text};
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
            let (entry, texts) = self.node(node, &patches);
            foreign.push(self.out.foreign(node.text_of("host"), texts));
            nodes.push(entry);
        }
        let given = |key: &str| root.get(key).map(At::plain);
        let secrets = root.get("secretsPath").map_or("secrets.yaml", At::text);
        let cluster = map(vec![
            ("name", given("clusterName")),
            ("endpoint", given("clusterEndpoint")),
            ("talosVersion", given("talosVersion")),
            ("kubernetesVersion", given("kubernetesVersion")),
            ("secrets", Some(map(vec![("file", Some(text(secrets)))]))),
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
            texts.extend(self.directory(patches, directory));
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

    /// The patches of a directory, in order.
    fn directory(&mut self, patches: &str, directory: &str) -> Vec<NewFile> {
        let folder = if patches == "." { directory.to_owned() } else { format!("{patches}/{directory}") };
        let mut out = Vec::new();
        for name in (self.world.list)(&folder) {
            let path = format!("{folder}/{name}");
            let told = self.out.notices.iter().any(|n| n.path == path);
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            if ending == "tpl" && !told {
                let text =
                    "this is a Go template, which is not rendered here: write `${var.NAME}` where a value of `data` \
                            stands, and call it `.yaml`"
                        .to_owned();
                self.out.notices.push(super::Notice { path: path.clone(), line: 1, text });
            } else if ["yaml", "yml"].contains(&ending) {
                out.extend((self.world.read)(&path).map(|text| NewFile { path, text }));
            }
        }
        out
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

fn image_patch(image: &str) -> Plain {
    let install = map(vec![("image", Some(text(image)))]);
    map(vec![("machine", Some(map(vec![("install", Some(install))])))])
}
