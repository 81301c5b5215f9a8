//! Go templates that only put values in: their references as markers of ours, or as the values that they stand for.
//! Everything else that templates can do is a program, which is not translated.

/// The text of a template with its references replaced; `None` when it has anything but references and comments, or a
/// reference that `value` does not know. References are given as they are written: `.Node.Host`.
pub(super) fn filled(body: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = body;
    while let Some(at) = rest.find("{{") {
        let end = at + 2 + rest[at + 2..].find("}}")?;
        let (before, action) = (&rest[..at], &rest[at + 2..end]);
        let (trims_before, action) = match action.strip_prefix('-').filter(|a| a.starts_with(char::is_whitespace)) {
            Some(action) => (true, action),
            None => (false, action),
        };
        let (trims_behind, action) = match action.strip_suffix('-').filter(|a| a.ends_with(char::is_whitespace)) {
            Some(action) => (true, action),
            None => (false, action),
        };
        out.push_str(if trims_before { before.trim_end() } else { before });
        let action = action.trim();
        let is_comment = action.starts_with("/*") && action.ends_with("*/") && action.len() >= 4;
        if !is_comment {
            let is_reference = action.len() > 1
                && action.starts_with('.')
                && action[1..].split('.').all(|name| !name.is_empty() && name.bytes().all(is_word));
            out.push_str(&value(Some(action).filter(|_| is_reference)?)?);
        }
        rest = &rest[end + 2..];
        if trims_behind {
            rest = rest.trim_start();
        }
    }
    out.push_str(rest);
    Some(out)
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn references_are_replaced_and_programs_are_not() {
        let value = |name: &str| (name != ".Gone").then(|| format!("<{}>", &name[1..]));
        let of = |body: &str| filled(body, &value);
        assert_eq!(of("a: {{ .Node.Host }}-{{.Data.x_1}}\n").as_deref(), Some("a: <Node.Host>-<Data.x_1>\n"));
        assert_eq!(of("{{- /* says {{ why */ -}}\n\na: b\n").as_deref(), Some("a: b\n"));
        assert_eq!(of("a: 1 {{- .B -}} 2\n").as_deref(), Some("a: 1<B>2\n"));
        assert_eq!(of("no marks\n").as_deref(), Some("no marks\n"));
        for program in [
            "{{ if .A }}x{{ end }}",
            "{{ .A | upper }}",
            "{{ env \"X\" }}",
            "{{ . }}",
            "{{ .Gone }}",
            "{{ .A",
            "{{ .A..B }}",
        ] {
            assert_eq!(of(program), None, "{program}");
        }
    }
}
