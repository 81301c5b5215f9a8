//! Files at the root of the repository, and the decisions, as pages of the book.

use std::path::Path;

use crate::build::Failure;
use crate::chapter::Page;

/// File, name in the sidebar, path in the book.
pub const FILES: &[(&str, &str, &str)] = &[
    ("SHORTCOMINGS.md", "Shortcomings", "about/shortcomings.md"),
    ("DEVIATIONS.md", "Deviations from upstream", "about/deviations.md"),
    ("CHANGELOG.md", "Changelog", "about/changelog.md"),
    ("ARCHITECTURE.md", "Architecture", "about/architecture.md"),
    ("CONTRIBUTING.md", "Contributing", "about/contributing.md"),
];

/// Where the decisions are, in the repository.
pub const DECISIONS: &str = "docs/decisions";

/// The pages about the project.
pub fn about(repository: &Path) -> Result<Vec<Page>, Failure> {
    let read = |file: &str| {
        std::fs::read_to_string(repository.join(file)).map_err(|e| Failure(format!("cannot read {file}: {e}")))
    };
    let mut pages = Vec::new();
    for (file, name, path) in FILES {
        pages.push(Page::new(*name, *path, read(file)?));
    }
    let mut decisions = Page::new("Decisions", "about/decisions/README.md", String::new());
    for name in files(&repository.join(DECISIONS))? {
        let text = read(&format!("{DECISIONS}/{name}"))?;
        if name == "README.md" {
            decisions.content = text;
            "about/decisions/index.md".clone_into(&mut decisions.path);
            continue;
        }
        let title = text.lines().next().unwrap_or("").trim_start_matches(['#', ' ']).to_owned();
        decisions.below.push(Page::new(title, format!("about/decisions/{name}"), text));
    }
    pages.push(decisions);
    Ok(pages)
}

fn files(folder: &Path) -> Result<Vec<String>, Failure> {
    let failed = |e: std::io::Error| Failure(format!("{}: {e}", folder.display()));
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
