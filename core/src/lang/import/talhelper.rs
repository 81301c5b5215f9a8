//! talhelper's `talconfig.yaml` (talhelper 3.1, pkg/config and pkg/generate).
//!
//! Its order for a node: generated configuration, typed settings, patches of the role, patches of the node, patches for
//! all. The last beat those of the node, which is why they become the layer `final`. A setting of a node takes the place
//! of its role's; patches and names in certificates add up.

use super::source::{At, Source};
use super::write::{Writer, documents, name_of, printed};
use super::{Import, NewFile, Tool, World, map, schematic, text};
use crate::lang::talos::TALOS;
use crate::lang::talos::generate::contract::Contract;
use crate::model::Version;
use crate::syntax::print::Plain;
use crate::tree::Sealed;

pub(super) static TOOL: Tool = Tool {
    name: "talhelper",
    file: "talconfig.yaml",
    doc: "settings, then patches of the role, of the node, of all nodes",
    read,
};

/// Release that it takes when none is named, of version 3.1.16.
const RELEASE: &str = "v1.13.9";

/// Settings that are patches of the machine's section, as they are.
const MACHINE: &[(&str, &[&str])] = &[
    ("machineDisks", &["machine", "disks"]),
    ("kernelModules", &["machine", "kernel", "modules"]),
    ("nodeLabels", &["machine", "nodeLabels"]),
    ("nodeAnnotations", &["machine", "nodeAnnotations"]),
    ("nodeTaints", &["machine", "nodeTaints"]),
    ("networkInterfaces", &["machine", "network", "interfaces"]),
    ("installDisk", &["machine", "install", "disk"]),
    ("installDiskSelector", &["machine", "install", "diskSelector"]),
];

struct Reader<'s, 'w> {
    root: At<'s>,
    world: &'w World<'w>,
    contract: Contract,
    release: String,
    out: Writer,
}

fn read(source: &Source, world: &World<'_>) -> Import {
    let root = source.root();
    let release = root.get("talosVersion").map_or(RELEASE, At::text);
    let release = format!("v{}", release.trim_start_matches('v'));
    let version = Version::parse(&release).unwrap_or_else(|| TALOS.default_release());
    let mut reader = Reader { root, world, contract: Contract::at(version), release, out: Writer::default() };
    reader.variables();
    reader.fleet()
}

impl Reader<'_, '_> {
    /// Values for `${NAME}`, from the file beside the inventory; an encrypted one has none.
    fn variables(&mut self) {
        for path in ["talenv.yaml", "talenv.yml"] {
            let Some(source) = (self.world.read)(path).and_then(|t| Source::parse(path, &t).ok()) else { continue };
            // What SOPS has encrypted has no value here.
            let known = |value: &At<'_>| !value.is_map() && Sealed::of(value.text()).is_none();
            for (name, value) in source.root().entries().into_iter().filter(|(_, v)| known(v)) {
                self.out.variables.insert(name, value.plain());
            }
        }
    }

    fn fleet(mut self) -> Import {
        let root = self.root;
        self.unknown_keys();
        let all = self.cluster_settings();
        let global = self.patches(root);
        for patch in &global {
            self.out.patch("final", &name_of(&patch.text), &patch.text);
        }
        if !global.is_empty() {
            let first = root.get("patches").unwrap_or(root);
            let text = "patches for all nodes win over those of a node here, so they became the layer `final`; new ones \
                        belong into `all`";
            self.out.notices.push(first.notice(text));
        }
        for role in ["controlPlane", "worker"] {
            let Some(settings) = root.get(role) else { continue };
            let layer = self.layer_of(role);
            for patch in self.patches(settings) {
                self.out.patch(&layer, &name_of(&patch.text), &patch.text);
            }
        }
        let (mut nodes, mut foreign) = (Vec::new(), Vec::new());
        for node in root.get("nodes").map(At::items).unwrap_or_default() {
            let (entry, patches) = self.node(node, &all, &global);
            foreign.push(self.out.foreign(node.text_of("hostname"), patches));
            nodes.push(entry);
        }
        let cluster = self.cluster(Plain::Seq(nodes));
        self.out.finish(TOOL.file, cluster, foreign)
    }

