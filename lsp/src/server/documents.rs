//! Open documents: text, version, lines; edits in the client's encoding.

use std::collections::BTreeMap;

use gen_lsp_types as lsp;
use ostler_core::session::{Given, OpenFile};
use ostler_core::text::{Encoding, LineIndex, Position};

use super::{Server, uri};

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    pub path: String,
    pub version: i32,
    pub text: String,
    pub lines: LineIndex,
    /// Counts what may change its findings: edits and settings.
    pub revision: u64,
    /// The session has not seen the text yet.
    stale: bool,
    /// Findings are to be published, and in which order.
    dirty: Option<u64>,
}

/// All open documents by URI.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Document>,
    clock: u64,
}

impl Documents {
    pub fn get(&self, uri: &str) -> Option<&Document> {
        self.open.get(uri)
    }

    /// All of them, by URI.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.open.values()
    }

    /// The dirty document that changed last.
    pub fn next_dirty(&self) -> Option<String> {
        let dirty = self.open.iter().filter(|(_, d)| d.dirty.is_some());
        dirty.max_by_key(|(_, d)| d.dirty).map(|(uri, _)| uri.clone())
    }

    pub fn has_dirty(&self) -> bool {
        self.open.values().any(|d| d.dirty.is_some())
    }

    pub fn set_clean(&mut self, uri: &str) {
        if let Some(document) = self.open.get_mut(uri) {
            document.dirty = None;
        }
    }

    /// Everything must be published again.
    pub fn touch_all(&mut self) {
        for document in self.open.values_mut() {
            self.clock += 1;
            document.revision = self.clock;
            document.dirty = Some(self.clock);
        }
    }

    fn touch(&mut self, uri: &str) {
        self.clock += 1;
        if let Some(document) = self.open.get_mut(uri) {
            document.revision = self.clock;
            document.dirty = Some(self.clock);
            document.stale = true;
        }
    }
}

impl Document {
    /// Bytes of a position.
    pub fn offset(&self, position: lsp::Position, encoding: Encoding) -> u32 {
        let position = Position { line: position.line, column: position.character };
        self.lines.offset(&self.text, position, encoding)
    }

    /// Position of a byte.
    pub fn position(&self, offset: u32, encoding: Encoding) -> lsp::Position {
        let position = self.lines.position(&self.text, offset, encoding);
        lsp::Position { line: position.line, character: position.column }
    }

    /// Range of bytes.
    pub fn range(&self, start: u32, end: u32, encoding: Encoding) -> lsp::Range {
        lsp::Range { start: self.position(start, encoding), end: self.position(end.max(start), encoding) }
    }

    /// Length of the byte order mark, which the session's text does not have.
    pub fn shift(&self) -> u32 {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }

    fn replace(&mut self, range: lsp::Range, text: &str, encoding: Encoding) {
        let start = self.offset(range.start, encoding) as usize;
        let end = (self.offset(range.end, encoding) as usize).max(start);
        self.text.replace_range(start..end, text);
        self.lines = LineIndex::for_editors(&self.text);
    }
}

impl Server {
    pub(super) fn did_open(&mut self, params: lsp::DidOpenTextDocumentParams) {
        let item = params.text_document;
        let (uri, text) = (item.uri.0, item.text);
        let path = uri::to_path(&uri);
        // An editor opens every YAML file; only one that was declared to be ours is taken at its word,
        // by a language id such as `talos` or `talos-config`.
        let language_id = String::from(item.language_id);
        let declared = self.registry.languages.iter().find(|l| language_id.starts_with(l.id));
        let given = declared.map_or(Given::Found, |l| Given::Declared(l.id));
        let file = self.session.engine().open(&path, text.as_bytes(), given);
        self.session.adopt(file);
        let lines = LineIndex::for_editors(&text);
        let document = Document { path, version: item.version, text, lines, revision: 0, stale: false, dirty: None };
        self.documents.open.insert(uri.clone(), document);
        self.documents.touch(&uri);
        if let Some(document) = self.documents.open.get_mut(&uri) {
            document.stale = false;
            let path = document.path.clone();
            self.touches_project(&path);
        }
    }

    pub(super) fn did_change(&mut self, params: lsp::DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri.0;
        let encoding = self.client.encoding;
        let Some(document) = self.documents.open.get_mut(&uri) else { return };
        document.version = params.text_document.version;
        for change in params.content_changes {
            match change {
                lsp::TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
                    document.replace(change.range, &change.text, encoding);
                }
                lsp::TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => {
                    document.text = change.text;
                    document.lines = LineIndex::for_editors(&document.text);
                }
            }
        }
        let path = document.path.clone();
        self.documents.touch(&uri);
        self.changes_project(&path);
    }

    pub(super) fn did_close(&mut self, params: &lsp::DidCloseTextDocumentParams) {
        let uri = &params.text_document.uri.0;
        if let Some(document) = self.documents.open.remove(uri) {
            self.session.close(&document.path);
            self.touches_project(&document.path);
            self.clear_findings(uri);
        }
    }

    /// The document with its file as of now.
    pub(super) fn current(&mut self, uri: &str) -> Option<(&Document, &OpenFile)> {
        self.refresh_projects();
        let document = self.documents.open.get_mut(uri)?;
        if document.stale {
            self.session.set_text(&document.path, document.text.as_bytes());
            document.stale = false;
        }
        let document = self.documents.open.get(uri)?;
        Some((document, self.session.file(&document.path)?))
    }
}
