//! What the client can do, and what the server answers to `initialize`.
//!
//! The client's capabilities are read without types: they are hundreds of structures of which a dozen values matter,
//! and in the browser's build those structures would weigh more than the rest of the protocol.

use gen_lsp_types as lsp;
use ostler_core::text::Encoding;
use serde_json::{Value, json};

/// What of the client's capabilities changes our answers. The default is a client that can nothing.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "independent abilities, as the protocol lists them")]
pub(super) struct Client {
    pub encoding: Encoding,
    pub snippets: bool,
    pub item_tags: bool,
    /// Knows `insertTextMode`, without which an editor indents what we have indented.
    pub as_is: bool,
    pub related: bool,
    pub diagnostic_tags: bool,
    pub pulls: bool,
    pub refreshes: bool,
    pub outline_is_tree: bool,
    pub action_literals: bool,
    pub versioned_edits: bool,
    pub has_settings: bool,
    pub watches_settings: bool,
    pub watches_files: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self::read(&Value::Null)
    }
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub fn read(params: &Value) -> Self {
        let at = |path: &str| params.pointer(&format!("/capabilities{path}")).unwrap_or(&Value::Null);
        let is = |path: &str| at(path).as_bool().unwrap_or(false);
        let has = |path: &str| !at(path).is_null();
        let as_is = at("/textDocument/completion/completionItem/insertTextModeSupport/valueSet");
        Self {
            encoding: encoding(at("/general/positionEncodings")),
            snippets: is("/textDocument/completion/completionItem/snippetSupport"),
            item_tags: has("/textDocument/completion/completionItem/tagSupport"),
            as_is: as_is.as_array().is_some_and(|modes| modes.contains(&json!(1))),
            related: is("/textDocument/publishDiagnostics/relatedInformation"),
            diagnostic_tags: has("/textDocument/publishDiagnostics/tagSupport"),
            pulls: has("/textDocument/diagnostic"),
            refreshes: is("/workspace/diagnostics/refreshSupport"),
            outline_is_tree: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            action_literals: has("/textDocument/codeAction/codeActionLiteralSupport"),
            versioned_edits: is("/workspace/workspaceEdit/documentChanges"),
            has_settings: is("/workspace/configuration"),
            watches_settings: is("/workspace/didChangeConfiguration/dynamicRegistration"),
            watches_files: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// Texts are UTF-8 here, so that is cheapest; a client that says nothing counts in UTF-16.
fn encoding(offered: &Value) -> Encoding {
    let offers = |name: &str| offered.as_array().is_some_and(|all| all.iter().any(|v| v == name));
    match () {
        () if offers("utf-8") => Encoding::Utf8,
        () if offers("utf-32") => Encoding::Utf32,
        () => Encoding::Utf16,
    }
}

/// The answer to `initialize`.
pub(super) fn result(client: &Client) -> Value {
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::Incremental),
        ..lsp::TextDocumentSyncOptions::default()
    };
    let completion = lsp::CompletionOptions {
        // A colon ends a key, a blank follows it or indents, a dash begins an item.
        trigger_characters: Some([":", " ", "-"].map(str::to_owned).into()),
        ..lsp::CompletionOptions::default()
    };
    let actions = lsp::CodeActionOptions {
        code_action_kinds: Some(vec![lsp::CodeActionKind::QuickFix, lsp::CodeActionKind::SourceFixAll]),
        ..lsp::CodeActionOptions::default()
    };
    let pull = lsp::DiagnosticOptions { identifier: Some("ostler".to_owned()), ..lsp::DiagnosticOptions::default() };
    let capabilities = lsp::ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
            Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
            Encoding::Utf32 => lsp::PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(sync.into()),
        completion_provider: Some(completion),
        hover_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        code_action_provider: client.action_literals.then(|| actions.into()),
        diagnostic_provider: client.pulls.then(|| pull.into()),
        ..lsp::ServerCapabilities::default()
    };
    let info = lsp::ServerInfo { name: "ostler".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    to_value(lsp::InitializeResult { capabilities, server_info: Some(info) })
}

/// A protocol type as JSON. They are plain data, so this does not fail.
pub(super) fn to_value(of: impl serde::Serialize) -> Value {
    serde_json::to_value(of).unwrap_or(Value::Null)
}
