//! Findings with the lines that they are about.

use core::fmt;
use std::collections::HashMap;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use ostler_core::diag::{Redacted, Severity};
use ostler_core::session::{Finding, Report};

use super::excerpt::{CONTEXT, Excerpt, Lines, Mark};
use crate::args::{Paint, width};

pub fn render(report: &Redacted<Report>, paint: Paint) -> String {
    let theme = match paint {
        Paint::Colored => GraphicalTheme::unicode(),
        Paint::Plain => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width())
        .with_context_lines(CONTEXT)
        .with_links(false)
        .tab_width(4);
    let texts = report.get().files.iter().filter_map(|f| Some((&*f.path, Lines::new(f.text.as_deref()?))));
    let texts: HashMap<_, _> = texts.collect();
    let mut out = String::new();
    for finding in report.get().findings() {
        let Some(lines) = texts.get(&*finding.primary.file) else { continue };
        let shown = Shown::new(finding, lines);
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut out, &shown);
        out.push('\n');
    }
    out
}

/// A finding as miette takes it.
#[derive(Debug)]
struct Shown<'r> {
    finding: &'r Finding,
    excerpt: Excerpt,
    labels: Vec<LabeledSpan>,
}

impl<'r> Shown<'r> {
    fn new(finding: &'r Finding, lines: &Lines<'_>) -> Self {
        let d = &finding.diagnostic;
        let mut marks = vec![Mark { at: &finding.primary, message: &d.primary.message }];
        let related = d.labels.iter().zip(&finding.related);
        let here = related.filter(|(_, at)| at.file == finding.primary.file);
        marks.extend(here.map(|(label, at)| Mark { at, message: &label.message }));
        let (excerpt, labels) = Excerpt::new(&finding.primary.file, lines, &marks);
        Self { finding, excerpt, labels }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.diagnostic.headline)
    }
}

/// Most nodes that are named at a finding; forms for programs name all of them.
const MOST_NODES: usize = 24;

impl core::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.finding.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let d = &self.finding.diagnostic;
        let mut lines = d.help.clone();
        let elsewhere =
            d.labels.iter().zip(&self.finding.related).filter(|(_, at)| at.file != self.finding.primary.file);
        lines.extend(
            elsewhere.map(|(l, at)| format!("{}:{}:{}: {}", at.file, at.start.line, at.start.column, l.message)),
        );
        let nodes = &self.finding.nodes;
        if !nodes.is_empty() {
            lines.push(format!("reaches {}", super::listed(nodes.iter(), MOST_NODES)));
        }
        (!lines.is_empty()).then(|| Box::new(lines.join("\n")) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
