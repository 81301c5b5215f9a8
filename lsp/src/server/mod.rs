//! The language server: a synchronous state machine without I/O, threads or clock.
//!
//! A shell hands in messages in the order in which they came and sends what it gets back:
//!
//! ```text
//! loop {
//!     wait for a message, then take all that wait        → handle_batch → send
//!     while nothing waits and is_idle() says no          → idle(|| something waits) → send
//! }
//! ```
//!
//! Notifications are applied in order, requests are answered at once and against the text as of their place in the
//! order. Findings are published from [`Server::idle`], so a burst of edits costs one check. A request that is
//! cancelled in the same batch is not computed. A defect in one request costs that answer, not the server; in the
//! browser, where a panic ends the program, the page starts a new Worker and opens its documents again.
//!
//! Protocol types exist only below this module. Features are in [`crate::ide`].

mod capabilities;
mod documents;
mod projects;
mod publish;
mod requests;
mod settings;
mod symbols;
mod to_proto;
mod uri;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use ostler_core::lang::Registry;
use ostler_core::session::{Engine, Files, MapFiles, Options, Session};
use serde_json::{Value, json};

use capabilities::Client;
use documents::Documents;

/// What a request is answered with.
type Answer = Result<Value, ResponseError>;

/// Where the conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Before `initialize`.
    New,
    /// Between `initialize` and `shutdown`.
    Running,
    /// Behind `shutdown`.
    ShutDown,
    /// Behind `exit`.
    Exited { clean: bool },
}

/// The server. One per connection.
pub struct Server {
    registry: Registry,
    /// What the shell was started with; settings of the editor add to it.
    base: Options,
    session: Session,
    documents: Documents,
    /// Files that are not open: project files and what they name.
    files: Box<dyn Files + Send>,
    /// Something about projects changed since they were opened.
    projects_stale: bool,
    client: Client,
    phase: Phase,
    /// Messages that are not the answer to the message at hand.
    outbox: Vec<Message>,
    next_id: u32,
    /// Our request for settings that is under way.
    awaited_settings: Option<RequestId>,
}

impl core::fmt::Debug for Server {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Server").field("phase", &self.phase).field("documents", &self.documents).finish_non_exhaustive()
    }
}

impl Server {
    /// A server for these tables. `base` holds what the shell was told, targets for example.
    pub fn new(registry: Registry, base: Options) -> Self {
        let session = Session::new(Engine::new(registry, base.clone()));
        Self {
            registry,
            base,
            session,
            documents: Documents::default(),
            files: Box::new(MapFiles::default()),
            projects_stale: false,
            client: Client::default(),
            phase: Phase::New,
            outbox: Vec::new(),
            next_id: 0,
            awaited_settings: None,
        }
    }

    /// The server with files to read projects from. Without them, it knows those that are open in the editor.
    #[must_use]
    pub fn with_files(mut self, files: Box<dyn Files + Send>) -> Self {
        self.files = files;
        self
    }

    /// Takes one message and returns what is to be sent.
    pub fn handle(&mut self, message: Message) -> Vec<Message> {
        self.handle_batch([message])
    }

    /// Takes all messages that wait, in order. Requests that a later message of the batch cancels are answered as
    /// cancelled without being computed.
    pub fn handle_batch(&mut self, messages: impl IntoIterator<Item = Message>) -> Vec<Message> {
        let messages: Vec<_> = messages.into_iter().collect();
        let cancelled: HashSet<_> = messages.iter().filter_map(cancelled_id).collect();
        let mut out = Vec::new();
        for message in messages {
            if matches!(self.phase, Phase::Exited { .. }) {
                break;
            }
            match message {
                Message::Request(request) if cancelled.contains(&request.id) => {
                    out.push(failure(request.id, ErrorCode::RequestCanceled, "cancelled").into());
                }
                Message::Request(request) => {
                    let response = self.answer(request);
                    out.push(response.into());
                }
                Message::Notification(notification) => self.notice(notification),
                Message::Response(response) => self.take_response(response),
            }
            out.append(&mut self.outbox);
        }
        out
    }

    /// Does work that nobody waits for: checks changed documents and publishes findings, the last changed first.
    /// Returns early when `should_stop` says so between two documents; call again until [`Server::is_idle`].
    pub fn idle(&mut self, should_stop: &dyn Fn() -> bool) -> Vec<Message> {
        while self.phase == Phase::Running && !should_stop() {
            // A fleet that changed concerns documents that did not.
            if catch_unwind(AssertUnwindSafe(|| self.refresh_projects())).is_err() {
                self.log("a defect of ostler kept a fleet from being read; please report it");
            }
            let Some(uri) = self.documents.next_dirty() else { break };
            let published = catch_unwind(AssertUnwindSafe(|| self.publish(&uri)));
            if published.is_err() {
                self.log(&format!("a defect of ostler kept {uri} from being checked; please report it"));
            }
        }
        core::mem::take(&mut self.outbox)
    }

