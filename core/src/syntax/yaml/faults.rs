//! What stopped the parser, told so that a person finds the cause: a place in the text and a sentence of our own.
//!
//! Works on the fault and the looks of the lines around it; knows nothing of repair.

use core::ops::Range;

use super::events::ErrorKind;
use super::gap;
use super::line::Line;
use super::probe::{Trouble, swallows};

/// A problem before it gets its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub code: &'static str,
    pub message: String,
    pub at: Range<usize>,
    pub related: Option<(String, Range<usize>)>,
    pub help: Option<String>,
}

pub(super) const SYNTAX: &str = "yaml/syntax";
pub(super) const INDENTATION: &str = "yaml/indentation";
pub(super) const TAB: &str = "yaml/tab";
pub(super) const UNCLOSED: &str = "yaml/unclosed";

impl Problem {
    pub fn new(code: &'static str, message: impl Into<String>, at: Range<usize>) -> Self {
        Self { code, message: message.into(), at, related: None, help: None }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn related(mut self, message: impl Into<String>, at: Range<usize>) -> Self {
        self.related = Some((message.into(), at));
        self
    }
}

/// Finds the cause of a trouble and words it.
pub(super) fn explain(text: &str, trouble: &Trouble) -> Problem {
    if let Some(open) = unclosed_quote(text, trouble) {
        return quote_problem(text, open);
    }
    if let Some(problem) = unclosed_bracket(text, trouble) {
        return problem;
    }
    let at = trouble.fault.at;
    match &trouble.fault.kind {
        ErrorKind::MappingValueNotAllowed => colon(text, trouble),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => misplaced(text, trouble),
        ErrorKind::SimpleKeyExpected => no_colon(text, at),
        ErrorKind::ExpectedDocumentStart | ErrorKind::MissingDocumentEndBeforeDirective => outside(text, at),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => tab(text, at),
        ErrorKind::UnexpectedCharacter { character } => character_problem(text, at, *character),
        kind => listed(text, at, kind),
    }
}

/// The opening quote of a quoted text that has no closing one, or only found a later text's.
pub(super) fn unclosed_quote(text: &str, trouble: &Trouble) -> Option<usize> {
    let at = trouble.fault.at;
    match trouble.fault.kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => Some(at),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            let open = gap::find(text, trouble.before..at, b"\"'")?;
            swallows(text, &(open..at)).then_some(open)
        }
        ErrorKind::InvalidQuotedScalarIndent => gap::find(text, trouble.before..at, b"\"'"),
        _ => None,
    }
}

pub(super) fn quote_problem(text: &str, open: usize) -> Problem {
    let quote = &text[open..=open];
    Problem::new(UNCLOSED, format!("The quoted text that begins here with `{quote}` is never closed"), open..open + 1)
        .help(format!("put a `{quote}` behind the text"))
}

/// A bracket that was never closed: the parser went on into lines that belong to the collection outside.
fn unclosed_bracket(text: &str, trouble: &Trouble) -> Option<Problem> {
    let at = trouble.fault.at;
    if let ErrorKind::UnclosedFlowCollection { open } = trouble.fault.kind {
        return Some(bracket_problem(open, at, None));
    }
    let open = trouble.bracket?;
    let (first, here) = (Line::at(text, open), Line::at(text, at));
    let runs_on = here.whole.start > first.whole.start
        && here.indent() <= first.indent()
        && (here.key.is_some() || text[here.content..].starts_with("- "));
    runs_on.then(|| bracket_problem(text[open..].chars().next().unwrap_or('['), open, Some(here.content..here.end)))
}

fn bracket_problem(open: char, at: usize, next: Option<Range<usize>>) -> Problem {
    let close = if open == '{' { '}' } else { ']' };
    let problem = Problem::new(UNCLOSED, format!("The `{open}` that opens here is never closed"), at..at + 1)
        .help(format!("put a `{close}` behind the last item"));
    match next {
        Some(next) => problem.related("this line is read as a part of it", next),
        None => problem,
    }
}

