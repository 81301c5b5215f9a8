//! Geometry of text: lines, columns, line breaks. Must not know trees or syntaxes.

use super::Splice;

/// First byte of the line that holds `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

/// End of the line that holds `at`, before its line break.
pub(super) fn eol(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    if end > at && text[..end].ends_with('\r') && end < text.len() { end - 1 } else { end }
}

/// Start of the line behind the one that holds `at`, or the end of the text.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n + 1)
}

/// The line up to `at`.
pub(super) fn before(text: &str, at: usize) -> &str {
    &text[line_start(text, at)..at]
}

/// True when only blanks stand before `at` on its line.
pub(super) fn leads_line(text: &str, at: usize) -> bool {
    before(text, at).trim_start_matches('\u{feff}').bytes().all(|b| b == b' ' || b == b'\t')
}

/// Blanks at the start of the line that holds `at`.
pub(super) fn indent_of(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Column of `at` in characters.
pub(super) fn column(text: &str, at: usize) -> usize {
    before(text, at).trim_start_matches('\u{feff}').chars().count()
}

/// The line break that the text uses; `\n` when it has none.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(n) if text[..n].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// First byte behind blanks, line breaks and `#` comments.
pub(super) fn skip_trivia(text: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        let rest = &text[at..];
        let next = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        at += rest.len() - next.len();
        if !next.starts_with('#') {
            return at;
        }
        at = eol(text, at);
    }
}

/// Where the comment lines begin that stand directly above `at` in its column, `at` leading its line; not above
/// `floor`. Without such lines, the start of `at`'s line.
pub(super) fn lead_start(text: &str, at: usize, floor: usize) -> usize {
    let pad = before(text, at);
    let mut start = at - pad.len();
    while start > floor {
        let above = line_start(text, start - 1);
        let line = &text[above..start];
        if above < floor || !line.strip_prefix(pad).is_some_and(|l| l.starts_with('#')) {
            break;
        }
        start = above;
    }
    start
}

/// Applies splices that are sorted by start; `None` when two of them overlap.
pub(super) fn apply(text: &str, splices: &[Splice]) -> Option<String> {
    let mut out = String::with_capacity(text.len() + splices.iter().map(|s| s.text.len()).sum::<usize>());
    let mut at = 0;
    for splice in splices {
        let range = splice.span.range();
        out.push_str(text.get(at..range.start)?);
        out.push_str(&splice.text);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}
