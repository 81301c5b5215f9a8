//! Comparing two files: texts in, masked differences with places out. One call for every shell.

use crate::diag::{MASK, Redacted, Redactor, Severity};
use crate::diff::{ChangeKind, DocumentChanges, Side, Subject, compare};
use crate::model::{Impact, Target};
use crate::patch::{Content, Meant};
use crate::syntax::print::Plain;
use crate::text::Span;
use crate::tree::NodeId;

use super::file::{OpenFile, slice};
use super::{Engine, Given, Location, PatchFile, Report, Status};

/// Two files that can be compared, read for the same release.
#[derive(Debug)]
pub struct Comparing {
    pub(super) old: OpenFile,
    pub(super) new: OpenFile,
    /// The release that both are read for.
    pub target: Target,
    /// Release that the old file asks for, when it is another one.
    pub old_target: Option<Target>,
}

/// Why two files cannot be compared.
#[derive(Debug)]
pub enum CannotCompare {
    /// A file is none that is known here: its path and the reason, as a sentence part.
    Unknown(String, String),
    /// Neither file is one that is known here; the reasons, the old file's first.
    Foreign(String, String),
    /// Texts whose syntax is broken, with what is wrong.
    Broken(Redacted<Report>),
}

/// What differs between two files.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Path of the old file.
    pub old: String,
    /// Path of the new file.
    pub new: String,
    /// Nodes of a fleet that it holds for, with their roles; empty outside of one. `old` and `new` are revisions then.
    pub nodes: Vec<(String, String)>,
    /// Whether the nodes are new or gone, in which case there are no changes.
    pub whole: Option<ChangeKind>,
    /// The release that both were read for; `None` when a whole file came or went unread.
    pub target: Option<Target>,
    /// Differences, by document and place.
    pub changes: Vec<ShownChange>,
    /// What a reader should know about the comparison, each a sentence without full stop.
    pub notes: Vec<String>,
}

/// One difference, masked.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownChange {
    /// Name of the document: `LinkConfig/eth0`, empty for a headless one.
    pub document: String,
    /// What happened.
    pub kind: ChangeKind,
    /// True when a secret is what changed; its values are not given then.
    pub secret: bool,
    /// What it asks of a running machine.
    pub impact: Impact,
    /// Before.
    pub old: Option<ShownSide>,
    /// After.
    pub new: Option<ShownSide>,
}

/// A value on one side, masked.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownSide {
    /// Document and path: `LinkConfig/eth0:mtu`; without a colon for a document as a whole.
    pub path: String,
    /// The value; `None` when it is secret.
    pub value: Option<Plain>,
    /// Where it stands.
    pub location: Option<Location>,
}

impl ShownChange {
    /// Where the change is to be looked for: in the new file, or in the old one when it is gone.
    pub fn path(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", |s| s.path.as_str())
    }
}

impl Difference {
    /// A node that one revision alone has.
    pub fn whole(old: &str, new: &str, kind: ChangeKind) -> Redacted<Self> {
        Redacted::masked(Self {
            old: old.to_owned(),
            new: new.to_owned(),
            nodes: Vec::new(),
            whole: Some(kind),
            target: None,
            changes: Vec::new(),
            notes: Vec::new(),
        })
    }

    /// True when there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.whole.is_none()
    }

    /// The farthest-reaching impact of all changes; `None` without any.
    pub fn impact(&self) -> Option<Impact> {
        self.changes.iter().map(|c| c.impact).max()
    }
}