/// `: ` where no key can be.
fn colon(text: &str, trouble: &Trouble) -> Problem {
    let at = trouble.fault.at;
    let line = Line::at(text, at);
    let colon = at..(at + 1).min(text.len());
    let own_key = line.key.as_ref().is_some_and(|k| text.get(k.end..at).is_some_and(|t| t.trim().is_empty()));
    if text[line.whole.clone()].starts_with("---") {
        return Problem::new(SYNTAX, "A map cannot begin on the line of `---`", colon)
            .help("begin it on the next line");
    }
    if !own_key {
        if line.key.is_some() && at + 1 == line.end {
            return Problem::new(SYNTAX, "A value cannot end with `:`", colon).help("put quotes around the value");
        }
        if line.key.is_some() {
            return Problem::new(SYNTAX, "A value on the same line as its key cannot hold another `: `", colon)
                .help("put quotes around the value, or begin the inner map on the next line, indented");
        }
        return Problem::new(SYNTAX, "`: ` cannot stand here, since no key ends before it", colon)
            .help("put quotes around a key that has blanks or special characters in it");
    }
    let key = line.key.clone().unwrap_or(colon);
    let name = text[key.clone()].trim_matches(['"', '\'']).to_owned();
    if let Some(previous) = line.previous(text) {
        if previous.key.is_none() && previous.indent() <= line.indent() && !previous.is_marker(text) {
            return no_colon(text, previous.body);
        }
        if !previous.value.is_empty() && line.indent() > previous.indent() {
            let owner = previous.key.map_or_else(|| "the key above".to_owned(), |k| format!("`{}`", &text[k]));
            return Problem::new(INDENTATION, format!("`{name}` is indented as if it belonged to {owner}"), key)
                .related("which already has a value", previous.value)
                .help("give it the indentation of the keys that it belongs with");
        }
    }
    Problem::new(INDENTATION, format!("`{name}` cannot be a key at this place"), key)
        .help("give it the indentation of the keys that it belongs with")
}

/// A line that fits no collection that is open.
fn misplaced(text: &str, trouble: &Trouble) -> Problem {
    let at = trouble.fault.at.min(text.len());
    let line = Line::at(text, at);
    let rest = at..line.end.max(at);
    if at > line.content && line.whole.start < trouble.before {
        return Problem::new(SYNTAX, "There is something behind the value that does not belong to it", rest)
            .help("put quotes around the whole value");
    }
    if text[line.content..].starts_with('-') && line.body > line.content {
        return Problem::new(INDENTATION, "A list item cannot stand here", line.content..line.content + 1)
            .help("give it the indentation of the items, or of the key, that it belongs with");
    }
    match &line.key {
        Some(key) => {
            let message = format!("`{}` has an indentation that no key above it has", &text[key.clone()]);
            let message = match trouble.fault.kind {
                ErrorKind::ExpectedBlockSequenceEntry => {
                    format!("`{}` stands among the items of a list", &text[key.clone()])
                }
                _ => message,
            };
            Problem::new(INDENTATION, message, key.clone())
                .help("give it the indentation of the keys that it belongs with")
        }
        None => no_colon(text, line.body.max(line.content)),
    }
}

/// A word where a key must be.
pub(super) fn no_colon(text: &str, at: usize) -> Problem {
    let line = Line::at(text, at);
    let content = line.body..line.end.max(line.body);
    let words = &text[content.clone()];
    if let Some(tight) = tight_colon(words) {
        let colon = line.body + tight;
        return Problem::new(SYNTAX, format!("`{}` needs a blank behind its `:`", &words[..tight]), colon..colon + 1);
    }
    if words.contains([' ', '\t']) || words.is_empty() {
        return Problem::new(SYNTAX, "This line is neither a key with a value nor a part of the value above", content)
            .help("a key ends with `:`");
    }
    Problem::new(SYNTAX, format!("`{words}` has no `:` behind it"), content)
        .help("a key ends with `:`, and its value stands behind that or below")
}