    fn cluster(&mut self, nodes: Plain) -> Plain {
        let root = self.root;
        let renamed = |out: &mut Writer, key: &str| {
            let value = root.text_of(key);
            (!value.is_empty()).then(|| text(out.renamed(value)))
        };
        let list = |key: &str| root.get(key).map(At::plain);
        let secrets = ["talsecret.sops.yaml", "talsecret.yaml", "talsecret.sops.yml", "talsecret.yml"];
        let file = secrets.into_iter().find(|f| (self.world.read)(f).is_some());
        if file.is_none() {
            let text = "there is no `talsecret.yaml`; name the secrets bundle of the cluster under `secrets.file`";
            self.out.notices.push(root.notice(text));
        }
        let networks = map(vec![("pods", list("clusterPodNets")), ("services", list("clusterSvcNets"))]);
        let some = |value: Plain| (value != Plain::Map(Vec::new())).then_some(value);
        let (name, endpoint) = (renamed(&mut self.out, "clusterName"), renamed(&mut self.out, "endpoint"));
        let kubernetes = renamed(&mut self.out, "kubernetesVersion");
        map(vec![
            ("name", name),
            ("endpoint", endpoint),
            ("talosVersion", Some(text(self.release.clone()))),
            ("kubernetesVersion", kubernetes),
            ("networks", some(networks)),
            ("secrets", file.map(|f| map(vec![("file", Some(text(self.world.stays(f))))]))),
            ("layers", self.out.layers()),
            ("vars", self.out.vars()),
            ("nodes", Some(nodes)),
        ])
    }

    fn unknown_keys(&mut self) {
        let factory = self.root.get("imageFactory");
        if let Some(template) = factory.and_then(|f| f.get("installerURLTmpl")) {
            let text = "install images by a template did not come along: set `machine.install.image` in a patch";
            self.out.notices.push(template.notice(text));
        }
    }

    /// What holds for all nodes and is no patch.
    fn cluster_settings(&mut self) -> Vec<Plain> {
        let root = self.root;
        let documents = self.contract.kubernetes_documents;
        let mut patch = Vec::new();
        let mut put = |path: &[&str], value: Option<Plain>| patch.extend(value.map(|v| nested(path, v)));
        let domain = root.get("domain").map(At::plain);
        let scheduling = root.is_on("allowSchedulingOnMasters") || root.is_on("allowSchedulingOnControlPlanes");
        let list = |key: &str| root.get(key).map(At::plain);
        put(&["machine", "certSANs"], list("additionalMachineCertSans"));
        if !documents {
            put(&["cluster", "network", "dnsDomain"], domain.clone());
            put(&["cluster", "network", "cni"], list("cniConfig"));
            put(&["cluster", "apiServer", "certSANs"], list("additionalApiServerCertSans"));
            put(&["cluster", "allowSchedulingOnControlPlanes"], scheduling.then(|| Plain::Bare("true".into())));
        } else if domain.is_some() || scheduling || root.get("cniConfig").is_some() {
            let text = "`domain`, `cniConfig` and scheduling on control planes are documents from Talos 1.14 on: write \
                        KubeNetworkConfig, KubeFlannelCNIConfig and KubeNodeConfig into `all`";
            self.out.notices.push(root.notice(text));
        }
        put(&["cluster", "inlineManifests"], self.inline_manifests());
        let all: Vec<_> = merged(patch).into_iter().collect();
        if !all.is_empty() {
            self.out.patch("all", "cluster", &documents_text(&all));
        }
        all
    }

