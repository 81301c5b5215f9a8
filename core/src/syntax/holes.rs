//! Holes: what another tool puts into a text before a reader sees it.
//!
//! Placeholders of templates are overwritten in place, so that what is left parses and no offset moves: a placeholder
//! by filler of equal length, a line of statements by blanks. Nothing is rendered; both branches of a condition stay.
//! Knows the marks of template languages (Jinja, Go templates, makejinja, ERB) and no language of documents.

/// First character of filler: private use, so that no document has it by itself.
pub const FILLER: char = '\u{e000}';

/// A text without its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// As long as the original, byte for byte outside of placeholders.
    pub text: String,
    /// Places where a value, or a part of one, is filled in.
    pub holes: usize,
    /// What only steers the template: conditions, loops, inclusions.
    pub statements: usize,
}

/// Endings of files that are templates.
const ENDINGS: [&str; 7] = ["j2", "jinja", "jinja2", "tpl", "tmpl", "gotmpl", "erb"];

/// Opening and closing mark, and whether it steers the template instead of giving a value.
const MARKS: [(&str, &str, bool); 8] = [
    ("{{", "}}", false),
    ("{%", "%}", true),
    ("{#", "#}", true),
    ("#{", "}#", false),
    ("#%", "%#", true),
    ("#|", "|#", true),
    ("<%=", "%>", false),
    ("<%", "%>", true),
];

/// True for the name of a template, such as `machineconfig.yaml.j2`.
pub fn is_template(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// True when a text has placeholders where YAML does not stand them: at the start of a value, or alone on a line.
pub fn has_marks(text: &str) -> bool {
    text.contains("{{") && [": {{", "- {{"].iter().any(|m| text.contains(m))
        || text.contains("{%") && text.lines().any(|l| l.trim_start().starts_with("{%"))
}

/// Overwrites all placeholders; `None` when there are none.
pub fn mask(text: &str) -> Option<Masked> {
    let mut out = Masked { text: String::with_capacity(text.len()), holes: 0, statements: 0 };
    let mut scan = Scan::new(text);
    let mut at = 0;
    // Whether the line has nothing but blanks and overwritten statements so far.
    let mut blank_so_far = true;
    while let Some(found) = scan.next(at) {
        let between = &text[at..found.start];
        blank_so_far = continues_blank(between, blank_so_far);
        out.text.push_str(between);
        let inside = &text[found.start..found.end];
        let alone = blank_so_far && rest_is_blank(&text[found.end..]);
        if alone {
            out.statements += 1;
            comment(inside, &mut out.text);
        } else if found.steers || is_comment(inside) {
            out.statements += 1;
            out.text.extend(inside.chars().map(|c| if c == '\n' { "\n" } else { blank(c) }));
        } else {
            out.holes += 1;
            fill(inside, &mut out.text);
        }
        blank_so_far = (blank_so_far && found.steers && !alone) || inside.contains('\n');
        at = found.end;
    }
    if out.holes + out.statements == 0 {
        return None;
    }
    out.text.push_str(&text[at..]);
    Some(out)
}

/// True when nothing but blanks stands on the last line of `text`, which goes on a line of which `before` says the same.
fn continues_blank(text: &str, before: bool) -> bool {
    match text.rsplit_once('\n') {
        Some((_, line)) => line.trim().is_empty(),
        None => before && text.trim().is_empty(),
    }
}

fn rest_is_blank(text: &str) -> bool {
    text.chars().find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n')
}

/// A comment as long as a statement that has its line for itself, so that a document knows of it.
fn comment(inside: &str, out: &mut String) {
    let (first, rest) = inside.split_once('\n').map_or((inside, None), |(f, r)| (f, Some(r)));
    match first.len().checked_sub(1 + FILLER.len_utf8()) {
        Some(more) => {
            out.push('#');
            out.push(FILLER);
            out.extend(core::iter::repeat_n('x', more));
        }
        None => out.extend(first.chars().map(blank)),
    }
    if let Some(rest) = rest {
        out.push('\n');
        out.extend(rest.chars().map(|c| if c == '\n' { "\n" } else { blank(c) }));
    }
}

/// Marks with which a reference to a secret store begins, and nothing else stands in the value.
const REFERENCES: [&str; 4] = ["op://", "ref+", "ENC[", "vault:"];

/// Brackets of placeholders: Jinja and Go templates, makejinja, shell and envsubst.
const PLACEHOLDERS: [(&str, &str); 5] = [("{{", "}}"), ("{%", "%}"), ("#{", "}#"), ("${", "}"), ("<%", "%>")];

/// True when the text is, or contains, something that another tool replaces.
pub fn is_hole(text: &str) -> bool {
    let trimmed = text.trim_start();
    text.contains(FILLER)
        || REFERENCES.iter().any(|r| trimmed.starts_with(r))
        || is_variable(text)
        || PLACEHOLDERS.iter().any(|(open, close)| text.split_once(open).is_some_and(|(_, rest)| rest.contains(close)))
}

/// True for `$NAME` and nothing else, as shells and envsubst write variables.
fn is_variable(text: &str) -> bool {
    let name = text.trim().strip_prefix('$').unwrap_or("");
    let is_word = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(is_word)
}

/// True when a whole file has any of the marks, so that looking at its values is worth while.
pub fn has_hole_marks(text: &str) -> bool {
    text.contains('$')
        || REFERENCES.iter().any(|r| text.contains(r))
        || PLACEHOLDERS.iter().any(|(open, _)| text.contains(open))
}

/// True when the text, masked or not, shows that a tool replaces variables in it, and not only whole values.
pub fn is_substituted(text: &str) -> bool {
    text.contains(FILLER) || text.contains("${")
}

/// Overwrites all `${…}`, for files in which they stand where YAML has signs of its own, such as `[${A}, ${B}]`.
/// `None` when there are none.
pub fn mask_variables(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, _) in text.match_indices("${") {
        let Some(end) = variable(&text[start..]).map(|len| start + len) else { continue };
        if start >= at && !text[..start].ends_with('$') {
            out.push_str(&text[at..start]);
            fill(&text[start..end], &mut out);
            at = end;
        }
    }
    out.push_str(&text[at..]);
    (at > 0).then_some(out)
}

