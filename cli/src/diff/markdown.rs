//! A difference as Markdown, for a comment on a pull request: a table for each file, long values folded below it.

use core::fmt::Write as _;

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::model::Impact;
use ostler_core::session::{Difference, ShownChange};
use ostler_schema::wire::RefusedNodes;

use super::Tally;
use super::text::{NAMES, Releases, came_or_went, file, from, path, several_releases, who};
use super::values::{Shown, shown};
use crate::output::listed;

/// All differences, file by file, below what there is to say of all of them.
pub fn render(differences: &[&Redacted<Difference>], tally: &Tally, summary: Option<String>) -> String {
    let several = several_releases(differences);
    let head = summary.map(|s| format!("{}\n", sentence(&s)));
    let head = if differences.is_empty() { Some("No difference in meaning.\n".to_owned()) } else { head };
    let texts = differences.iter().map(|d| one(d.get(), several));
    let refused = tally.fleet.as_ref().map(|f| f.refused.as_slice()).filter(|r| !r.is_empty());
    let parts: Vec<_> = head.into_iter().chain(texts).chain(refused.map(not_compared)).collect();
    parts.join("\n")
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map_or(String::new(), |c| c.to_uppercase().collect());
    format!("{first}{}.", letters.as_str())
}

/// Nodes that cannot be rendered, and why.
fn not_compared(refused: &[RefusedNodes]) -> String {
    let mut out = "### Not compared\n\n".to_owned();
    for one in refused.iter().take(MOST_REFUSED) {
        let nodes = if one.nodes.is_empty() { "the fleet".to_owned() } else { listed(one.nodes.iter(), NAMES) };
        let place =
            one.place.as_ref().map_or(String::new(), |p| format!(" ({})", code(&format!("{}:{}", p.file, p.line))));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "- {nodes} in {}: {}{place}", code(&one.revision), html(&one.message));
    }
    if refused.len() > MOST_REFUSED {
        let _ = writeln!(out, "- and {} more", refused.len() - MOST_REFUSED);
    }
    out
}

/// Most reasons in a comment.
const MOST_REFUSED: usize = 20;

fn one(difference: &Difference, several: Releases) -> String {
    let in_fleet = !difference.nodes.is_empty();
    let mut out = match difference.whole {
        Some(ChangeKind::Added) => return format!("### {}\n", came_or_went(difference, "new")),
        Some(_) => return format!("### {}\n", came_or_went(difference, "gone")),
        None if in_fleet => {
            format!("### {}: {}\n\n", who(difference, several), difference.impact().map_or("", Impact::phrase))
        }
        None => format!("### {} → {}\n\n", code(&difference.old), code(&difference.new)),
    };
    out.push_str(if in_fleet { FLEET_HEAD } else { HEAD });
    let mut folded = String::new();
    for change in &difference.changes {
        row(change, &mut out, &mut folded);
        out.push_str(&if in_fleet { format!(" {} |\n", places(change)) } else { "\n".to_owned() });
    }
    out.push_str(&folded);
    out
}

const HEAD: &str = "| | path | before | after | impact |\n|---|---|---|---|---|\n";
const FLEET_HEAD: &str = "| | path | before | after | impact | where |\n|---|---|---|---|---|---|\n";

/// The files that make a change: those of the new side, or of the old one for what is gone.
fn places(change: &ShownChange) -> String {
    let side = change.new.as_ref().or(change.old.as_ref());
    side.and_then(file).map_or(String::new(), |place| code(&place))
}

fn row(change: &ShownChange, out: &mut String, folded: &mut String) {
    let sign = match change.kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Moved => "moved",
    };
    let (old, new) = match shown(change) {
        _ if change.kind == ChangeKind::Moved => (code(from(change)), String::new()),
        Shown::Line(old, new) => (cell(old.as_deref()), cell(new.as_deref())),
        Shown::Block(lines) => {
            fold(change, &lines, folded);
            let (gone, come) =
                (lines.iter().filter(|l| l.0 == '-').count(), lines.iter().filter(|l| l.0 == '+').count());
            (count(gone), count(come))
        }
    };
    // Writing to a string cannot fail.
    let _ = write!(out, "| {sign} | {} | {old} | {new} | {} |", code(path(change)), change.impact.phrase());
}

fn count(lines: usize) -> String {
    match lines {
        0 => String::new(),
        1 => "1 line, below".to_owned(),
        n => format!("{n} lines, below"),
    }
}

fn fold(change: &ShownChange, lines: &[(char, String)], out: &mut String) {
    let longest = lines.iter().map(|(_, l)| l.chars().take_while(|c| *c == '`').count()).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = write!(out, "\n<details><summary>{}</summary>\n\n{fence}diff\n", html(path(change)));
    for (sign, line) in lines {
        let _ = writeln!(out, "{sign}{line}");
    }
    let _ = write!(out, "{fence}\n\n</details>\n");
}

fn cell(value: Option<&str>) -> String {
    value.map_or(String::new(), |v| if v == "(secret)" { "*secret*".to_owned() } else { code(v) })
}

/// Text in backticks that stays one cell of a table.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{}{pad}{ticks}", text.replace('|', "\\|"))
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