impl Comparing {
    /// Reads two files, the old one first. The release is the one asked for, or the new file's own.
    pub fn open(engine: &Engine, old: PatchFile<'_>, new: PatchFile<'_>) -> Result<Self, CannotCompare> {
        let open = |engine: &Engine, file: PatchFile<'_>| engine.open(file.path, file.bytes, Given::Named);
        let (mut first, mut second) = (open(engine, old), open(engine, new));
        let known = |file: &OpenFile| file.recognised().map(|r| r.target.clone());
        let Some(target) = known(&second).or_else(|| known(&first)) else {
            return Err(CannotCompare::Foreign(why(&first), why(&second)));
        };
        let old_target = known(&first).filter(|t| *t != target);
        if known(&first).as_ref() != Some(&target) || known(&second).is_none() {
            let mut options = engine.options().clone();
            options.targets.retain(|t| t.language != target.language);
            options.targets.push(target.clone());
            let engine = Engine::new(engine.registry(), options);
            (first, second) = (open(&engine, old), open(&engine, new));
        }
        for file in [&first, &second] {
            let language = file.recognised().map(|r| r.language.id);
            match language {
                None => return Err(CannotCompare::Unknown(file.path().to_owned(), why(file))),
                Some(id) if id != target.language => {
                    let reason = format!("it is of another language, {id}");
                    return Err(CannotCompare::Unknown(file.path().to_owned(), reason));
                }
                Some(_) => {}
            }
        }
        let broken = |file: &OpenFile| file.parts().iter().any(|p| !p.errors.is_empty());
        if broken(&first) || broken(&second) {
            let files = [&first, &second].into_iter().filter(|f| broken(f)).map(OpenFile::report);
            return Err(CannotCompare::Broken(Report::join(files)));
        }
        Ok(Self { old: first, new: second, target, old_target })
    }

    /// What differs.
    pub fn difference(&self) -> Redacted<Difference> {
        let (old, new) = (subjects(&self.old), subjects(&self.new));
        let masks = [self.old.redactor(), self.new.redactor()];
        let view = Showing { files: [&self.old, &self.new], masks: &masks };
        let changes = compare(&old, &new).iter().flat_map(|d| view.document(d)).collect();
        Redacted::masked(Difference {
            old: self.old.path().to_owned(),
            new: self.new.path().to_owned(),
            target: Some(self.target.clone()),
            nodes: Vec::new(),
            whole: None,
            changes,
            notes: self.notes(),
        })
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(old) = &self.old_target {
            let (target, path) = (&self.target, self.old.path());
            notes.push(format!(
                "`{path}` is for {} {}; both files were read for {}, which the new one is for",
                old.language, old.version, target.version
            ));
        }
        for file in [&self.old, &self.new].into_iter().filter(|f| !f.text().is_empty()) {
            let report = file.report();
            let holes = report.get().holes;
            if holes > 0 {
                let (values, were) = if holes == 1 { ("value", "was") } else { ("values", "were") };
                notes.push(format!(
                    "{holes} {values} of `{}` that another tool fills in {were} compared as the text that stands there",
                    file.path()
                ));
            }
            if file.parts().iter().any(|p| p.document.steered) {
                notes.push(format!(
                    "statements of a template stand in `{}`; they were not compared, and every branch counts",
                    file.path()
                ));
            }
            let findings = &report.get().findings;
            let errors = findings.iter().filter(|f| f.diagnostic.severity == Severity::Error).count();
            if errors > 0 {
                let noun = if errors == 1 { "error" } else { "errors" };
                notes.push(format!("`{}` has {errors} {noun}; `ostler check` shows them", file.path()));
            }
        }
        notes
    }
}

/// Puts nodes with equal changes together: name, role and difference of each. Where a value stands in the text of a node
/// says nothing to people, so places are left out.
pub fn grouped(nodes: Vec<(String, String, Redacted<Difference>)>) -> Vec<Redacted<Difference>> {
    let mut groups: Vec<Difference> = Vec::new();
    for (name, role, difference) in nodes {
        let mut difference = difference.into_inner();
        for change in &mut difference.changes {
            for side in [&mut change.old, &mut change.new].into_iter().flatten() {
                side.location = None;
            }
        }
        let same = |g: &&mut Difference| {
            g.changes == difference.changes && g.whole == difference.whole && g.target == difference.target
        };
        if let Some(group) = groups.iter_mut().find(same) {
            group.nodes.push((name, role));
        } else {
            difference.nodes.push((name, role));
            groups.push(difference);
        }
    }
    groups.into_iter().map(Redacted::masked).collect()
}

fn why(file: &OpenFile) -> String {
    match file.status() {
        Status::Checked => String::new(),
        Status::Skipped(reason) | Status::Unreadable(reason) => reason,
    }
}

