//! `ostler explain CODE`: the page of a code.

use ostler_core::lang::REGISTRY;
use ostler_core::model::Rule;

use crate::args::ExplainArgs;
use crate::exit::{Failure, Outcome, print};

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Failure> {
    let mut rules: Vec<&'static Rule> =
        REGISTRY.languages.iter().flat_map(|l| l.kinds.iter().flat_map(|k| k.rules).chain(l.rules)).copied().collect();
    rules.sort_by_key(|r| r.code);
    let Some(code) = &args.code else {
        let lines: Vec<_> = rules.iter().map(|r| format!("{:<40} {}\n", r.code, r.summary)).collect();
        print(&lines.concat())?;
        return Ok(Outcome::Clean);
    };
    let Some(rule) = rules.iter().find(|r| r.code == code || r.formerly.contains(&code.as_str())) else {
        return Err(Failure(format!("there is no code `{code}`; `ostler explain` lists them all")));
    };
    print(rule.page)?;
    Ok(Outcome::Clean)
}
