//! Properties of the server that no golden conversation shows: sync, totality, order, cost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use ostler_core::lang::REGISTRY;
use ostler_core::session::Options;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Server;

const URI: &str = "file:///w/config.yaml";
const ENCODINGS: &[&str] = &["utf-8", "utf-16", "utf-32"];

fn running(capabilities: &Value) -> Server {
    let mut server = Server::new(REGISTRY, Options::default());
    let out = request(&mut server, 0, "initialize", json!({"capabilities": capabilities}));
    assert!(out["result"]["capabilities"].is_object());
    server
}

fn request(server: &mut Server, id: i32, method: &str, params: Value) -> Value {
    let message = Request { id: RequestId::from(id), method: method.to_owned(), params };
    let mut out = server.handle(message.into());
    out.retain(|m| matches!(m, Message::Response(r) if r.id == RequestId::from(id)));
    assert_eq!(out.len(), 1, "{method} has exactly one answer");
    serde_json::to_value(out.remove(0)).unwrap()
}

fn notify(server: &mut Server, method: &str, params: Value) -> Vec<Message> {
    server.handle(Notification { method: method.to_owned(), params }.into())
}

fn open(server: &mut Server, text: &str) {
    let item = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": text});
    notify(server, "textDocument/didOpen", json!({"textDocument": item}));
}

/// Position of a character, counted as the protocol says and without any code of the server.
fn position(text: &str, chars: usize, encoding: &str) -> Value {
    let (mut line, mut column) = (0, 0);
    let all: Vec<char> = text.chars().collect();
    for i in 0..chars.min(all.len()) {
        let is_end = all[i] == '\n' || (all[i] == '\r' && all.get(i + 1) != Some(&'\n'));
        if is_end {
            (line, column) = (line + 1, 0);
        } else if all[i] != '\r' {
            column += match encoding {
                "utf-8" => all[i].len_utf8(),
                "utf-16" => all[i].len_utf16(),
                _ => 1,
            };
        }
    }
    json!({"line": line, "character": column})
}

