//! Plain data to protocol types, in the client's encoding and within what it understands.

use std::collections::HashMap;

use gen_lsp_types as lsp;
use ostler_core::diag::{Applicability, Severity, Tag};
use ostler_core::session::{Finding, Location};
use ostler_core::text::Encoding;
use ostler_schema::wire;

use super::capabilities::Client;
use super::documents::Document;
use crate::ide::complete::{Item, ItemKind};
use crate::ide::hover::Hover;

/// A finding.
pub(super) fn diagnostic(client: &Client, uri: &str, document: &Document, finding: &Finding) -> lsp::Diagnostic {
    let found = &finding.diagnostic;
    let related = found.labels.iter().zip(&finding.related).map(|(label, place)| lsp::DiagnosticRelatedInformation {
        location: lsp::Location { uri: uri.into(), range: range(document, place, client.encoding) },
        message: label.message.clone(),
    });
    let related: Vec<_> = related.collect();
    let tags: Vec<_> = found.tags.iter().map(|t| tag(*t)).collect();
    let mut message = found.headline.clone();
    for help in core::iter::once(&found.primary.message).chain(&found.help).filter(|h| !h.is_empty()) {
        message.push('\n');
        message.push_str(help);
    }
    lsp::Diagnostic {
        range: range(document, &finding.primary, client.encoding),
        severity: Some(match found.severity {
            Severity::Error => lsp::DiagnosticSeverity::Error,
            Severity::Warning => lsp::DiagnosticSeverity::Warning,
            Severity::Info => lsp::DiagnosticSeverity::Information,
        }),
        code: Some(lsp::Code::String(found.code.to_owned())),
        source: Some("ostler".to_owned()),
        message: message.into(),
        tags: (client.diagnostic_tags && !tags.is_empty()).then_some(tags),
        related_information: (client.related && !related.is_empty()).then_some(related),
        code_description: Some(lsp::CodeDescription { href: wire::code_url(found.code).into() }),
        data: None,
    }
}

fn tag(tag: Tag) -> lsp::DiagnosticTag {
    match tag {
        Tag::Deprecated => lsp::DiagnosticTag::Deprecated,
        Tag::Unnecessary => lsp::DiagnosticTag::Unnecessary,
    }
}

/// A place of a report.
pub(super) fn range(document: &Document, place: &Location, encoding: Encoding) -> lsp::Range {
    document.range(place.start.byte, place.end.byte, encoding)
}

/// Fixes of a finding as quick fixes.
pub(super) fn actions(client: &Client, uri: &str, document: &Document, finding: &Finding) -> Vec<lsp::CodeAction> {
    let fixes = &finding.diagnostic.fixes;
    let preferred = fixes.iter().filter(|f| f.applicability == Applicability::Safe).count() == 1;
    let of = fixes.iter().zip(&finding.edits).map(|(fix, places)| {
        let edits = fix.edits.iter().zip(places);
        let edits = edits.map(|(e, place)| text_edit(document, place, &e.text, client.encoding)).collect();
        lsp::CodeAction {
            title: fix.title.clone(),
            kind: Some(lsp::CodeActionKind::QuickFix),
            diagnostics: Some(vec![diagnostic(client, uri, document, finding)]),
            is_preferred: (preferred && fix.applicability == Applicability::Safe).then_some(true),
            edit: Some(workspace_edit(client, uri, document, edits)),
            ..lsp::CodeAction::default()
        }
    });
    of.collect()
}

/// All safe fixes that do not touch each other, as one action.
pub(super) fn fix_all(
    client: &Client,
    uri: &str,
    document: &Document,
    findings: &[Finding],
) -> Option<lsp::CodeAction> {
    let mut taken: Vec<(u32, u32)> = Vec::new();
    let mut edits = Vec::new();
    for finding in findings {
        let safe = finding.diagnostic.fixes.iter().zip(&finding.edits);
        let Some((fix, places)) = safe.into_iter().find(|(f, _)| f.applicability == Applicability::Safe) else {
            continue;
        };
        let spots: Vec<_> = places.iter().map(|p| (p.start.byte, p.end.byte)).collect();
        if spots.iter().any(|(s, e)| taken.iter().any(|(ts, te)| s <= te && ts <= e)) {
            continue;
        }
        taken.extend(spots);
        edits.extend(fix.edits.iter().zip(places).map(|(e, p)| text_edit(document, p, &e.text, client.encoding)));
    }
    (!edits.is_empty()).then(|| lsp::CodeAction {
        title: "Apply all safe fixes of ostler".to_owned(),
        kind: Some(lsp::CodeActionKind::SourceFixAll),
        edit: Some(workspace_edit(client, uri, document, edits)),
        ..lsp::CodeAction::default()
    })
}

