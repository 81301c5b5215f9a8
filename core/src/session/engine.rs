//! From bytes to a checked file, in one order for every shell. Holds what stays the same while files change.

use core::sync::atomic::{AtomicU32, Ordering};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::check::allow::allows;
use crate::check::{self, DocumentCx, SetCx};
use crate::diag::{Diagnostic, Severity};
use crate::document::{Document, Role};
use crate::lang::foreign::Tells;
use crate::lang::{Detection, Language, Probe, Registry};
use crate::model::Target;
use crate::syntax::{Chunk, Dialect, Syntax, SyntaxError, holes, parse, split_stream};
use crate::text::{SourceId, Span};
use crate::tree::{Comment, Tree};

use super::counts::{Counters, Counts, add};
use super::decode::decode;
use super::file::{About, Content, Draft, Given, OpenFile, Part, Recognised, State, slice};
use super::neighbours::{Neighbours, Statement};
use super::secrets::{AllNames, Names};
use super::target::{Chosen, TargetSource, choose};
use super::{Guidance, Options, Projects, Views};

/// Tables, options and views; opens and updates files. May be shared between threads.
#[derive(Debug)]
pub struct Engine {
    registry: Registry,
    options: Options,
    projects: Projects,
    views: Views,
    secret_names: AllNames,
    next_source: AtomicU32,
    counters: Counters,
}

impl Engine {
    /// An engine for these tables and wishes.
    pub fn new(registry: Registry, options: Options) -> Self {
        let (views, counters) = (Views::default(), Counters::default());
        let (projects, secret_names) = (Projects::default(), AllNames::default());
        Self { registry, options, projects, views, secret_names, next_source: AtomicU32::new(0), counters }
    }

    /// Lets projects have their say about files that are opened from now on.
    pub fn set_projects(&mut self, projects: Projects) {
        self.projects = projects;
    }

    /// The projects that have their say.
    pub fn projects(&self) -> &Projects {
        &self.projects
    }

    /// The tables.
    pub fn registry(&self) -> Registry {
        self.registry
    }

    /// The wishes.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The views made so far.
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// Under which names a language keeps secrets.
    pub(crate) fn secret_names(&self, language: &Language) -> Arc<Names> {
        self.secret_names.of(language)
    }

    /// How much was computed so far.
    pub fn counts(&self) -> Counts {
        self.counters.get()
    }

    /// Reads and checks a file.
    pub fn open(&self, path: &str, bytes: &[u8], given: Given) -> OpenFile {
        self.load(path.into(), given, bytes, None)
    }

    /// Reads a file again, now with what others say about it. Without news for it, it stays as it is.
    pub fn place(&self, file: OpenFile, neighbours: &Neighbours) -> OpenFile {
        let beside = neighbours.beside(&file.path);
        if *file.beside == beside || !file.says_less_than(&beside) {
            return file;
        }
        let about = About { path: Arc::clone(&file.path), given: file.given, beside: Arc::new(beside) };
        let (text, shift, invalid) = (Arc::clone(&file.text), file.shift, file.invalid);
        self.load_text(about, text, shift, invalid, Some(file))
    }

    /// Reads a file as what the caller says it is, whatever it looks like: a patch that was given as one.
    /// Its target is `target`, or chosen as for any other file.
    pub fn open_as(
        &self,
        path: &str,
        bytes: &[u8],
        language: &'static Language,
        role: Role,
        target: Option<&Target>,
    ) -> OpenFile {
        let decoded = match decode(bytes) {
            Ok(decoded) => decoded,
            Err(reason) => return self.unreadable(path, reason),
        };
        let text: Arc<str> = decoded.text.into();
        let drafts = self.drafts(&text, language.syntax, language.dialect, &mut Kept::default());
        let about = About { path: path.into(), given: Given::Named, beside: Arc::default() };
        let mut state = match target {
            Some(target) => {
                let chosen = Chosen::one(target.clone(), TargetSource::Flag, Vec::new());
                let switches = self.projects.guidance(path).switches;
                let chosen = Chosen { guidance: Guidance { switches, ..Guidance::default() }, ..chosen };
                self.assemble(&about, language, role, drafts, chosen, &text)
            }
            None => self.recognised(&about, language, role, drafts, &text),
        };
        if let (State::Recognised(file), Some(at)) = (&mut state, decoded.invalid) {
            file.set_findings.extend(invalid_utf8(file, at as u32));
        }
        OpenFile { shift: decoded.shift, ..OpenFile::new(about, text, state) }
    }