    fn inline_manifests(&mut self) -> Option<Plain> {
        let manifests = self.root.get("inlineManifests")?.items();
        let manifest = |m: &At<'_>| {
            let contents = self.content(m.get("contents")?);
            Some(map(vec![("name", m.get("name").map(At::plain)), ("contents", Some(text(contents)))]))
        };
        Some(Plain::Seq(manifests.iter().filter_map(manifest).collect()))
    }

    /// A text, or that of the file that it names with `@`.
    fn content(&self, value: At<'_>) -> String {
        let body = value.text();
        let file = body.strip_prefix('@').and_then(|path| (self.world.read)(path.trim_start_matches("./")));
        file.unwrap_or_else(|| body.to_owned())
    }

    fn patches(&mut self, of: At<'_>) -> Vec<NewFile> {
        let mut out = Vec::new();
        for patch in of.get("patches").map(At::items).unwrap_or_default() {
            let body = patch.text();
            if body.starts_with('@') && self.content(patch) == body {
                let text = format!("the patch `{}` cannot be read", &body[1..]);
                self.out.leave_out(patch.notice(text));
                continue;
            }
            let body = self.content(patch);
            for (mark, what) in
                [("{{", "a Go template"), ("ENC[", "encrypted with SOPS"), ("ref+", "a reference of vals")]
            {
                if body.contains(mark) {
                    let text = format!("this patch is {what}, which came along as it is: render or decrypt it first");
                    self.out.notices.push(patch.notice(text));
                }
            }
            let text = format!("{}\n", body.replace("$$patch", "$patch").trim_end());
            out.push(NewFile { path: format!("patch at {}:{}", TOOL.file, patch.notice("").line), text });
        }
        out
    }

    /// The entry of a node, and what the tool applies to it.
    fn node(&mut self, node: At<'_>, all: &[Plain], global: &[NewFile]) -> (Plain, Vec<NewFile>) {
        let control_plane = node.is_on("controlPlane");
        let role = self.root.get(if control_plane { "controlPlane" } else { "worker" });
        let (name, directory) = (node.text_of("hostname"), format!("node/{}", node.text_of("hostname")));
        let settings = documents(&self.settings(node, role));
        self.out.patch(&directory, "settings", &settings);
        let own = self.patches(node);
        for patch in &own {
            self.out.patch(&directory, &name_of(&patch.text), &patch.text);
        }
        let overrides = node.is_on("overridePatches");
        let layer = self.layer_of(if control_plane { "controlPlane" } else { "worker" });
        let group = layer.strip_prefix("group/").filter(|_| !overrides && role.is_some());
        let of_role = role.filter(|_| !overrides).map(|r| self.patches(r)).unwrap_or_default();
        let typed = [documents(all), settings].into_iter().filter(|t| !t.is_empty());
        let typed = typed.map(|text| NewFile { path: "settings".to_owned(), text });
        let foreign = typed.chain(of_role).chain(own).chain(global.to_vec()).collect();
        let address = node.text_of("ipAddress");
        let first = address.split(',').next().unwrap_or("").trim();
        if address.contains(',') {
            self.out.notices.push(node.notice("only the first of several addresses came along"));
        }
        let entry = map(vec![
            ("name", Some(text(name))),
            ("address", (!first.is_empty()).then(|| text(self.out.renamed(first)))),
            ("role", Some(text(if control_plane { "controlplane" } else { "worker" }))),
            ("groups", group.map(|g| Plain::Seq(vec![text(g)]))),
        ]);
        (entry, foreign)
    }

    /// Where the patches of a role belong: into a group when a node of the role does without them.
    fn layer_of(&self, role: &str) -> String {
        let directory = if role == "worker" { "worker" } else { "controlplane" };
        let is_of = |node: &At<'_>| node.is_on("controlPlane") == (role == "controlPlane");
        let nodes = self.root.get("nodes").map(At::items).unwrap_or_default();
        let apart = nodes.iter().any(|n| is_of(n) && n.is_on("overridePatches"));
        if apart { format!("group/{directory}-patches") } else { directory.to_owned() }
    }

    /// The typed settings of a node as documents.
    fn settings(&mut self, node: At<'_>, role: Option<At<'_>>) -> Vec<Plain> {
        let given = |key: &str| node.get(key).or_else(|| role.and_then(|r| r.get(key)));
        let mut patch = Vec::new();
        for (key, path) in MACHINE {
            patch.extend(given(key).map(|v| nested(path, v.plain())));
        }
        patch.extend(Self::names(node, role).map(|v| nested(&["machine", "certSANs"], v)));
        patch.extend(given("machineFiles").map(|v| nested(&["machine", "files"], self.files(v))));
        patch.extend(self.image(
            given("talosImageURL"),
            given("schematic").or(given("imageSchematic")),
            given("machineSpec"),
        ));
        let mut out = self.network(node, &given, &mut patch);
        out.splice(0..0, merged(patch));
        for (key, kind) in [
            ("volumes", "VolumeConfig"),
            ("userVolumes", "UserVolumeConfig"),
            ("extensionServices", "ExtensionServiceConfig"),
        ] {
            let bodies = given(key).map(At::items).unwrap_or_default();
            out.extend(bodies.into_iter().map(|b| typed(kind, b.plain())));
        }
        out.extend(given("ingressFirewall").map(firewall).unwrap_or_default());
        for key in ["extraManifests", "filenameTmpl"] {
            if let Some(value) = given(key) {
                self.out.notices.push(value.notice(format!("`{key}` did not come along")));
            }
        }
        out
    }

    /// Names of the role stand behind those of the node.
    fn names(node: At<'_>, role: Option<At<'_>>) -> Option<Plain> {
        fn of(at: At<'_>) -> Vec<At<'_>> {
            at.get("certSANs").map(At::items).unwrap_or_default()
        }
        let role = role.filter(|_| !node.is_on("overrideMachineCertSANs"));
        let names: Vec<_> = of(node).into_iter().chain(role.map(of).unwrap_or_default()).map(At::plain).collect();
        (!names.is_empty()).then_some(Plain::Seq(names))
    }

    fn files(&self, files: At<'_>) -> Plain {
        let file = |file: At<'_>| {
            let entries = file.entries().into_iter().filter(|(k, _)| k != "skipEnvsubst");
            let entry = |(key, value): (String, At<'_>)| match key.as_str() {
                "content" => (key, text(self.content(value))),
                _ => (key, value.plain()),
            };
            Plain::Map(entries.map(entry).collect())
        };
        Plain::Seq(files.items().into_iter().map(file).collect())
    }

    fn image(&mut self, url: Option<At<'_>>, schematic: Option<At<'_>>, spec: Option<At<'_>>) -> Option<Plain> {
        let image = if let Some(url) = url {
            format!("{}:{}", url.text(), self.release)
        } else {
            let id = match schematic.map(|s| (s, schematic::id(s, self.world.sha256))) {
                None => schematic::NONE.to_owned(),
                Some((_, Some(id))) => id,
                Some((at, None)) => {
                    self.out.notices.push(
                        at.notice("the schematic has a key that is not known here: set the install image in a patch"),
                    );
                    return None;
                }
            };
            let of = |key: &str| spec.map_or("", |s| s.text_of(key));
            let mode = if of("mode").is_empty() { "metal" } else { of("mode") };
            let secure = if of("secureboot") == "true" { "-secureboot" } else { "" };
            let factory = self.root.get("imageFactory");
            if factory.is_some_and(|f| f.get("installerURLTmpl").is_some()) {
                return None;
            }
            let registry = factory.and_then(|f| f.get("registryURL")).map_or("factory.talos.dev", At::text);
            format!("{registry}/{mode}-installer{secure}/{id}:{}", self.release)
        };
        Some(nested(&["machine", "install", "image"], text(image)))
    }

    /// Host name and resolver: documents from 1.12 on.
    fn network<'s>(
        &mut self,
        node: At<'s>,
        given: &dyn Fn(&str) -> Option<At<'s>>,
        patch: &mut Vec<Plain>,
    ) -> Vec<Plain> {
        let name = (!node.is_on("ignoreHostname")).then(|| text(node.text_of("hostname")));
        let servers = given("nameservers").map(At::items).unwrap_or_default();
        let no_search = given("disableSearchDomain").filter(|v| v.text() == "true").map(|_| Plain::Bare("true".into()));
        if !self.contract.network_documents {
            let list = Plain::Seq(servers.into_iter().map(At::plain).collect());
            patch.extend(name.map(|n| nested(&["machine", "network", "hostname"], n)));
            patch
                .extend((list != Plain::Seq(Vec::new())).then(|| nested(&["machine", "network", "nameservers"], list)));
            patch.extend(no_search.map(|v| nested(&["machine", "network", "disableSearchDomain"], v)));
            return Vec::new();
        }
        if let Some(interfaces) = given("networkInterfaces") {
            let text = "`networkInterfaces` came along as `machine.network.interfaces`, which still works; documents such \
                        as LinkConfig have taken its place";
            self.out.notices.push(interfaces.notice(text));
        }
        let mut out = Vec::new();
        if let Some(name) = name {
            let body = map(vec![("auto", Some(text("off"))), ("hostname", Some(name))]);
            out.push(typed("HostnameConfig", body));
        }
        let server = |s: At<'_>| map(vec![("address", Some(s.plain()))]);
        let servers: Vec<_> = servers.into_iter().map(server).collect();
        let search = no_search.map(|v| map(vec![("disableDefault", Some(v))]));
        if !servers.is_empty() || search.is_some() {
            let servers = (!servers.is_empty()).then_some(Plain::Seq(servers));
            out.push(typed("ResolverConfig", map(vec![("nameservers", servers), ("searchDomains", search)])));
        }
        out
    }
}

