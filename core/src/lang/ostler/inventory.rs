//! A fleet's document as plain declarations, for the planner. What cannot be read is left out: the checks have told it.

use std::sync::Arc;

use super::kinds::{
    Check, CheckView, Cluster, ClusterView, Fleet, Networks, Node, NodeView, Patch, PatchView, SettingsView,
};
use super::layer::{DEFAULT_SLOTS, Layer};
use crate::document::Document;
use crate::glob::Glob;
use crate::lang::{MachineRole, bottlerocket, talos};
use crate::model::{ListView, Shape, Target, Version, ViewCx};
use crate::render::decl::{
    CheckDecl, ClusterDecl, FleetDecl, NodeDecl, PatchDecl, SettingsDecl, Slot, Switch, TargetDecl, Text,
};
use crate::text::Spanned;
use crate::tree::NodeId;

/// Reads a document.
pub(super) fn read(document: &Document) -> FleetDecl {
    let Some(fleet) = document.root().and_then(|root| Fleet::read(document.view_cx(), root)) else {
        return FleetDecl::default();
    };
    FleetDecl {
        include: fleet.include().map(texts).unwrap_or_default(),
        check: fleet.0.field::<Check>("check").map(check).unwrap_or_default(),
        defaults: fleet.defaults().map(settings).unwrap_or_default(),
        clusters: fleet.0.field::<Vec<Cluster>>("clusters").map(|l| items(l, cluster)).unwrap_or_default(),
    }
}

fn text(text: Spanned<&str>) -> Text {
    text.map(Arc::from)
}

fn texts(list: ListView<'_, String>) -> Vec<Text> {
    list.iter().map(|(_, t)| text(t)).collect()
}

fn items<'t, T: Shape, U>(list: ListView<'t, T>, read: impl Fn(T::View<'t>) -> Option<U>) -> Vec<U> {
    list.iter().filter_map(|(_, item)| read(item)).collect()
}

fn check(check: CheckView<'_>) -> CheckDecl {
    let targets = check.targets().into_iter().flat_map(|l| l.iter()).map(|(_, entry)| {
        let paths = entry.paths().into_iter().flat_map(|l| l.iter()).filter_map(|(_, p)| Glob::parse(p.value).ok());
        let variant = entry.variant().map_or("", |v| v.value);
        let of = |language, release: Option<Spanned<&str>>| {
            let version = Version::parse(release?.value)?;
            Some(Target { variant: variant.to_owned(), ..Target::new(language, version) })
        };
        let targets = [of(talos::ID, entry.talos()), of(bottlerocket::ID, entry.bottlerocket())];
        TargetDecl {
            paths: paths.collect(),
            targets: targets.into_iter().flatten().collect(),
            mode: entry.mode().map(|m| m.value.into()),
        }
    });
    let switch = |word: &str| match word {
        "on" => Some(Switch::On),
        "off" => Some(Switch::Off),
        _ => None,
    };
    let switches = check.rules().into_iter().flat_map(|r| r.iter());
    let switches = switches.filter_map(|(code, word)| Some((Arc::from(code.value), switch(word.value)?)));
    CheckDecl { targets: targets.collect(), switches: switches.collect() }
}

/// Names under which patches have the releases.
const RELEASES: [(&str, &str); 2] =
    [("talosVersion", "cluster.talosVersion"), ("kubernetesVersion", "cluster.kubernetesVersion")];

fn settings(view: SettingsView<'_>) -> SettingsDecl {
    let tree = view.0.cx.tree;
    let mut names: Vec<(Arc<str>, NodeId)> = Vec::new();
    if let Some((_, vars)) = view.vars() {
        names.extend(tree.entries(vars).map(|(key, value)| (format!("var.{}", tree.text(key)).into(), value)));
    }
    names.extend(named(view.0.cx, view.0.node, &RELEASES));
    SettingsDecl {
        language: view.os().map(|os| os.value.into()),
        release: view.talos_version().map(text),
        kubernetes: view.kubernetes_version().map(text),
        mode: view.mode().map(|m| m.value.into()),
        names,
    }
}

/// What of a mapping patches can name: keys with the names.
fn named<'c>(
    cx: ViewCx<'c>,
    node: NodeId,
    keys: &'c [(&'static str, &'static str)],
) -> impl Iterator<Item = (Arc<str>, NodeId)> + 'c {
    keys.iter().filter_map(move |(key, name)| Some((Arc::from(*name), cx.tree.get(node, key)?)))
}