    /// A file that could not be read, for the report.
    pub fn unreadable(&self, path: &str, reason: &str) -> OpenFile {
        let about = About { path: path.into(), given: Given::Named, beside: Arc::default() };
        OpenFile::new(about, Arc::from(""), State::Unreadable(reason.to_owned()))
    }

    /// Reads a changed file again; documents whose text is the same are neither parsed nor checked again.
    pub fn update(&self, old: OpenFile, bytes: &[u8]) -> OpenFile {
        let (path, given) = (Arc::clone(&old.path), old.given);
        self.load(path, given, bytes, Some(old))
    }

    fn load(&self, path: Arc<str>, given: Given, bytes: &[u8], old: Option<OpenFile>) -> OpenFile {
        let beside = old.as_ref().map(|o| Arc::clone(&o.beside)).unwrap_or_default();
        let about = About { path, given, beside };
        let decoded = match decode(bytes) {
            Ok(decoded) => decoded,
            Err(reason) => return OpenFile::new(about, Arc::from(""), State::Skipped(reason.to_owned())),
        };
        self.load_text(about, decoded.text.into(), decoded.shift, decoded.invalid, old)
    }

    fn load_text(
        &self,
        about: About,
        text: Arc<str>,
        shift: u32,
        invalid: Option<usize>,
        old: Option<OpenFile>,
    ) -> OpenFile {
        let is_template = holes::is_template(&about.path) || holes::has_marks(&text);
        let masked = is_template.then(|| holes::mask(&text)).flatten();
        let masked = masked.map(|m| m.text);
        let masked = without_variables(&about.path, masked.as_deref().unwrap_or(&text)).or(masked);
        let mut says = Vec::new();
        let mut state = self.read(&about, masked.as_deref().unwrap_or(&text), old, &mut says);
        if let (State::Recognised(file), Some(at)) = (&mut state, invalid) {
            file.set_findings.extend(invalid_utf8(file, at as u32));
        }
        OpenFile { says, invalid, shift, ..OpenFile::new(about, text, state) }
    }

