//! Puts the book together, has mdBook render it, and looks at the result.

use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_driver::book::{BookItem, Chapter};
use ostler_core::lang::REGISTRY;

use crate::about::{DECISIONS, FILES, about};
use crate::check;
use crate::commands::commands;
use crate::links::{Base, Names, link, missing};
use crate::reference;

/// What to build from.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Root of the repository.
    pub repository: PathBuf,
    /// The manual as Markdown, a file for each command.
    pub manual: PathBuf,
}

/// Why there is no book, as a message for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);

/// Builds `docs/book` and says what is in it.
pub fn build(wish: &Wish) -> Result<String, Failure> {
    let docs = wish.repository.join("docs");
    let failed = |e: &dyn core::fmt::Display| Failure(format!("the book cannot be built: {e:#}"));
    let mut book = MDBook::load(&docs).map_err(|e| failed(&e))?;
    let mut made = vec![commands(&wish.manual)?];
    made.extend(reference(&REGISTRY));
    let names = Names::of(&made);
    book.book.items.push(BookItem::PartTitle("Reference".to_owned()));
    book.book.items.extend(made.into_iter().map(|page| page.into_item(&[])));
    book.book.items.push(BookItem::PartTitle("The project".to_owned()));
    book.book.items.extend(about(&wish.repository)?.into_iter().map(|page| page.into_item(&[])));
    let mut gone = Vec::new();
    book.book.for_each_chapter_mut(|chapter| {
        link_chapter(chapter, &names);
        gone.extend(missing(&chapter.content, &wish.repository));
    });
    if !gone.is_empty() {
        return Err(Failure(format!("links to files that the repository does not have:\n{}", gone.join("\n"))));
    }
    book.build().map_err(|e| failed(&e))?;
    let output = docs.join("book");
    remove_inputs(&output).map_err(|e| failed(&e))?;
    let found = check::check(&output).map_err(|e| failed(&e))?;
    if found.broken.is_empty() {
        let shown = output.canonicalize().unwrap_or(output);
        Ok(format!("{} pages, {} links, in {}", found.pages, found.links, shown.display()))
    } else {
        Err(Failure(format!("{} links lead nowhere:\n{}", found.broken.len(), found.broken.join("\n"))))
    }
}

fn link_chapter(chapter: &mut Chapter, names: &Names) {
    let Some(path) = chapter.path.as_ref().map(|p| p.to_string_lossy().replace('\\', "/")) else { return };
    chapter.content = link(&chapter.content, &path, base(&path), names);
}

/// Pages that are files of the repository keep its links.
fn base(path: &str) -> Base<'static> {
    if path.starts_with("about/decisions/") {
        Base::Repository(DECISIONS)
    } else if FILES.iter().any(|(_, _, page)| *page == path) {
        Base::Repository("")
    } else {
        Base::Book
    }
}

/// Takes the inputs of transcripts out of the book: mdBook copies everything that is not Markdown.
fn remove_inputs(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        if path.extension().is_some_and(|e| e == "in" || e == "out") {
            std::fs::remove_dir_all(&path)?;
        } else {
            remove_inputs(&path)?;
        }
    }
    Ok(())
}
