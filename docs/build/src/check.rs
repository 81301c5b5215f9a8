//! Looks at the HTML that came out: every link within the book must lead to a file, and to a heading where it names one.
//! Links to other places are not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What was found in one file.
#[derive(Debug, Default)]
struct Html {
    ids: BTreeSet<String>,
    links: Vec<String>,
}

/// Number of pages and links, and the links that lead nowhere as `PAGE: LINK`.
#[derive(Debug, Default)]
pub struct Found {
    /// Pages read.
    pub pages: usize,
    /// Links within the book.
    pub links: usize,
    /// Broken ones.
    pub broken: Vec<String>,
}

/// Reads every page below a folder.
pub fn check(folder: &Path) -> std::io::Result<Found> {
    let mut pages: BTreeMap<PathBuf, Html> = BTreeMap::new();
    let mut files: BTreeSet<PathBuf> = BTreeSet::new();
    let folder = &folder.canonicalize()?;
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_some_and(|e| e == "html") {
                pages.insert(path.clone(), read(&std::fs::read_to_string(&path)?));
            }
            files.insert(path);
        }
    }
    let mut found = Found { pages: pages.len(), ..Found::default() };
    for (path, html) in &pages {
        for link in html.links.iter().filter(|l| within_book(l)) {
            found.links += 1;
            if !leads(path, link, &pages, &files) {
                let shown = path.strip_prefix(folder).unwrap_or(path);
                found.broken.push(format!("{}: {link}", shown.display()));
            }
        }
    }
    Ok(found)
}

fn within_book(link: &str) -> bool {
    !link.is_empty() && !link.contains(':') && !link.starts_with("//")
}

fn leads(from: &Path, link: &str, pages: &BTreeMap<PathBuf, Html>, files: &BTreeSet<PathBuf>) -> bool {
    let (file, id) = link.split_once('#').map_or((link, ""), |(file, id)| (file, id));
    let file = file.split('?').next().unwrap_or(file);
    let target = if file.is_empty() { from.to_owned() } else { normal(&from.parent().unwrap_or(from).join(file)) };
    let has_id = || pages.get(&target).is_some_and(|html| html.ids.contains(id));
    files.contains(&target) && (id.is_empty() || has_id())
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(out.pop()),
            std::path::Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// Ids and links of a page, from the attributes of its tags.
fn read(text: &str) -> Html {
    let mut out = Html::default();
    for tag in text.split('<').skip(1).filter_map(|t| t.split_once('>')).map(|(tag, _)| tag) {
        out.ids.extend(attribute(tag, "id"));
        out.links.extend(attribute(tag, "href"));
        if tag.starts_with("img") || tag.starts_with("script") {
            out.links.extend(attribute(tag, "src"));
        }
    }
    out
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&amp;", "&").replace("&#x2F;", "/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn attributes_are_read() {
        let html =
            read("<h2 id=\"a\">x</h2><a class=\"b\" href=\"c.html#d\">&lt;a href=\"no\"&gt;</a><img src=\"e.png\">");
        assert_eq!(html.ids.iter().map(String::as_str).collect::<Vec<_>>(), ["a"]);
        assert_eq!(html.links, ["c.html#d", "e.png"]);
    }

    #[test]
    fn broken_links_are_found() {
        let folder = std::env::temp_dir().join(format!("ostler-book-links-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("x")).unwrap();
        std::fs::write(folder.join("a.html"), "<a href=\"x/b.html#i\"></a><a href=\"x/b.html#j\"></a>").unwrap();
        let b = "<p id=\"i\"></p><a href=\"../a.html\"></a><a href=\"../c.html\"></a><a href=\"https://e.org\"></a>";
        std::fs::write(folder.join("x/b.html"), b).unwrap();
        let found = check(&folder).unwrap();
        assert_eq!(found.broken, ["a.html: x/b.html#j", "x/b.html: ../c.html"]);
        assert_eq!((found.pages, found.links), (2, 4));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
