//! A page for every code that a finding can have, in the words of `ostler explain`, grouped by what it is about.

use core::fmt::Write as _;
use std::collections::BTreeMap;

use ostler_core::check::codes::{Code, all_codes};
use ostler_core::lang::{Language, Registry};
use ostler_core::model::Kind;
use ostler_schema::reference;

use crate::cells::cell;
use crate::chapter::Page;
use crate::titles;

/// All codes with their pages below.
pub fn codes(registry: &'static Registry) -> Page {
    let mut groups: BTreeMap<(usize, String), Vec<Code>> = BTreeMap::new();
    for code in all_codes(registry) {
        groups.entry(group(registry, &code)).or_default().push(code);
    }
    let mut content = String::from(
        "# Codes of findings\n\nEvery finding carries a code. `ostler explain CODE` prints its page, and \
         `# ostler: allow(CODE) reason` accepts a finding.\n\n",
    );
    let mut below = Vec::new();
    for ((_, title), codes) in groups {
        let file = format!("codes/{}.md", slug(&title));
        let _ = writeln!(content, "## [{title}]({})\n\n{}", file.trim_start_matches("codes/"), table(&codes));
        let pages = codes.iter().map(|c| entry(registry, c)).collect();
        let overview = format!("# {title}\n\n{}", table(&codes));
        below.push(Page { below: pages, ..Page::new(title, file, overview) });
    }
    Page { below, ..Page::new("Codes", "codes/index.md", content) }
}

/// What a code is about, with its place in the order: the generic ones first, then language by language.
fn group(registry: &Registry, code: &Code) -> (usize, String) {
    let area = code.code.split_once('/').map_or("", |(area, _)| area);
    let Some(at) = registry.languages.iter().position(|l| l.id == area) else { return (0, generic(area)) };
    let language = registry.languages[at];
    let first = 100 * (at + 1);
    let Some(used) = reference::rule(registry, code.code) else {
        return (first, format!("{} · reading", language.title));
    };
    match about(language, &used.kinds) {
        About::One(place, title) => (first + 1 + place, format!("{} · {}", language.title, title)),
        About::Several => (first + 90, format!("{} · several areas", language.title)),
        About::All => (first + 91, format!("{} · across documents", language.title)),
        About::Plain => (first, language.title.to_owned()),
    }
}

enum About {
    One(usize, &'static str),
    Several,
    All,
    Plain,
}

fn about(language: &Language, kinds: &[&'static Kind]) -> About {
    if language.areas.is_empty() {
        return About::Plain;
    }
    let Some(first) = kinds.first() else { return About::All };
    if kinds.iter().any(|k| k.area() != first.area()) {
        return About::Several;
    }
    let place = language.areas.iter().position(|a| a.id == first.area());
    place.map_or(About::Several, |at| About::One(at, language.areas[at].title))
}

fn generic(area: &str) -> String {
    let words = match area {
        "format" => "Formats of texts",
        "json" => "JSON",
        "life" => "Releases",
        "ostler" => "Comments to ostler",
        "patch" => "Patches",
        "secret" => "Secrets",
        "shape" => "Keys and types",
        "source" => "Files",
        "toml" => "TOML",
        "yaml" => "YAML",
        other => return format!("`{other}`"),
    };
    words.to_owned()
}

fn slug(title: &str) -> String {
    let kept: String = title.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join("-")
}

fn table(codes: &[Code]) -> String {
    let mut out = String::from("| code | | |\n|---|---|---|\n");
    for code in codes {
        let severity = reference::severity_words(code.severity).trim_matches('*');
        let _ = writeln!(out, "| `{}` | {severity} | {} |", code.code, cell(code.summary));
    }
    out
}

fn entry(registry: &Registry, code: &Code) -> Page {
    let name = code.code.split_once('/').map_or(code.code, |(_, name)| name);
    let mut page = Page::new(name, titles::code(code.code), page(registry, code));
    page.labels.push((code.code.to_owned(), String::new()));
    page
}

fn page(registry: &Registry, code: &Code) -> String {
    let mut out = reference::code(registry, code);
    if !code.formerly.is_empty() {
        let names: Vec<_> = code.formerly.iter().map(|n| format!("`{n}`")).collect();
        let _ = write!(out, "\nEarlier names, which comments may still use: {}.\n", names.join(", "));
    }
    let _ = write!(out, "\nTo accept it where it is right: `# ostler: allow({}) because …`\n", code.code);
    out
}
