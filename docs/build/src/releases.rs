//! What each release of a language changed.

use core::fmt::Write as _;

use ostler_core::lang::{Language, Release};
use ostler_schema::reference::{Change, Changes, release_changes};

use crate::cells::cell;
use crate::chapter::Page;
use crate::titles;

/// An overview, and a page for each release that changed something.
pub fn releases(of: &'static Language) -> Page {
    let changed: Vec<(Release, Changes)> = of
        .releases
        .iter()
        .rev()
        .copied()
        .filter_map(|r| Some((r, release_changes(of, r.version)?)))
        .filter(|(_, changes)| *changes != Changes::default())
        .collect();
    let mut content = format!("# Releases of {}\n\n", of.title);
    content.push_str("| release | added | deprecated | removed | other default |\n|---|---|---|---|---|\n");
    for (release, changes) in &changed {
        let counts: Vec<_> = changes.lists().iter().map(|(_, list)| list.len().to_string()).collect();
        let (version, note) = (release.version, note(*release));
        let _ = writeln!(content, "| [{version}]({version}.md){note} | {} |", counts.join(" | "));
    }
    content.push_str("\nReleases that are not listed changed nothing that the tables know.\n");
    let below = changed.iter().map(|(r, c)| page(of, *r, c)).collect();
    Page { below, ..Page::new("Releases", titles::release(of, "index"), content) }
}

fn note(release: Release) -> &'static str {
    if release.stable { "" } else { " (candidate)" }
}

fn page(of: &'static Language, release: Release, changes: &Changes) -> Page {
    let version = release.version;
    let mut content = format!(
        "# {} {version}{}\n\nWhat it changed, as `ostler docs --since {}={version}` prints it.\n\n",
        of.title,
        note(release),
        of.id
    );
    for (title, list) in changes.lists().into_iter().filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(content, "## {title}\n\n{}", rows(list));
    }
    Page::new(version.to_string(), titles::release(of, version), content)
}

fn rows(list: &[Change]) -> String {
    let mut out = String::from("| | |\n|---|---|\n");
    for change in list {
        let _ = writeln!(out, "| `{}` | {} |", change.label, cell(&change.words));
    }
    out
}
