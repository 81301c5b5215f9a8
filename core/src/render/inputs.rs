//! Whether a node is made of the same things in two plans, without rendering it. Two nodes with equal sums have equal
//! files, patches, variables and settings, so their results are equal; nodes with other sums may be equal all the same.
//! It must not know merging.

use core::hash::{Hash, Hasher};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;

use super::Scope;
use super::plan::{Base, NodePlan, PatchSource};
use crate::tree::{MAX_DEPTH, NodeId, NodeKind, Tree};

/// Most nodes of trees that one sum looks at; aliases count as often as they are followed.
const BUDGET: usize = 200_000;

/// Says what a file holds, as a text that is equal for equal contents only; `None` for a file that is not there.
pub type Content<'f> = &'f dyn Fn(&str) -> Option<String>;

/// Sums of the inputs of nodes.
pub struct Inputs<'f> {
    content: Content<'f>,
    files: HashMap<String, Option<String>>,
    /// Sums of what nodes share, by its place in memory.
    shared: HashMap<usize, Option<[u64; 2]>>,
}

impl core::fmt::Debug for Inputs<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Inputs").finish_non_exhaustive()
    }
}

impl<'f> Inputs<'f> {
    /// Nothing yet. Use one for each plan, as long as the plan lives.
    pub fn new(content: Content<'f>) -> Self {
        Self { content, files: HashMap::new(), shared: HashMap::new() }
    }

    /// The sum of a node; `None` when it is made of too much to say.
    pub fn of(&mut self, node: &NodePlan) -> Option<[u64; 2]> {
        let (mut sum, cluster) = (Sum::default(), &node.cluster);
        (&node.name, &node.role, &node.groups, &node.address).hash(&mut sum);
        (&node.target, &node.release, &node.kubernetes, &node.mode).hash(&mut sum);
        (&cluster.name, &cluster.endpoint, &cluster.pod_networks).hash(&mut sum);
        (&cluster.service_networks, &cluster.node_networks).hash(&mut sum);
        for file in [&cluster.secrets, &cluster.schematic].into_iter().flatten() {
            self.file(&file.0, &mut sum);
        }
        match &node.base {
            Base::File(path, _) => self.file(path, &mut sum),
            Base::Generated => sum.write_u8(0),
        }
        for layer in &node.layers {
            let place = layer.patches.as_ptr() as usize;
            let known = self.shared.get(&place).copied();
            let patches = known.unwrap_or_else(|| self.patches(&layer.patches));
            self.shared.insert(place, patches);
            (&layer.name, patches?).hash(&mut sum);
        }
        self.scope(&node.vars)?.hash(&mut sum);
        Some(sum.finished())
    }

    fn file(&mut self, path: &str, sum: &mut Sum) {
        if !self.files.contains_key(path) {
            self.files.insert(path.to_owned(), (self.content)(path));
        }
        (path, self.files.get(path)).hash(sum);
    }

    fn patches(&mut self, patches: &[PatchSource]) -> Option<[u64; 2]> {
        let mut sum = Sum::default();
        for patch in patches {
            match patch {
                PatchSource::File(path, _) => self.file(path, &mut sum),
                PatchSource::Inline(inline) => tree(&inline.tree, inline.node, &mut { BUDGET }, &mut sum)?,
            }
        }
        Some(sum.finished())
    }

    fn scope(&mut self, scope: &Scope) -> Option<[u64; 2]> {
        let mut sum = Sum::default();
        for (name, variable) in scope.own() {
            name.hash(&mut sum);
            tree(&variable.tree, variable.node, &mut { BUDGET }, &mut sum)?;
        }
        if let Some(around) = scope.around() {
            let place = core::ptr::from_ref(around) as usize;
            let known = self.shared.get(&place).copied();
            let outer = known.unwrap_or_else(|| self.scope(around));
            self.shared.insert(place, outer);
            outer?.hash(&mut sum);
        }
        Some(sum.finished())
    }
}

/// Adds a value with everything below it, aliases followed; `None` when it is too much.
fn tree(tree: &Tree, node: NodeId, budget: &mut usize, sum: &mut Sum) -> Option<()> {
    add(tree, node, 0, budget, sum)
}

fn add(tree: &Tree, node: NodeId, depth: usize, budget: &mut usize, sum: &mut Sum) -> Option<()> {
    *budget = budget.checked_sub(1).filter(|_| depth < MAX_DEPTH)?;
    let node = tree.resolve(node);
    let own = tree.node(node);
    core::mem::discriminant(&own.kind).hash(sum);
    core::mem::discriminant(&own.style).hash(sum);
    tree.tag(node).hash(sum);
    let kids = tree.children(node);
    match own.kind {
        NodeKind::Map | NodeKind::Seq => kids.len().hash(sum),
        _ => tree.text(node).hash(sum),
    }
    kids.iter().try_for_each(|kid| add(tree, *kid, depth + 1, budget, sum))
}

