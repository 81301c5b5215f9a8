//! The language server takes any messages and answers each request once; and while a document is edited, it says of it
//! what it would say of the same document opened anew.

use lsp_server::{Message, Notification, Request, RequestId};
use ostler_core::lang::REGISTRY;
use ostler_core::session::Options;
use ostler_lsp::server::Server;
use serde_json::{Value, json};

use crate::choices::{Choices, texts};

/// Messages, one a line.
pub fn messages(data: &[u8]) {
    let mut server = Server::new(REGISTRY, Options::default());
    for line in data.split(|b| *b == b'\n') {
        let Ok(message) = serde_json::from_slice::<Message>(line) else { continue };
        let id = match &message {
            Message::Request(request) => Some(request.id.clone()),
            _ => None,
        };
        let out = server.handle(message);
        let answers = out.iter().filter(|m| matches!(m, Message::Response(_))).count();
        // Behind `exit` nothing is answered.
        assert!(answers == usize::from(id.is_some()) || server.exit_code().is_some());
        no_defect(&out);
        no_defect(&server.idle(&|| false));
        assert!(server.is_idle());
    }
}

fn no_defect(out: &[Message]) {
    let text = serde_json::to_string(out).unwrap();
    assert!(!text.contains("a defect of ostler"), "{text}");
}

const URI: &str = "file:///x.yaml";
const ENCODINGS: &[&str] = &["utf-8", "utf-16", "utf-32"];
const ASKED: &[&str] = &["textDocument/completion", "textDocument/hover", "textDocument/documentSymbol"];

/// A document that is edited. The first text is opened; each of the others replaces a stretch.
pub fn editing(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let encoding = choices.pick(ENCODINGS);
    let uri = choices.pick(&[URI, "file:///x.toml", "file:///x.json", "file:///patches/x.yaml", "file:///x.yaml.j2"]);
    let mut pieces = texts(rest).into_iter().map(|t| String::from_utf8_lossy(t).into_owned());
    let mut text: Vec<char> = pieces.next().unwrap_or_default().chars().collect();
    let mut client = Client::new(encoding, uri);
    client.open(&text.iter().collect::<String>());
    for (version, piece) in pieces.chain([String::new()]).enumerate() {
        let end = boundary(&text, choices.place(text.len() + 1));
        let start = boundary(&text, end.saturating_sub(choices.below(32)));
        let range = json!({"start": position(&text, start, encoding), "end": position(&text, end, encoding)});
        text.splice(start..end, piece.chars());
        let change = json!({"range": range, "text": piece});
        let item = json!({"uri": uri, "version": version + 2});
        client.notify("textDocument/didChange", json!({"textDocument": item, "contentChanges": [change]}));
        let place = position(&text, boundary(&text, choices.place(text.len() + 1)), encoding);
        client.ask(choices.pick(ASKED), &json!({"textDocument": {"uri": uri}, "position": place}));
        if choices.below(3) > 0 {
            continue;
        }
        let whole: String = text.iter().collect();
        let mut other = Client::new(encoding, uri);
        other.open(&whole);
        assert_eq!(client.findings(), other.findings(), "{whole:?}");
    }
}

struct Client {
    server: Server,
    uri: &'static str,
    requests: i32,
    published: Value,
}

impl Client {
    fn new(encoding: &str, uri: &'static str) -> Self {
        let server = Server::new(REGISTRY, Options::default());
        let mut client = Self { server, uri, requests: 0, published: Value::Null };
        let general = json!({"positionEncodings": [encoding]});
        client.ask("initialize", &json!({"capabilities": {"general": general}}));
        client
    }

    fn open(&mut self, text: &str) {
        let item = json!({"uri": self.uri, "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    fn ask(&mut self, method: &str, params: &Value) {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id, method: method.to_owned(), params: params.clone() };
        no_defect(&self.server.handle(request.into()));
    }

    fn notify(&mut self, method: &str, params: Value) {
        let out = self.server.handle(Notification { method: method.to_owned(), params }.into());
        no_defect(&out);
    }

    /// What is published of the document, now.
    fn findings(&mut self) -> &Value {
        let out = self.server.idle(&|| false);
        no_defect(&out);
        for message in out {
            if let Message::Notification(n) = message
                && let Some(found) = n.params.get("diagnostics")
            {
                self.published = found.clone();
            }
        }
        &self.published
    }
}

/// Position of a character, counted as the protocol says and without any code of the server.
fn position(text: &[char], chars: usize, encoding: &str) -> Value {
    let (mut line, mut column) = (0, 0);
    for i in 0..chars.min(text.len()) {
        let is_end = text[i] == '\n' || (text[i] == '\r' && text.get(i + 1) != Some(&'\n'));
        if is_end {
            (line, column) = (line + 1, 0);
        } else if text[i] != '\r' {
            column += match encoding {
                "utf-8" => text[i].len_utf8(),
                "utf-16" => text[i].len_utf16(),
                _ => 1,
            };
        }
    }
    json!({"line": line, "character": column})
}

/// The nearest place that is not between `\r` and `\n`, where the protocol has no position.
fn boundary(text: &[char], at: usize) -> usize {
    let at = at.min(text.len());
    if at > 0 && text[at - 1] == '\r' && text.get(at) == Some(&'\n') { at - 1 } else { at }
}
