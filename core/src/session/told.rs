//! What is said of a patched base: findings of its files, and of the result where it was caused. It must not know how
//! patches are applied.

use std::sync::Arc;

use crate::check::allow;
use crate::diag::{Diagnostic, Redacted, Redactor, Severity};
use crate::render::patched::Patched;
use crate::text::Span;

use super::patching::is_load_error;
use super::{Location, OpenFile, Report, report_of};

/// What became of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Something keeps it from being written.
    Refused,
    /// It is written.
    Written,
}

/// Files that take part in patching.
pub(super) struct Files {
    /// The base as it was found.
    pub given: OpenFile,
    /// The base as it takes part: as a config, whatever it looks like.
    pub base: Arc<OpenFile>,
    /// The patches in order.
    pub patches: Vec<Arc<OpenFile>>,
}

impl Files {
    /// The base and its patches, by the number of their layer.
    pub fn layers(&self) -> Vec<Arc<OpenFile>> {
        core::iter::once(&self.base).chain(&self.patches).cloned().collect()
    }

    /// Findings of the result that the file of their place does not have by itself. Upstream writes such a result
    /// without a word, so none of them keeps it from being written.
    pub fn news(&self, done: &Patched) -> Vec<Diagnostic> {
        let mode = self.base.recognised().map_or("", |r| &r.mode);
        let mut found = done.findings(mode);
        found.retain(|d| self.home(d.primary.span).is_some_and(|file| d.severity > Severity::Info && !has(file, d)));
        let told = found.into_iter().map(written_anyway);
        told.chain(done.without_effect()).collect()
    }

    fn home(&self, span: Span) -> Option<&Arc<OpenFile>> {
        core::iter::once(&self.base).chain(&self.patches).find(|f| f.part_of(span.source).is_some())
    }

    fn locate(&self, span: Span) -> Option<Location> {
        self.home(span).and_then(|f| f.locate(span)).or_else(|| self.given.locate(span))
    }

    /// Everything there is to say, file by file, with `problems` that were found on the way. What patches have against
    /// them is no error where they were applied all the same.
    pub fn report(&self, problems: Vec<Diagnostic>, mask: &Redactor, end: End) -> Redacted<Report> {
        let mut mask = mask.clone();
        mask.share(self.given.redactor());
        self.layers().iter().for_each(|file| mask.share(file.redactor()));
        let mut of_base: Vec<Diagnostic> = Vec::new();
        let mut of_patches: Vec<Vec<Diagnostic>> = self.patches.iter().map(|_| Vec::new()).collect();
        for mut problem in problems {
            let source = problem.primary.span.source;
            let home = self.home(problem.primary.span).and_then(|f| f.part_of(source));
            if let Some(part) = home.filter(|_| problem.path.is_empty()) {
                problem.path = part.document.path_at(problem.primary.span);
            }
            match self.patches.iter().position(|f| f.part_of(source).is_some()) {
                Some(at) => of_patches[at].push(problem),
                None => of_base.push(problem),
            }
        }
        let locate = |span: Span| self.locate(span);
        let base = self.of_base(of_base).into_iter().map(|d| (d, Vec::new()));
        let base = report_of(&self.given, &mask, base, &locate);
        let patches = self.patches.iter().zip(of_patches).map(|(file, problems)| {
            let found = file.diagnostics_with(problems).into_iter().filter(|d| d.severity > Severity::Info);
            let told = found.map(|d| if end == End::Written { written_anyway(d) } else { d });
            report_of(file, &mask, told.map(|d| (d, Vec::new())), &locate)
        });
        Report::join(core::iter::once(base).chain(patches))
    }

    /// Of the base alone, only what keeps it from being loaded matters here.
    fn of_base(&self, mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for part in self.base.parts() {
            let mut used = vec![false; part.allows.len()];
            allow::filter(&part.allows, part.document.source, &mut problems, &mut used);
        }
        if let Some(recognised) = self.given.recognised() {
            problems.retain(|d| recognised.switches.want(d.code));
        }
        let own = self.given.parts().iter().flat_map(|p| p.findings.iter().map(move |d| (p.document.kind, d)));
        let own = own.filter(|(kind, d)| is_load_error(*kind, d)).map(|(_, d)| d.clone());
        own.chain(problems).collect()
    }
}

/// True when a file has a finding without anybody's help.
fn has(file: &OpenFile, finding: &Diagnostic) -> bool {
    let of_set = file.recognised().map_or(&[][..], |r| &r.set_findings);
    let known = |f: &Diagnostic| f.code == finding.code && f.primary.span == finding.primary.span;
    file.parts().iter().flat_map(|p| &p.findings).chain(of_set).any(known)
}

fn written_anyway(finding: Diagnostic) -> Diagnostic {
    if finding.severity < Severity::Error {
        return finding;
    }
    let told = finding.severity(Severity::Warning);
    told.help("the result is written all the same, as upstream does; a machine refuses it")
}
