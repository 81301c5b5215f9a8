//! Documents about Kubernetes of a new configuration, from 1.14 (pkg/machinery/config/generate/kubernetes.go).

use super::value::{bare, list, map, on, some_list, text, unless_empty};
use super::{CONTROL_PLANE, Input, KUBE_PRISM_PORT, NO_LOAD_BALANCER, audit_policy, document, pod_security};
use crate::syntax::print::Plain;

/// In the order in which upstream writes them.
pub(super) fn documents(input: &Input<'_>) -> Vec<Plain> {
    let mut out = universal(input);
    if input.control_plane {
        out.extend(authorities(input));
        out.extend(access(input));
        out.extend(components(input));
    }
    out
}

fn universal(input: &Input<'_>) -> Vec<Plain> {
    let cluster = vec![("clusterName", unless_empty(input.given.cluster)), ("endpoint", Some(text(&*input.endpoint)))];
    let kubelet = vec![
        ("image", Some(input.image("ghcr.io/siderolabs/kubelet"))),
        ("config", Some(map(Vec::new()))),
        ("defaultRuntimeSeccompProfileEnabled", on(true)),
    ];
    let network = vec![
        ("dnsDomain", Some(input.dns_domain())),
        ("podSubnets", Some(input.pods())),
        ("serviceSubnets", Some(input.services())),
    ];
    let kubernetes = input.bundle.kubernetes.decoded();
    let authority = if input.control_plane {
        ("issuingCA", Some(pair(&kubernetes.0, &kubernetes.1)))
    } else {
        ("acceptedCAs", Some(list(vec![&kubernetes.0])))
    };
    vec![
        document("KubeClusterConfig", cluster),
        document("KubeNodeConfig", node(input)),
        document("KubeletConfig", kubelet),
        document("KubeNetworkConfig", network),
        document("KubeAPIServerCAConfig", vec![authority]),
        document("KubePrismConfig", vec![("port", Some(bare(KUBE_PRISM_PORT)))]),
    ]
}

fn node(input: &Input<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let labels = || [CONTROL_PLANE, NO_LOAD_BALANCER].iter().map(|l| ((*l).to_owned(), text(""))).collect();
    let taints = || vec![(CONTROL_PLANE.to_owned(), text("NoSchedule"))];
    let tainted = input.control_plane && !input.given.schedule_on_control_planes;
    vec![
        ("nodeIP", Some(map(Vec::new()))),
        ("labels", input.control_plane.then(|| Plain::Map(labels()))),
        ("taints", tainted.then(|| Plain::Map(taints()))),
    ]
}

fn pair(certificate: &str, key: &str) -> Plain {
    map(vec![("cert", Some(text(certificate))), ("key", Some(text(key)))])
}

fn authorities(input: &Input<'_>) -> Vec<Plain> {
    let (certificate, key) = input.bundle.aggregator.decoded();
    vec![document("KubeAggregatorCAConfig", vec![("issuingCA", Some(pair(&certificate, &key)))])]
}

fn access(input: &Input<'_>) -> Vec<Plain> {
    let configuration = |value: Plain| ("configuration", Some(value));
    let path = |path: &str| map(vec![("path", Some(text(path)))]);
    let paths = ["/livez", "/readyz", "/healthz"].into_iter().map(path).collect();
    let anonymous = map(vec![("conditions", Some(Plain::Seq(paths))), ("enabled", on(true))]);
    let authentication = map(vec![("anonymous", Some(anonymous)), ("jwt", Some(Plain::Seq(Vec::new())))]);
    let authorizer = |name: &str, kind: &str| {
        document("KubeAuthorizerConfig", vec![("name", Some(text(name))), ("type", Some(text(kind)))])
    };
    let (_, service_account) = input.bundle.service_account.decoded();
    let issuer = map(vec![("privateKey", Some(text(service_account))), ("issuerURL", Some(text(&*input.endpoint)))]);
    vec![
        document(
            "KubeAdmissionControlConfig",
            vec![("name", Some(text("PodSecurity"))), configuration(pod_security())],
        ),
        document("KubeAuditPolicyConfig", vec![configuration(audit_policy())]),
        document("KubeAuthenticationConfig", vec![configuration(authentication)]),
        authorizer("node", "Node"),
        authorizer("rbac", "RBAC"),
        document("KubeEtcdEncryptionConfig", vec![("config", Some(encryption(input)))]),
        document("KubeServiceAccountConfig", vec![("issuer", Some(issuer))]),
    ]
}

/// A secret of the older algorithm is written as one of the newer under its own name, as upstream does.
fn encryption(input: &Input<'_>) -> Plain {
    let provider = |(name, secret): (&str, &str)| {
        let key = map(vec![("name", Some(text(name))), ("secret", Some(text(secret)))]);
        map(vec![("secretbox", Some(map(vec![("keys", Some(Plain::Seq(vec![key])))])))])
    };
    let secrets = [("key2", input.bundle.secretbox), ("key1", input.bundle.aescbc)];
    let providers: Vec<_> = secrets.into_iter().filter(|(_, secret)| !secret.is_empty()).map(provider).collect();
    let resource = map(vec![("providers", Some(Plain::Seq(providers))), ("resources", Some(list(vec!["secrets"])))]);
    map(vec![("resources", Some(Plain::Seq(vec![resource])))])
}

fn components(input: &Input<'_>) -> Vec<Plain> {
    let image = |name: &str| ("image", Some(input.image(&format!("registry.k8s.io/{name}"))));
    let config = || ("config", Some(map(Vec::new())));
    let url = input.given.cni_manifest;
    let server = vec![image("kube-apiserver"), ("certExtraSANs", some_list(input.api_server_names()))];
    let mut out = vec![
        document("KubeAPIServerConfig", server),
        document("KubeControllerManagerConfig", vec![image("kube-controller-manager")]),
        document("KubeSchedulerConfig", vec![image("kube-scheduler"), config()]),
        document("KubeProxyConfig", vec![image("kube-proxy"), config()]),
    ];
    if url.is_empty() {
        let fields = vec![("backendType", Some(text("vxlan"))), ("backendPort", Some(bare("4789")))];
        out.push(document("KubeFlannelCNIConfig", fields));
    }
    out.push(document("KubeCoreDNSConfig", vec![("enabled", on(true))]));
    if !url.is_empty() {
        let fields = vec![("name", Some(text("custom-cni"))), ("url", Some(text(url)))];
        out.push(document("KubeExternalManifestConfig", fields));
    }
    out
}
