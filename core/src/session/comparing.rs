//! Comparing two files: texts in, masked differences with places out. One call for every shell.

use crate::diag::{Redacted, Severity};
use crate::diff::{Subject, compare};
use crate::model::Target;
use crate::text::Span;

use super::difference::{Difference, WrittenAt};
use super::file::{OpenFile, slice};
use super::showing::{Places, Showing};
use super::{Engine, Given, PatchFile, Report, Status};

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
        let place = |file: &OpenFile, span| Some(WrittenAt { location: file.locate(span)?, variable: None });
        let places: [Places<'_>; 2] = [&|span| place(&self.old, span), &|span| place(&self.new, span)];
        let view = Showing { masks: [&masks[0], &masks[1]], places };
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

fn why(file: &OpenFile) -> String {
    match file.status() {
        Status::Checked => String::new(),
        Status::Skipped(reason) | Status::Unreadable(reason) => reason,
    }
}

/// The documents of a file with what they mean.
pub(super) fn subjects(file: &OpenFile) -> Vec<Subject<'_>> {
    let mut subjects = Vec::with_capacity(file.parts().len());
    for (at, part) in file.parts().iter().enumerate() {
        let text = slice(&file.text, part.chunk);
        let written = |span: Span| text.get(span.range()).unwrap_or("").to_owned();
        subjects.extend(Subject::new(&part.document, part.view.as_deref(), &written, at + 1));
    }
    subjects
}
