//! Texts of documents joined as a stream. It must not know what is in them.

/// Adds the text of a document to a stream, with the marker that it needs.
pub(crate) fn join(out: &mut String, text: &str) {
    if !out.is_empty() {
        if !out.ends_with('\n') {
            out.push('\n');
        }
        let starts = text.lines().find(|l| !l.trim_start().is_empty() && !l.starts_with(['#', '%']));
        if !starts.is_some_and(|l| l == "---" || l.starts_with("--- ")) {
            out.push_str("---\n");
        }
    }
    out.push_str(text);
}