fn text_edit(document: &Document, place: &Location, text: &str, encoding: Encoding) -> lsp::TextEdit {
    lsp::TextEdit { range: range(document, place, encoding), new_text: text.to_owned() }
}

fn workspace_edit(client: &Client, uri: &str, document: &Document, edits: Vec<lsp::TextEdit>) -> lsp::WorkspaceEdit {
    if !client.versioned_edits {
        return lsp::WorkspaceEdit { changes: Some(HashMap::from([(uri.into(), edits)])), ..Default::default() };
    }
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
        version: Some(document.version),
        text_document_identifier: lsp::TextDocumentIdentifier { uri: uri.into() },
    };
    let edit = lsp::TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() };
    lsp::WorkspaceEdit { document_changes: Some(vec![edit.into()]), ..Default::default() }
}

/// Hover text with its range.
pub(super) fn hover(client: &Client, document: &Document, hover: &Hover) -> lsp::Hover {
    let shift = document.shift();
    let range = document.range(hover.range.start + shift, hover.range.end + shift, client.encoding);
    lsp::Hover { contents: markdown(&hover.text).into(), range: Some(range) }
}

fn markdown(text: &str) -> lsp::MarkupContent {
    lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: text.to_owned() }
}

/// An offer of completion; `place` is its place among all.
pub(super) fn completion(client: &Client, document: &Document, item: &Item, place: usize) -> lsp::CompletionItem {
    let shift = document.shift();
    let range = |r: &core::ops::Range<u32>| document.range(r.start + shift, r.end + shift, client.encoding);
    let snippet = item.text.snippet().filter(|_| client.snippets);
    let format = snippet.is_some().then_some(lsp::InsertTextFormat::Snippet);
    let new_text = snippet.unwrap_or_else(|| item.text.plain());
    let spans_lines = new_text.contains('\n');
    let edit = lsp::TextEdit { range: range(&item.replace), new_text };
    let also = item.also.iter().map(|(r, text)| lsp::TextEdit { range: range(r), new_text: text.clone() });
    lsp::CompletionItem {
        label: item.label.clone(),
        kind: Some(match item.kind {
            ItemKind::Field => lsp::CompletionItemKind::Property,
            ItemKind::EnumValue => lsp::CompletionItemKind::EnumMember,
            ItemKind::Value => lsp::CompletionItemKind::Value,
            ItemKind::Document => lsp::CompletionItemKind::Struct,
        }),
        tags: (item.deprecated && client.item_tags).then(|| vec![lsp::CompletionItemTag::Deprecated]),
        detail: (!item.detail.is_empty()).then(|| item.detail.clone()),
        documentation: (!item.doc.is_empty()).then(|| markdown(&item.doc).into()),
        // Editors sort by text.
        sort_text: Some(format!("{place:05}")),
        filter_text: filter(document, item, shift),
        insert_text_format: format,
        insert_text_mode: (client.as_is && spans_lines).then_some(lsp::InsertTextMode::AsIs),
        text_edit: Some(edit.into()),
        additional_text_edits: (!item.also.is_empty()).then(|| also.collect()),
        ..lsp::CompletionItem::default()
    }
}

/// Editors match the label against the text that would be replaced, with its quotes.
fn filter(document: &Document, item: &Item, shift: u32) -> Option<String> {
    let start = (item.replace.start + shift) as usize;
    let quote = document.text.get(start..)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    (!item.replace.is_empty()).then(|| format!("{quote}{}{quote}", item.label))
}
