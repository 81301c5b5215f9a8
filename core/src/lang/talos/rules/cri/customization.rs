//! `CRICustomizationConfig`.

use super::super::labels::key_faults;
use super::super::typed::{ERROR, name_place, report};
use crate::check::{DocumentCx, Sink};
use crate::model::{Rule, RuleRun};

/// A name that cannot be the one of a file of the runtime.
pub static CUSTOMIZATION_NAME: Rule = Rule {
    code: "talos/customization-name",
    summary: "Customizations have qualified names, and not the one of the legacy file.",
    ids: &["T-CRI-003", "T-CRI-004"],
    run: RuleRun::Document(name),
    page: include_str!("customization_name.md"),
    ..ERROR
};

/// Name that stands for the file in the legacy document.
const RESERVED: &str = "customization";

fn name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let name = cx.name();
    if name.is_empty() {
        return;
    }
    if name == RESERVED {
        let help = "it stands for the file that `machine.files` of the legacy document writes; choose another";
        report(cx, sink, name_place(cx), format!("the name `{RESERVED}` is taken"), help);
    }
    for fault in key_faults(name) {
        let headline = format!("`{name}` is not a name of a customization: {fault}");
        report(cx, sink, name_place(cx), headline, "write `name` or `domain/name`, as in `example.org/devices`");
    }
}
