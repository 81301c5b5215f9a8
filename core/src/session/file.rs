//! An open file: its text, and its documents as parsed and checked, each with its place in the text.

use core::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::check::allow::{self, Allow};
use crate::diag::{Diagnostic, Redacted, Redactor};
use crate::document::{Document, Role};
use crate::lang::Language;
use crate::model::{Target, View};
use crate::syntax::{Chunk, Parsed, SyntaxError};
use crate::text::{Encoding, LineIndex, SourceId, Span};
use crate::tree::Tree;

use super::neighbours::{Beside, Statement};
use super::report::{FileReport, Location, Point};
use super::secrets::Names;
use super::{Status, Switches, TargetSource};

/// How a file came to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// By name: whoever named it wants to hear of it.
    Named,
    /// Found in a directory, or opened by an editor among many others.
    Found,
    /// By somebody who says that it is of the language with this id.
    Declared(&'static str),
}

/// A parsed chunk whose language is not known yet.
#[derive(Debug)]
pub(super) struct Draft {
    pub chunk: Chunk,
    pub content: Content,
}

/// Parsed just now, or kept from before an edit.
#[derive(Debug)]
pub(super) enum Content {
    Fresh(SourceId, Parsed),
    Kept(Box<Part>),
}

impl Draft {
    pub fn tree(&self) -> &Tree {
        match &self.content {
            Content::Fresh(_, parsed) => &parsed.tree,
            Content::Kept(part) => &part.document.tree,
        }
    }

    pub fn text<'t>(&self, file: &'t str) -> &'t str {
        slice(file, self.chunk)
    }
}

pub(super) fn slice(file: &str, chunk: Chunk) -> &str {
    file.get(chunk.start as usize..chunk.end as usize).unwrap_or("")
}

/// One document of a file.
#[derive(Debug)]
pub struct Part {
    /// Its stretch of the file's text.
    pub chunk: Chunk,
    /// The document; its spans are relative to the chunk.
    pub document: Document,
    /// Its kind at its target.
    pub view: Option<Arc<View>>,
    /// What is wrong with the syntax.
    pub errors: Vec<SyntaxError>,
    /// Stretches that were skipped behind errors.
    pub skipped: Vec<Span>,
    /// Everything found in this document alone.
    pub findings: Vec<Diagnostic>,
    /// Comments that allow findings.
    pub allows: Vec<Allow>,
}

/// A file that was recognised.
#[derive(Debug)]
pub struct Recognised {
    /// Its language.
    pub language: &'static Language,
    /// What it is for.
    pub role: Role,
    /// The release that it is read for.
    pub target: Target,
    /// Why that release.
    pub target_source: TargetSource,
    /// The file that names the release, when it is a neighbour.
    pub target_by: Option<Arc<str>>,
    /// How the machine runs.
    pub mode: String,
    /// Its documents in order.
    pub parts: Vec<Part>,
    /// Findings that concern the file or several of its documents.
    pub set_findings: Vec<Diagnostic>,
    /// Findings that its project does not want.
    pub switches: Switches,
    /// Nodes of its project that it reaches.
    pub nodes: Vec<String>,
    /// Under which names its language keeps secrets.
    pub(crate) secret_names: Arc<Names>,
}

/// What a file turned out to be.
#[derive(Debug)]
pub(super) enum State {
    Recognised(Box<Recognised>),
    Skipped(String),
    Unreadable(String),
}

/// What is known of a file besides its text.
#[derive(Debug)]
pub(super) struct About {
    pub path: Arc<str>,
    pub given: Given,
    pub beside: Arc<Beside>,
}

/// A file with its documents.
#[derive(Debug)]
pub struct OpenFile {
    pub(super) path: Arc<str>,
    pub(super) given: Given,
    /// What other files say about it.
    pub(super) beside: Arc<Beside>,
    /// What it says about others.
    pub(super) says: Vec<Statement>,
    /// Offset of the first byte that is no text.
    pub(super) invalid: Option<usize>,
    pub(super) text: Arc<str>,
    /// Length of the byte order mark.
    pub(super) shift: u32,
    pub(super) lines: LineIndex,
    pub(super) state: State,
    /// Stretches of the text that were encrypted where the file is kept, from left to right.
    pub(super) unsealed: Vec<Range<u32>>,
    /// What must not be shown of it, once somebody asked.
    pub(super) secrets: OnceLock<Arc<Redactor>>,
}

impl OpenFile {
    pub(super) fn new(about: About, text: Arc<str>, state: State) -> Self {
        let About { path, given, beside } = about;
        let lines = LineIndex::new(&text);
        Self {
            path,
            given,
            beside,
            says: Vec::new(),
            invalid: None,
            text,
            shift: 0,
            lines,
            state,
            unsealed: Vec::new(),
            secrets: OnceLock::new(),
        }
    }

