//! Findings: published to clients that wait for them, handed out to those that ask.

use gen_lsp_types as lsp;
use serde_json::{Value, json};

use super::capabilities::to_value;
use super::{Server, to_proto};

impl Server {
    /// Publishes a document's findings and marks it clean.
    pub(super) fn publish(&mut self, uri: &str) {
        // First, so that a document on which a defect is met is not tried for ever.
        self.documents.set_clean(uri);
        if self.client.pulls {
            return;
        }
        let client = self.client;
        let Some((document, _)) = self.current(uri) else { return };
        let version = document.version;
        let diagnostics = self.findings(uri).unwrap_or_default();
        let params = lsp::PublishDiagnosticsParams { uri: uri.into(), version: Some(version), diagnostics };
        debug_assert!(!client.pulls);
        self.send("textDocument/publishDiagnostics", to_value(params));
    }

    /// Takes back what was published of a document that was closed.
    pub(super) fn clear_findings(&mut self, uri: &str) {
        if !self.client.pulls {
            self.send("textDocument/publishDiagnostics", json!({"uri": uri, "diagnostics": []}));
        }
    }

    /// A document's findings in the client's positions.
    fn findings(&mut self, uri: &str) -> Option<Vec<lsp::Diagnostic>> {
        let client = self.client;
        let path = self.current(uri)?.1.path().to_owned();
        // What an inventory names shows in it, too.
        let of_project = self.session.engine().projects().of(&path).and_then(|p| p.report(&path));
        let (document, file) = self.current(uri)?;
        let report = of_project.unwrap_or_else(|| file.report()).into_inner();
        Some(report.findings.iter().map(|f| to_proto::diagnostic(&client, uri, document, f)).collect())
    }

    /// `textDocument/diagnostic`.
    pub(super) fn pulled(&mut self, params: &lsp::DocumentDiagnosticParams) -> Value {
        let uri = &params.text_document.uri.0;
        let revision = self.documents.get(uri).map(|d| d.revision.to_string());
        self.documents.set_clean(uri);
        if revision.is_some() && params.previous_result_id == revision {
            return json!({"kind": "unchanged", "resultId": revision});
        }
        let items = self.findings(uri).unwrap_or_default();
        let mut report = json!({"kind": "full", "items": items});
        if let Some(revision) = revision {
            report["resultId"] = revision.into();
        }
        report
    }
}