    fn read(&self, about: &About, text: &str, old: Option<OpenFile>, says: &mut Vec<Statement>) -> State {
        let (path, given) = (&*about.path, about.given);
        let mut kept = Kept::new(old);
        let mut broken = None;
        let guidance = self.projects.guidance(path);
        for syntax in syntaxes(path) {
            let (plain, mut telling): (Vec<_>, Vec<_>) =
                self.registry.languages.iter().copied().filter(|l| l.syntax == *syntax).partition(|l| !l.says_so);
            let Some(first) = plain.first().copied() else { continue };
            let drafts = self.drafts(text, *syntax, first.dialect, &mut kept);
            let trees: Vec<_> = drafts.iter().map(Draft::tree).collect();
            let wished = given == Given::Named && self.wished(path).is_some();
            if !wished && trees.iter().all(|t| t.root().is_none()) && drafts.iter().all(|d| !is_broken(d)) {
                return State::Skipped(
                    if text.trim().is_empty() { "it is empty" } else { "it is empty but for comments" }.into(),
                );
            }
            let probe = Probe { path, trees: &trees };
            let detected = |l: &'static Language| match (l.detect)(&probe) {
                Detection::Yes(role) => Some((l, role)),
                Detection::No => None,
            };
            let foreign = |yields: bool| self.registry.foreign.iter().find(|f| f.yields == yields && (f.is)(&probe));
            let mut found = telling.drain(..).find_map(detected);
            if let (None, Some(foreign)) = (found, foreign(false)) {
                let told = foreign.tells.map(|(language, tells)| (language, tells(&probe)));
                says.extend(told.map(|(language, tells)| Statement { language, tells, by_tool: true }));
                return State::Skipped(format!("it is {}", foreign.noun));
            }
            found = found.or_else(|| plain.iter().copied().find_map(detected));
            found = found.or_else(|| declared(&plain, &guidance));
            if let Some((language, role)) = found {
                let role = if about.beside.is_patch && role == Role::Config { Role::Patch } else { role };
                let release = (language.release_hint)(&trees).map(|(version, _)| version);
                let tells = Tells { release, ..Tells::default() };
                says.push(Statement { language: language.id, tells, by_tool: false });
                let drafts = if core::ptr::eq(language.dialect, first.dialect) {
                    drafts
                } else {
                    self.drafts(text, *syntax, language.dialect, &mut Kept::default())
                };
                // Who lists a file as a patch knows better than its content tells.
                let role = if role == Role::Config { guidance.role.unwrap_or(role) } else { role };
                return self.recognised(about, language, role, drafts, text);
            }
            if let Some(foreign) = foreign(true) {
                return State::Skipped(format!("it is {}", foreign.noun));
            }
            broken = broken.or(drafts.iter().any(is_broken).then_some((first, drafts)));
        }
        self.unrecognised(about, text, broken)
    }

    /// Nothing claims the file. Somebody who names it together with a target wants it read as that language; so does
    /// somebody who names a file that is too broken to be recognised.
    fn unrecognised(&self, about: &About, text: &str, broken: Option<(&'static Language, Vec<Draft>)>) -> State {
        let (path, given) = (&*about.path, about.given);
        let wished = match given {
            Given::Declared(id) => self.registry.language(id).filter(|l| syntaxes(path).contains(&l.syntax)),
            _ => self.wished(path),
        };
        match (given, wished, broken) {
            (Given::Named | Given::Declared(_), Some(language), _) => {
                let drafts = self.drafts(text, language.syntax, language.dialect, &mut Kept::default());
                self.recognised(about, language, Role::Config, drafts, text)
            }
            (Given::Named, None, Some((language, drafts))) => {
                self.recognised(about, language, Role::Config, drafts, text)
            }
            (_, _, Some(_)) => State::Skipped("it is not recognised, and its syntax is broken".to_owned()),
            _ => State::Skipped("it is no machine config that is known here".to_owned()),
        }
    }

    /// The language that somebody asked for by its target, if a file of this name can be of it.
    fn wished(&self, path: &str) -> Option<&'static Language> {
        self.options.targets.iter().find_map(|t| {
            let language = self.registry.language(t.language)?;
            syntaxes(path).contains(&language.syntax).then_some(language)
        })
    }

    fn drafts(&self, text: &str, syntax: Syntax, dialect: &Dialect, kept: &mut Kept) -> Vec<Draft> {
        let chunks = match syntax {
            Syntax::Yaml => split_stream(text),
            Syntax::Toml | Syntax::Json => vec![Chunk { start: 0, end: text.len() as u32 }],
        };
        let mut drafts: Vec<Draft> = Vec::with_capacity(chunks.len());
        // Aliases of some readers reach anchors of earlier documents, so a change there is a change here.
        let mut anchors_changed = false;
        for chunk in chunks {
            let body = slice(text, chunk);
            let depends = anchors_changed && body.contains('*');
            let old = if depends { None } else { kept.take(body, dialect) };
            anchors_changed |= old.is_none() && kept.is_update && body.contains('&');
            let content = old.map_or_else(
                || {
                    add(&self.counters.parsed);
                    let source = SourceId(self.next_source.fetch_add(1, Ordering::Relaxed));
                    // Only an alias asks for them, and a stream may have thousands of documents.
                    let earlier: Vec<_> =
                        if body.contains('*') { drafts.iter().map(Draft::tree).collect() } else { Vec::new() };
                    let mut parsed = parse(body, syntax, dialect, source, &earlier);
                    parsed.tree.take_seal();
                    Content::Fresh(source, parsed)
                },
                Content::Kept,
            );
            drafts.push(Draft { chunk, content });
        }
        drafts
    }

    fn recognised(
        &self,
        about: &About,
        language: &'static Language,
        role: Role,
        drafts: Vec<Draft>,
        text: &str,
    ) -> State {
        let guidance = self.projects.guidance(&about.path);
        let chosen = choose(&self.registry, language, &self.options, guidance, &drafts, text, &about.beside);
        self.assemble(about, language, role, drafts, chosen, text)
    }

    fn assemble(
        &self,
        about: &About,
        language: &'static Language,
        role: Role,
        drafts: Vec<Draft>,
        chosen: Chosen,
        text: &str,
    ) -> State {
        let mode = self.options.mode_for(language, chosen.guidance.mode.as_deref()).to_owned();
        let substituted = about.beside.replaces_dollars
            || chosen.guidance.role.is_some()
            || holes::is_template(&about.path)
            || holes::is_substituted(text);
        let mut parts = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let mut part = match draft.content {
                Content::Kept(part) => {
                    let d = &part.document;
                    let same = d.role == role && d.target == chosen.target && d.substituted == substituted;
                    if core::ptr::eq(d.language, language) && same {
                        parts.push(Part { chunk: draft.chunk, ..*part });
                        continue;
                    }
                    *part
                }
                Content::Fresh(source, parsed) => {
                    let steered = is_steered(&parsed.tree, slice(text, draft.chunk));
                    let document = Document {
                        source,
                        tree: parsed.tree,
                        language,
                        kind: None,
                        name: None,
                        role,
                        target: chosen.target.clone(),
                        readable: parsed.errors.is_empty(),
                        steered,
                        substituted,
                    };
                    let (errors, skipped) = (parsed.errors, parsed.skipped);
                    Part {
                        chunk: draft.chunk,
                        document,
                        view: None,
                        errors,
                        skipped,
                        findings: Vec::new(),
                        allows: Vec::new(),
                    }
                }
            };
            part.chunk = draft.chunk;
            part.document.language = language;
            part.document.role = role;
            part.document.target = chosen.target.clone();
            part.document.substituted = substituted;
            part.allows = allows(slice(text, part.chunk), &part.document.tree, part.document.source);
            self.check_document(&mut part, text, &mode);
            for other in &chosen.others {
                self.check_too(&mut part, other, text, &mode);
            }
            parts.push(part);
        }
        let mut set_findings = self.check_set(&parts, text, &mode);
        for other in &chosen.others {
            self.check_set_too(&mut parts, other, &mut set_findings, text, &mode);
        }
        set_findings.extend(empty_documents(&parts, text));
        set_findings.extend(chosen.problems.iter().cloned());
        let Chosen { target, source: target_source, by: target_by, guidance, .. } = chosen;
        let Guidance { switches, nodes, .. } = guidance;
        let found = Recognised {
            language,
            role,
            target,
            target_source,
            target_by,
            mode,
            parts,
            set_findings,
            switches,
            nodes,
            secret_names: self.secret_names(language),
        };
        State::Recognised(Box::new(found))
    }

    /// Checks a document for one more release, and keeps what is wrong there only.
    fn check_too(&self, part: &mut Part, other: &Target, text: &str, mode: &str) {
        let target = core::mem::replace(&mut part.document.target, other.clone());
        let (kind, name) = (part.document.kind, part.document.name.clone());
        let (mut found, view) = (core::mem::take(&mut part.findings), part.view.clone());
        self.check_document(part, text, mode);
        let known: HashSet<_> = found.iter().map(|d| (d.code, d.primary.span)).collect();
        let fresh = core::mem::take(&mut part.findings).into_iter();
        let language = part.document.language;
        found.extend(
            fresh.filter(|d| !known.contains(&(d.code, d.primary.span))).map(|d| found_for(d, language, other)),
        );
        (part.findings, part.view) = (found, view);
        (part.document.target, part.document.kind, part.document.name) = (target, kind, name);
    }

    /// Checks what holds across documents for one more release, and keeps what is wrong there only.
    fn check_set_too(&self, parts: &mut [Part], other: &Target, found: &mut Vec<Diagnostic>, text: &str, mode: &str) {
        let Some(language) = parts.first().map(|p| p.document.language) else { return };
        let mut before = Vec::with_capacity(parts.len());
        for part in parts.iter_mut() {
            let document = &mut part.document;
            let identified = (language.identify)(&document.tree, other);
            let view = identified.kind.map(|kind| self.views.get(kind, other));
            before.push((
                core::mem::replace(&mut document.target, other.clone()),
                core::mem::replace(&mut document.kind, identified.kind),
                core::mem::replace(&mut document.name, identified.name),
                core::mem::replace(&mut part.view, view),
            ));
        }
        let known: HashSet<_> = found.iter().map(|d| (d.code, d.primary.span)).collect();
        let fresh = self.check_set(parts, text, mode).into_iter();
        let fresh = fresh.filter(|d| !known.contains(&(d.code, d.primary.span)));
        found.extend(fresh.map(|d| found_for(d, language, other)));
        for (part, (target, kind, name, view)) in parts.iter_mut().zip(before) {
            (part.document.target, part.document.kind, part.document.name, part.view) = (target, kind, name, view);
        }
    }

    fn check_document(&self, part: &mut Part, text: &str, mode: &str) {
        add(&self.counters.checked);
        let text = slice(text, part.chunk);
        part.findings = part.errors.iter().map(of_syntax).collect();
        let document = &mut part.document;
        if document.role == Role::JsonPatch {
            part.findings.extend(check::json_patch(document));
            return;
        }
        if document.root().is_none() {
            return;
        }
        let identified = (document.language.identify)(&document.tree, &document.target);
        document.kind = identified.kind;
        document.name = identified.name;
        part.findings.extend(identified.problems);
        part.view = document.kind.map(|kind| self.views.get(kind, &document.target));
        if let Some(view) = &part.view {
            part.findings.extend(check::document(&DocumentCx { doc: &part.document, view, text, mode }));
        }
    }

    fn check_set(&self, parts: &[Part], text: &str, mode: &str) -> Vec<Diagnostic> {
        add(&self.counters.sets);
        let docs: Vec<_> = parts
            .iter()
            .filter_map(|p| {
                let view = p.view.as_deref()?;
                Some(DocumentCx { doc: &p.document, view, text: slice(text, p.chunk), mode })
            })
            .collect();
        let complete = parts.iter().all(|p| p.view.is_some() || p.document.root().is_none());
        check::set(&SetCx { docs: &docs, complete, mode })
    }
}

