//! Text in cells of tables.

/// First line of a text.
pub fn first(text: &str) -> &str {
    text.trim().lines().next().unwrap_or("").trim()
}

/// A text as one cell: on one line, its bars escaped.
pub fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