/// Place of the colon in `key:value`, where the blank is missing.
pub(super) fn tight_colon(words: &str) -> Option<usize> {
    let colon = words.find(':').filter(|c| *c > 0)?;
    let is_word = |s: &str| s.bytes().all(super::line::is_key_byte);
    let value = &words[colon + 1..];
    (is_word(&words[..colon]) && !value.is_empty() && !value.starts_with([' ', '\t', '/', ':'])).then_some(colon)
}

fn outside(text: &str, at: usize) -> Problem {
    let line = Line::at(text, at.min(text.len()));
    let content = line.content..line.end.max(line.content);
    if text[content.clone()].starts_with('%') {
        return Problem::new(SYNTAX, "A directive can only stand before a document's `---`", content);
    }
    if text[..at.min(text.len())].trim_start_matches('\u{feff}').trim_start().starts_with('%') {
        return Problem::new(SYNTAX, "The directives above need a line `---` before the document", content);
    }
    Problem::new(INDENTATION, "This line is indented less than the beginning of the document", content)
        .help("begin all keys of the outermost map at the first column")
}

/// A tab where blanks must be.
fn tab(text: &str, at: usize) -> Problem {
    let line = Line::at(text, at.min(text.len()));
    let tabs = |l: &Line| text[l.whole.clone()].find('\t').map(|t| l.whole.start + t).filter(|t| *t <= l.content);
    // Block scalars are reported at their header; the tab is below.
    let found = tabs(&line).or_else(|| line.next(text).and_then(|l| tabs(&l)));
    let found = found.or_else(|| text[line.content..line.whole.end].find('\t').map(|t| line.content + t));
    let start = found.unwrap_or(at.min(text.len()));
    let run = text[start..].bytes().take_while(|b| *b == b'\t').count();
    let one = text[start..].chars().next().map_or(0, char::len_utf8);
    Problem::new(TAB, "A tab cannot be used as indentation", start..start + run.max(one)).help("use blanks")
}

fn character_problem(text: &str, at: usize, character: char) -> Problem {
    let range = at..at + text[at..].chars().next().map_or(0, char::len_utf8);
    if text[at..].starts_with("{%") || text[at..].starts_with("%}") {
        return Problem::new(SYNTAX, "This is a statement of a template language, not YAML", range)
            .help("render the template first");
    }
    let message = format!("A value cannot begin with `{}`", character.escape_debug());
    Problem::new(SYNTAX, message, range).help("put quotes around the value")
}

