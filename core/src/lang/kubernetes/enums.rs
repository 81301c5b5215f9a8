//! Lists of values in objects of Kubernetes, sorted by name. All are compared exactly.

use crate::model::{Enum, EnumValue};

const fn value(text: &'static str, doc: &'static str) -> EnumValue {
    EnumValue { text, doc, life: &[] }
}

const fn exact(name: &'static str, doc: &'static str, values: &'static [EnumValue]) -> Enum {
    Enum { name, doc, values, ignores_case_since: None, aliases: &[], left_to_rules: false, zero: None }
}

/// How the API server reaches a webhook.
pub static API_SERVER_CONNECTION: Enum = exact(
    "WebhookConnection",
    "How the API server reaches a webhook.",
    &[
        value("InClusterConfig", "With its own service account, for a webhook inside the cluster."),
        value("KubeConfigFile", "As a kubeconfig file says."),
    ],
);

/// How the audiences of a token are compared.
pub static AUDIENCE_MATCH: Enum = exact(
    "AudienceMatchPolicy",
    "How the audiences of a token are compared.",
    &[value("MatchAny", "One common audience is enough.")],
);

/// How much of a request is logged.
pub static AUDIT_LEVEL: Enum = exact(
    "AuditLevel",
    "How much of a request is logged.",
    &[
        value("None", "Nothing."),
        value("Metadata", "Who asked for what and when, without bodies."),
        value("Request", "Metadata and what was sent."),
        value("RequestResponse", "Metadata, what was sent and what came back."),
    ],
);

/// When a request is logged.
pub static AUDIT_STAGE: Enum = exact(
    "AuditStage",
    "When a request is logged.",
    &[
        value("RequestReceived", "As soon as it arrives."),
        value("ResponseStarted", "When the answer begins; long requests such as watches only."),
        value("ResponseComplete", "When the answer is complete."),
        value("Panic", "When the API server failed on it."),
    ],
);

/// Who makes control groups.
pub static CGROUP_DRIVER: Enum = exact(
    "CgroupDriver",
    "Who makes control groups.",
    &[
        value("cgroupfs", "The kubelet itself, in the file system of the kernel."),
        value("systemd", "The service manager, which Talos does not have."),
    ],
);

/// How changes of config maps and secrets are seen.
pub static CHANGE_DETECTION: Enum = exact(
    "ChangeDetection",
    "How changes of config maps and secrets are seen.",
    &[
        value("Get", "Every look asks the API server."),
        value("Cache", "Answers are kept for a time."),
        value("Watch", "The API server tells of changes."),
    ],
);

/// Whether pods get CPUs for themselves.
pub static CPU_MANAGER_POLICY: Enum = exact(
    "CpuManagerPolicy",
    "Whether pods get CPUs for themselves.",
    &[value("none", "No pod does."), value("static", "Guaranteed pods with whole CPUs do.")],
);

/// What cached credentials depend on.
pub static CREDENTIAL_CACHE: Enum = exact(
    "TokenCacheType",
    "What cached credentials depend on.",
    &[value("Token", "The token of the pod."), value("ServiceAccount", "The service account of the pod.")],
);

/// Which name servers a pod gets.
pub static DNS_POLICY: Enum = exact(
    "DnsPolicy",
    "Which name servers a pod gets.",
    &[
        value("ClusterFirst", "Those of the cluster; a pod in the network of the host gets those of the node."),
        value("ClusterFirstWithHostNet", "Those of the cluster, in the network of the host, too."),
        value("Default", "Those of the node."),
        value("None", "Those of `dnsConfig` only."),
    ],
);

/// By which way out the issuer is reached.
pub static EGRESS: Enum = exact(
    "EgressSelector",
    "By which way out the issuer is reached.",
    &[value("controlplane", "That of the control plane."), value("cluster", "That of the cluster.")],
);

/// What counts when a webhook does not answer.
pub static FAILURE_POLICY: Enum = exact(
    "WebhookFailurePolicy",
    "What counts when a webhook does not answer.",
    &[value("NoOpinion", "The next authorizer decides."), value("Deny", "The request is refused.")],
);

/// How a pod reaches itself through its service.
pub static HAIRPIN_MODE: Enum = exact(
    "HairpinMode",
    "How a pod reaches itself through its service.",
    &[
        value("promiscuous-bridge", "The bridge takes all packets."),
        value("hairpin-veth", "Each port of the bridge sends packets back."),
        value("none", "Not at all, or as the network plugin does it."),
    ],
);

/// What must be at a path of the host.
pub static HOST_PATH_TYPE: Enum = exact(
    "HostPathType",
    "What must be at a path of the host.",
    &[
        value("", "Anything; nothing is checked."),
        value("DirectoryOrCreate", "A directory, made when it is missing."),
        value("Directory", "There must be one already."),
        value("FileOrCreate", "A file, made when it is missing."),
        value("File", "There must be one already."),
        value("Socket", "There must be one already, with somebody listening."),
        value("CharDevice", "A device that is read byte by byte."),
        value("BlockDevice", "A disk or partition."),
    ],
);

/// When an image is pulled.
pub static IMAGE_PULL_POLICY: Enum = exact(
    "ImagePullPolicy",
    "When an image is pulled.",
    &[
        value("Always", "Before each start; what is there already is not pulled twice."),
        value("IfNotPresent", "When it is not there."),
        value("Never", "Never: it must be there."),
    ],
);

/// Which images need a proof of the right to pull them.
pub static IMAGE_PULL_VERIFICATION: Enum = exact(
    "ImagePullVerification",
    "Which images need a proof of the right to pull them.",
    &[
        value("NeverVerify", "None that is there."),
        value("NeverVerifyPreloadedImages", "All but those that came without the kubelet."),
        value("NeverVerifyAllowlistedImages", "All but those of the list."),
        value("AlwaysVerify", "All."),
    ],
);