fn documents_text(all: &[Plain]) -> String {
    all.iter().map(printed).collect()
}

/// A value below keys.
fn nested(path: &[&str], value: Plain) -> Plain {
    path.iter().rev().fold(value, |value, key| Plain::Map(vec![((*key).to_owned(), value)]))
}

/// Mappings in one, level by level; nothing when there is none.
fn merged(patches: Vec<Plain>) -> Option<Plain> {
    patches.into_iter().reduce(|a, b| match (a, b) {
        (Plain::Map(mut a), Plain::Map(b)) => {
            for (key, value) in b {
                match a.iter().position(|(k, _)| *k == key) {
                    Some(at) => {
                        let old = core::mem::replace(&mut a[at].1, Plain::null());
                        a[at].1 = merged(vec![old, value]).unwrap_or_else(Plain::null);
                    }
                    None => a.push((key, value)),
                }
            }
            Plain::Map(a)
        }
        (Plain::Seq(mut a), Plain::Seq(b)) => {
            a.extend(b);
            Plain::Seq(a)
        }
        (_, b) => b,
    })
}

/// A typed document with the fields of a mapping.
fn typed(kind: &str, body: Plain) -> Plain {
    let head = vec![("apiVersion".to_owned(), text("v1alpha1")), ("kind".to_owned(), text(kind))];
    let Plain::Map(fields) = body else { return Plain::Map(head) };
    Plain::Map(head.into_iter().chain(fields).collect())
}

fn firewall(firewall: At<'_>) -> Vec<Plain> {
    let action = firewall.get("defaultAction").map_or_else(|| text("block"), At::plain);
    let default = typed("NetworkDefaultActionConfig", map(vec![("ingress", Some(action))]));
    let rules = firewall.get("rules").map(At::items).unwrap_or_default();
    core::iter::once(default).chain(rules.into_iter().map(|r| typed("NetworkRuleConfig", r.plain()))).collect()
}
