//! `ostler.provenance/1`: where a value comes from, and what it overrode.

use ostler_core::diag::Redacted;
use ostler_core::session::{Contribution, History};
use ostler_core::tree::Step;
use schemars::JsonSchema;
use serde::Serialize;

use super::to_json;

/// Where a value comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// Always `ostler.provenance/1`. Inside `/1` only additions are made.
    pub format: &'static str,
    /// The place, KIND/NAME`:`FIELD.PATH.
    pub path: String,
    /// The value that counts, masked where it is secret; null for a collection, and when nothing is left.
    pub value: Option<String>,
    /// Where it was written; null when nothing is left.
    pub origin: Option<Place>,
    /// Values that lost, in the order of the layers.
    pub history: Vec<Overridden>,
    /// What decided between the candidates; missing when there was one.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub strategy: &'static str,
}

/// A place in a layer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// Path of the file.
    pub file: String,
    /// 1-based.
    pub line: u32,
    /// 1-based, counted in Unicode scalar values.
    pub column: u32,
    /// Name of the layer: in a fleet `base`, `all`, `role:worker` and so on; else its file, or `patch N` for a patch that was
    /// given as text.
    pub layer: String,
    /// `written`, `patched`, `defaulted` or `translated`.
    pub step: &'static str,
    /// The variable that gives the value, in a fleet; missing where the value stands there itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variable: Option<Definition>,
}

/// Where a variable is defined.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Definition {
    /// Its name, such as `var.installDisk`.
    pub name: String,
    /// Path of the file.
    pub file: String,
    /// 1-based.
    pub line: u32,
    /// 1-based, counted in Unicode scalar values.
    pub column: u32,
}

/// A value that lost.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Overridden {
    /// The value, masked where it is secret.
    pub value: String,
    /// Where it is written.
    pub origin: Place,
    /// The strategy that decided.
    pub strategy: &'static str,
}

/// `ostler why --format json`.
pub fn provenance_json(history: &Redacted<History>) -> String {
    let h = history.get();
    let lost = |c: &Contribution| Overridden { value: c.value.clone(), origin: place(c), strategy: h.strategy };
    to_json(&Answer {
        format: "ostler.provenance/1",
        path: h.path.clone(),
        value: h.value.clone(),
        origin: h.origin.as_ref().map(place),
        history: h.overridden.iter().map(lost).collect(),
        strategy: h.strategy,
    })
}

fn place(contribution: &Contribution) -> Place {
    let at = &contribution.location;
    Place {
        file: at.file.to_string(),
        line: at.start.line,
        column: at.start.column,
        layer: contribution.layer.clone(),
        variable: contribution.variable.as_ref().map(|(name, at)| Definition {
            name: name.clone(),
            file: at.file.to_string(),
            line: at.start.line,
            column: at.start.column,
        }),
        step: match contribution.step {
            Step::Written => "written",
            Step::Patched => "patched",
            Step::Defaulted => "defaulted",
            Step::Translated => "translated",
        },
    }
}