/// Form of a log.
pub static LOG_FORMAT: Enum = exact(
    "LogFormat",
    "Form of a log.",
    &[value("text", "Lines for people."), value("json", "One JSON object a line.")],
);

/// Whether pods get memory of certain NUMA nodes.
pub static MEMORY_MANAGER_POLICY: Enum = exact(
    "MemoryManagerPolicy",
    "Whether pods get memory of certain NUMA nodes.",
    &[value("None", "No."), value("Static", "Guaranteed pods do.")],
);

/// Whether requested memory is protected.
pub static MEMORY_RESERVATION: Enum = exact(
    "MemoryReservationPolicy",
    "Whether requested memory is protected.",
    &[
        value("None", "No."),
        value("TieredReservation", "Of guaranteed pods fully, of burstable ones as far as possible."),
    ],
);

/// Whether mounts made later are seen.
pub static MOUNT_PROPAGATION: Enum = exact(
    "MountPropagation",
    "Whether mounts made later are seen.",
    &[
        value("None", "Neither side sees those of the other."),
        value("HostToContainer", "The container sees those of the host."),
        value("Bidirectional", "Both see all; privileged containers only."),
    ],
);

/// What reservations are enforced on.
pub static NODE_ALLOCATABLE: Enum = exact(
    "NodeAllocatable",
    "What reservations are enforced on.",
    &[
        value("none", "Nothing; stands alone."),
        value("pods", "All pods together."),
        value("system-reserved", "System processes; needs `systemReservedCgroup`."),
        value("system-reserved-compressible", "System processes, CPU only."),
        value("kube-reserved", "Kubelet and runtime; needs `kubeReservedCgroup`."),
        value("kube-reserved-compressible", "Kubelet and runtime, CPU only."),
    ],
);

/// A standard for pods.
pub static POD_SECURITY_LEVEL: Enum = exact(
    "PodSecurityLevel",
    "A standard for pods.",
    &[
        value("privileged", "Everything is allowed."),
        value("baseline", "Known ways to gain rights are refused."),
        value("restricted", "Current hardening is required."),
    ],
);

/// How packets come to a port.
pub static PROTOCOL: Enum = exact(
    "PortProtocol",
    "How packets come to a port.",
    &[value("TCP", "The usual one."), value("UDP", "Datagrams."), value("SCTP", "Streams of messages.")],
);

/// What follows the end of a container.
pub static RESTART_POLICY: Enum = exact(
    "RestartPolicy",
    "What follows the end of a container.",
    &[
        value("Always", "It starts again; the only one that makes sense in a static pod."),
        value("OnFailure", "It starts again after a failure."),
        value("Never", "Nothing."),
    ],
);

/// How a probe asks.
pub static SCHEME: Enum = exact(
    "ProbeScheme",
    "How a probe asks.",
    &[value("HTTP", "Without encryption."), value("HTTPS", "Encrypted; the certificate is not checked.")],
);

/// Where a system call filter comes from.
pub static SECCOMP_TYPE: Enum = exact(
    "SeccompType",
    "Where a system call filter comes from.",
    &[
        value("Unconfined", "None at all."),
        value("RuntimeDefault", "That of the container runtime."),
        value("Localhost", "A file on the node, named by `localhostProfile`."),
    ],
);

/// How much swap pods may use.
pub static SWAP_BEHAVIOR: Enum = exact(
    "SwapBehavior",
    "How much swap pods may use.",
    &[value("NoSwap", "None."), value("LimitedSwap", "Burstable pods in proportion to their memory request.")],
);

/// What a taint does.
pub static TAINT_EFFECT: Enum = exact(
    "TaintEffect",
    "What a taint does.",
    &[
        value("NoSchedule", "New pods stay away."),
        value("PreferNoSchedule", "New pods stay away when there is another node."),
        value("NoExecute", "Running pods go, too."),
    ],
);

/// Where the last words of a container come from.
pub static TERMINATION_MESSAGE: Enum = exact(
    "TerminationMessagePolicy",
    "Where the last words of a container come from.",
    &[
        value("File", "From `terminationMessagePath`."),
        value("FallbackToLogsOnError", "From its log, when it failed and wrote none."),
    ],
);

/// The oldest encryption that is accepted.
pub static TLS_VERSION: Enum = exact(
    "TlsVersion",
    "The oldest encryption that is accepted.",
    &[
        value("VersionTLS10", "1.0, broken."),
        value("VersionTLS11", "1.1, broken."),
        value("VersionTLS12", "1.2."),
        value("VersionTLS13", "1.3."),
    ],
);

/// How a toleration compares.
pub static TOLERATION_OPERATOR: Enum = exact(
    "TolerationOperator",
    "How a toleration compares.",
    &[value("Exists", "The key is enough."), value("Equal", "Key and value are equal.")],
);

/// How strictly resources lie on one NUMA node.
pub static TOPOLOGY_MANAGER_POLICY: Enum = exact(
    "TopologyManagerPolicy",
    "How strictly resources lie on one NUMA node.",
    &[
        value("none", "Not at all."),
        value("best-effort", "If possible."),
        value("restricted", "A pod for which it is impossible is refused."),
        value("single-numa-node", "All on a single one, or the pod is refused."),
    ],
);

/// What is kept together.
pub static TOPOLOGY_MANAGER_SCOPE: Enum = exact(
    "TopologyManagerScope",
    "What is kept together.",
    &[value("container", "Each container."), value("pod", "The pod as a whole.")],
);