/// The documents of a file with what they mean.
pub(super) fn subjects(file: &OpenFile) -> Vec<Subject<'_>> {
    let parts = file.parts().iter().enumerate();
    parts.filter_map(|(i, p)| Subject::new(&p.document, p.view.as_deref(), slice(&file.text, p.chunk), i + 1)).collect()
}

/// Turns differences into what may be shown.
struct Showing<'a> {
    files: [&'a OpenFile; 2],
    masks: &'a [Redactor; 2],
}

/// Which of two files a value stands in.
const OLD: usize = 0;
const NEW: usize = 1;

impl Showing<'_> {
    fn document(&self, difference: &DocumentChanges<'_>) -> Vec<ShownChange> {
        let show = |change: &crate::diff::Change<'_>| {
            let old = change.old.as_ref().zip(difference.old);
            let new = change.new.as_ref().zip(difference.new);
            let hidden = |which: usize, side: Option<(&Side<'_>, &Subject<'_>)>| {
                side.is_some_and(|(side, subject)| self.is_secret(which, side.value, subject))
            };
            let secret = hidden(OLD, old) || hidden(NEW, new);
            ShownChange {
                document: difference.label().to_owned(),
                kind: change.kind,
                secret,
                impact: change.impact,
                old: old.map(|(side, subject)| self.side(OLD, side, subject, secret)),
                new: new.map(|(side, subject)| self.side(NEW, side, subject, secret)),
            }
        };
        difference.changes.iter().map(show).collect()
    }

    fn is_secret(&self, which: usize, value: &Meant<'_>, subject: &Subject<'_>) -> bool {
        let Content::Scalar(_) = &value.content else { return false };
        value.node.is_some_and(|node| self.covers(which, node, subject))
    }

    /// True when the whole of a scalar is secret.
    fn covers(&self, which: usize, node: NodeId, subject: &Subject<'_>) -> bool {
        let tree = &subject.document.tree;
        let node = tree.node(tree.resolve(node));
        let inner = node.inner_span();
        let inner = if inner.is_empty() { node.span } else { inner };
        self.masks[which].spans_of(inner.source).any(|s| s.start <= inner.start && inner.end <= s.end && !s.is_empty())
    }

    fn side(&self, which: usize, side: &Side<'_>, subject: &Subject<'_>, secret: bool) -> ShownSide {
        let path =
            if side.path.is_empty() { subject.label.clone() } else { format!("{}:{}", subject.label, side.path) };
        let value = (!secret).then(|| self.value(which, side.value, subject));
        let tree = &subject.document.tree;
        let node = side.value.node.or(tree.root());
        let span = node.map_or(Span::new(subject.document.source, 0, 0), |n| tree.span(tree.resolve(n)));
        ShownSide { path: self.text(&path), value, location: self.files[which].locate(span) }
    }

    fn value(&self, which: usize, value: &Meant<'_>, subject: &Subject<'_>) -> Plain {
        match &value.content {
            Content::Scalar(_) if value.node.is_some_and(|n| self.covers(which, n, subject)) => {
                Plain::Text(MASK.to_owned())
            }
            Content::Scalar(Plain::Bare(text)) => Plain::Bare(self.text(text)),
            Content::Scalar(Plain::Node(text)) => Plain::Node(self.text(text)),
            Content::Scalar(Plain::Text(text)) => Plain::Text(self.text(text)),
            Content::Scalar(other) => other.clone(),
            Content::Map(pairs) => {
                // What only the printer adds is nobody's value.
                let written = pairs.iter().filter(|p| p.value.node.is_some());
                Plain::Map(written.map(|p| (self.text(&p.key), self.value(which, &p.value, subject))).collect())
            }
            Content::Seq(items) => Plain::Seq(items.iter().map(|i| self.value(which, i, subject)).collect()),
        }
    }

    /// Secrets of either file are secrets wherever they stand.
    fn text(&self, text: &str) -> String {
        self.masks.iter().fold(text.to_owned(), |text, mask| mask.text(&text).into_inner())
    }
}
