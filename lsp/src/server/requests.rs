//! Requests by method. Each reads its parameters, asks a feature, and turns the result into protocol types.

use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::capabilities::to_value;
use super::{Answer, Server, error, symbols, to_proto};
use crate::ide;

/// Most offers of one completion; more only slow editors down, and they ask again as the word grows.
const MAX_ITEMS: usize = 500;

pub(super) fn dispatch(server: &mut Server, method: &str, params: Value) -> Answer {
    match method {
        "textDocument/completion" => read(params).map(|p| completion(server, &p)),
        "textDocument/hover" => read(params).map(|p| hover(server, &p)),
        "textDocument/codeAction" => read(params).map(|p| code_action(server, &p)),
        "textDocument/documentSymbol" => read(params).map(|p| document_symbol(server, &p)),
        "textDocument/diagnostic" => read(params).map(|p| server.pulled(&p)),
        #[cfg(test)]
        #[allow(clippy::panic, reason = "the defect that tests of the guard need")]
        "ostler/defect" => panic!("a defect"),
        _ => Err(error(ErrorCode::MethodNotFound, format!("`{method}` is not supported"))),
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, lsp_server::ResponseError> {
    serde_json::from_value(params).map_err(|e| error(ErrorCode::InvalidParams, e.to_string()))
}

fn completion(server: &mut Server, params: &lsp::CompletionParams) -> Value {
    let place = &params.text_document_position_params;
    let client = server.client;
    let uri = &place.text_document.uri.0;
    if server.current(uri).is_none() {
        return Value::Null;
    }
    let engine = server.session.engine();
    let Some(document) = server.documents.get(uri) else { return Value::Null };
    let Some(file) = server.session.file(&document.path) else { return Value::Null };
    let offset = document.offset(place.position, client.encoding).saturating_sub(document.shift());
    let items = ide::complete::complete(engine, file, offset);
    let is_incomplete = items.len() > MAX_ITEMS;
    let items = items.iter().take(MAX_ITEMS).enumerate();
    let items: Vec<_> = items.map(|(i, item)| to_proto::completion(&client, document, item, i)).collect();
    json!({"isIncomplete": is_incomplete, "items": items})
}

fn hover(server: &mut Server, params: &lsp::HoverParams) -> Value {
    let place = &params.text_document_position_params;
    let client = server.client;
    let Some((document, file)) = server.current(&place.text_document.uri.0) else { return Value::Null };
    let offset = document.offset(place.position, client.encoding).saturating_sub(document.shift());
    ide::hover::hover(file, offset).map_or(Value::Null, |h| to_value(to_proto::hover(&client, document, &h)))
}

fn document_symbol(server: &mut Server, params: &lsp::DocumentSymbolParams) -> Value {
    let client = server.client;
    let uri = &params.text_document.uri.0;
    let Some((document, file)) = server.current(uri) else { return Value::Null };
    symbols::answer(&client, uri, document, ide::symbols::symbols(file))
}

fn code_action(server: &mut Server, params: &lsp::CodeActionParams) -> Value {
    let client = server.client;
    let uri = &params.text_document.uri.0;
    let Some((document, file)) = server.current(uri) else { return Value::Null };
    let only: Option<Vec<String>> = params.context.only.clone().map(|all| all.into_iter().map(String::from).collect());
    let is_asked = |kind: &str| {
        let covers = |only: &String| {
            only.is_empty() || kind == only || kind.strip_prefix(only).is_some_and(|rest| rest.starts_with('.'))
        };
        only.as_ref().is_some_and(|only| only.iter().any(covers))
    };
    let report = file.report().into_inner();
    let start = document.offset(params.range.start, client.encoding);
    let end = document.offset(params.range.end, client.encoding);
    let mut actions = Vec::new();
    if only.is_none() || is_asked("quickfix") {
        let touched = report.findings.iter().filter(|f| f.primary.start.byte <= end && start <= f.primary.end.byte);
        actions.extend(touched.flat_map(|f| to_proto::actions(&client, uri, document, f)));
    }
    // What concerns the whole file is for those who ask for it, not for every light bulb.
    if is_asked("source.fixAll") {
        actions.extend(to_proto::fix_all(&client, uri, document, &report.findings));
    }
    to_value(actions)
}
