//! What stands between two tokens: indicators, tags, anchors, comments, blanks. The event parser's ranges leave out a
//! block scalar's header and the dash of a sequence that is not indented; both are found here.

use core::ops::Range;

/// First byte in `gap` that is one of `wanted` and stands as an indicator, past comments, tags and anchors.
pub(super) fn find(text: &str, gap: Range<usize>, wanted: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = gap.start;
    while at < gap.end {
        let byte = bytes[at];
        if wanted.contains(&byte) {
            return Some(at);
        }
        at = match byte {
            b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() => past(bytes, at, |b| b != b'\n' && b != b'\r'),
            b'&' | b'!' | b'*' => past(bytes, at, |b| !b.is_ascii_whitespace()),
            _ => at + 1,
        };
    }
    None
}

fn past(bytes: &[u8], from: usize, inside: impl Fn(u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|b| inside(**b)).count()
}

/// What a node is to the collection around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The first of its map.
    FirstKey,
    Key,
    /// Of a key in a block mapping.
    Value,
    /// Of a key between brackets.
    FlowValue,
    Item,
    Root,
}

/// Where a node would stand of which nothing is written: right behind its indicator. The parser reports the next
/// token's place, or the colon's. `before` is the end of the token before.
pub(super) fn vacancy(text: &str, before: usize, reported: usize, role: Role) -> usize {
    let reported = reported.max(before);
    let inclusive = before..(reported + 1).min(text.len());
    let behind = |indicator: usize| indicator + 1;
    match role {
        // A map that begins with `?` has that behind it already.
        Role::FirstKey if text.as_bytes()[..before].ends_with(b"?") => before,
        Role::FirstKey | Role::Key => {
            find(text, before..reported, b"?").map(behind).or_else(|| find(text, inclusive, b":")).unwrap_or(before)
        }
        // A colon with something behind it may begin the next key.
        Role::Value => find(text, inclusive, b":").filter(|at| ends_word(text, at + 1)).map_or(before, behind),
        Role::FlowValue => find(text, inclusive, b":").map_or(before, behind),
        Role::Item => find(text, before..reported, b"-").map_or(before, behind),
        Role::Root => reported,
    }
}

fn ends_word(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_none_or(u8::is_ascii_whitespace)
}

/// The ranges of a block scalar: whole from its `|` or `>` to the end of its last line, and the content's lines from
/// their first column on. `content` is what the parser reports.
pub(super) fn block_scalar(
    text: &str,
    before: usize,
    content: Range<usize>,
    indent: usize,
) -> (Range<usize>, Range<usize>) {
    let bytes = text.as_bytes();
    let header = find(text, before..content.start, b"|>").unwrap_or(content.start);
    let marks = past(bytes, header, |b| matches!(b, b'|' | b'>' | b'+' | b'-' | b'0'..=b'9'));
    let keeps = bytes[header..marks].contains(&b'+');
    let line_end = past(bytes, marks, |b| b != b'\n');
    let first = (line_end + 1).min(text.len());
    let end = if keeps { before_break(bytes, content.end) } else { last_line_end(bytes, first..content.end, indent) };
    if end <= first {
        return (header..marks, marks..marks);
    }
    (header..end, first..end)
}

/// `end`, or the place before the line break in front of it.
fn before_break(bytes: &[u8], end: usize) -> usize {
    let end = end - usize::from(end > 0 && bytes[end - 1] == b'\n');
    end - usize::from(end > 0 && bytes[end - 1] == b'\r')
}

/// End of the last line that holds more than indentation; the start if there is none.
fn last_line_end(bytes: &[u8], content: Range<usize>, indent: usize) -> usize {
    let mut end = content.end;
    while end > content.start {
        end = before_break(bytes, end);
        let line = bytes[..end].iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
        let blanks = bytes[line..end].iter().take_while(|b| **b == b' ').count();
        if line + blanks < end || blanks > indent {
            return end;
        }
        end = line;
    }
    content.start
}
