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
