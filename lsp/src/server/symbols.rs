//! The outline in the form that the client understands: a tree, or a flat list.

use gen_lsp_types as lsp;
use serde_json::Value;

use super::capabilities::{Client, to_value};
use super::documents::Document;
use crate::ide::symbols::{Symbol, SymbolKind};

/// The answer to `textDocument/documentSymbol`.
pub(super) fn answer(client: &Client, uri: &str, document: &Document, symbols: Vec<Symbol>) -> Value {
    if client.outline_is_tree {
        return to_value(symbols.into_iter().map(|s| tree(client, document, s)).collect::<Vec<_>>());
    }
    let mut flat = Vec::new();
    for symbol in symbols {
        flatten(client, uri, document, symbol, None, &mut flat);
    }
    to_value(flat)
}

fn range(client: &Client, document: &Document, of: &core::ops::Range<u32>) -> lsp::Range {
    let shift = document.shift();
    document.range(of.start + shift, of.end + shift, client.encoding)
}

fn tree(client: &Client, document: &Document, symbol: Symbol) -> lsp::DocumentSymbol {
    let (range, selected) = (range(client, document, &symbol.range), range(client, document, &symbol.name_range));
    let children = symbol.children.into_iter().map(|s| tree(client, document, s)).collect();
    lsp::DocumentSymbol::new(symbol.name, None, kind(symbol.kind), None, None, range, selected, Some(children))
}

fn flatten(
    client: &Client,
    uri: &str,
    document: &Document,
    symbol: Symbol,
    container: Option<&str>,
    out: &mut Vec<lsp::SymbolInformation>,
) {
    let base = lsp::BaseSymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        container_name: container.map(str::to_owned),
    };
    let location = lsp::Location { uri: uri.into(), range: range(client, document, &symbol.range) };
    #[allow(deprecated, reason = "the type has the field, and no other way to be made")]
    out.push(lsp::SymbolInformation { deprecated: None, location, base_symbol_information: base });
    for child in symbol.children {
        flatten(client, uri, document, child, Some(&symbol.name), out);
    }
}

fn kind(kind: SymbolKind) -> lsp::SymbolKind {
    match kind {
        SymbolKind::Document => lsp::SymbolKind::Module,
        SymbolKind::Map => lsp::SymbolKind::Object,
        SymbolKind::List => lsp::SymbolKind::Array,
        SymbolKind::Value => lsp::SymbolKind::Field,
    }
}
