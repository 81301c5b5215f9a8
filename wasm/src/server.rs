//! The language server as an object for JavaScript.

use lsp_server::Message;
use ostler_core::lang::REGISTRY;
use ostler_core::session::Options;
use ostler_lsp::server::Server;
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// A language server; one per Worker.
#[wasm_bindgen]
#[derive(Debug)]
pub struct LanguageServer {
    server: Server,
}

impl Default for LanguageServer {
    fn default() -> Self {
        Self::new()
    }
}

#[wasm_bindgen]
impl LanguageServer {
    /// A server that waits for `initialize`. Settings come as its `initializationOptions`.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self { server: Server::new(REGISTRY, Options::default()) }
    }

    /// Takes a message, or an array of all that wait, and returns an array of messages to send.
    pub fn handle(&mut self, json: &str) -> String {
        let parsed: Result<Value, _> = serde_json::from_str(json);
        let parsed = parsed.and_then(|value| match value {
            Value::Array(all) => all.into_iter().map(serde_json::from_value).collect::<Result<Vec<Message>, _>>(),
            one => serde_json::from_value(one).map(|m| vec![m]),
        });
        match parsed {
            Ok(messages) => to_json(self.server.handle_batch(messages)),
            Err(problem) => {
                let error = json!({"code": -32700, "message": problem.to_string()});
                json!([{"jsonrpc": "2.0", "id": null, "error": error}]).to_string()
            }
        }
    }

    /// Does the work that nobody waits for, findings above all, and returns an array of messages to send. Call it when
    /// no message waits.
    pub fn idle(&mut self) -> String {
        to_json(self.server.idle(&|| false))
    }
}

fn to_json(messages: Vec<Message>) -> String {
    let with_version = messages.into_iter().map(|message| {
        let mut value = serde_json::to_value(message).unwrap_or(Value::Null);
        if let Some(object) = value.as_object_mut() {
            object.insert("jsonrpc".to_owned(), "2.0".into());
        }
        value
    });
    Value::Array(with_version.collect()).to_string()
}