    /// The file with stretches of its bytes that are encrypted where it is kept. They count as secrets, whatever the
    /// tables say.
    #[must_use]
    pub fn unsealing(self, bytes: Vec<Range<u32>>) -> Self {
        let moved = |r: Range<u32>| r.start.saturating_sub(self.shift)..r.end.saturating_sub(self.shift);
        let mut unsealed: Vec<_> = bytes.into_iter().map(moved).collect();
        unsealed.sort_unstable_by_key(|r| r.start);
        Self { unsealed, secrets: OnceLock::new(), ..self }
    }

    /// Length of the byte order mark that stands before the text.
    pub(crate) fn shift(&self) -> u32 {
        self.shift
    }

    /// True when something in it is encrypted where it is kept.
    pub(crate) fn has_unsealed(&self) -> bool {
        !self.unsealed.is_empty()
    }

    /// True for a place that is encrypted where the file is kept; never for a place in another file.
    pub(crate) fn is_unsealed(&self, span: Span) -> bool {
        let Some(range) = self.range_of(span).filter(|_| self.has_unsealed()) else { return false };
        let next = self.unsealed.partition_point(|r| r.end <= range.start);
        self.unsealed.get(next).is_some_and(|r| r.start < range.end.max(range.start + 1))
    }

    /// What it says about other files.
    pub fn says(&self) -> &[Statement] {
        &self.says
    }

    /// True when what others say could change how the file is read.
    pub(super) fn says_less_than(&self, beside: &Beside) -> bool {
        let release = |r: &Recognised| matches!(r.target_source, TargetSource::Default | TargetSource::Neighbour);
        let news = |r: &Recognised| {
            (release(r) && beside.release(r.language).is_some()) || beside.is_patch || beside.replaces_dollars
        };
        self.recognised().is_some_and(news)
    }

    /// Path as given, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How the file came here.
    pub fn given(&self) -> Given {
        self.given
    }

    /// The text, without byte order mark. Not masked: for features that edit, never for output.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Lines of the text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// Its documents and what is known of them; `None` for a file that is skipped or unreadable.
    pub fn recognised(&self) -> Option<&Recognised> {
        match &self.state {
            State::Recognised(r) => Some(r),
            _ => None,
        }
    }

    /// Its documents in order; none for a file that is skipped or unreadable.
    pub fn parts(&self) -> &[Part] {
        self.recognised().map_or(&[], |r| &r.parts)
    }

    /// The document that an offset in the text lies in.
    pub fn part_at(&self, offset: u32) -> Option<&Part> {
        let parts = self.parts();
        parts.iter().rev().find(|p| p.chunk.start <= offset)
    }

    /// The text of a document of this file, markers and comments included.
    pub fn text_of(&self, part: &Part) -> &str {
        slice(&self.text, part.chunk)
    }

    /// The document of a source.
    pub fn part_of(&self, source: SourceId) -> Option<&Part> {
        self.parts().iter().find(|p| p.document.source == source)
    }

    /// Range of a span in the text; `None` when it lies in no document of this file.
    pub fn range_of(&self, span: Span) -> Option<core::ops::Range<u32>> {
        let part = self.part_of(span.source)?;
        Some(part.chunk.start + span.start..part.chunk.start + span.end)
    }

    /// Place of a span; `None` when it lies in no document of this file.
    pub fn locate(&self, span: Span) -> Option<Location> {
        Some(self.locate_in(self.part_of(span.source)?, span))
    }

    /// Place of a span of a document of this file.
    pub(super) fn locate_in(&self, part: &Part, span: Span) -> Location {
        let (start, end) = (self.point(part.chunk.start + span.start), self.point(part.chunk.start + span.end));
        Location { file: Arc::clone(&self.path), start, end }
    }

    fn point(&self, offset: u32) -> Point {
        let at = self.lines.position(&self.text, offset, Encoding::Utf32);
        Point { line: at.line + 1, column: at.column + 1, byte: offset + self.shift }
    }

    /// Everything that was found and not allowed by a comment, unsorted and unmasked.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics_with([])
    }

    /// The same with findings of this file that others made.
    pub(super) fn diagnostics_with(&self, more: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
        let recognised = self.recognised();
        let single = self.parts().iter().flat_map(|p| &p.findings);
        let own = single.chain(recognised.into_iter().flat_map(|r| &r.set_findings)).cloned();
        let mut all: Vec<_> = own.chain(more).collect();
        for part in self.parts().iter().filter(|p| !p.allows.is_empty()) {
            allow::apply(&part.allows, part.document.source, &mut all);
        }
        if let Some(recognised) = recognised {
            all.retain(|d| recognised.switches.want(d.code));
        }
        all
    }

    /// What became of it.
    pub fn status(&self) -> Status {
        match &self.state {
            State::Recognised(_) => Status::Checked,
            State::Skipped(reason) => Status::Skipped(reason.clone()),
            State::Unreadable(reason) => Status::Unreadable(reason.clone()),
        }
    }

    /// Its report, masked.
    pub fn report(&self) -> Redacted<FileReport> {
        super::report::of_file(self)
    }
}
