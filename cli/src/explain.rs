//! `ostler explain CODE`: the page of a code.

use ostler_core::check::codes::{all_codes, find};
use ostler_core::check::nearest::{any_of, nearest};
use ostler_core::lang::REGISTRY;
use ostler_schema::reference;

use crate::args::ExplainArgs;
use crate::exit::{Failure, Outcome, print};

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Failure> {
    let Some(name) = &args.code else {
        let lines: Vec<_> = all_codes(&REGISTRY).iter().map(|c| format!("{:<40} {}\n", c.code, c.summary)).collect();
        print(&lines.concat())?;
        return Ok(Outcome::Clean);
    };
    let Some(code) = find(&REGISTRY, name) else {
        let all = all_codes(&REGISTRY);
        let near = nearest(name, all.iter().map(|c| c.code));
        let hint = match near.as_slice() {
            [] => "`ostler explain` lists them all".to_owned(),
            near => format!("did you mean {}?", any_of(near)),
        };
        return Err(Failure(format!("there is no code `{name}`; {hint}")));
    };
    print(&reference::code(&REGISTRY, &code))?;
    Ok(Outcome::Clean)
}