/// A finding of a release that is not the file's first one.
fn found_for(finding: Diagnostic, language: &Language, release: &Target) -> Diagnostic {
    let title = language.title;
    finding.help(format!("found for {title} {}, which some of the nodes with this file run", release.version))
}

/// Language and role of a file that a project uses as a patch, when its content tells nothing.
fn declared(languages: &[&'static Language], guidance: &Guidance) -> Option<(&'static Language, Role)> {
    let role = guidance.role.filter(|r| *r == Role::Patch)?;
    let language = languages.iter().find(|l| guidance.targets.iter().any(|t| t.language == l.id))?;
    Some((language, role))
}

/// True when a statement of a template stood in the document.
fn is_steered(tree: &Tree, text: &str) -> bool {
    let is_statement = |c: &Comment| text.get(c.span.range()).is_some_and(|t| t.contains(holes::FILLER));
    tree.comments().iter().any(is_statement)
}

/// What is said of documents without content, and of a file that has no other.
fn empty_documents(parts: &[Part], text: &str) -> Vec<Diagnostic> {
    let empty = |p: &&Part| p.document.root().is_none() && p.errors.is_empty();
    let place = |p: &Part| {
        let comment = p.document.tree.comments().first().map(|c| c.span);
        let end = slice(text, p.chunk).find(char::is_whitespace).unwrap_or(0) as u32;
        comment.unwrap_or(Span::new(p.document.source, 0, end))
    };
    match parts.first() {
        Some(first) if parts.iter().all(|p| empty(&p)) && first.document.role == Role::Patch => {
            let problem = Diagnostic::new(
                "patch/changes-nothing",
                Severity::Warning,
                "the patch holds no document, so it changes nothing",
                place(first),
            );
            vec![problem.help("upstream takes it for a JSON patch, which a configuration of several documents refuses")]
        }
        Some(first) if parts.iter().all(|p| empty(&p)) => {
            let problem =
                Diagnostic::error("shape/no-document", "the file holds no configuration at all", place(first));
            vec![problem.help("a machine refuses a configuration without any document")]
        }
        _ => parts.iter().filter(empty).filter_map(|p| check::empty_document(&p.document, place(p))).collect(),
    }
}

/// Documents of the file before an edit, by text.
#[derive(Default)]
struct Kept {
    by_text: HashMap<Box<str>, Vec<Part>>,
    is_update: bool,
}

impl Kept {
    fn new(old: Option<OpenFile>) -> Self {
        let mut kept = Self::default();
        let Some(OpenFile { text, state: State::Recognised(file), .. }) = old else { return kept };
        kept.is_update = true;
        // Reversed, so that `pop` gives equal documents in their order.
        for part in file.parts.into_iter().rev() {
            kept.by_text.entry(slice(&text, part.chunk).into()).or_default().push(part);
        }
        kept
    }

    fn take(&mut self, text: &str, dialect: &Dialect) -> Option<Box<Part>> {
        let parts = self.by_text.get_mut(text)?;
        let same = parts.last().is_some_and(|p| core::ptr::eq(p.document.language.dialect, dialect));
        if same { parts.pop().map(Box::new) } else { None }
    }
}

/// The text without variables such as `${A}`, when they stand where they break the YAML and it parses without them.
fn without_variables(path: &str, text: &str) -> Option<String> {
    let dialect = Dialect { reader: "any", refuses: &[] };
    let parses = |text: &str| {
        let parsed = |c: &Chunk| parse(slice(text, *c), Syntax::Yaml, &dialect, SourceId(0), &[]);
        split_stream(text).iter().all(|c| parsed(c).errors.is_empty())
    };
    if !text.contains("${") || !syntaxes(path).contains(&Syntax::Yaml) || parses(text) {
        return None;
    }
    holes::mask_variables(text).filter(|masked| parses(masked))
}

fn is_broken(draft: &Draft) -> bool {
    match &draft.content {
        Content::Fresh(_, parsed) => !parsed.errors.is_empty(),
        Content::Kept(part) => !part.errors.is_empty(),
    }
}

/// Syntaxes to try for a path, likeliest first. Readers of YAML take JSON, too.
fn syntaxes(path: &str) -> &'static [Syntax] {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "toml" => &[Syntax::Toml],
        "json" | "ign" => &[Syntax::Json, Syntax::Yaml],
        "yaml" | "yml" => &[Syntax::Yaml],
        _ => &[Syntax::Yaml, Syntax::Toml],
    }
}

fn of_syntax(error: &SyntaxError) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(error.code, error.message.clone(), error.span);
    if let Some((message, span)) = &error.related {
        diagnostic = diagnostic.label(*span, message.clone());
    }
    diagnostic.help.extend(error.help.clone());
    diagnostic
}

fn invalid_utf8(file: &Recognised, at: u32) -> Option<Diagnostic> {
    let part = file.parts.iter().rev().find(|p| p.chunk.start <= at)?;
    let at = at - part.chunk.start;
    let span = Span::new(part.document.source, at, at + 1);
    let code = match file.language.syntax {
        Syntax::Yaml => "yaml/invalid-utf8",
        Syntax::Toml => "toml/invalid-utf8",
        Syntax::Json => "json/invalid-utf8",
    };
    let diagnostic = Diagnostic::error(code, "this byte is not UTF-8", span);
    Some(diagnostic.help("save the file as UTF-8; an editor that guessed the encoding shows a wrong character here"))
}
