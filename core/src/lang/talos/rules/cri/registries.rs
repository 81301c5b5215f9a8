//! `RegistryAuthConfig`.

use super::super::typed::{ERROR, given, key};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::cri::registry_auth_config::RegistryAuthConfigView;
use crate::model::{Rule, RuleRun};

/// Two ways to say who one is.
pub static REGISTRY_AUTH_TWICE: Rule = Rule {
    code: "talos/registry-auth-twice",
    summary: "Access to a registry is by `auth`, by user name and password, or by `identityToken`.",
    ids: &["T-CRI-006", "T-CRI-007"],
    run: RuleRun::Document(auth_twice),
    page: include_str!("registry_auth_twice.md"),
    ..ERROR
};

fn auth_twice(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(config) = cx.root().map(RegistryAuthConfigView) else { return };
    let ways = [
        ("username", given(config.username())),
        ("identityToken", given(config.identity_token())),
        ("auth", given(config.auth())),
    ];
    let mut used = ways.into_iter().filter(|(_, text)| text.is_some()).map(|(name, _)| name);
    let Some(first) = used.next() else { return };
    for other in used {
        let problem = sink
            .finding(format!("`{other}` and `{first}` exclude each other"), key(config.0, other))
            .label(key(config.0, first), "the other way is here")
            .help("keep one of `username` with `password`, `auth` and `identityToken`");
        sink.push(cx.doc, problem);
    }
}
