//! A page with the pages below it, and its way into mdBook's chapters. Knows nothing of what pages say.

use mdbook_driver::book::{BookItem, Chapter};

/// A page of the book.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What the sidebar calls it.
    pub name: String,
    /// Where it is, from the root of the book: `talos/network/LinkConfig.md`.
    pub path: String,
    /// Its Markdown.
    pub content: String,
    /// Names that lead here when a text mentions them in code letters, each with the id of a heading or nothing.
    pub labels: Vec<(String, String)>,
    /// Pages below it.
    pub below: Vec<Page>,
}

impl Page {
    /// A page without others below it.
    pub fn new(name: impl Into<String>, path: impl Into<String>, content: impl Into<String>) -> Self {
        Self { name: name.into(), path: path.into(), content: content.into(), ..Self::default() }
    }

    /// The page and all below it, in the order of the sidebar.
    pub fn all(&self) -> Vec<&Self> {
        core::iter::once(self).chain(self.below.iter().flat_map(Self::all)).collect()
    }

    /// The chapter, with those below it.
    pub fn into_item(self, parents: &[String]) -> BookItem {
        let mut chapter = Chapter::new(&self.name, self.content, self.path, parents.to_vec());
        let parents: Vec<String> = parents.iter().cloned().chain([self.name]).collect();
        chapter.sub_items = self.below.into_iter().map(|page| page.into_item(&parents)).collect();
        BookItem::Chapter(chapter)
    }
}
