//! `ostler schema`: JSON Schemas on standard output.

use ostler_schema::wire::FORMS;

use crate::args::{SchemaArgs, SchemaOf};
use crate::exit::{Failure, Outcome, print};

/// Runs the command.
pub fn run(args: &SchemaArgs) -> Result<Outcome, Failure> {
    match &args.of {
        SchemaOf::Wire { name: Some(name) } => {
            let Some(form) = FORMS.iter().find(|f| f.name == name) else {
                let known: Vec<_> = FORMS.iter().map(|f| f.name).collect();
                return Err(Failure(format!("there is no form `{name}`; known forms: {}", known.join(", "))));
            };
            print(&format!("{:#}\n", (form.schema)().as_value()))?;
        }
        SchemaOf::Wire { name: None } => {
            let lines: Vec<_> = FORMS.iter().map(|f| format!("{:<14} {}\n", f.name, f.doc)).collect();
            print(&lines.concat())?;
        }
    }
    Ok(Outcome::Clean)
}
