//! The files of a fleet, each opened once for each target and kept while some node still needs it.
//! It must not know merging or checks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::inline::Checked;
use super::piece::Piece;
use super::plan::{Base, Inline, NodePlan, PatchSource, Plan};
use super::unsealed::same_values;
use super::wish::Secrets;
use crate::check::allow::{self, Allow};
use crate::diag::Diagnostic;
use crate::document::{Document, Role};
use crate::lang::{BaseInput, ImageInput, Language};
use crate::model::Target;
use crate::session::{Engine, Files, Given, OpenFile, Part, ReadError, is_load_error};
use crate::syntax::edit::{Layout, emit_yaml};
use crate::text::Span;
use crate::tree::NodeId;

/// A file, or a patch of the inventory, opened for a target.
#[derive(Debug)]
pub(super) struct Opened {
    /// The file; the inventory's for a patch in it.
    pub file: Arc<OpenFile>,
    /// Its documents that take part.
    pub pieces: Vec<Piece>,
    /// True for a list of operations.
    pub json: bool,
    /// What is wrong with it alone, allowed findings taken out.
    pub findings: Vec<Diagnostic>,
    /// Comments that allow something, and whether they did so for `findings`.
    pub allows: Vec<(Allow, bool)>,
    /// True for a base that nobody has written.
    pub generated: bool,
    /// Nodes of the plan that have it.
    pub reaches: usize,
}

type Key = (What, Target);

/// What paths of generated bases begin with.
const GENERATED: &str = "generated/";

/// True for a base that was made from a secrets bundle.
pub(super) fn is_generated(file: &OpenFile) -> bool {
    file.path().starts_with(GENERATED)
}

/// What is opened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum What {
    Base(Arc<str>),
    Patch(Arc<str>),
    /// By the place of its tree and its node.
    Inline(usize, NodeId),
    /// A base made from a secrets bundle, by cluster, role, release of Kubernetes, exact release and mode.
    Generated(Arc<str>, Arc<str>, Arc<str>, Arc<str>, Arc<str>),
}

#[derive(Debug, Default)]
struct Slot {
    reaches: usize,
    left: usize,
    cell: Option<Arc<OnceLock<Opening>>>,
}

/// Opens files of a plan.
pub(super) struct Sources<'e> {
    engine: &'e Engine,
    files: &'e (dyn Files + Sync),
    inventory: &'e [Arc<OpenFile>],
    secrets: Secrets,
    slots: Mutex<HashMap<Key, Slot>>,
    there: Mutex<HashMap<Arc<str>, bool>>,
}

/// A file, or why there is none.
pub(super) type Opening = Arc<Result<Opened, ReadError>>;

impl<'e> Sources<'e> {
    /// Counts which files the nodes with these numbers need.
    pub fn new(
        engine: &'e Engine,
        files: &'e (dyn Files + Sync),
        plan: &'e Plan,
        nodes: &[usize],
        secrets: Secrets,
    ) -> Self {
        let mut slots: HashMap<Key, Slot> = HashMap::new();
        for (what, target) in nodes.iter().filter_map(|n| plan.nodes.get(*n)).flat_map(keys) {
            slots.entry((what, target)).or_default().left += 1;
        }
        for key in plan.nodes.iter().flat_map(keys) {
            if let Some(slot) = slots.get_mut(&key) {
                slot.reaches += 1;
            }
        }
        Self { engine, files, inventory: &plan.inventory, secrets, slots: Mutex::new(slots), there: Mutex::default() }
    }

    /// The base of a node.
    pub fn base(&self, node: &NodePlan, language: &'static Language) -> Opening {
        self.take(of_base(node), node, language, None)
    }

    /// True when a file is there, whatever it holds.
    pub fn has(&self, path: &Arc<str>) -> bool {
        let mut known = self.there.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(Arc::clone(path)).or_insert_with(|| !self.files.read(path).is_err_and(|e| e.missing))
    }

    /// A patch of a node.
    pub fn patch(&self, patch: &PatchSource, node: &NodePlan, language: &'static Language) -> Opening {
        match patch {
            PatchSource::File(path, _) => self.take(What::Patch(Arc::clone(path)), node, language, None),
            PatchSource::Inline(inline) => self.take(of_inline(inline), node, language, Some(inline)),
        }
    }

