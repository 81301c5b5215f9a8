//! What a text contains, and so which scalar styles can carry it (libyaml's `yaml_emitter_analyze_scalar`).

/// Styles that a text may take.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "independent properties of a text")]
pub(super) struct Analysis {
    pub multiline: bool,
    pub block_plain: bool,
    pub single_quoted: bool,
    pub block: bool,
}

/// Properties that are collected on the way.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "independent properties of a text")]
struct Seen {
    block_indicator: bool,
    line_break: bool,
    special: bool,
    tab: bool,
    leading_space: bool,
    leading_break: bool,
    trailing_space: bool,
    trailing_break: bool,
    break_space: bool,
    space_break: bool,
}

/// Looks at a text once.
pub(super) fn analyse(text: &str) -> Analysis {
    if text.is_empty() {
        return Analysis { block_plain: true, single_quoted: true, ..Analysis::default() };
    }
    let mut seen = Seen::default();
    if text.starts_with("---") || text.starts_with("...") {
        seen.block_indicator = true;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut space_before = false;
    let mut break_before = false;
    for (i, c) in chars.iter().copied().enumerate() {
        let blank_after = chars.get(i + 1).is_none_or(|n| *n == ' ' || *n == '\t' || is_break(*n));
        let blank_before = i == 0 || matches!(chars[i - 1], ' ' | '\t') || is_break(chars[i - 1]);
        indicators(c, i == 0, blank_before, blank_after, &mut seen);
        if c == '\t' {
            seen.tab = true;
        } else if !is_printable(c) {
            seen.special = true;
        }
        if c == ' ' {
            seen.leading_space |= i == 0;
            seen.trailing_space |= i + 1 == chars.len();
            seen.break_space |= break_before;
        } else if is_break(c) {
            seen.line_break = true;
            seen.leading_break |= i == 0;
            seen.trailing_break |= i + 1 == chars.len();
            seen.space_break |= space_before;
        }
        (space_before, break_before) = (c == ' ', is_break(c));
    }
    conclude(&seen)
}

fn conclude(seen: &Seen) -> Analysis {
    let edges = seen.leading_space || seen.leading_break || seen.trailing_space || seen.trailing_break;
    let odd = seen.space_break || seen.tab || seen.special;
    let plain = !(edges || seen.break_space || odd || seen.line_break);
    Analysis {
        multiline: seen.line_break,
        block_plain: plain && !seen.block_indicator,
        single_quoted: !(seen.break_space || odd),
        block: !(seen.trailing_space || seen.space_break || seen.special),
    }
}

/// Characters that mean something to a reader of block style.
fn indicators(c: char, first: bool, blank_before: bool, blank_after: bool, seen: &mut Seen) {
    seen.block_indicator |= if first {
        match c {
            '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => true,
            '?' | ':' | '-' => blank_after,
            _ => false,
        }
    } else {
        match c {
            ':' => blank_after,
            '#' => blank_before,
            _ => false,
        }
    };
}

pub(super) const fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Printable for the library: characters beyond U+FFFF are not.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\n' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}
