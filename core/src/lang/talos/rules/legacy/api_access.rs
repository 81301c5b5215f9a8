//! `machine.features.kubernetesTalosAPIAccess`.

use super::reading::{is_not_control_plane, key, machine, off, on, place};
use crate::check::nearest::{any_of, nearest};
use crate::check::{DocumentCx, Sink};
use crate::diag::{Applicability, Severity};
use crate::lang::talos::enums::TALOS_ROLE;
use crate::lang::talos::kinds::legacy::features::TalosApiAccessView;
use crate::model::{Rule, RuleRun, Version};

/// Access that a worker cannot give.
pub static API_ACCESS_ON_WORKER: Rule = Rule {
    code: "talos/api-access-on-worker",
    summary: "Pods reach the Talos API through control plane machines only.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-047"],
    run: RuleRun::Document(api_access_on_worker),
    page: include_str!("api_access_on_worker.md"),
    formerly: &[],
};

/// Access without roles, in releases that let roles be switched off.
pub static API_ACCESS_WITHOUT_RBAC: Rule = Rule {
    code: "talos/api-access-without-rbac",
    summary: "Pods reach the Talos API only where roles count.",
    severity: Severity::Error,
    since: None,
    until: Some(Version::new(1, 12)),
    ids: &["T-V1-048"],
    run: RuleRun::Document(api_access_without_rbac),
    page: include_str!("api_access_without_rbac.md"),
    formerly: &[],
};

/// Roles that do not exist.
pub static API_ACCESS_ROLE: Rule = Rule {
    code: "talos/api-access-role",
    summary: "Roles that pods may ask for exist.",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &["T-V1-049", "T-K8S-067"],
    run: RuleRun::Document(api_access_role),
    page: include_str!("api_access_role.md"),
    formerly: &[],
};

fn access<'a>(cx: &DocumentCx<'a>) -> Option<TalosApiAccessView<'a>> {
    machine(cx)?.features()?.kubernetes_talos_api_access().filter(|a| on(a.enabled()))
}

fn api_access_on_worker(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(enabled) = access(cx).and_then(|a| a.enabled()).filter(|_| is_not_control_plane(cx)) else { return };
    let problem = sink
        .finding("`kubernetesTalosAPIAccess` can be enabled on control plane machines only", enabled.span)
        .help("remove it here and enable it on the control plane; pods on workers use it all the same");
    sink.push(cx.doc, problem);
}

fn api_access_without_rbac(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let (Some(machine), Some(access)) = (machine(cx), access(cx)) else { return };
    let Some(features) = machine.features().filter(|f| off(cx, f.rbac())) else { return };
    let problem = sink
        .finding("`kubernetesTalosAPIAccess` needs `rbac: true`", place(features.0, "rbac", key(machine.0, "features")))
        .label(key(access.0, "enabled"), "enabled here")
        .help("without roles every pod with access would be an administrator; switch `machine.features.rbac` on");
    sink.push(cx.doc, problem);
}

fn api_access_role(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    // The document of its own has the same keys at its root.
    let section = if cx.view.kind.flags.headless { access(cx) } else { cx.root().map(TalosApiAccessView) };
    let Some(roles) = section.and_then(|a| a.allowed_roles()) else { return };
    let known: Vec<_> = TALOS_ROLE.at(cx.version()).live().map(|(value, _)| value.text).collect();
    let later = |text: &str| TALOS_ROLE.values.iter().any(|v| v.text == text);
    for (_, role) in roles.iter().filter(|(_, r)| !known.contains(&r.value)) {
        let when = if later(role.value) { " of this release" } else { "" };
        let problem = sink.finding(format!("`{}` is not a role{when}", role.value), role.span);
        let problem = match nearest(role.value, known.iter().copied()).first() {
            Some(best) => {
                problem.fix(format!("Replace by `{best}`"), Applicability::Safe, role.span, (*best).to_owned())
            }
            None => problem,
        };
        sink.push(cx.doc, problem.help(format!("the roles are {}", any_of(&known))));
    }
}