    fn take(&self, what: What, node: &NodePlan, language: &'static Language, inline: Option<&Inline>) -> Opening {
        let key = (what, node.target.clone());
        let (cell, reaches) = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            let slot = slots.entry(key.clone()).or_default();
            let cell = Arc::clone(slot.cell.get_or_insert_with(Arc::default));
            slot.left = slot.left.saturating_sub(1);
            if slot.left == 0 {
                slot.cell = None;
            }
            (cell, slot.reaches)
        };
        let open = || Arc::new(self.open(&key.0, node, language, inline).map(|opened| Opened { reaches, ..opened }));
        Arc::clone(cell.get_or_init(open))
    }

    fn open(
        &self,
        what: &What,
        node: &NodePlan,
        language: &'static Language,
        inline: Option<&Inline>,
    ) -> Result<Opened, ReadError> {
        let target = &node.target;
        match (what, inline) {
            (What::Base(path), _) => {
                let file = self.engine.open_as(path, &self.files.read(path)?, language, Role::Config, Some(target));
                Ok(opened_base(file.unsealing(self.files.unsealed(path))))
            }
            (What::Patch(path), _) => {
                let bytes = self.files.read(path)?;
                let (file, json) = self.engine.open_patch(path, &bytes, language, target);
                Ok(of_file(file.unsealing(self.files.unsealed(path)), json))
            }
            (What::Generated(..), _) => self.generate(node, language),
            (What::Inline(..), Some(inline)) => self.open_inline(inline, node, language),
            (What::Inline(..), None) => {
                Err(ReadError { message: "the inventory does not hold it".to_owned(), missing: true })
            }
        }
    }

    /// A base that is made from the cluster's secrets bundle.
    fn generate(&self, node: &NodePlan, language: &'static Language) -> Result<Opened, ReadError> {
        let refused = |message: String| ReadError { message, missing: false };
        let none = || refused(format!("{} cannot make a base; name one with `base:`", language.title));
        let make = language.base.ok_or_else(none)?;
        let bundle = match (self.secrets, &node.cluster.secrets) {
            (Secrets::Placeholder, _) => language.placeholder_secrets().unwrap_or("").as_bytes().to_vec(),
            (Secrets::Written, Some((path, _))) => self.files.read(path)?,
            (Secrets::Written, None) => {
                return Err(refused("the cluster names no `secrets:` to make it from".to_owned()));
            }
        };
        let name = node.cluster.secrets.as_ref().map_or("secrets.yaml", |(path, _)| path);
        let unsealed = match self.secrets {
            Secrets::Written => self.files.unsealed(name),
            Secrets::Placeholder => Vec::new(),
        };
        let bundle = self.engine.open(name, &bundle, Given::Named).unsealing(unsealed);
        let document =
            bundle.parts().iter().map(|p| &p.document).find(|d| d.role == Role::Secrets && d.root().is_some());
        let Some(document) = document else {
            return Err(refused(format!("`{name}` is no secrets bundle")));
        };
        let image = self.image(node, language)?;
        let owned = |texts: &[Arc<str>]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (pods, services) = (owned(&node.cluster.pod_networks), owned(&node.cluster.service_networks));
        let text = make(&BaseInput {
            secrets: &document.tree,
            target: &node.target,
            cluster: &node.cluster.name,
            endpoint: &node.cluster.endpoint,
            role: &node.role,
            kubernetes: &node.kubernetes,
            dns_domain: "",
            pod_networks: &pods,
            service_networks: &services,
            install_disk: "",
            install_image: &image,
            names: &[],
            mirrors: &[],
            cni_manifest: "",
            discovery: true,
            kubespan: false,
            schedule_on_control_planes: false,
        });
        let path = format!("{GENERATED}{}/{}.yaml", node.cluster.name, node.role);
        let file = self.engine.open_as(&path, text.as_bytes(), language, Role::Config, Some(&node.target));
        let unsealed = same_values(&file, &bundle);
        Ok(Opened { generated: true, ..opened_base(file.unsealing(unsealed)) })
    }

    /// The install image that the cluster's schematic makes; empty without one.
    pub fn image(&self, node: &NodePlan, language: &Language) -> Result<String, ReadError> {
        let (Some((path, _)), Some(image)) = (&node.cluster.schematic, language.image) else {
            return Ok(String::new());
        };
        let refused = |why: String| ReadError { message: format!("the schematic `{path}`: {why}"), missing: false };
        let bytes = self.files.read(path).map_err(|e| refused(e.message))?;
        let description = core::str::from_utf8(&bytes).map_err(|_| refused("it is not UTF-8".to_owned()))?;
        if self.files.sha256(&[]).is_none() {
            return Err(refused("its id cannot be computed here".to_owned()));
        }
        let sha256 = |bytes: &[u8]| self.files.sha256(bytes).unwrap_or_default();
        let input = ImageInput { description, release: &node.release, mode: &node.mode, sha256: &sha256 };
        Ok(image(&input).map_err(refused)?.unwrap_or_default())
    }

    fn open_inline(&self, inline: &Inline, node: &NodePlan, language: &'static Language) -> Result<Opened, ReadError> {
        let source = inline.tree.span(inline.node).source;
        let home = self.inventory.iter().find(|f| f.part_of(source).is_some());
        let home = home.ok_or(ReadError { message: "the inventory does not hold it".to_owned(), missing: true })?;
        let Checked { document, view, json, findings } = Checked::of(self.engine, home, inline, node, language);
        let key = u64::from(source.0) << 32 | u64::from(inline.node.0) | 1 << 63;
        let pieces = vec![Piece::made(Arc::clone(home), document, view, key)];
        Ok(Opened { file: Arc::clone(home), pieces, json, findings, allows: Vec::new(), generated: false, reaches: 0 })
    }
}