    /// True when [`Server::idle`] has nothing to do.
    pub fn is_idle(&self) -> bool {
        self.phase != Phase::Running || !(self.projects_stale || self.documents.has_dirty())
    }

    /// The process's exit code once `exit` has come: 0 behind a `shutdown`, 1 without one.
    pub fn exit_code(&self) -> Option<u8> {
        match self.phase {
            Phase::Exited { clean } => Some(u8::from(!clean)),
            _ => None,
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        let id = request.id.clone();
        let method = request.method.clone();
        let computed = catch_unwind(AssertUnwindSafe(|| self.dispatch(request)));
        let answer = computed.unwrap_or_else(|_| {
            let message = format!("a defect of ostler kept `{method}` from being answered; please report it");
            Err(error(ErrorCode::InternalError, message))
        });
        Response { id, response_result: answer }
    }

    fn dispatch(&mut self, request: Request) -> Answer {
        match (self.phase, request.method.as_str()) {
            (Phase::New, "initialize") => Ok(self.initialize(&request.params)),
            (Phase::New, _) => Err(error(ErrorCode::ServerNotInitialized, "`initialize` must come first")),
            (Phase::Running, "initialize") => Err(error(ErrorCode::InvalidRequest, "initialized already")),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            (Phase::Running, _) => requests::dispatch(self, &request.method, request.params),
            _ => Err(error(ErrorCode::InvalidRequest, "the server is shutting down")),
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.client = Client::read(params);
        self.phase = Phase::Running;
        if let Some(settings) = params.get("initializationOptions") {
            self.apply_settings(settings);
        }
        capabilities::result(&self.client)
    }

    fn notice(&mut self, notification: Notification) {
        if notification.method == "exit" {
            self.phase = Phase::Exited { clean: self.phase == Phase::ShutDown };
            return;
        }
        if self.phase != Phase::Running {
            return;
        }
        let method = notification.method.clone();
        let applied = catch_unwind(AssertUnwindSafe(|| self.apply(notification)));
        if applied.is_err() {
            self.log(&format!("a defect of ostler kept `{method}` from being applied; please report it"));
        }
    }

    fn apply(&mut self, notification: Notification) {
        let params = notification.params;
        let applied = match notification.method.as_str() {
            "initialized" => {
                self.ask_for_settings();
                self.watch_settings();
                self.watch_projects();
                Ok(())
            }
            "textDocument/didOpen" => serde_json::from_value(params).map(|p| self.did_open(p)),
            "textDocument/didChange" => serde_json::from_value(params).map(|p| self.did_change(p)),
            "textDocument/didClose" => serde_json::from_value(params).map(|p| self.did_close(&p)),
            "workspace/didChangeWatchedFiles" => {
                self.projects_stale = true;
                self.documents.touch_all();
                Ok(())
            }
            "workspace/didChangeConfiguration" => {
                self.settings_changed(params.get("settings").unwrap_or(&Value::Null));
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(problem) = applied {
            self.log(&format!("ostler could not read `{}`: {problem}", notification.method));
        }
    }

    fn take_response(&mut self, response: Response) {
        if self.awaited_settings.as_ref() == Some(&response.id) {
            self.awaited_settings = None;
            if let Ok(Value::Array(values)) = response.response_result
                && let Some(settings) = values.first()
            {
                self.apply_settings(settings);
            }
        }
    }

    /// Sends a request to the client and returns its id.
    fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.next_id += 1;
        let id = RequestId::from(format!("ostler-{}", self.next_id));
        self.outbox.push(Request { id: id.clone(), method: method.to_owned(), params }.into());
        id
    }

    fn send(&mut self, method: &str, params: Value) {
        self.outbox.push(Notification { method: method.to_owned(), params }.into());
    }

    /// A line in the editor's log of the server.
    fn log(&mut self, message: &str) {
        self.send("window/logMessage", json!({"type": 2, "message": message}));
    }
}

impl From<Notice<'_>> for Value {
    fn from(notice: Notice<'_>) -> Self {
        json!({"type": notice.severity, "message": notice.message})
    }
}

/// Something that the user should see at once.
struct Notice<'a> {
    severity: u8,
    message: &'a str,
}

fn cancelled_id(message: &Message) -> Option<RequestId> {
    let Message::Notification(n) = message else { return None };
    let id = n.params.get("id").filter(|_| n.method == "$/cancelRequest")?;
    serde_json::from_value(id.clone()).ok()
}

fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError { code: code as i32, message: message.into(), data: None }
}

fn failure(id: RequestId, code: ErrorCode, message: &str) -> Response {
    Response { id, response_result: Err(error(code, message)) }
}

#[cfg(test)]
mod tests;
