//! `ostler diff REV1..REV2`: a fleet as two revisions have it, rendered node by node, and what changes for whom.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ostler_core::diag::Redacted;
use ostler_core::diff::ChangeKind;
use ostler_core::lang::REGISTRY;
use ostler_core::model::Target;
use ostler_core::render::{Fleet, Inventory, Wish, language};
use ostler_core::session::{Comparing, Difference, Engine, PatchFile, grouped};

use super::revisions::RevisionFiles;
use super::{Tally, tell_all};
use crate::args::{DiffArgs, Paint};
use crate::exit::{Failure, Outcome, say};

/// A node as a revision has it.
struct Node {
    /// Its role, for people.
    role: String,
    target: Target,
    /// Its config; `None` when it cannot be rendered.
    text: Option<String>,
}

/// `REV1..REV2`, both sides given; anything else is a path.
pub fn range(text: &str) -> Option<(&str, &str)> {
    let (old, new) = text.split_once("..")?;
    (!old.is_empty() && !new.is_empty() && !new.starts_with('.') && !old.ends_with('/')).then_some((old, new))
}

/// Runs the command for two revisions.
pub fn run(args: &DiffArgs, (old, new): (&str, &str), paint: Paint) -> Result<Outcome, Failure> {
    let engine = args.target.engine()?;
    let path = inventory(args)?;
    let root = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let nodes = |revision: &str| -> Result<BTreeMap<String, Node>, Failure> {
        render(&engine, &RevisionFiles::new(root, revision)?, &name, revision)
    };
    let (before, after) = (nodes(old)?, nodes(new)?);
    let mut tally = Tally { nodes: true, ..Tally::default() };
    let (mut found, mut refused) = (Vec::new(), [0, 0]);
    for name in before.keys().chain(after.keys().filter(|n| !before.contains_key(*n))) {
        tally.compared += 1;
        let (mine, theirs) = (before.get(name), after.get(name));
        for (side, count) in [mine, theirs].into_iter().zip(&mut refused) {
            *count += usize::from(side.is_some_and(|n| n.text.is_none()));
        }
        if let Some(difference) = compare(&engine, (old, new), mine, theirs)? {
            let role = theirs.or(mine).map_or(String::new(), |n| n.role.clone());
            found.push((name.clone(), role, difference));
        }
    }
    for (revision, count) in [old, new].into_iter().zip(refused).filter(|(_, count)| *count > 0) {
        tally.failed = true;
        let nodes = if count == 1 { "1 node".to_owned() } else { format!("{count} nodes") };
        say(&format!(
            "error: {nodes} of `{revision}` cannot be rendered, and so not compared; `ostler render` says why"
        ));
    }
    tally.found = grouped(found);
    tell_all(args, &tally, paint)
}

/// The inventory that is named, or the nearest one from the working directory upwards.
fn inventory(args: &DiffArgs) -> Result<PathBuf, Failure> {
    if let Some(path) = &args.fleet {
        return Ok(path.clone());
    }
    let name = language(&REGISTRY).map_or("", |(_, reader)| reader.file);
    let cwd = std::env::current_dir().unwrap_or_default();
    let found = cwd.ancestors().map(|a| a.join(name)).find(|p| p.is_file());
    found.ok_or_else(|| {
        Failure(format!("there is no `{name}` in this directory or above; name the inventory with `--fleet FILE`"))
    })
}

fn render(
    engine: &Engine,
    files: &RevisionFiles,
    inventory: &str,
    revision: &str,
) -> Result<BTreeMap<String, Node>, Failure> {
    let opened = Inventory::open(engine, files, inventory)
        .map_err(|e| Failure(format!("`{inventory}` of `{revision}` cannot be read: {}", e.message)))?;
    let plan = opened.plan(engine, files);
    let several = plan.has_several_clusters();
    let numbers: Vec<_> = (0..plan.nodes.len()).collect();
    let fleet = Fleet::new(engine, files, &plan, &numbers, Wish::default());
    let mut out = BTreeMap::new();
    for (number, node) in plan.nodes.iter().enumerate() {
        let name = if several { format!("{}/{}", node.cluster.name, node.name) } else { node.name.to_string() };
        let text = fleet.render(number).and_then(|o| o.text);
        out.insert(name, Node { role: node.role.to_string(), target: node.target.clone(), text });
    }
    Ok(out)
}

/// What changes for a node; `None` when nothing does, or when it cannot be rendered.
fn compare(
    engine: &Engine,
    (old, new): (&str, &str),
    mine: Option<&Node>,
    theirs: Option<&Node>,
) -> Result<Option<Redacted<Difference>>, Failure> {
    let (first, second) = match (mine, theirs) {
        (None, Some(_)) => return Ok(Some(Difference::whole(old, new, ChangeKind::Added))),
        (Some(_), None) => return Ok(Some(Difference::whole(old, new, ChangeKind::Removed))),
        (Some(mine), Some(theirs)) => (mine, theirs),
        (None, None) => return Ok(None),
    };
    let (Some(before), Some(after)) = (&first.text, &second.text) else { return Ok(None) };
    if before == after {
        return Ok(None);
    }
    let mut options = engine.options().clone();
    options.targets.retain(|t| t.language != second.target.language);
    options.targets.push(second.target.clone());
    let engine = Engine::new(engine.registry(), options);
    let files = (PatchFile { path: old, bytes: before.as_bytes() }, PatchFile { path: new, bytes: after.as_bytes() });
    match Comparing::open(&engine, files.0, files.1) {
        Ok(comparing) => {
            let difference = comparing.difference();
            Ok((!difference.get().changes.is_empty()).then_some(difference))
        }
        Err(error) => Err(super::cannot(error, &engine, Paint::Plain)),
    }
}
