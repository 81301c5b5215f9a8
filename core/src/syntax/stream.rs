//! Splitting a YAML stream into documents by text. `---` and `...` at the first column followed by a blank or a line
//! end are markers wherever they stand, also inside block scalars and quotes, so no parser is needed.

/// A document's part of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// First byte in the stream.
    pub start: u32,
    /// First byte behind it.
    pub end: u32,
}

/// Cuts a stream into the texts of its documents, leading comments and directives included. The chunks cover the
/// whole text without gaps. A text without markers is one chunk, also when it is empty. A chunk begins at its `---`
/// (or at the directives and comments before it); `...` and what follows it up to the next `---` belong to the
/// document before.
pub fn split_stream(text: &str) -> Vec<Chunk> {
    let mut cuts = vec![0usize];
    let mut state = State::Prefix;
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
        let line = text[at..end].trim_end_matches(['\n', '\r']);
        let line = if at == 0 { line.trim_start_matches('\u{feff}') } else { line };
        state = match marker(line) {
            Some("---") => {
                if state == State::Content || state == State::Ended {
                    cuts.push(at);
                }
                State::Content
            }
            Some(_) => State::Ended,
            None if line.starts_with('%') && state == State::Ended => {
                cuts.push(at);
                State::Prefix
            }
            None if state == State::Prefix && !is_prefix(line) => State::Content,
            None => state,
        };
        at = end;
    }
    cuts.push(text.len());
    cuts.windows(2).map(|w| Chunk { start: w[0] as u32, end: w[1] as u32 }).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Only comments, blanks and directives so far.
    Prefix,
    /// Behind `---` or content.
    Content,
    /// Behind `...`.
    Ended,
}

fn marker(line: &str) -> Option<&str> {
    let head = line.get(..3).filter(|h| *h == "---" || *h == "...")?;
    let rest = &line[3..];
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(head)
}

fn is_prefix(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    line.is_empty() || line.starts_with('#') || line.starts_with('%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(stream: &str) -> Vec<&str> {
        split_stream(stream).iter().map(|c| &stream[c.start as usize..c.end as usize]).collect()
    }

    #[test]
    fn cuts_at_markers_only() {
        assert_eq!(texts(""), [""]);
        assert_eq!(texts("a: 1\n"), ["a: 1\n"]);
        assert_eq!(texts("# c\n---\na: 1\n---\nb: 2\n"), ["# c\n---\na: 1\n", "---\nb: 2\n"]);
        assert_eq!(texts("---\n---\n"), ["---\n", "---\n"]);
        assert_eq!(texts("a: |\n  ---\n  x\n--- # y\nb: 1"), ["a: |\n  ---\n  x\n", "--- # y\nb: 1"]);
        assert_eq!(texts("a: 1\n...\n# c\n---\nb: 1\n"), ["a: 1\n...\n# c\n", "---\nb: 1\n"]);
        assert_eq!(texts("a: 1\n...\n%YAML 1.1\n---\nb: 1\n"), ["a: 1\n...\n", "%YAML 1.1\n---\nb: 1\n"]);
        assert_eq!(texts("----\n"), ["----\n"]);
    }
}
