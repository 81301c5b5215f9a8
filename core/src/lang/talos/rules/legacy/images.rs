//! Kubernetes versions in image tags.

use super::reading::{MachineRole, cluster, given, machine, role};
use crate::check::{DocumentCx, Sink};
use crate::diag::Severity;
use crate::lang::talos::rules::k8s::is_on;
use crate::model::{Rule, RuleRun, Version};
use crate::text::Spanned;

/// Kubernetes versions of a Talos release. Not an error: `talosctl` leaves the check to the machine, which knows its own
/// version.
pub static KUBERNETES_VERSION: Rule = Rule {
    code: "talos/kubernetes-version",
    summary: "Kubernetes images are of a version that the Talos release supports.",
    severity: Severity::Warning,
    since: Some(Version::new(1, 11)),
    until: None,
    ids: &["T-V1-085", "T-V1-086", "T-K8S-002", "T-K8S-005", "T-K8S-010", "T-K8S-013", "T-K8S-016"],
    run: RuleRun::Document(kubernetes_version),
    page: include_str!("kubernetes_version.md"),
    formerly: &[],
};

/// Smallest and largest Kubernetes minor of a Talos release (pkg/machinery/compatibility): a window of six that moves
/// by one with every Talos minor, 1.24 to 1.29 with Talos 1.6.
fn supported(talos: Version) -> (u64, u64) {
    let first = u64::from(talos.minor) + 18;
    (first, first + 5)
}

/// Minor of Kubernetes in an image reference: behind the last `:v`, up to a digest.
fn minor_of(image: &str) -> Option<u64> {
    let (_, tag) = image.rsplit_once(":v")?;
    let version = tag.split('@').next()?;
    let mut numbers = version.split(['.', '-', '+']);
    let (major, minor) = (numbers.next()?.parse::<u64>().ok()?, numbers.next()?.parse().ok()?);
    (major == 1).then_some(minor)
}

fn kubernetes_version(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    if !cx.view.kind.flags.headless {
        return component_version(cx, sink);
    }
    if let Some(image) = machine(cx).and_then(|m| m.kubelet()).and_then(|k| given(k.image())) {
        hold(cx, sink, "kubelet", image);
    }
    let Some(cluster) = cluster(cx).filter(|_| role(cx) == Some(MachineRole::ControlPlane)) else { return };
    let images = [
        ("kube-apiserver", cluster.api_server().and_then(|c| c.image())),
        ("kube-controller-manager", cluster.controller_manager().and_then(|c| c.image())),
        ("kube-scheduler", cluster.scheduler().and_then(|c| c.image())),
    ];
    for (name, image) in images {
        if let Some(image) = given(image) {
            hold(cx, sink, name, image);
        }
    }
}

/// Components by the kind that configures them.
const COMPONENTS: &[(&str, &str)] = &[
    ("KubeAPIServerConfig", "kube-apiserver"),
    ("KubeControllerManagerConfig", "kube-controller-manager"),
    ("KubeProxyConfig", "kube-proxy"),
    ("KubeSchedulerConfig", "kube-scheduler"),
    ("KubeletConfig", "kubelet"),
];

/// The image of a document of its own.
fn component_version(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let image = cx.root().filter(|_| is_on(cx)).and_then(|r| given(r.field::<String>("image")));
    let component = COMPONENTS.iter().find(|(kind, _)| *kind == cx.view.kind.name);
    if let (Some(image), Some((_, name))) = (image, component) {
        hold(cx, sink, name, image);
    }
}

fn hold(cx: &DocumentCx<'_>, sink: &mut Sink<'_>, name: &str, image: Spanned<&str>) {
    let (low, high) = supported(cx.version());
    let range = format!("Talos {} runs Kubernetes 1.{low} to 1.{high}", cx.version());
    let problem = match minor_of(image.value) {
        None => sink
            .finding(format!("the image of `{name}` does not say its Kubernetes version"), image.span)
            .help("the machine reads it from the tag; add one such as `:v1.32.0`, a digest may follow it"),
        Some(minor) if minor < low => {
            sink.finding(format!("Kubernetes 1.{minor} is too old for Talos {}", cx.version()), image.span).help(range)
        }
        Some(minor) if minor > high => {
            sink.finding(format!("Kubernetes 1.{minor} is too new for Talos {}", cx.version()), image.span).help(range)
        }
        Some(_) => return,
    };
    sink.push(cx.doc, problem);
}

#[cfg(test)]
mod tests {
    use super::{minor_of, supported};
    use crate::model::Version;

    #[test]
    fn windows_and_tags() {
        assert_eq!(supported(Version::new(1, 6)), (24, 29));
        assert_eq!(supported(Version::new(1, 14)), (32, 37));
        assert_eq!(minor_of("ghcr.io/siderolabs/kubelet:v1.34.1@sha256:abc"), Some(34));
        assert_eq!(minor_of("registry:5000/kubelet:v1.35.0-rc.1"), Some(35));
        assert_eq!(minor_of("kubelet@sha256:abc"), None);
        assert_eq!(minor_of("kubelet:latest"), None);
    }
}
