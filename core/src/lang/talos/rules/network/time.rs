//! `TimeSyncConfig`.

use super::super::prefix::address;
use super::super::typed::{ERROR, key, on, report};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::network::time_sync_config::TimeSyncConfigView;
use crate::model::{Rule, RuleRun, Version};

/// Two sources of time.
pub static NTP_AND_PTP: Rule = Rule {
    code: "talos/ntp-and-ptp",
    summary: "Time comes from `ntp` or from `ptp`, not from both.",
    ids: &["T-NET-055"],
    run: RuleRun::Document(ntp_and_ptp),
    page: include_str!("ntp_and_ptp.md"),
    ..ERROR
};

/// Servers whose certificate has no name to check.
pub static NTS_ADDRESS: Rule = Rule {
    code: "talos/nts-address",
    summary: "Time servers with NTS are given by host name.",
    since: Some(Version::new(1, 14)),
    ids: &["T-NET-056"],
    run: RuleRun::Document(nts_address),
    page: include_str!("nts_address.md"),
    ..ERROR
};

fn ntp_and_ptp(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(root) = cx.root() else { return };
    if root.has("ntp") && root.has("ptp") {
        let problem = sink
            .finding("`ntp` and `ptp` exclude each other", key(root, "ptp"))
            .label(key(root, "ntp"), "NTP is set here")
            .help("remove one of them");
        sink.push(cx.doc, problem);
    }
}

fn nts_address(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(ntp) = cx.root().map(TimeSyncConfigView).and_then(|t| t.ntp()).filter(|n| on(n.use_nts())) else { return };
    for (_, server) in ntp.servers().into_iter().flat_map(|s| s.iter()) {
        // `net.ParseIP` takes no zones.
        if !server.value.contains('%') && address(server.value).is_some() {
            let headline = format!("`{}` is an address, and NTS needs host names", server.value);
            let help = "write the name that is in the server's certificate, or set `useNTS: false`";
            report(cx, sink, server.span, headline, help);
        }
    }
}
