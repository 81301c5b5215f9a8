//! Pages of the commands, from the manual that the binary wrote as Markdown.

use std::path::Path;

use crate::build::Failure;
use crate::chapter::Page;

/// The manual with a page for each command below it.
pub fn commands(manual: &Path) -> Result<Page, Failure> {
    let failed = |e: std::io::Error| Failure(format!("{}: {e}", manual.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(manual).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((stem, std::fs::read_to_string(&path).map_err(failed)?));
    }
    files.sort();
    let mut top = Page::new("Command line", "cli/index.md", String::new());
    for (stem, text) in files {
        match stem.split_once('-') {
            None => top.content = text.replacen("# ostler", "# Command line", 1),
            Some((_, command)) => {
                let mut page = Page::new(command, format!("cli/{command}.md"), text);
                page.labels.push((format!("ostler {command}"), String::new()));
                top.below.push(page);
            }
        }
    }
    if top.below.is_empty() { Err(Failure(format!("{} has no manual in it", manual.display()))) } else { Ok(top) }
}