fn cluster(view: ClusterView<'_>) -> Option<ClusterDecl> {
    let mut settings = view.settings().map(settings).unwrap_or_default();
    settings.names.extend(named(view.0.cx, view.0.node, &[("name", "cluster.name"), ("endpoint", "cluster.endpoint")]));
    Some(ClusterDecl {
        name: text(view.name()?),
        endpoint: view.endpoint().map(text),
        networks: ["pods", "services", "nodes"].map(|key| networks(&view, key)),
        settings,
        secrets: view.secrets().and_then(|s| s.file()).map(text),
        schematic: view.schematic().map(text),
        base: view.base().map(text),
        slots: slots(&view),
        directory: view.patches_dir().map(text),
        patches: layers(&view),
        nodes: view.0.field::<Vec<Node>>("nodes").map(|l| items(l, node)).unwrap_or_default(),
        declared: view.0.head(),
    })
}

fn networks(cluster: &ClusterView<'_>, key: &str) -> Vec<Arc<str>> {
    let list = cluster.0.field::<Networks>("networks").and_then(|n| n.0.field::<Vec<String>>(key));
    list.map(texts).unwrap_or_default().into_iter().map(|t| t.value).collect()
}

fn slots(cluster: &ClusterView<'_>) -> Vec<Slot> {
    let written: Vec<_> = cluster.layers().into_iter().flat_map(|l| l.iter()).map(|(_, s)| s.value).collect();
    let words = if cluster.0.has("layers") { written } else { DEFAULT_SLOTS.to_vec() };
    let mut slots = Vec::new();
    for slot in words.into_iter().filter_map(slot) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    slots
}

fn slot(word: &str) -> Option<Slot> {
    let known = [
        (Layer::All, Slot::All),
        (Layer::Role(""), Slot::Role),
        (Layer::Group(""), Slot::Group),
        (Layer::Node(""), Slot::Node),
        (Layer::Final, Slot::Final),
    ];
    known.into_iter().find(|(layer, _)| layer.slot() == word).map(|(_, slot)| slot)
}

fn layers(cluster: &ClusterView<'_>) -> Vec<(Arc<str>, Vec<PatchDecl>)> {
    let lists = cluster.patches().into_iter().flat_map(|p| p.iter());
    let known = lists.filter(|(key, _)| Layer::parse(key.value).is_ok());
    known.map(|(key, list)| (Arc::from(key.value), patches(list))).collect()
}

fn patches(list: ListView<'_, Patch>) -> Vec<PatchDecl> {
    items(list, |patch| match patch {
        PatchView::File(path) if path.value.contains('\n') => None,
        PatchView::File(path) => Some(PatchDecl::File(text(path))),
        PatchView::Inline(node) => Some(PatchDecl::Inline(node)),
    })
}

/// What nodes can be; the words are those of the table of roles.
pub(super) static ROLES: &[MachineRole] = &[
    MachineRole { name: "controlplane", noun: "control plane", folders: &["controlplane", "control-plane"] },
    MachineRole { name: "worker", noun: "worker", folders: &["worker"] },
];

fn node(view: NodeView<'_>) -> Option<NodeDecl> {
    let role = view.role().and_then(|r| ROLES.iter().find(|known| known.name == r.value))?;
    let mut settings = view.settings().map(settings).unwrap_or_default();
    settings.names.extend(named(
        view.0.cx,
        view.0.node,
        &[("name", "node.name"), ("address", "node.address"), ("role", "node.role")],
    ));
    Some(NodeDecl {
        name: text(view.name()?),
        address: view.address().map(text),
        role: role.name.into(),
        role_folders: role.folders,
        groups: view.groups().map(texts).unwrap_or_default(),
        settings,
        patches: view.patches().map(patches).unwrap_or_default(),
        declared: view.0.head(),
    })
}

#[cfg(test)]
mod tests {
    use super::ROLES;
    use crate::lang::ostler::kinds::ROLE;

    #[test]
    fn roles_are_those_of_the_table() {
        assert!(ROLES.iter().map(|r| r.name).eq(ROLE.values.iter().map(|v| v.text)));
    }
}
