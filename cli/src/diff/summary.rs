//! The last line on standard error: how much differs, and what it asks of running machines.

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::model::Impact;
use ostler_core::session::Difference;

use super::Tally;
use crate::output::counted;

/// `7 changes in 2 of 5 files; together they need a reboot`, or for nodes `12 of 40 nodes differ: 12 need a reboot`.
pub fn of(tally: &Tally) -> String {
    let all = || tally.found.iter().map(Redacted::get);
    let left_out = match tally.left_out {
        0 => String::new(),
        1 => "; 1 other file is no machine config".to_owned(),
        n => format!("; {n} other files are no machine configs"),
    };
    if all().all(Difference::is_empty) {
        let what = match (tally.failed, tally.compared) {
            (true, _) => "what could be compared means",
            (false, 1) if tally.fleet.is_none() => "both mean",
            (false, 1) => "the node means",
            (false, _) if tally.fleet.is_some() => "all nodes mean",
            (false, _) => "all mean",
        };
        return format!("no difference: {what} the same{left_out}");
    }
    if tally.fleet.is_some() { of_nodes(tally) } else { of_files(tally) + &left_out }
}

fn of_files(tally: &Tally) -> String {
    let all = || tally.found.iter().map(Redacted::get);
    let changes: usize = all().map(|d| d.changes.len()).sum();
    let differing = all().filter(|d| !d.is_empty()).count();
    let places =
        if tally.compared == 1 { String::new() } else { format!(" in {differing} of {} files", tally.compared) };
    let impact = all().filter_map(Difference::impact).max().map_or(String::new(), |i| asks(i, changes == 1));
    format!("{}{places}{impact}", counted(changes, "change"))
}

fn asks(impact: Impact, one: bool) -> String {
    let need = if one { "it needs" } else { "together they need" };
    match impact {
        Impact::None if one => "; it counts when next installed or provisioned".to_owned(),
        Impact::None => "; they count when next installed or provisioned".to_owned(),
        Impact::InPlace => format!("; a running machine takes {} in place", if one { "it" } else { "them" }),
        Impact::Unknown => "; what that asks of a running machine is not known for all".to_owned(),
        Impact::Reboot => format!("; {need} a reboot"),
        Impact::Reinstall => format!("; {need} a wipe and a new installation"),
    }
}

/// What changes ask, counted by nodes, the farthest-reaching first.
fn of_nodes(tally: &Tally) -> String {
    let differing = || tally.found.iter().map(Redacted::get).filter(|d| !d.is_empty());
    let nodes = |wanted: &dyn Fn(&Difference) -> bool| differing().filter(|d| wanted(d)).map(|d| d.nodes.len()).sum();
    let mut parts: Vec<String> = Vec::new();
    for impact in Impact::ALL.into_iter().rev() {
        let count: usize = nodes(&|d: &Difference| d.impact() == Some(impact));
        if count > 0 {
            parts.push(need(count, impact));
        }
    }
    for (kind, word) in [(ChangeKind::Added, "new"), (ChangeKind::Removed, "gone")] {
        let count: usize = nodes(&|d: &Difference| d.whole == Some(kind));
        if count > 0 {
            parts.push(format!("{count} {} {word}", if count == 1 { "is" } else { "are" }));
        }
    }
    let all: usize = nodes(&|_| true);
    let differ = if all == 1 { "differs" } else { "differ" };
    format!("{all} of {} {differ}: {}", counted(tally.compared, "node"), parts.join(", "))
}

fn need(count: usize, impact: Impact) -> String {
    let s = if count == 1 { "s" } else { "" };
    match impact {
        Impact::None if count == 1 => "1 when next installed or provisioned".to_owned(),
        Impact::None => format!("{count} when next installed or provisioned"),
        Impact::InPlace => format!("{count} change{s} in place"),
        Impact::Unknown => format!("for {count} it is not known what that asks"),
        Impact::Reboot => format!("{count} need{s} a reboot"),
        Impact::Reinstall => format!("{count} need{s} a wipe and a new installation"),
    }
}