/// Length of the `${…}` that a text begins with; braces inside belong to it, and it ends on its line. What is shorter
/// than filler is nothing that a tool replaces.
fn variable(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().skip(1).take(LONGEST) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return (at > FILLER.len_utf8()).then_some(at + 1);
        }
    }
    None
}

/// Filler as long as a placeholder. What it has on further lines becomes blank, so that it goes on no text.
fn fill(inside: &str, out: &mut String) {
    let (first, more) = inside.split_once('\n').map_or((inside, None), |(f, m)| (f, Some(m)));
    out.push(FILLER);
    out.extend(first.bytes().skip(FILLER.len_utf8()).map(|_| 'x'));
    if let Some(more) = more {
        out.push('\n');
        out.extend(more.chars().map(|c| if c == '\n' { "\n" } else { blank(c) }));
    }
}

/// True for a comment of Go templates, which gives nothing wherever it stands.
fn is_comment(inside: &str) -> bool {
    inside.trim_start_matches(['{', '-', ' ']).starts_with("/*")
}

/// Longest placeholder for a value over several lines, in bytes.
const LONGEST: usize = 4096;

/// True when a stretch over several lines is one placeholder: a comment, or an expression in which no other begins and
/// whose first line is long enough for filler.
fn spans_lines(inside: &str) -> bool {
    let first = inside.split('\n').next().unwrap_or("");
    let expression = || inside.len() <= LONGEST && inside.starts_with("{{") && !inside[2..].contains("{{");
    first.len() >= FILLER.len_utf8() && (is_comment(inside) || expression())
}

/// Blanks as long as a character.
fn blank(c: char) -> &'static str {
    &"    "[..c.len_utf8()]
}

struct Found {
    start: usize,
    end: usize,
    steers: bool,
}

/// A search for placeholders from left to right. Where each closing mark and the next line break are is remembered, so
/// that the whole search looks at every byte a few times only.
struct Scan<'t> {
    text: &'t str,
    /// Place behind the next closing mark of each of [`MARKS`], from where it was looked for.
    closes: [Option<Next>; MARKS.len()],
    line: Option<Next>,
}

/// What was found from some place on; no place means nothing up to the end.
#[derive(Clone, Copy)]
struct Next {
    from: usize,
    at: Option<usize>,
}