impl core::fmt::Debug for Sources<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Sources").finish_non_exhaustive()
    }
}

fn keys(node: &NodePlan) -> impl Iterator<Item = Key> + '_ {
    wanted(node).map(|what| (what, node.target.clone()))
}

fn wanted(node: &NodePlan) -> impl Iterator<Item = What> + '_ {
    let patches = node.layers.iter().flat_map(|l| l.patches.iter()).map(|patch| match patch {
        PatchSource::File(path, _) => What::Patch(Arc::clone(path)),
        PatchSource::Inline(inline) => of_inline(inline),
    });
    core::iter::once(of_base(node)).chain(patches)
}

fn of_base(node: &NodePlan) -> What {
    match &node.base {
        Base::File(path, _) => What::Base(Arc::clone(path)),
        Base::Generated => {
            let [cluster, role] = [&node.cluster.name, &node.role].map(Arc::clone);
            let [kubernetes, release, mode] = [&node.kubernetes, &node.release, &node.mode].map(Arc::clone);
            What::Generated(cluster, role, kubernetes, release, mode)
        }
    }
}

fn of_inline(inline: &Inline) -> What {
    What::Inline(Arc::as_ptr(&inline.tree) as usize, inline.node)
}

/// Of a base by itself, only what keeps it from being loaded counts; the rest is told of the result. Every document
/// stays, also one of comments.
fn opened_base(file: OpenFile) -> Opened {
    let file = Arc::new(file);
    let of_part = |p: &'_ Part| {
        let kind = p.document.kind;
        p.findings.iter().filter(move |d| is_load_error(kind, d)).cloned().collect::<Vec<_>>()
    };
    let findings = file.parts().iter().flat_map(of_part).collect();
    let pieces = (0..file.parts().len()).map(|i| Piece::of_file(Arc::clone(&file), i)).collect();
    let allows = file.parts().iter().flat_map(|p| &p.allows).map(|a| (a.clone(), false)).collect();
    Opened { file, pieces, json: false, findings, allows, generated: false, reaches: 0 }
}

fn of_file(file: OpenFile, json: bool) -> Opened {
    let file = Arc::new(file);
    let mut findings: Vec<Diagnostic> = file.parts().iter().flat_map(|p| &p.findings).cloned().collect();
    findings.extend(file.recognised().into_iter().flat_map(|r| &r.set_findings).cloned());
    let mut allows = Vec::new();
    for part in file.parts().iter().filter(|p| !p.allows.is_empty()) {
        let mut used = vec![false; part.allows.len()];
        allow::filter(&part.allows, part.document.source, &mut findings, &mut used);
        allows.extend(part.allows.iter().cloned().zip(used));
    }
    let takes_part = |p: &Part| p.document.root().is_some() && (json || p.document.kind.is_some());
    let parts = (0..file.parts().len()).filter(|i| takes_part(&file.parts()[*i]));
    let pieces = parts.map(|i| Piece::of_file(Arc::clone(&file), i)).collect();
    Opened { file, pieces, json, findings, allows, generated: false, reaches: 0 }
}

/// A document without a text of its own, printed.
pub(super) fn printed(document: &Document) -> Option<String> {
    let root = document.root()?;
    emit_yaml(&document.tree, root, document.language.scalars, Layout::default(), 0, &[])
}

/// The place that names a patch.
pub(super) fn named_at(patch: &PatchSource) -> Span {
    match patch {
        PatchSource::File(_, span) => *span,
        PatchSource::Inline(inline) => inline.tree.span(inline.node),
    }
}
