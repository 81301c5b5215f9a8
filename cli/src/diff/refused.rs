//! Nodes that cannot be rendered, and so not compared: which, and why, a line for each reason.

use ostler_core::diag::Severity;
use ostler_core::render::Gathered;
use ostler_schema::wire::{Place, RefusedNodes};

use super::text::NAMES;
use crate::exit::say;
use crate::output::listed;

/// Most reasons that are told.
const MOST: usize = 10;

/// Why nodes of a revision cannot be rendered. `nodes` are their numbers in the plan and their names.
pub fn of(gathered: Gathered<'_, '_>, nodes: &[(usize, String)], revision: &str) -> Vec<RefusedNodes> {
    let found = gathered.finish();
    let errors = found.report.get().findings().filter(|f| f.diagnostic.severity == Severity::Error);
    let refused = errors.map(|finding| RefusedNodes {
        revision: revision.to_owned(),
        nodes: finding.nodes.clone(),
        message: finding.diagnostic.headline.clone(),
        place: Some(Place::of(&finding.primary)),
    });
    let blamed = |number: &usize| found.counts.get(number).is_some_and(|c| c.errors > 0);
    let silent: Vec<_> = nodes.iter().filter(|(number, _)| !blamed(number)).map(|(_, name)| name.clone()).collect();
    let silent = (!silent.is_empty()).then(|| RefusedNodes {
        revision: revision.to_owned(),
        nodes: silent,
        message: "base and patches hold no document".to_owned(),
        place: None,
    });
    refused.chain(silent).collect()
}

/// Says so on standard error.
pub fn tell(refused: &[RefusedNodes]) {
    for RefusedNodes { revision, nodes, message, place } in refused.iter().take(MOST) {
        let who = match nodes.as_slice() {
            [] => format!("the fleet of `{revision}` is wrong"),
            [one] => format!("`{one}` cannot be rendered in `{revision}`"),
            nodes => {
                format!("{} nodes ({}) cannot be rendered in `{revision}`", nodes.len(), listed(nodes.iter(), NAMES))
            }
        };
        let place = place.as_ref().map_or(String::new(), |p| format!("{}:{}:{}: ", p.file, p.line, p.column));
        say(&format!("error: {who}: {place}{message}"));
    }
    if let Some(more) = refused.len().checked_sub(MOST).filter(|n| *n > 0) {
        let (reasons, are) = if more == 1 { ("reason", "is") } else { ("reasons", "are") };
        say(&format!("error: {more} more {reasons} of this kind {are} not shown; `ostler render` tells all"));
    }
}