impl Next {
    /// The first place of `what` from `from` on, which never goes back.
    fn find(memory: &mut Option<Self>, text: &str, what: &str, from: usize) -> Option<usize> {
        let known = memory.filter(|m| m.from <= from && m.at.is_none_or(|at| at >= from));
        let next = known.unwrap_or_else(|| Self { from, at: text[from..].find(what).map(|i| from + i) });
        *memory = Some(next);
        next.at
    }
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, closes: [None; MARKS.len()], line: None }
    }

    /// The first placeholder from `from` on.
    fn next(&mut self, from: usize) -> Option<Found> {
        let opens = |b: &u8| matches!(b, b'{' | b'#' | b'<');
        let mut at = from;
        loop {
            at += self.text.as_bytes()[at..].iter().position(opens)?;
            if let Some(found) = self.at(at) {
                return Some(found);
            }
            at += 1;
        }
    }

    /// The placeholder that begins at `start`. Placeholders for values end on their line.
    fn at(&mut self, start: usize) -> Option<Found> {
        for (i, (open, close, steers)) in MARKS.iter().enumerate() {
            if !self.text[start..].starts_with(open) {
                continue;
            }
            let inner = start + open.len();
            let Some(end) = Next::find(&mut self.closes[i], self.text, close, inner) else { continue };
            let line_end = Next::find(&mut self.line, self.text, "\n", start).unwrap_or(self.text.len());
            if *steers || end < line_end || spans_lines(&self.text[start..end + close.len()]) {
                return Some(Found { start, end: end + close.len(), steers: *steers });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn values_become_filler_and_statements_blanks() {
        let text = "a: {{ x }}\n{% if y %}\nb: 1 #{ z }#\n{% endif %}\n  {{ include }}\n";
        let masked = mask(text).unwrap();
        assert_eq!(masked.text.len(), text.len());
        assert_eq!((masked.holes, masked.statements), (2, 3));
        assert_eq!(
            masked.text,
            "a: \u{e000}xxxx\n#\u{e000}xxxxxx\nb: 1 \u{e000}xxxx\n#\u{e000}xxxxxxx\n  #\u{e000}xxxxxxxxx\n"
        );
        assert_eq!(mask("a: {b: {c: 1}}\n"), None);
        assert_eq!(mask("a: {{ x\n"), None);
    }

    #[test]
    fn placeholders_over_lines() {
        let text = "{{- /*\nabout - this\n*/ -}}\na: {{ x |\n  indent 2 }}\n{{- /* b */ -}} \nc: 1\n";
        let masked = mask(text).unwrap();
        assert_eq!(masked.text.len(), text.len());
        assert!(masked.text.starts_with("#\u{e000}xx\n            \n      \na: \u{e000}xxx\n             \n#"));
        assert!(masked.text.ends_with("\nc: 1\n"));
        assert_eq!((masked.holes, masked.statements), (1, 2));
    }

    #[test]
    fn variables_where_yaml_has_signs() {
        let text = "a: [${A1}, ${B:-{x}}]\nb: $${C} ${} ${D\n";
        assert_eq!(mask_variables(text).unwrap(), "a: [\u{e000}xx, \u{e000}xxxxxx]\nb: $${C} ${} ${D\n");
        assert_eq!(mask_variables("a: 1"), None);
    }

    #[test]
    fn other_letters_keep_the_length() {
        let text = "# {# ä ☃ #}\nü: {{ 'é' }}\n";
        assert_eq!(mask(text).unwrap().text.len(), text.len());
    }

    #[test]
    fn names_of_templates() {
        assert!(is_template("talos/cluster.yaml.j2"));
        assert!(!is_template("talos/cluster.yaml"));
    }

    #[test]
    fn placeholders_and_references() {
        for text in [
            "op://home/talos/CA",
            "ref+sops://x#y",
            "ENC[AES256_GCM,data:x]",
            "{{ ip }}/24",
            "${VIP}",
            "$VIP",
            "a#{ b }#",
        ] {
            assert!(is_hole(text), "{text}");
        }
        for text in ["", "a", "{}", "$patch", "$2y", "disk.size > 100u * GB", "https://op.example.org", "x{{y"] {
            assert!(!is_hole(text), "{text}");
        }
    }
}
