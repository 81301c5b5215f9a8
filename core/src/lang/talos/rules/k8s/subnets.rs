//! `KubeNetworkConfig`: networks of pods and services.

use super::super::prefix::Prefix;
use super::super::typed::{ERROR, key, report, texts_and_empty};
use crate::check::{DocumentCx, Sink};
use crate::lang::talos::kinds::k8s::kube_network_config::KubeNetworkConfigView;
use crate::model::{Rule, RuleRun};
use crate::text::Spanned;

/// A network that the control plane would refuse.
pub static CLUSTER_SUBNET: Rule = Rule {
    code: "talos/cluster-subnet",
    summary: "The networks of pods and services are of usable size, one for each IP version.",
    ids: &["T-K8S-031", "T-K8S-032", "T-K8S-033", "T-K8S-034", "T-K8S-035", "T-K8S-036", "T-K8S-037", "T-K8S-038"],
    run: RuleRun::Document(subnets),
    page: include_str!("cluster_subnet.md"),
    ..ERROR
};

/// Pods with two IP versions and services with one, or the other way round.
pub static SUBNETS_DIFFER: Rule = Rule {
    code: "talos/subnets-differ",
    summary: "There are as many networks for pods as for services.",
    ids: &["T-K8S-039"],
    run: RuleRun::Document(differ),
    page: include_str!("subnets_differ.md"),
    ..ERROR
};

/// Fewest bits for hosts in any network (Talos 1.14, `minSubnetHostBits`).
const HOST_BITS_MIN: u32 = 4;

/// Most bits for hosts in a network of services (`MaxHostBitsForServiceSubnet`).
const SERVICE_HOST_BITS_MAX: u32 = 20;

/// Most bits that number the nodes in a network of pods (`PodSubnetNodeMaskMaxDiff`).
const NODE_BITS_MAX: u32 = 16;

/// Length of a node's part of the pod network for an IP version; `None` when it is out of range.
fn node_mask(config: &KubeNetworkConfigView<'_>, subnet: Prefix) -> Option<u32> {
    let v4 = subnet.addr.is_ipv4();
    let set = if v4 { config.node_cidr_mask_size_ipv4() } else { config.node_cidr_mask_size_ipv6() };
    let mask = u32::try_from(set.map_or(0, |m| m.value)).ok()?;
    let default = if v4 { 24 } else { 64 };
    (mask <= subnet.width()).then_some(if mask == 0 { default } else { mask })
}

fn subnets(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(config) = cx.root().filter(|_| cx.is_config()).map(KubeNetworkConfigView) else { return };
    for (name, path) in [("podSubnets", "podSubnets[]"), ("serviceSubnets", "serviceSubnets[]")] {
        let listed = texts_and_empty(cx, path);
        if listed.len() > 2 {
            let headline = format!("`{name}` has {} networks", listed.len());
            report(cx, sink, key(config.0, name), headline, "keep one for each IP version");
            continue;
        }
        let mut seen: Vec<(bool, Spanned<&str>)> = Vec::new();
        for text in listed {
            if text.value.is_empty() {
                report(cx, sink, text.span, "this network is empty", "write one such as `10.244.0.0/16`");
            }
            let Some(subnet) = Prefix::parse(text.value) else { continue };
            let fault = common_fault(subnet).or_else(|| match name {
                "podSubnets" => pod_fault(subnet, node_mask(&config, subnet)?),
                _ => service_fault(subnet),
            });
            if let Some((why, help)) = fault {
                report(cx, sink, text.span, format!("the network `{}` {why}", text.value), help);
            }
            let family = subnet.addr.is_ipv4();
            if let Some((_, first)) = seen.iter().find(|(f, _)| *f == family) {
                let problem = sink
                    .finding(format!("`{name}` has two networks of the same IP version"), text.span)
                    .label(first.span, "the first one is here")
                    .help("keep one for each IP version");
                sink.push(cx.doc, problem);
            }
            seen.push((family, text));
        }
    }
}

type Fault = (String, String);

fn common_fault(subnet: Prefix) -> Option<Fault> {
    if subnet != subnet.masked() {
        return Some(("has host bits that are not zero".to_owned(), format!("write `{}`", subnet.masked())));
    }
    let longest = subnet.width() - HOST_BITS_MIN;
    let small = subnet.host_bits() < HOST_BITS_MIN;
    small.then(|| ("is too small".to_owned(), format!("its length must be /{longest} or less")))
}

fn pod_fault(subnet: Prefix, mask: u32) -> Option<Fault> {
    if subnet.bits > mask {
        let why = format!("has no room for the networks of nodes, which are /{mask}");
        return Some((why, format!("make it /{mask} or larger, or the networks of nodes smaller")));
    }
    (mask - subnet.bits > NODE_BITS_MAX).then(|| {
        let why = format!("is too large for networks of nodes of /{mask}");
        (why, format!("at most {NODE_BITS_MAX} bits may lie between: write /{} or more", mask - NODE_BITS_MAX))
    })
}

fn service_fault(subnet: Prefix) -> Option<Fault> {
    let shortest = subnet.width() - SERVICE_HOST_BITS_MAX;
    let large = subnet.host_bits() > SERVICE_HOST_BITS_MAX;
    large.then(|| ("is too large for services".to_owned(), format!("its length must be /{shortest} or more")))
}

fn differ(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Some(config) = cx.root().filter(|_| cx.is_config()).map(KubeNetworkConfigView) else { return };
    let (Some(pods), Some(services)) = (config.pod_subnets(), config.service_subnets()) else { return };
    if pods.len() != services.len() && !pods.is_empty() && !services.is_empty() {
        let place = config.0.key_span("serviceSubnets").unwrap_or_else(|| services.span());
        let headline = format!("there are {} networks for pods and {} for services", pods.len(), services.len());
        report(cx, sink, place, headline, "give both one network, or both one for each IP version");
    }
}
