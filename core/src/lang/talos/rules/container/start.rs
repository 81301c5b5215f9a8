//! Name, environment and dependencies of a container.

use super::super::typed::{ERROR, name_place, nodes, report};
use crate::check::{DocumentCx, Sink};
use crate::model::{Rule, RuleRun, Shape as _};

/// A name that no container can have.
pub static CONTAINER_NAME: Rule = Rule {
    code: "talos/container-name",
    summary: "Names of containers have at most 63 lower case letters, digits and `-`.",
    ids: &["T-CON-002", "T-CON-003"],
    run: RuleRun::Document(name),
    page: include_str!("container_name.md"),
    ..ERROR
};

/// A variable without a value.
pub static CONTAINER_ENVIRONMENT: Rule = Rule {
    code: "talos/container-environment",
    summary: "Variables of a container are written as `NAME=value`.",
    ids: &["T-CON-007"],
    run: RuleRun::Document(environment),
    page: include_str!("container_environment.md"),
    ..ERROR
};

/// A dependency on nobody, or on itself.
pub static CONTAINER_DEPENDENCY: Rule = Rule {
    code: "talos/container-dependency",
    summary: "A container depends on other containers.",
    ids: &["T-CON-030", "T-CON-031"],
    run: RuleRun::Document(dependency),
    page: include_str!("container_dependency.md"),
    ..ERROR
};

const NAME_MAX: usize = 63;

fn name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let name = cx.name();
    let help = "use lower case letters, digits and `-`";
    if name.len() > NAME_MAX {
        let headline = format!("the name has {} bytes, and {NAME_MAX} are allowed", name.len());
        report(cx, sink, name_place(cx), headline, help);
    } else if let Some(odd) = name.chars().find(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit() && *c != '-') {
        let headline = format!("`{}` cannot be part of the name of a container", odd.escape_debug());
        report(cx, sink, name_place(cx), headline, help);
    }
}

fn environment(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let items = nodes(cx, "environment[]").into_iter().filter_map(|n| String::read(cx.doc.view_cx(), n));
    for text in items.filter(|t| !t.value.contains('=')) {
        let headline = format!("the variable `{}` has no value", text.value);
        report(cx, sink, text.span, headline, "write `NAME=value`; `NAME=` sets the empty text");
    }
}

fn dependency(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let items = nodes(cx, "dependsOn.containers[]").into_iter().filter_map(|n| String::read(cx.doc.view_cx(), n));
    for text in items {
        let headline = match text.value {
            "" => "this dependency has no name",
            name if name == cx.name() => "a container cannot depend on itself",
            _ => continue,
        };
        report(cx, sink, text.span, headline, "name another `ContainerConfig`, or remove the item");
    }
}
