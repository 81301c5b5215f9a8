//! Settings of the editor: targets per language, variants, mode.
//!
//! ```json
//! {"targets": {"LANGUAGE": "VERSION"}, "variants": {"LANGUAGE": "VARIANT"}, "mode": "NAME"}
//! ```
//!
//! They come with `initialize`, are asked for by `workspace/configuration` (section `ostler`) and pushed by
//! `workspace/didChangeConfiguration`, there below the key `ostler` or bare. What is wrong in them is told and left
//! out; the rest counts.

use ostler_core::lang::Registry;
use ostler_core::session::Options;
use serde_json::{Value, json};

use super::{Notice, Server};

/// Keys that mean something.
const KEYS: &[&str] = &["targets", "variants", "mode"];

/// What settings ask for on top of `base`, with what is wrong in them.
pub(super) fn read(registry: &Registry, base: &Options, settings: &Value) -> (Options, Vec<String>) {
    let settings = settings.get("ostler").unwrap_or(settings);
    let mut options = base.clone();
    let mut problems = Vec::new();
    let Some(object) = settings.as_object() else { return (options, problems) };
    for key in object.keys().filter(|k| !KEYS.contains(&k.as_str())) {
        problems.push(format!("there is no setting `{key}`; known settings: {}", KEYS.join(", ")));
    }
    let variants = settings.get("variants");
    for (language, version) in settings.get("targets").and_then(Value::as_object).into_iter().flatten() {
        let text = match version {
            Value::String(text) => text.clone(),
            Value::Number(number) => {
                problems.push(format!("the version of `{language}` must be text: write \"{number}\""));
                continue;
            }
            // How an editor says that nothing is set.
            Value::Null => continue,
            _ => {
                problems.push(format!("the version of `{language}` must be text such as \"1.2\""));
                continue;
            }
        };
        if text.is_empty() {
            continue;
        }
        let variant = variants.and_then(|v| v.get(language)).and_then(Value::as_str).unwrap_or("");
        if let Err(problem) = options.prefer_target(registry, &format!("{language}={text}"), variant) {
            problems.push(problem.to_string());
        }
    }
    if let Some(mode) = settings.get("mode").and_then(Value::as_str).filter(|m| !m.is_empty())
        && let Err(problem) = options.prefer_mode(registry, mode)
    {
        problems.push(problem.to_string());
    }
    (options, problems)
}

impl Server {
    /// Takes settings over and checks everything again when they change anything.
    pub(super) fn apply_settings(&mut self, settings: &Value) {
        let (options, problems) = read(&self.registry, &self.base, settings);
        for problem in problems {
            let notice = Notice { severity: 2, message: &format!("ostler's settings: {problem}") };
            self.send("window/showMessage", notice.into());
        }
        if options == *self.session.engine().options() {
            return;
        }
        self.load_projects(options);
    }

    /// Settings were pushed, or the client only says that they are others now.
    pub(super) fn settings_changed(&mut self, settings: &Value) {
        if self.client.has_settings && settings.get("ostler").is_none() {
            self.ask_for_settings();
        } else if !settings.is_null() {
            self.apply_settings(settings);
        }
    }

    pub(super) fn ask_for_settings(&mut self) {
        if self.client.has_settings {
            let id = self.ask("workspace/configuration", json!({"items": [{"section": "ostler"}]}));
            self.awaited_settings = Some(id);
        }
    }

    pub(super) fn watch_settings(&mut self) {
        if self.client.watches_settings {
            let registration = json!({"id": "ostler-settings", "method": "workspace/didChangeConfiguration",
                "registerOptions": {"section": "ostler"}});
            self.ask("client/registerCapability", json!({"registrations": [registration]}));
        }
    }
}
