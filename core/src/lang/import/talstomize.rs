//! talstomize's `talstomize.yaml` (talstomize main). Its order: host name, install image, all, role, node.

use super::source::{At, Source};
use super::write::{Writer, name_of, printed};
use super::{Import, NewFile, Tool, World, map, schematic, text};
use crate::syntax::print::Plain;

pub(super) static TOOL: Tool = Tool {
    name: "talstomize",
    file: "talstomize.yaml",
    doc: "host name, install image, then patches of all nodes, of the role, of the node",
    read,
};

struct Reader<'s, 'w> {
    root: At<'s>,
    world: &'w World<'w>,
    out: Writer,
}

fn read(source: &Source, world: &World<'_>) -> Import {
    let mut reader = Reader { root: source.root(), world, out: Writer::default() };
    for line in (world.read)(".env").unwrap_or_default().lines() {
        if let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            let value = value.trim().trim_matches(['"', '\'']);
            reader.out.variables.insert(name.trim().trim_start_matches("export ").to_owned(), text(value));
        }
    }
    reader.fleet()
}

impl Reader<'_, '_> {
    fn fleet(mut self) -> Import {
        let root = self.root;
        let lists = [("patches", "all"), ("controlplanePatches", "controlplane"), ("workerPatches", "worker")];
        let lists = lists.map(|(key, directory)| {
            let patches = self.patches(root, key);
            for patch in &patches {
                self.out.patch(directory, &name_of(&patch.text), &patch.text);
            }
            patches
        });
        let (mut nodes, mut foreign) = (Vec::new(), Vec::new());
        for (name, node) in root.get("nodes").map(At::entries).unwrap_or_default() {
            let kind = node.text_of("kind");
            let own = self.patches(node, "patches");
            let head = self.head(&name, node);
            let directory = format!("node/{name}");
            for patch in &own {
                self.out.patch(&directory, &name_of(&patch.text), &patch.text);
            }
            let of_role = if kind == "worker" { &lists[2] } else { &lists[1] };
            let first = NewFile { path: "name and image".to_owned(), text: printed(&head) };
            let texts = core::iter::once(first).chain(lists[0].iter().chain(of_role).cloned()).chain(own).collect();
            foreign.push(self.out.foreign(&name, texts));
            nodes.push(map(vec![
                ("name", Some(text(name))),
                ("address", node.get("ip").map(At::plain)),
                ("role", Some(text(if kind == "worker" { "worker" } else { "controlplane" }))),
                ("patches", Some(Plain::Seq(vec![head]))),
            ]));
        }
        let cluster = self.cluster(nodes);
        self.out.finish(TOOL.file, cluster, foreign)
    }

    fn cluster(&mut self, nodes: Vec<Plain>) -> Plain {
        let root = self.root;
        let given = |key: &str| root.get(key).map(At::plain);
        for key in ["additionalSubjectAltNames", "dnsDomain"] {
            if let Some(value) = root.get(key) {
                self.out
                    .notices
                    .push(value.notice(format!("`{key}` did not come along: write it as a patch into `all`")));
            }
        }
        let secrets = root
            .get("secrets")
            .filter(|s| !s.is_map())
            .map(|s| map(vec![("file", Some(text(self.world.stays(s.text()))))]));
        map(vec![
            ("name", given("clusterName")),
            ("endpoint", given("controlPlaneEndpoint")),
            ("talosVersion", root.get("installer").and_then(|i| i.get("talosVersion")).map(At::plain)),
            ("kubernetesVersion", given("kubernetesVersion")),
            ("secrets", secrets),
            ("vars", self.out.vars()),
            ("nodes", Some(Plain::Seq(nodes))),
        ])
    }

    /// Host name and install image of a node.
    fn head(&self, name: &str, node: At<'_>) -> Plain {
        let installer = node.get("installer").or_else(|| self.root.get("installer"));
        let image = installer.and_then(|i| {
            if let Some(image) = i.get("image") {
                return Some(image.text().to_owned());
            }
            let release = i.get("talosVersion")?.text().trim_start_matches('v').to_owned();
            let id = i.get("schematic").map_or(Some(schematic::NONE.to_owned()), |s| {
                if s.is_map() { schematic::id(s, self.world.sha256) } else { Some(s.text().to_owned()) }
            })?;
            Some(format!("factory.talos.dev/metal-installer/{id}:v{release}"))
        });
        let network = map(vec![("hostname", Some(text(name)))]);
        let install = image.map(|image| map(vec![("image", Some(text(image)))]));
        map(vec![("machine", Some(map(vec![("network", Some(network)), ("install", install)])))])
    }

    fn patches(&mut self, of: At<'_>, key: &str) -> Vec<NewFile> {
        let mut out = Vec::new();
        for patch in of.get(key).map(At::items).unwrap_or_default() {
            let given = patch.text();
            let text = match given {
                _ if patch.is_map() => Some(printed(&patch.plain())),
                url if url.starts_with("https://") => None,
                body if body.contains('\n') => Some(body.to_owned()),
                path => (self.world.read)(path.trim_start_matches("./")),
            };
            let Some(text) = text else {
                self.out.leave_out(patch.notice(format!("the patch `{given}` cannot be read here")));
                continue;
            };
            out.push(NewFile { path: format!("patch at {}:{}", TOOL.file, patch.notice("").line), text });
        }
        out
    }
}
