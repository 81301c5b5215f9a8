//! Documents of a new configuration that are not about Kubernetes (Talos 1.14, pkg/machinery/config/generate).

use super::value::{bare, map, on, text, unless_empty};
use super::{Input, document};
use crate::syntax::print::Plain;

/// In the order in which upstream writes them.
pub(super) fn documents(input: &Input<'_>) -> Vec<Plain> {
    let mut out = Vec::new();
    if input.contract.kubernetes_documents {
        out.extend(machine(input));
    }
    if input.contract.network_documents {
        out.extend(mirrors(input));
        out.push(document("HostnameConfig", vec![("auto", Some(text("stable")))]));
    }
    if input.contract.kubespan_document && input.given.kubespan {
        out.push(document("KubeSpanConfig", vec![("enabled", on(true))]));
    }
    out
}

fn machine(input: &Input<'_>) -> Vec<Plain> {
    let mut out = Vec::new();
    if input.given.discovery {
        let fields = vec![("name", Some(text("default"))), ("endpoint", Some(text("https://discovery.talos.dev/")))];
        out.push(document("DiscoveryServiceConfig", fields));
    }
    let identity = vec![
        ("clusterID", Some(text(input.bundle.cluster_id))),
        ("clusterSecret", Some(text(input.bundle.cluster_secret))),
    ];
    out.push(document("DiscoveryIdentityConfig", identity));
    out.extend(unattended_install(input));
    let dns = map(vec![("enabled", on(true)), ("forwardKubeDNSToHost", on(true))]);
    out.push(document("ResolverConfig", vec![("hostDNS", Some(dns))]));
    let mount = map(vec![("secure", on(true))]);
    out.push(document("VolumeConfig", vec![("name", Some(text("EPHEMERAL"))), ("mount", Some(mount))]));
    out.push(document("FilesystemTrimConfig", vec![("interval", Some(text("168h0m0s")))]));
    out.push(document("SecurityProfileConfig", vec![("workloadIsolation", on(true))]));
    out
}

/// Installation needs a disk to be told.
fn unattended_install(input: &Input<'_>) -> Option<Plain> {
    let disk = Some(input.given.install_disk).filter(|d| !d.is_empty())?;
    let escaped = disk.replace('\\', r"\\").replace('"', "\\\"");
    let selector = map(vec![("match", Some(text(format!("disk.dev_path == \"{escaped}\""))))]);
    let provisioning = map(vec![("diskSelector", Some(selector)), ("wipe", Some(bare("false")))]);
    let installer = map(vec![("image", unless_empty(input.given.install_image))]);
    let fields = vec![("installer", Some(installer)), ("provisioning", Some(provisioning))];
    Some(document("UnattendedInstallConfig", fields))
}

fn mirrors(input: &Input<'_>) -> Vec<Plain> {
    let mut mirrors: Vec<_> = input.given.mirrors.iter().collect();
    mirrors.sort();
    let endpoint = |url: &String| map(vec![("url", Some(text(url)))]);
    let of = |(host, endpoints): &(String, Vec<String>)| {
        let endpoints = Plain::Seq(endpoints.iter().map(endpoint).collect());
        document("RegistryMirrorConfig", vec![("name", Some(text(host))), ("endpoints", Some(endpoints))])
    };
    mirrors.into_iter().map(of).collect()
}