/// A text without half line breaks: no position lies between `\r` and `\n`.
fn boundary(text: &[char], at: usize) -> usize {
    let at = at.min(text.len());
    if at > 0 && text[at - 1] == '\r' && text.get(at) == Some(&'\n') { at - 1 } else { at }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just("mtu: 9000"), 4 => Just("\n"), 2 => Just("  "), 2 => Just("- "), 1 => Just("\r\n"), 1 => Just("\r"),
        2 => Just("---\n"), 1 => Just("ü"), 1 => Just("😀"), 2 => Just("kind: LinkConfig\n"), 1 => Just(": "),
        2 => Just("apiVersion: v1alpha1\n"), 2 => Just("machine:\n"), 1 => Just("\""), 1 => Just("[{"), 1 => Just("|\n"),
        1 => Just("network:\n"), 1 => Just("#"), 1 => Just("\t"), 1 => Just("&a "), 1 => Just("*a"), 1 => Just("}]"),
    ];
    vec(piece, 0..24).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Edits sent as differences leave the same text, and the same findings, as the whole text sent at once.
    #[test]
    fn edits_equal_whole_texts(start in pieces(), which in 0..3usize,
                               edits in vec((0..60usize, 0..12usize, pieces()), 1..8)) {
        let encoding = ENCODINGS[which];
        let capabilities = json!({"general": {"positionEncodings": [encoding]}});
        let mut server = running(&capabilities);
        open(&mut server, &start);
        let mut text: Vec<char> = start.chars().collect();
        for (version, (from, length, new)) in edits.into_iter().enumerate() {
            let from = boundary(&text, from);
            let to = boundary(&text, from + length).max(from);
            let now: String = text.iter().collect();
            let range = json!({"start": position(&now, from, encoding), "end": position(&now, to, encoding)});
            notify(&mut server, "textDocument/didChange", json!({
                "textDocument": {"uri": URI, "version": version + 2},
                "contentChanges": [{"range": range, "text": new}],
            }));
            text.splice(from..to, new.chars());
        }
        let expected: String = text.into_iter().collect();
        prop_assert_eq!(&server.documents.get(URI).unwrap().text, &expected);
        let edited = findings(&mut server);
        let mut fresh = running(&capabilities);
        open(&mut fresh, &expected);
        prop_assert_eq!(edited, findings(&mut fresh));
    }

    /// Any request at any place of any text has one answer, and never one that speaks of a defect.
    #[test]
    fn any_request_has_one_answer(text in pieces(), asked in vec((0..5usize, 0..9u32, 0..40u32), 1..12)) {
        let mut server = running(&json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}));
        open(&mut server, &text);
        for (id, (method, line, character)) in asked.into_iter().enumerate() {
            let methods = ["completion", "hover", "documentSymbol", "codeAction", "diagnostic"];
            let place = json!({"line": line, "character": character});
            let id = i32::try_from(id).unwrap() + 1;
            let answer = request(&mut server, id, &format!("textDocument/{}", methods[method]), json!({
                "textDocument": {"uri": URI}, "position": place, "range": {"start": place, "end": place},
                "context": {"diagnostics": [], "only": ["source"], "triggerKind": 1},
            }));
            prop_assert!(answer.get("result").is_some(), "{}", answer);
        }
        server.idle(&|| false);
    }

    /// Whatever comes, the server goes on.
    #[test]
    fn any_message_is_survived(messages in vec((0..8usize, any::<bool>(), 0..6usize), 1..16)) {
        let mut server = Server::new(REGISTRY, Options::default());
        let methods = ["initialize", "textDocument/didOpen", "textDocument/didChange", "textDocument/hover", "shutdown",
                       "workspace/didChangeConfiguration", "$/cancelRequest", "textDocument/diagnostic"];
        let params = [json!(null), json!([]), json!({"textDocument": {"uri": URI}}), json!({"settings": {"ostler": 5}}),
                      json!({"textDocument": {"uri": URI, "languageId": 1, "version": "x", "text": []}}), json!({"id": {}})];
        for (id, (method, is_request, param)) in messages.into_iter().enumerate() {
            let (method, params) = (methods[method].to_owned(), params[param].clone());
            let id = RequestId::from(i32::try_from(id).unwrap());
            let message = if is_request {
                Message::Request(Request { id: id.clone(), method, params })
            } else {
                Message::Notification(Notification { method, params })
            };
            let out = server.handle(message);
            let answers = out.iter().filter(|m| matches!(m, Message::Response(r) if r.id == id)).count();
            prop_assert_eq!(answers, usize::from(is_request));
            server.idle(&|| false);
        }
    }
}

/// Everything that is published of the document.
fn findings(server: &mut Server) -> Value {
    let mut last = Value::Null;
    for message in server.idle(&|| false) {
        if let Message::Notification(n) = message {
            last = n.params["diagnostics"].clone();
        }
    }
    last
}

#[test]
fn a_defect_costs_one_answer() {
    let mut server = running(&json!({}));
    open(&mut server, "machine: {}\n");
    let answer = request(&mut server, 1, "ostler/defect", Value::Null);
    assert_eq!(answer["error"]["code"], ErrorCode::InternalError as i32);
    let place = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 2}});
    assert!(request(&mut server, 2, "textDocument/hover", place)["result"].is_object());
}

#[test]
fn idle_work_yields() {
    let mut server = running(&json!({}));
    open(&mut server, "machine: {}\n");
    assert!(!server.is_idle());
    assert!(server.idle(&|| true).is_empty());
    assert!(!server.is_idle());
    assert_eq!(server.idle(&|| false).len(), 1);
    assert!(server.is_idle());
}

#[test]
fn a_burst_of_edits_is_published_once() {
    let mut server = running(&json!({}));
    open(&mut server, "machine: {}\n");
    for version in 2..40 {
        let edit =
            json!({"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "#"});
        notify(
            &mut server,
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": URI, "version": version}, "contentChanges": [edit],
            }),
        );
    }
    let out = server.idle(&|| false);
    assert_eq!(out.len(), 1);
    let Message::Notification(n) = &out[0] else { panic!("{out:?}") };
    assert_eq!(n.params["version"], 39);
}

