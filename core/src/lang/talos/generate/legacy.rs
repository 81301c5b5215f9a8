//! The legacy document of a new configuration (Talos 1.14, pkg/machinery/config/generate, controlplane.go, worker.go).

use super::value::{bare, list, map, on, some_list, text, unless_empty};
use super::{Input, KUBE_PRISM_PORT, NO_LOAD_BALANCER, audit_policy, pod_security};
use crate::lang::talos_secrets::Pair;
use crate::syntax::print::Plain;

pub(super) fn document(input: &Input<'_>) -> Plain {
    map(vec![
        ("version", Some(text("v1alpha1"))),
        ("debug", Some(bare("false"))),
        ("persist", Some(bare("true"))),
        ("machine", Some(machine(input))),
        ("cluster", Some(cluster(input))),
    ])
}

/// A certificate with its key; workers get no key.
fn pair(pair: Pair<'_>, with_key: bool) -> Plain {
    map(vec![("crt", Some(text(pair.crt))), ("key", Some(text(if with_key { pair.key } else { "" })))])
}

fn machine(input: &Input<'_>) -> Plain {
    let (given, contract) = (input.given, input.contract);
    let legacy = !contract.kubernetes_documents;
    let kubelet = map(vec![
        ("image", Some(input.image("ghcr.io/siderolabs/kubelet"))),
        ("defaultRuntimeSeccompProfileEnabled", on(true)),
        ("disableManifestsDirectory", on(true)),
    ]);
    let kubespan = given.kubespan.then(|| map(vec![("enabled", on(true))]));
    let network = map(vec![("kubespan", kubespan)]);
    let label = || Plain::Map(vec![(NO_LOAD_BALANCER.to_owned(), text(""))]);
    map(vec![
        ("type", Some(text(given.role))),
        ("token", Some(text(input.bundle.machine_token))),
        ("ca", Some(pair(input.bundle.machine_ca, input.control_plane))),
        ("certSANs", Some(list(given.names.iter().map(String::as_str).collect()))),
        ("kubelet", legacy.then_some(kubelet)),
        ("network", (!contract.kubespan_document).then_some(network)),
        ("install", legacy.then(|| install(input))),
        ("registries", registries(input)),
        ("features", Some(features(input))),
        ("nodeLabels", (legacy && contract.cluster_on_workers && input.control_plane).then(label)),
    ])
}

fn install(input: &Input<'_>) -> Plain {
    map(vec![
        ("disk", unless_empty(input.given.install_disk)),
        ("image", unless_empty(input.given.install_image)),
        ("wipe", Some(bare("false"))),
        ("grubUseUKICmdline", on(input.contract.network_documents)),
    ])
}

fn registries(input: &Input<'_>) -> Option<Plain> {
    if input.contract.network_documents || input.given.mirrors.is_empty() {
        return None;
    }
    let mut mirrors: Vec<_> = input.given.mirrors.iter().collect();
    mirrors.sort();
    let mirror = |(host, endpoints): &(String, Vec<String>)| {
        (host.clone(), map(vec![("endpoints", some_list(endpoints.iter().map(String::as_str).collect()))]))
    };
    Some(map(vec![("mirrors", Some(Plain::Map(mirrors.into_iter().map(mirror).collect())))]))
}

fn features(input: &Input<'_>) -> Plain {
    let contract = input.contract;
    let prism = || map(vec![("enabled", on(true)), ("port", Some(bare(KUBE_PRISM_PORT)))]);
    let dns = || map(vec![("enabled", on(true)), ("forwardKubeDNSToHost", on(contract.cluster_on_workers))]);
    let legacy = !contract.kubernetes_documents;
    map(vec![
        ("rbac", on(!contract.network_documents)),
        ("stableHostname", on(!contract.network_documents)),
        ("apidCheckExtKeyUsage", on(!contract.network_documents)),
        ("diskQuotaSupport", on(true)),
        ("kubePrism", legacy.then(prism)),
        ("hostDNS", (legacy && contract.host_dns).then(dns)),
    ])
}

fn cluster(input: &Input<'_>) -> Plain {
    let (given, bundle) = (input.given, &input.bundle);
    let token = ("token", unless_empty(bundle.bootstrap_token));
    let etcd = || map(vec![("ca", Some(pair(bundle.etcd, true)))]);
    if input.contract.kubernetes_documents {
        return map(vec![token, ("etcd", input.control_plane.then(etcd))]);
    }
    let control = |value: &dyn Fn() -> Plain| input.control_plane.then(value);
    let image = |name: &str| {
        let image = input.image(&format!("registry.k8s.io/{name}"));
        control(&|| map(vec![("image", Some(image.clone()))]))
    };
    let named = input.control_plane || input.contract.cluster_on_workers;
    map(vec![
        ("id", unless_empty(bundle.cluster_id)),
        ("secret", unless_empty(bundle.cluster_secret)),
        ("controlPlane", Some(map(vec![("endpoint", Some(text(&*input.endpoint)))]))),
        ("clusterName", named.then(|| unless_empty(given.cluster)).flatten()),
        ("network", Some(network(input))),
        token,
        ("secretboxEncryptionSecret", control(&|| text(bundle.secretbox)).filter(|_| !bundle.secretbox.is_empty())),
        ("ca", Some(pair(bundle.kubernetes, input.control_plane))),
        ("aggregatorCA", control(&|| pair(bundle.aggregator, true))),
        ("serviceAccount", control(&|| map(vec![("key", Some(text(bundle.service_account.key)))]))),
        ("apiServer", control(&|| api_server(input))),
        ("controllerManager", image("kube-controller-manager")),
        ("proxy", image("kube-proxy")),
        ("scheduler", image("kube-scheduler")),
        ("discovery", Some(discovery(given.discovery))),
        ("etcd", control(&etcd)),
        ("allowSchedulingOnControlPlanes", on(given.schedule_on_control_planes && input.control_plane)),
    ])
}

fn network(input: &Input<'_>) -> Plain {
    let url = input.given.cni_manifest;
    let cni = || map(vec![("name", Some(text("custom"))), ("urls", Some(list(vec![url])))]);
    map(vec![
        ("cni", (!url.is_empty()).then(cni)),
        ("dnsDomain", Some(input.dns_domain())),
        ("podSubnets", Some(input.pods())),
        ("serviceSubnets", Some(input.services())),
    ])
}

fn api_server(input: &Input<'_>) -> Plain {
    let plugin = map(vec![("name", Some(text("PodSecurity"))), ("configuration", Some(pod_security()))]);
    map(vec![
        ("image", Some(input.image("registry.k8s.io/kube-apiserver"))),
        ("certSANs", some_list(input.api_server_names())),
        ("disablePodSecurityPolicy", on(!input.contract.network_documents)),
        ("admissionControl", Some(Plain::Seq(vec![plugin]))),
        ("auditPolicy", Some(audit_policy())),
    ])
}

fn discovery(enabled: bool) -> Plain {
    let kubernetes = map(vec![("disabled", on(true))]);
    let registries = map(vec![("kubernetes", Some(kubernetes)), ("service", Some(map(Vec::new())))]);
    map(vec![("enabled", Some(bare(if enabled { "true" } else { "false" }))), ("registries", Some(registries))])
}
