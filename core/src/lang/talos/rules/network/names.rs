//! Names of links.

use super::super::typed::{ERROR, given, name_place, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::veth_config::VethConfigView;
use crate::model::{Rule, RuleRun, Version};
use crate::text::Spanned;

/// A `%` that numbers nothing.
pub static LINK_ALIAS_PATTERN: Rule = Rule {
    code: "talos/link-alias-pattern",
    summary: "The name of an alias for several links is a text and then `%d`.",
    since: Some(Version::new(1, 13)),
    ids: &["T-NET-035"],
    run: RuleRun::Document(link_alias_pattern),
    page: include_str!("link_alias_pattern.md"),
    ..ERROR
};

/// A name that the kernel refuses.
pub static VETH_NAME: Rule = Rule {
    code: "talos/veth-name",
    summary: "The names of both ends of a veth pair are link names of the kernel.",
    ids: &["T-NET-020", "T-NET-021", "T-NET-022", "T-NET-023"],
    run: RuleRun::Document(veth_name),
    page: include_str!("veth_name.md"),
    ..ERROR
};

/// Most bytes of a link's name (`IFNAMSIZ` less the end).
const LINK_NAME_MAX: usize = 15;

fn link_alias_pattern(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some((prefix, verb)) = cx.name().split_once('%') else { return };
    if prefix.is_empty() || verb != "d" {
        let headline = format!("`{}` is not an alias with a number at its end", cx.name());
        report(cx, sink, name_place(cx), headline, "end the name with `%d` once and begin it with a text: `uplink%d`");
    }
}

fn veth_name(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(veth) = cx.root().map(VethConfigView) else { return };
    let names = [given(veth.name()), given(veth.peer().and_then(|p| p.name()))];
    for name in names.into_iter().flatten() {
        if let Some(why) = why_no_link_name(name) {
            let headline = format!("`{}` cannot be the name of a link: {why}", name.value.escape_debug());
            report(
                cx,
                sink,
                name.span,
                headline,
                format!("use letters, digits and `-`, at most {LINK_NAME_MAX} bytes"),
            );
        }
    }
}

fn why_no_link_name(name: Spanned<&str>) -> Option<String> {
    let odd = |c: &char| c.is_whitespace() || c.is_control() || matches!(c, '/' | ':');
    match name.value {
        long if long.len() > LINK_NAME_MAX => Some(format!("it has {} bytes", long.len())),
        "." | ".." => Some("it means a directory".to_owned()),
        text => text.chars().find(odd).map(|c| format!("`{}` is not allowed", c.escape_debug())),
    }
}