/// Faults that are told by their kind alone.
fn listed(text: &str, at: usize, kind: &ErrorKind) -> Problem {
    let at = at.min(text.len());
    let line = Line::at(text, at);
    let range = at..text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let rest = at..line.end.max(at);
    let plain = |message: &str| Problem::new(SYNTAX, message, range.clone());
    match kind {
        ErrorKind::UnknownQuotedScalarEscape => escape(text, at),
        ErrorKind::InvalidQuotedScalarHexEscape | ErrorKind::InvalidLowSurrogateHexEscape => {
            Problem::new(SYNTAX, "An escape in this text has too few hexadecimal digits", rest)
                .help("`\\x` takes two, `\\u` four and `\\U` eight")
        }
        ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => Problem::new(SYNTAX, "An escape in this text names no character", rest),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            Problem::new(SYNTAX, "There is something behind the closing quote", rest)
                .help("quote the whole value, or escape a quote inside it")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            plain("This bracket closes nothing").help("put quotes around a text with brackets in it")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            plain(&format!("The `{open}` that opens here is closed by `{close}`"))
        }
        ErrorKind::ExpectedFlowMappingSeparator => plain("A `,` or `}` is missing before this"),
        ErrorKind::ExpectedFlowSequenceSeparator => plain("A `,` or `]` is missing before this"),
        ErrorKind::InvalidColonPlacement => plain("A `,` is missing before this key, or its `:` is out of place"),
        ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence => plain("There is no item before this comma"),
        ErrorKind::BlockEntryInFlowCollection => {
            plain("A list item with `-` cannot stand inside brackets").help("separate the items by commas")
        }
        ErrorKind::BlockSequenceEntryNotAllowed if line.is_marker(text) => {
            plain("A list cannot begin on the line of `---`").help("begin it on the next line")
        }
        ErrorKind::BlockSequenceEntryNotAllowed => {
            plain("A list cannot begin on the line of its key").help("begin it on the next line, or use `[ ]`")
        }
        ErrorKind::MissingAnchorOrAliasName => match text.as_bytes().get(at) {
            Some(b'*') => plain("`*` is an alias and needs a name").help("put quotes around a text with `*` in front"),
            _ => plain("`&` is an anchor and needs a name").help("put quotes around a text with `&` in front"),
        },
        ErrorKind::UndeclaredTagHandle => Problem::new(SYNTAX, "The handle of this tag was not declared", rest)
            .help("put quotes around a text with `!` in front"),
        ErrorKind::CommentInterceptedScalar | ErrorKind::CommentNotSeparated => plain("A comment cannot stand here"),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            Problem::new(SYNTAX, "Only a digit from 1 to 9, `+` or `-` can follow here", rest)
                .help("put quotes around a text with `|` or `>` in front")
        }
        ErrorKind::InvalidBlockScalarIndent => Problem::new(
            INDENTATION,
            "A blank line above this block of text is indented deeper than its first line",
            rest,
        ),
        ErrorKind::UnsupportedYamlMajorVersion => Problem::new(SYNTAX, "Only `%YAML 1.1` and 1.2 exist", rest),
        ErrorKind::DuplicateVersionDirective | ErrorKind::DuplicateTagDirective => {
            Problem::new(SYNTAX, "This directive was given before", rest)
        }
        ErrorKind::MissingYamlVersion
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::ExpectedTagDirectiveBang
        | ErrorKind::InvalidTagDirectiveTerminator => Problem::new(SYNTAX, "This directive is not complete", rest),
        ErrorKind::InvalidDocumentEnd => Problem::new(SYNTAX, "Nothing but a comment can follow `...`", rest),
        ErrorKind::BomInsideDocument => plain("A byte order mark can only stand at the start of the file"),
        ErrorKind::PlainScalarStartsWithDashFlowIndicator => plain("A value cannot begin with `-` here"),
        ErrorKind::MappingKeyNotAllowed => plain("`? ` cannot stand here"),
        ErrorKind::UnclosedVerbatimTag | ErrorKind::InvalidTagTerminator | ErrorKind::MissingTagUri => {
            Problem::new(SYNTAX, "This tag is not complete", rest).help("put quotes around a text with `!` in front")
        }
        other => Problem::new(SYNTAX, format!("This is not valid YAML: {other}"), range),
    }
}

/// An unknown escape: the backslash itself, not the quote where the parser reports it.
fn escape(text: &str, open: usize) -> Problem {
    let bytes = text.as_bytes();
    let mut at = open + 1;
    while at + 1 < bytes.len() && bytes[at] != b'"' {
        if bytes[at] == b'\\' {
            if !b"0abt\tnvfre \"/\\N_LPxuU\r\n".contains(&bytes[at + 1]) {
                let end = at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
                return Problem::new(SYNTAX, format!("`{}` is not an escape", &text[at..end]), at..end)
                    .help("write `\\\\` for a backslash, or use single quotes");
            }
            at += 1;
        }
        at += 1;
    }
    Problem::new(SYNTAX, "An escape in this text is unknown", open..open + 1)
}
