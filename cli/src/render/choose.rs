//! Which nodes of a plan to render: by pattern, and by part of the fleet.

use ostler_core::glob::Glob;
use ostler_core::render::Plan;

use crate::exit::Failure;

/// Numbers of the chosen nodes in the order of the plan. Patterns are of names, or of `CLUSTER/NAME`.
pub fn nodes(plan: &Plan, patterns: &[String], shard: Option<(usize, usize)>) -> Result<Vec<usize>, Failure> {
    let mut chosen: Vec<usize> = (0..plan.nodes.len()).collect();
    if !patterns.is_empty() {
        let globs = patterns.iter().map(|p| pattern(p)).collect::<Result<Vec<_>, _>>()?;
        for (text, glob) in patterns.iter().zip(&globs) {
            if !(0..plan.nodes.len()).any(|n| fits(glob, plan, n)) {
                return Err(Failure(format!("no node has a name like `{text}`; {}", known(plan))));
            }
        }
        chosen.retain(|n| globs.iter().any(|glob| fits(glob, plan, *n)));
    }
    let Some((index, count)) = shard else { return Ok(chosen) };
    // Neighbours share layers, so a part is a stretch.
    let (from, to) = (chosen.len() * (index - 1) / count, chosen.len() * index / count);
    Ok(chosen[from..to].to_vec())
}

fn pattern(text: &str) -> Result<Glob, Failure> {
    Glob::parse(text).map_err(|e| Failure(format!("`{text}` is no pattern of node names: {}", e.message)))
}

fn fits(glob: &Glob, plan: &Plan, number: usize) -> bool {
    let node = &plan.nodes[number];
    glob.matches(&node.name) || glob.matches(&node.whole_name())
}

fn known(plan: &Plan) -> String {
    let names: Vec<&str> = plan.nodes.iter().map(|n| &*n.name).take(10).collect();
    if names.is_empty() { "the fleet has no nodes".to_owned() } else { format!("there are {}", names.join(", ")) }
}