#[test]
fn an_edit_costs_one_document() {
    let mut server = running(&json!({}));
    let documents = (0..200).map(|i| format!("---\napiVersion: v1alpha1\nkind: LinkConfig\nname: eth{i}\n"));
    open(&mut server, &documents.collect::<String>());
    server.idle(&|| false);
    let before = server.session.engine().counts();
    let place = json!({"line": 402, "character": 0});
    notify(
        &mut server,
        "textDocument/didChange",
        json!({
            "textDocument": {"uri": URI, "version": 2},
            "contentChanges": [{"range": {"start": place, "end": place}, "text": "# a remark that moves what is below\n"}],
        }),
    );
    server.idle(&|| false);
    let after = server.session.engine().counts();
    assert_eq!((after.parsed - before.parsed, after.checked - before.checked), (1, 1));
}

#[test]
fn answers_are_about_the_text_at_their_place_in_the_order() {
    let mut server = running(&json!({}));
    open(&mut server, "");
    for version in 0..1000 {
        let text = format!("apiVersion: v1alpha1\nkind: LinkConfig\nname: eth{version}\n");
        notify(
            &mut server,
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": URI, "version": version}, "contentChanges": [{"text": text}],
            }),
        );
        let answer =
            request(&mut server, version, "textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
        assert_eq!(answer["result"][0]["name"], format!("LinkConfig/eth{version}"));
    }
}

const FLEET: &str = "apiVersion: ostler.dev/v1alpha1
kind: Fleet
defaults: {talosVersion: v1.11.0}
clusters:
  - {name: home, nodes: [{name: w-1, role: worker}]}
";

fn open_at(server: &mut Server, uri: &str, text: &str) {
    let item = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
    notify(server, "textDocument/didOpen", json!({"textDocument": item}));
}

/// Codes that are published for a document.
fn published(out: &[Message], uri: &str) -> Option<Vec<String>> {
    out.iter().rev().find_map(|m| match m {
        Message::Notification(n) if n.params["uri"] == uri => {
            let all = n.params["diagnostics"].as_array()?;
            Some(all.iter().map(|d| d["code"].as_str().unwrap_or_default().to_owned()).collect())
        }
        _ => None,
    })
}

/// The patch is a document that Talos 1.12 has and 1.11 has not, so its findings tell which release counts.
#[test]
fn an_open_fleet_decides_for_its_files_and_an_edit_of_it_checks_them_again() {
    let (fleet, patch) = ("file:///w/ostler.yaml", "file:///w/all/host.yaml");
    let mut server = running(&json!({}));
    let settings = json!({"settings": {"ostler": {"targets": {"talos": "1.14"}}}});
    notify(&mut server, "workspace/didChangeConfiguration", settings);
    open_at(&mut server, patch, "apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: a\n");
    assert_eq!(published(&server.idle(&|| false), patch), Some(vec![]), "the setting counts without a fleet");
    open_at(&mut server, fleet, FLEET);
    let out = server.idle(&|| false);
    assert_eq!(published(&out, patch), Some(vec!["talos/kind-of-later-release".to_owned()]));
    assert_eq!(published(&out, fleet), Some(vec![]));
    let text = FLEET.replace("v1.11.0", "v1.12.0").replace("role: worker", "role: worker, patches: [gone.yaml]");
    let change = json!({"textDocument": {"uri": fleet, "version": 2}, "contentChanges": [{"text": text}]});
    notify(&mut server, "textDocument/didChange", change);
    let out = server.idle(&|| false);
    assert_eq!(published(&out, patch), Some(vec![]), "the fleet's release is another now");
    assert_eq!(published(&out, fleet), Some(vec!["project/missing-file".to_owned()]));
    notify(&mut server, "textDocument/didClose", json!({"textDocument": {"uri": fleet}}));
    assert_eq!(published(&server.idle(&|| false), patch), Some(vec![]));
    assert!(server.is_idle());
}
