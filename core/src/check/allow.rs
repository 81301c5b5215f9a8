//! Comments that allow a finding: `# ostler: allow(code) reason`, on the finding's line or the line before.
//!
//! A pure function of a document's text, comments and findings; knows no language.

use crate::diag::Diagnostic;
use crate::text::{SourceId, Span};
use crate::tree::Tree;

/// Start of such a comment, behind its `#`.
const DIRECTIVE: &str = "ostler: allow(";

/// A comment that allows one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The code.
    pub code: String,
    /// Whether a reason follows.
    pub has_reason: bool,
    /// Where the code stands in the comment.
    pub span: Span,
    /// The bytes of the lines that it covers: its own and the next that is no comment.
    pub covers: core::ops::Range<u32>,
}

/// The allowances of a document, in order; a comment may list several codes, divided by commas.
pub fn allows(text: &str, tree: &Tree, source: SourceId) -> Vec<Allow> {
    let mut out = Vec::new();
    for comment in tree.comments() {
        let range = comment.span.range();
        let Some(body) = text.get(range.clone()) else { continue };
        let words = body.trim_start_matches('#').trim_start();
        let Some(rest) = words.strip_prefix(DIRECTIVE) else { continue };
        let Some((codes, reason)) = rest.split_once(')') else { continue };
        let mut at = range.start + body.len() - rest.len();
        let covers = covered(text, range.start);
        for code in codes.split(',') {
            let name = code.trim();
            let start = at + code.len() - code.trim_start().len();
            let span = Span::new(source, start as u32, (start + name.len()) as u32);
            let has_reason = !reason.trim().is_empty();
            out.push(Allow { code: name.to_owned(), has_reason, span, covers: covers.clone() });
            at += code.len() + 1;
        }
    }
    out
}

/// From the start of the line at `at` to the end of the next line that is neither blank nor a comment.
fn covered(text: &str, at: usize) -> core::ops::Range<u32> {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |n| from + n + 1);
    let mut end = line_end(at);
    loop {
        let next = line_end(end);
        let line = text[end..next].trim();
        let skip = next < text.len() && (line.is_empty() || line.starts_with('#'));
        end = next;
        if !skip {
            return start as u32..end as u32;
        }
    }
}

/// Takes allowed findings out of `findings`, which concern the document `source` only, and adds what is wrong with the
/// comments themselves.
pub fn apply(allows: &[Allow], source: SourceId, findings: &mut Vec<Diagnostic>) {
    let mut used = vec![false; allows.len()];
    filter(allows, source, findings, &mut used);
    findings.extend(remarks(allows, &used));
}

/// Takes allowed findings out of `findings` and notes in `used`, one entry for each comment, which allowed something.
/// Findings in other documents stay.
pub fn filter(allows: &[Allow], source: SourceId, findings: &mut Vec<Diagnostic>, used: &mut [bool]) {
    findings.retain(|finding| {
        let span = finding.primary.span;
        let mut keep = true;
        for (allow, used) in allows.iter().zip(used.iter_mut()) {
            let here = span.source == source && allow.covers.contains(&span.start);
            if here && allow.code == finding.code {
                *used = true;
                keep = false;
            }
        }
        keep
    });
}

/// What is wrong with comments that allow: those that allow nothing, and those without a reason.
pub fn remarks(allows: &[Allow], used: &[bool]) -> Vec<Diagnostic> {
    let remark = |(allow, used): (&Allow, &bool)| {
        if !used {
            let headline = format!("nothing here is allowed by `{}`", allow.code);
            let remark = Diagnostic::warning("ostler/unused-allow", headline, allow.span);
            return Some(remark.help("no finding of that code stands on this line or the next; remove the comment"));
        }
        let headline = format!("`{}` is allowed without a reason", allow.code);
        (!allow.has_reason).then(|| {
            Diagnostic::error("ostler/allow-without-reason", headline, allow.span)
                .help("say why behind the bracket, for whoever reads this next")
        })
    };
    allows.iter().zip(used).filter_map(remark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Dialect, Syntax, parse};

    const YAML: Dialect = Dialect { reader: "YAML", refuses: &[] };

    fn run(text: &str, findings: &[(&'static str, u32)]) -> Vec<(&'static str, u32)> {
        let source = SourceId(1);
        let parsed = parse(text, Syntax::Yaml, &YAML, source, &[]);
        let made = |(code, at): &(&'static str, u32)| Diagnostic::error(code, "x", Span::new(source, *at, *at + 1));
        let mut list: Vec<_> = findings.iter().map(made).collect();
        apply(&allows(text, &parsed.tree, source), source, &mut list);
        list.iter().map(|d| (d.code, d.primary.span.start)).collect()
    }

    #[test]
    fn allows_on_the_line_and_the_next() {
        let text = "# ostler: allow(a/b) as agreed\nx: 1\ny: 2 # ostler: allow(a/b, a/c) both\n";
        assert_eq!(run(text, &[("a/b", 31), ("a/b", 36), ("a/c", 36)]), []);
        assert_eq!(run(text, &[("a/c", 31), ("a/b", 36), ("a/c", 36)]), [("a/c", 31), ("ostler/unused-allow", 16)]);
    }

    #[test]
    fn wants_a_reason() {
        assert_eq!(run("x: 1 # ostler: allow(a/b)\n", &[("a/b", 0)]), [("ostler/allow-without-reason", 21)]);
    }
}
