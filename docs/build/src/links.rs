//! Links between pages: names in code letters become links to their pages, links from the root of the book become
//! relative, and links of the repository's own files lead to their pages or to the repository. Knows no names by itself.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::about::{DECISIONS, FILES};
use crate::chapter::Page;

/// Where the repository shows a file.
const REPOSITORY: &str = "https://github.com/ostler-dev/ostler/blob/main";

/// What names lead to: the path of a page, with the id of a heading behind `#`.
#[derive(Clone, Debug, Default)]
pub struct Names {
    targets: HashMap<String, String>,
}

impl Names {
    /// The names of pages and of all pages below them.
    pub fn of(pages: &[Page]) -> Self {
        let mut targets = HashMap::new();
        for page in pages.iter().flat_map(Page::all) {
            for (label, id) in &page.labels {
                let target = if id.is_empty() { page.path.clone() } else { format!("{}#{id}", page.path) };
                targets.entry(label.clone()).or_insert(target);
            }
        }
        Self { targets }
    }

    /// What a text in code letters means: a name, or a command line that begins with the name of a command.
    fn find(&self, text: &str) -> Option<&str> {
        let exact = self.targets.get(text);
        let command = || {
            let mut words = text.split(' ');
            let name = format!("{} {}", words.next()?, words.next()?);
            self.targets.get(&name)
        };
        exact.or_else(command).map(String::as_str)
    }
}

/// What a page's own links are relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base<'a> {
    /// The page itself.
    Book,
    /// A folder of the repository.
    Repository(&'a str),
}

/// The text of a page at `path` with its links made.
pub fn link(text: &str, path: &str, base: Base<'_>, names: &Names) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut closed = 0usize;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                closed += 1;
                edits.extend(destination(&dest_url, path, base).and_then(|to| within(text, &range, &dest_url, to)));
            }
            Event::Start(Tag::Heading { .. }) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::Heading(_)) => closed -= 1,
            Event::Code(name) if closed == 0 => {
                let target = names.find(&name).filter(|t| *t != path);
                edits.extend(target.map(|t| (range.clone(), format!("[{}]({})", &text[range], relative(path, t)))));
            }
            _ => {}
        }
    }
    apply(text, edits)
}

/// What mdBook reads.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS
}

/// Where a link should lead instead; `None` when it is right as it is.
fn destination(to: &str, path: &str, base: Base<'_>) -> Option<String> {
    if let Some(target) = to.strip_prefix('/') {
        return Some(relative(path, target));
    }
    let Base::Repository(folder) = base else { return None };
    if to.contains("://") || to.starts_with('#') {
        return None;
    }
    let file = resolve(folder, to);
    let name = file.split('#').next().unwrap_or(&file);
    let page = FILES.iter().find(|(f, ..)| *f == name).map(|(_, _, page)| (*page).to_owned());
    let decision = || {
        let name = file.strip_prefix(DECISIONS)?.trim_start_matches('/');
        let name = if name.is_empty() || name == "README.md" { "index.md" } else { name };
        Some(format!("about/decisions/{name}"))
    };
    Some(page.or_else(decision).map_or_else(|| format!("{REPOSITORY}/{file}"), |page| relative(path, &page)))
}

/// The place of a destination within the text of its link.
fn within(text: &str, range: &Range<usize>, dest: &str, to: String) -> Option<(Range<usize>, String)> {
    let at = range.start + text[range.clone()].rfind(&format!("({dest}"))? + 1;
    Some((at..at + dest.len(), to))
}

fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// A target, given from the root of the book, as seen from a page.
pub fn relative(from: &str, target: &str) -> String {
    let (page, id) = target.split_once('#').map_or((target, None), |(page, id)| (page, Some(id)));
    if let (true, Some(id)) = (page == from, id) {
        return format!("#{id}");
    }
    let up = "../".repeat(from.matches('/').count());
    let id = id.map(|id| format!("#{id}")).unwrap_or_default();
    format!("{up}{page}{id}")
}

/// A relative path within the repository, from a folder of it.
fn resolve(folder: &str, to: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in to.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Links to files of the repository that are not there.
pub fn missing(text: &str, repository: &Path) -> Vec<String> {
    let files = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.strip_prefix(REPOSITORY).map(str::to_owned),
        _ => None,
    });
    files.filter(|file| !repository.join(file.trim_start_matches('/')).exists()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut page = Page::new("LinkConfig", "talos/network/LinkConfig.md", "");
        page.labels = vec![("LinkConfig".to_owned(), String::new()), ("LinkConfig.mtu".to_owned(), "mtu".to_owned())];
        let mut check = Page::new("check", "cli/check.md", "");
        check.labels = vec![("ostler check".to_owned(), String::new())];
        Names::of(&[page, check])
    }

    #[test]
    fn names_become_links() {
        let linked = |text: &str, at: &str| link(text, at, Base::Book, &names());
        assert_eq!(linked("`LinkConfig`, `x`", "a/b.md"), "[`LinkConfig`](../talos/network/LinkConfig.md), `x`");
        assert_eq!(linked("# `LinkConfig`\n", "a.md"), "# `LinkConfig`\n", "headings stay");
        assert_eq!(linked("[`LinkConfig`](x.md)", "a.md"), "[`LinkConfig`](x.md)", "links stay");
        assert_eq!(linked("```\n`LinkConfig`\n```\n", "a.md"), "```\n`LinkConfig`\n```\n", "blocks stay");
        let own = "talos/network/LinkConfig.md";
        assert_eq!(linked("`LinkConfig` `LinkConfig.mtu`", own), "`LinkConfig` [`LinkConfig.mtu`](#mtu)");
        assert_eq!(linked("`ostler check -q x`", "a.md"), "[`ostler check -q x`](cli/check.md)");
        assert_eq!(linked("[f](/formats.md#ip)", "a/b/c.md"), "[f](../../formats.md#ip)");
    }

    #[test]
    fn files_of_the_repository_become_pages() {
        let linked = |text: &str, folder: &str| link(text, "about/x.md", Base::Repository(folder), &Names::default());
        assert_eq!(linked("[a](ARCHITECTURE.md)", ""), "[a](../about/architecture.md)");
        assert_eq!(linked("[a](0001-x.md)", DECISIONS), "[a](../about/decisions/0001-x.md)");
        assert_eq!(linked("[a](../../core/src/lib.rs)", DECISIONS), format!("[a]({REPOSITORY}/core/src/lib.rs)"));
        assert_eq!(linked("[a](https://e.org) [b](#c)", ""), "[a](https://e.org) [b](#c)");
    }
}