/// Two sums of 64 bits with different beginnings: that other inputs have the same by chance is not to be expected.
struct Sum([DefaultHasher; 2]);

impl Default for Sum {
    fn default() -> Self {
        let mut sums = [DefaultHasher::new(), DefaultHasher::new()];
        sums[1].write_u8(1);
        Self(sums)
    }
}

impl Sum {
    fn finished(&self) -> [u64; 2] {
        [self.0[0].finish(), self.0[1].finish()]
    }
}

impl Hasher for Sum {
    fn finish(&self) -> u64 {
        self.0[0].finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.iter_mut().for_each(|sum| sum.write(bytes));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::lang::REGISTRY;
    use crate::render::plan;
    use crate::session::{Engine, Files as _, MapFiles, Options};

    const FLEET: &str = "apiVersion: ostler.dev/v1alpha1\nkind: Fleet\ndefaults: {talosVersion: v1.13.2, vars: {a: 1}}\nclusters:\n  - name: home\n    endpoint: https://10.0.0.1:6443\n    base: base.yaml\n    vars: {b: [x, y]}\n    nodes:\n      - {name: w-1, address: 10.0.0.2, role: worker, vars: {c: yes}, patches: [{machine: {sysctls: {k: v}}}]}\n      - {name: w-2, address: 10.0.0.3, role: worker, groups: [gpu]}\n";

    /// The sums of both nodes.
    fn sums(edit: &dyn Fn(&str, &str) -> String) -> Vec<Option<[u64; 2]>> {
        let mut files = MapFiles::default();
        for (path, text) in [("ostler.yaml", FLEET), ("base.yaml", "machine: {}\n"), ("group/gpu/a.yaml", "a: 1\n")] {
            files.insert(path, edit(path, text));
        }
        let engine = Engine::new(REGISTRY, Options::default());
        let made = plan(&engine, &files, "ostler.yaml").unwrap();
        let content = |path: &str| files.read(path).ok().map(|b| String::from_utf8(b).unwrap());
        let mut inputs = Inputs::new(&content);
        made.nodes.iter().map(|node| inputs.of(node)).collect()
    }

    #[test]
    fn whatever_reaches_a_node_changes_its_sum_and_nothing_else_does() {
        let same = sums(&|_, text| text.to_owned());
        assert!(same.iter().all(Option::is_some) && same[0] != same[1]);
        for (old, new, changed) in [
            ("a: 1}}", "a: 2}}", [true, true]),
            ("a: 1}}", "a: '1'}}", [true, true]),
            ("[x, y]", "[x, z]", [true, true]),
            ("c: yes", "c: no", [true, false]),
            ("k: v", "k: w", [true, false]),
            ("k: v", "k: !!str v", [true, false]),
            ("v1.13.2", "v1.13.3", [true, true]),
            ("10.0.0.1:6443", "10.0.0.9:6443", [true, true]),
            ("10.0.0.3, role: worker", "10.0.0.3, role: controlplane", [false, true]),
            ("groups: [gpu]", "groups: []", [false, true]),
            ("machine: {}", "machine: {type: worker}", [true, true]),
            ("a: 1\n", "a: 2\n", [false, true]),
            ("kind: Fleet\n", "kind: Fleet # of two\n", [false, false]),
            ("nodes:\n", "nodes:\n\n\n", [false, false]),
        ] {
            let other = sums(&|_, text| text.replacen(old, new, 1));
            let differs: Vec<_> = same.iter().zip(&other).map(|(a, b)| a != b).collect();
            assert_eq!(differs, changed, "{old} -> {new}");
        }
    }

    #[test]
    fn what_is_too_much_has_no_sum() {
        let dialect = crate::syntax::Dialect { reader: "a test", refuses: &[] };
        let text = "a: &a [1, 2]\nb: [*a, *a]\n";
        let parsed = crate::syntax::parse(text, crate::syntax::Syntax::Yaml, &dialect, crate::text::SourceId(1), &[]);
        let root = parsed.tree.root().unwrap();
        let sum = |mut budget: usize| tree(&parsed.tree, root, &mut budget, &mut Sum::default());
        // Two keys, two lists, and the list of the anchor three times.
        assert_eq!((sum(13), sum(12)), (Some(()), None));
    }
}
