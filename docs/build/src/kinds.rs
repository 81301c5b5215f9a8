//! Pages of a language: its overview, areas, kinds and releases.

use core::fmt::Write as _;

use ostler_core::lang::{Area, Language};
use ostler_core::model::{Kind, Target, View};
use ostler_schema::reference;

use crate::cells::{cell, first};
use crate::chapter::Page;
use crate::fields::Cutter;
use crate::{releases, titles};

/// A language with everything below it.
pub fn language(of: &'static Language) -> Page {
    let mut page = Page::new(of.title, titles::language(of), String::new());
    page.content = format!("# {}\n\n{}\n\n{}", of.title, of.doc, facts(of));
    if of.areas.is_empty() {
        page.content.push_str(&table(of, of.kinds));
        page.below = of.kinds.iter().map(|k| self::kind(of, k)).collect();
    } else {
        page.below = of.areas.iter().map(|a| area(of, a)).collect();
        for area in of.areas {
            let kinds = kinds_of(of, area);
            let _ = write!(page.content, "## [{}]({}/index.md)\n\n{}\n", area.title, area.id, table(of, &kinds));
        }
    }
    page.below.push(releases::releases(of));
    page
}

/// Releases and modes of a language.
fn facts(of: &Language) -> String {
    let (first, last) = (of.releases.first(), of.releases.last());
    let span = first.zip(last).map(|(a, b)| format!("{} to {}", a.version, b.version)).unwrap_or_default();
    let newest = of.default_release();
    let mut out = format!(
        "The tables cover releases {span}. These pages describe {newest}, the newest stable release, and say what others \
         have differently; `ostler docs --target {}=VERSION` shows any release by itself.\n\n",
        of.id
    );
    if !of.modes.is_empty() {
        out.push_str("Modes, given as `--mode`:\n\n");
        for mode in of.modes {
            let _ = writeln!(out, "- `{}`: {}", mode.name, mode.doc);
        }
        out.push('\n');
    }
    out
}

fn kinds_of(of: &'static Language, area: &Area) -> Vec<&'static Kind> {
    of.kinds.iter().copied().filter(|k| k.area() == area.id).collect()
}

fn area(of: &'static Language, area: &Area) -> Page {
    let kinds = kinds_of(of, area);
    let content = format!("# {}\n\n{}", area.title, table(of, &kinds));
    let below = kinds.iter().map(|k| self::kind(of, k)).collect();
    Page { below, ..Page::new(area.title, titles::area(of, area.id), content) }
}

/// Kinds with what they are for.
fn table(of: &'static Language, kinds: &[&'static Kind]) -> String {
    let mut out = String::from("| kind | | |\n|---|---|---|\n");
    for kind in kinds {
        let view = View::new(kind, &Target::new(of.id, of.default_release()));
        let state = reference::state_words(view.state.state).unwrap_or_default();
        let _ = writeln!(out, "| `{}` | {} | {} |", kind.name, cell(first(kind.doc)), cell(&state));
    }
    out
}

/// The page of a kind, and for a large one pages of its parts below it.
pub fn kind(of: &'static Language, kind: &'static Kind) -> Page {
    let view = View::new(kind, &Target::new(of.id, of.default_release()));
    let (sections, below) = Cutter::new(of, &view).sections(view.root(), "");
    let mut content = format!("# {}\n\n{}\n", kind.name, reference::kind(&view).trim());
    if let Some((_, page)) = kind.page.split_once('\n') {
        let _ = write!(content, "\n{}\n", page.trim());
    }
    let _ = write!(content, "\n## Fields\n\n{}{}{}", sections.text, rules(kind), schema(of, kind));
    let mut page = Page { below, ..Page::new(kind.name, titles::kind(of, kind), content) };
    page.labels = sections.labels;
    // Nobody writes the name of a headless document, which is not in it.
    if !kind.flags.headless {
        page.labels.push((kind.name.to_owned(), String::new()));
    }
    page
}

/// What is checked beyond fields and types.
fn rules(kind: &Kind) -> String {
    if kind.rules.is_empty() {
        return String::new();
    }
    let mut out = String::from("## Rules\n\n| code | | |\n|---|---|---|\n");
    for rule in kind.rules {
        let severity = reference::severity_words(rule.severity).trim_matches('*');
        let _ = writeln!(out, "| `{}` | {severity} | {} |", rule.code, cell(rule.summary));
    }
    out.push('\n');
    out
}

fn schema(of: &Language, kind: &Kind) -> String {
    format!(
        "## More\n\n```sh\nostler docs {name} --target {id}={version}\nostler docs {name} --recursive\n\
         ostler schema {id} --kind {name}\n```\n",
        name = kind.name,
        id = of.id,
        version = of.default_release()
    )
}
