//! Which release a file is read for, and why: explicit wish, comment in the file, project, release that the file names,
//! release that a file beside it names, newest.

use std::sync::Arc;

use crate::diag::{Diagnostic, Severity};
use crate::lang::{Language, Registry};
use crate::model::Target;
use crate::text::Span;

use super::file::Draft;
use super::options::{parse_target, unknown_release};
use super::{Beside, Guidance, Options};

/// What decided the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetSource {
    /// An option of the command line or an editor setting.
    Flag,
    /// A comment `# ostler: target LANGUAGE=VERSION` in the file.
    Comment,
    /// The project file.
    Project,
    /// The file itself names a release, such as the tag of an install image.
    Image,
    /// Another file of the run names a release: the nearest directory upwards.
    Neighbour,
    /// Nothing; the newest stable release.
    Default,
}

impl TargetSource {
    /// Name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Comment => "comment",
            Self::Project => "project",
            Self::Image => "image",
            Self::Neighbour => "neighbour",
            Self::Default => "default",
        }
    }

    /// For people, behind "checked for 1.13": why that one.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Flag => "as asked for",
            Self::Comment => "as a comment in the file says",
            Self::Project => "as the project file says",
            Self::Image => "the release that the file names",
            Self::Neighbour => "the release that a file beside it names",
            Self::Default => "the newest stable release, since nothing names another",
        }
    }
}

/// A decision with what was wrong on the way to it.
#[derive(Debug)]
pub(super) struct Chosen {
    pub target: Target,
    pub source: TargetSource,
    /// The file that names the release, when it is another one.
    pub by: Option<Arc<str>>,
    /// Later releases that the file is read for, too.
    pub others: Vec<Target>,
    /// What the file's project says about it.
    pub guidance: Guidance,
    pub problems: Vec<Diagnostic>,
}

impl Chosen {
    /// One release.
    pub fn one(target: Target, source: TargetSource, problems: Vec<Diagnostic>) -> Self {
        Self { target, source, by: None, others: Vec::new(), guidance: Guidance::default(), problems }
    }
}

/// Start of a comment that is meant for us.
const DIRECTIVE: &str = "ostler: target";

pub(super) fn choose(
    registry: &Registry,
    language: &'static Language,
    options: &Options,
    guidance: Guidance,
    drafts: &[Draft],
    text: &str,
    beside: &Beside,
) -> Chosen {
    let mut problems = Vec::new();
    let ours = |t: &&Target| t.language == language.id && language.supports(t.version);
    let mut project: Vec<_> = guidance.targets.iter().filter(ours).cloned().collect();
    let setting = options.settings.targets.iter().filter(|_| project.is_empty());
    let chosen = |target: Target, source, problems| Chosen { guidance, ..Chosen::one(target, source, problems) };
    if let Some(target) = options.targets.iter().chain(setting).find(|t| t.language == language.id) {
        return chosen(target.clone(), TargetSource::Flag, problems);
    }
    if let Some(target) = from_comments(registry, language, drafts, text, &mut problems) {
        return chosen(target, TargetSource::Comment, problems);
    }
    if !project.is_empty() {
        let target = project.remove(0);
        return Chosen { others: project, ..chosen(target, TargetSource::Project, problems) };
    }
    let trees: Vec<_> = drafts.iter().map(Draft::tree).collect();
    match (language.release_hint)(&trees) {
        Some((version, _)) if language.supports(version) => {
            return chosen(Target::new(language.id, version), TargetSource::Image, problems);
        }
        Some((version, span)) => {
            let headline = format!("this is {} {version}, of which nothing is known here", language.title);
            let used = language.default_release();
            problems.push(
                Diagnostic::new("project/unknown-release", Severity::Info, headline, span)
                    .help(format!("the file is checked for {used} instead; {}", unknown_release(language, ""))),
            );
        }
        None => {
            if let Some(named) = beside.release(language).filter(|n| language.supports(n.version)) {
                let target = Target::new(language.id, named.version);
                let by = Some(Arc::clone(&named.by));
                return Chosen { by, ..chosen(target, TargetSource::Neighbour, problems) };
            }
        }
    }
    chosen(Target::new(language.id, language.default_release()), TargetSource::Default, problems)
}

fn from_comments(
    registry: &Registry,
    language: &Language,
    drafts: &[Draft],
    text: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Target> {
    for draft in drafts {
        let chunk = draft.text(text);
        for comment in draft.tree().comments() {
            let body = chunk.get(comment.span.range()).unwrap_or("").trim_start_matches('#').trim();
            let Some(wishes) = body.strip_prefix(DIRECTIVE) else { continue };
            for wish in wishes.split_whitespace() {
                match parse_target(registry, wish, "") {
                    Ok(target) if target.language == language.id => return Some(target),
                    Ok(_) => {}
                    Err(error) => problems.push(wrong_comment(&error.0, comment.span)),
                }
            }
        }
    }
    None
}

fn wrong_comment(message: &str, span: Span) -> Diagnostic {
    let (headline, rest) = message.split_once("; ").map_or((message, None), |(h, r)| (h, Some(r)));
    let mut diagnostic = Diagnostic::error("project/unknown-release", headline, span);
    diagnostic.help.extend(rest.map(str::to_owned));
    diagnostic
}
