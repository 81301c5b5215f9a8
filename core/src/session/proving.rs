//! Patches that turn one file into another, proved by applying them: what does not hold is not given out.

use crate::diag::Severity;
use crate::diff::{Blocked, compare, json_patch, strategic};
use crate::document::Document;
use crate::lang::Language;
use crate::syntax::edit::json_text;
use crate::syntax::print::{Plain, print};
use crate::tree::Path;

use super::comparing::{Comparing, subjects};
use super::file::OpenFile;
use super::{Engine, Form, Given, PatchFile, patch};

/// Why there is no patch, as a sentence that names the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotPatch {
    /// What stands in the way.
    pub message: String,
    /// True when a JSON patch may do it: both files have one document.
    pub json_may: bool,
}

/// How often a proposal that does not hold is made coarser. Every time, what it gets wrong is written anew one level
/// further up.
const ATTEMPTS: usize = 8;

impl Comparing {
    /// Strategic merge patches that turn the old file into the new one when they are applied in order: none when both
    /// are equal, at most two. The texts hold secrets where secrets change.
    pub fn strategic_patches(&self, engine: &Engine) -> Result<Vec<String>, CannotPatch> {
        let language = self.language().ok_or_else(|| self.cannot("the file is not recognised"))?;
        let dialect =
            language.merge.ok_or_else(|| self.cannot(&format!("{} has no strategic merge patches", language.title)))?;
        self.readable()?;
        let rules = dialect.at(self.target.version);
        let style = dialect.style(self.target.version, language.scalars);
        let (old, new) = (subjects(&self.old), subjects(&self.new));
        let mut forced: Vec<(String, Path)> = Vec::new();
        for attempt in 0..ATTEMPTS {
            let proposal = strategic(&old, &new, rules, &forced).map_err(|e| self.blocked(&e))?;
            let stream = |documents: &[Plain]| {
                let texts: Vec<_> = documents.iter().map(|d| print(d, &style)).collect();
                texts.join("---\n")
            };
            let texts: Vec<_> = if rules.repeated_documents {
                let both: Vec<_> = proposal.first.into_iter().chain(proposal.second).collect();
                vec![stream(&both)]
            } else {
                vec![stream(&proposal.first), stream(&proposal.second)]
            };
            let texts: Vec<_> = texts.into_iter().filter(|t| !t.is_empty()).collect();
            let wrong = self.remaining(engine, &texts)?;
            if wrong.is_empty() {
                return Ok(texts);
            }
            for (label, path) in wrong {
                let place = coarser(&path, attempt);
                if !forced.contains(&(label.clone(), place.clone())) {
                    forced.push((label, place));
                }
            }
        }
        let (label, path) = forced.first().cloned().unwrap_or_default();
        Err(self.cannot(&format!("no patch was found that makes the difference at {}", place(&label, &path))))
    }

    /// The same as a JSON patch (RFC 6902), for files of a single document.
    pub fn json_patch(&self, engine: &Engine) -> Result<String, CannotPatch> {
        let language = self.language().ok_or_else(|| self.cannot("the file is not recognised"))?;
        self.readable()?;
        let (old, new) = (subjects(&self.old), subjects(&self.new));
        let ([old], [new]) = (old.as_slice(), new.as_slice()) else {
            let message = "a JSON patch is for configurations of a single document, and there are several".to_owned();
            return Err(CannotPatch { message, json_may: false });
        };
        let text = json_text(&json_patch(old, new), language.scalars);
        match self.remaining(engine, std::slice::from_ref(&text))?.into_iter().next() {
            None => Ok(text),
            Some((label, path)) => {
                let message = format!("no JSON patch was found that makes the difference at {}", place(&label, &path));
                Err(CannotPatch { message, json_may: false })
            }
        }
    }

    fn language(&self) -> Option<&'static Language> {
        self.new.recognised().map(|r| r.language)
    }

    fn cannot(&self, message: &str) -> CannotPatch {
        let single = |file: &OpenFile| file.parts().iter().filter(|p| p.document.root().is_some()).count() == 1;
        CannotPatch { message: message.to_owned(), json_may: single(&self.old) && single(&self.new) }
    }

    fn blocked(&self, blocked: &Blocked) -> CannotPatch {
        let place = place(&blocked.document, &blocked.path);
        self.cannot(&format!("no strategic merge patch makes the difference at {place}: {}", blocked.reason))
    }

    /// Templates have no values to set.
    fn readable(&self) -> Result<(), CannotPatch> {
        let steered = |document: &Document| document.steered;
        for file in [&self.old, &self.new] {
            if file.report().get().holes > 0 || file.parts().iter().any(|p| steered(&p.document)) {
                let message = format!("another tool fills in values of `{}`, so they are not known", file.path());
                return Err(CannotPatch { message, json_may: false });
            }
        }
        Ok(())
    }

    /// Applies patches to the old file and says where the result still differs from the new one.
    fn remaining(&self, engine: &Engine, texts: &[String]) -> Result<Vec<(String, Path)>, CannotPatch> {
        let mut options = engine.options().clone();
        options.targets.retain(|t| t.language != self.target.language);
        options.targets.push(self.target.clone());
        let engine = Engine::new(engine.registry(), options);
        let base = PatchFile { path: self.old.path(), bytes: self.old.text().as_bytes() };
        let names: Vec<_> = (1..=texts.len()).map(|n| format!("patch {n}")).collect();
        let files: Vec<_> =
            names.iter().zip(texts).map(|(path, text)| PatchFile { path, bytes: text.as_bytes() }).collect();
        let done = patch(&engine, base, &files, Form::Kept, &[]);
        let Some(text) = done.text else {
            let errors = done.report.get().findings().filter(|f| f.diagnostic.severity == Severity::Error);
            let first = errors.map(|f| format!("{}: {}", f.primary.file, f.diagnostic.headline)).next();
            let first = first.unwrap_or_else(|| "it cannot be patched".to_owned());
            return Err(self.cannot(&format!("the patch would be refused: {first}")));
        };
        let result = engine.open(self.old.path(), text.as_bytes(), Given::Named);
        let (made, wanted) = (subjects(&result), subjects(&self.new));
        let mut out = Vec::new();
        for difference in compare(&made, &wanted) {
            let paths = difference.changes.iter().filter_map(|c| c.new.as_ref().or(c.old.as_ref()));
            out.extend(paths.map(|side| (difference.label().to_owned(), side.path.clone())));
        }
        Ok(out)
    }
}

/// A place for a sentence.
fn place(document: &str, path: &Path) -> String {
    match (document.is_empty(), path.is_empty()) {
        (true, true) => "the document without a kind".to_owned(),
        (false, true) => format!("`{document}`"),
        (_, false) => format!("`{document}:{path}`"),
    }
}

/// The place `levels` above, the top-level key at least; of documents with a name, the whole document in the end.
fn coarser(path: &Path, levels: usize) -> Path {
    let mut out = path.clone();
    for _ in 0..levels {
        out.pop();
    }
    out
}
