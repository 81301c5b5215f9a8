//! Which findings are wanted: by code or area.

use crate::diag::{Redacted, Severity};

use super::{Report, Summary};

/// Codes (`shape/unknown-key`) or areas (`shape`) to show and to leave out. Leaving out wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these; everything when empty.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

impl Filter {
    /// True when findings of a code are wanted.
    pub fn wants(&self, code: &str) -> bool {
        let in_list = |list: &[String]| {
            list.iter()
                .any(|l| code.strip_prefix(l.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        };
        (self.select.is_empty() || in_list(&self.select)) && !in_list(&self.ignore)
    }

    /// The report without what is not wanted.
    pub fn apply(&self, report: Redacted<Report>) -> Redacted<Report> {
        report.map(|mut report| {
            for file in &mut report.files {
                file.findings.retain(|f| self.wants(f.diagnostic.code));
            }
            report
        })
    }
}

/// The report with at most `limit` findings, the most severe ones first to stay; the others are still counted.
pub fn limit(report: Redacted<Report>, limit: usize) -> Redacted<Report> {
    report.map(|mut report| {
        let mut left = limit;
        let mut keep = [0; 3];
        let sum = report.summary();
        for (slot, count) in keep.iter_mut().zip([sum.errors, sum.warnings, sum.infos]) {
            *slot = left.min(count);
            left -= *slot;
        }
        let mut omitted = Summary::default();
        for file in &mut report.files {
            file.findings.retain(|f| {
                let (slot, count) = match f.diagnostic.severity {
                    Severity::Error => (&mut keep[0], &mut omitted.errors),
                    Severity::Warning => (&mut keep[1], &mut omitted.warnings),
                    Severity::Info => (&mut keep[2], &mut omitted.infos),
                };
                if *slot == 0 {
                    *count += 1;
                    return false;
                }
                *slot -= 1;
                true
            });
        }
        report.omitted = omitted;
        report
    })
}
