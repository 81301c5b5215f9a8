//! The rows of the comparison: kind of document, place in the legacy document, and what must be there.

use crate::model::Version;

/// What counts as set in the legacy document.
#[derive(Clone, Copy, Debug)]
pub(super) enum When {
    /// Anything but null, an empty mapping included.
    Given,
    /// Text that is not empty.
    Text,
    /// A switch that is on.
    On,
    /// A list or mapping with something in it.
    Filled,
    /// A number other than zero.
    NonZero,
    /// A duration other than zero.
    Duration,
    /// A list with at least one address.
    Address,
    /// A list of search domains.
    SearchDomains,
}

/// A document of `kind` (with this name, with something at `needs`) excludes something at `path`.
#[derive(Debug)]
pub(super) struct Row {
    pub kind: &'static str,
    pub name: Option<&'static str>,
    pub needs: Option<&'static str>,
    pub path: &'static str,
    pub when: When,
    /// First release of the row, where it is later than that of the rule.
    pub since: Option<Version>,
}

const fn row(kind: &'static str, path: &'static str, when: When) -> Row {
    Row { kind, name: None, needs: None, path, when, since: None }
}

pub(super) static CLUSTER: &[Row] = &[
    row("KubeClusterConfig", "cluster.clusterName", When::Text),
    row("KubeClusterConfig", "cluster.controlPlane.endpoint", When::Given),
    row("KubeNetworkConfig", "cluster.network", When::Given),
    row("KubeFlannelCNIConfig", "cluster.network", When::Given),
];

pub(super) static CONTROL_PLANE: &[Row] = &[
    row("KubeProxyConfig", "cluster.proxy", When::Given),
    row("KubeCoreDNSConfig", "cluster.coreDNS", When::Given),
    row("KubePrismConfig", "machine.features.kubePrism", When::Given),
    row("KubeTalosAPIAccessConfig", "machine.features.kubernetesTalosAPIAccess", When::Given),
    row("KubeAPIServerConfig", "cluster.apiServer", When::Given),
    row("KubeAPIServerConfig", "cluster.controlPlane.localAPIServerPort", When::NonZero),
    row("KubeControllerManagerConfig", "cluster.controllerManager", When::Given),
    row("KubeControllerManagerConfig", "machine.controlPlane.controllerManager", When::Given),
    row("KubeSchedulerConfig", "cluster.scheduler", When::Given),
    row("KubeSchedulerConfig", "machine.controlPlane.scheduler", When::Given),
    row("KubeAdmissionControlConfig", "cluster.apiServer.admissionControl", When::Filled),
    row("KubeAuthorizerConfig", "cluster.apiServer.admissionControl", When::Filled),
    row("KubeAuditPolicyConfig", "cluster.apiServer.auditPolicy", When::Filled),
];

pub(super) static DISCOVERY: &[Row] = &[
    row("DiscoveryIdentityConfig", "cluster.id", When::Text),
    row("DiscoveryIdentityConfig", "cluster.secret", When::Text),
    row("DiscoveryServiceConfig", "cluster.discovery", When::Given),
];

pub(super) static DISK_ENCRYPTION: &[Row] = &[
    Row {
        name: Some("STATE"),
        needs: Some("encryption.provider"),
        ..row("VolumeConfig", "machine.systemDiskEncryption.state", When::Given)
    },
    Row {
        name: Some("EPHEMERAL"),
        needs: Some("encryption.provider"),
        ..row("VolumeConfig", "machine.systemDiskEncryption.ephemeral", When::Given)
    },
];

pub(super) static HOSTNAME: &[Row] = &[
    row("HostnameConfig", "machine.network.hostname", When::Text),
    row("HostnameConfig", "machine.features.stableHostname", When::On),
];

pub(super) static KUBELET: &[Row] = &[
    row("KubeletConfig", "machine.kubelet", When::Given),
    row("KubeCredentialProviderConfig", "machine.kubelet", When::Given),
];

pub(super) static KUBESPAN: &[Row] = &[row("KubeSpanConfig", "machine.network.kubespan", When::Given)];

pub(super) static NODE: &[Row] = &[
    row("KubeNodeConfig", "cluster.allowSchedulingOnControlPlanes", When::Given),
    row("KubeNodeConfig", "cluster.allowSchedulingOnMasters", When::Given),
    row("KubeNodeConfig", "machine.kubelet.skipNodeRegistration", When::Given),
    row("KubeNodeConfig", "machine.kubelet.registerWithFQDN", When::Given),
    row("KubeNodeConfig", "machine.kubelet.nodeIP", When::Given),
    row("KubeNodeConfig", "machine.nodeLabels", When::Given),
    row("KubeNodeConfig", "machine.nodeAnnotations", When::Given),
    row("KubeNodeConfig", "machine.nodeTaints", When::Given),
];

pub(super) static RESOLVERS: &[Row] = &[
    row("ResolverConfig", "machine.network.searchDomains", When::SearchDomains),
    row("ResolverConfig", "machine.network.nameservers", When::Address),
    row("ResolverConfig", "machine.network.disableSearchDomain", When::On),
    Row {
        needs: Some("hostDNS"),
        since: Some(Version::new(1, 14)),
        ..row("ResolverConfig", "machine.features.hostDNS", When::Given)
    },
];

pub(super) static RUNTIME: &[Row] = &[
    row("CRIBaseRuntimeSpecConfig", "machine.baseRuntimeSpecOverrides", When::Given),
    row("ImageCacheConfig", "machine.features.imageCache", When::Given),
    row("UnattendedInstallConfig", "machine.install", When::Given),
];

pub(super) static SECRETS: &[Row] = &[
    row("KubeEtcdEncryptionConfig", "cluster.secretboxEncryptionSecret", When::Text),
    row("KubeEtcdEncryptionConfig", "cluster.aescbcEncryptionSecret", When::Text),
    row("KubeServiceAccountConfig", "cluster.serviceAccount", When::Given),
    row("KubeAPIServerCAConfig", "cluster.ca", When::Given),
    row("KubeAggregatorCAConfig", "cluster.aggregatorCA", When::Given),
];

pub(super) static TIME: &[Row] = &[
    row("TimeSyncConfig", "machine.time.disabled", When::On),
    row("TimeSyncConfig", "machine.time.servers", When::Filled),
    row("TimeSyncConfig", "machine.time.bootTimeout", When::Duration),
];
