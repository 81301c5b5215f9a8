//! Lists of values in objects of Kubernetes, sorted by name. All are compared exactly.

use crate::model::{Enum, EnumValue};

/// How the API server reaches a webhook.
pub static API_SERVER_CONNECTION: Enum = Enum::exact(
    "WebhookConnection",
    "How the API server reaches a webhook.",
    &[
        EnumValue::new("InClusterConfig", "With its own service account, for a webhook inside the cluster."),
        EnumValue::new("KubeConfigFile", "As a kubeconfig file says."),
    ],
);

/// How the audiences of a token are compared.
pub static AUDIENCE_MATCH: Enum = Enum::exact(
    "AudienceMatchPolicy",
    "How the audiences of a token are compared.",
    &[EnumValue::new("MatchAny", "One common audience is enough.")],
);

/// How much of a request is logged.
pub static AUDIT_LEVEL: Enum = Enum::exact(
    "AuditLevel",
    "How much of a request is logged.",
    &[
        EnumValue::new("None", "Nothing."),
        EnumValue::new("Metadata", "Who asked for what and when, without bodies."),
        EnumValue::new("Request", "Metadata and what was sent."),
        EnumValue::new("RequestResponse", "Metadata, what was sent and what came back."),
    ],
);

/// When a request is logged.
pub static AUDIT_STAGE: Enum = Enum::exact(
    "AuditStage",
    "When a request is logged.",
    &[
        EnumValue::new("RequestReceived", "As soon as it arrives."),
        EnumValue::new("ResponseStarted", "When the answer begins; long requests such as watches only."),
        EnumValue::new("ResponseComplete", "When the answer is complete."),
        EnumValue::new("Panic", "When the API server failed on it."),
    ],
);

/// Who makes control groups.
pub static CGROUP_DRIVER: Enum = Enum::exact(
    "CgroupDriver",
    "Who makes control groups.",
    &[
        EnumValue::new("cgroupfs", "The kubelet itself, in the file system of the kernel."),
        EnumValue::new("systemd", "The service manager, which Talos does not have."),
    ],
);

/// How changes of config maps and secrets are seen.
pub static CHANGE_DETECTION: Enum = Enum::exact(
    "ChangeDetection",
    "How changes of config maps and secrets are seen.",
    &[
        EnumValue::new("Get", "Every look asks the API server."),
        EnumValue::new("Cache", "Answers are kept for a time."),
        EnumValue::new("Watch", "The API server tells of changes."),
    ],
);

/// Whether pods get CPUs for themselves.
pub static CPU_MANAGER_POLICY: Enum = Enum::exact(
    "CpuManagerPolicy",
    "Whether pods get CPUs for themselves.",
    &[EnumValue::new("none", "No pod does."), EnumValue::new("static", "Guaranteed pods with whole CPUs do.")],
);

/// What cached credentials depend on.
pub static CREDENTIAL_CACHE: Enum = Enum::exact(
    "TokenCacheType",
    "What cached credentials depend on.",
    &[
        EnumValue::new("Token", "The token of the pod."),
        EnumValue::new("ServiceAccount", "The service account of the pod."),
    ],
);

/// Which name servers a pod gets.
pub static DNS_POLICY: Enum = Enum::exact(
    "DnsPolicy",
    "Which name servers a pod gets.",
    &[
        EnumValue::new(
            "ClusterFirst",
            "Those of the cluster; a pod in the network of the host gets those of the node.",
        ),
        EnumValue::new("ClusterFirstWithHostNet", "Those of the cluster, in the network of the host, too."),
        EnumValue::new("Default", "Those of the node."),
        EnumValue::new("None", "Those of `dnsConfig` only."),
    ],
);

/// By which way out the issuer is reached.
pub static EGRESS: Enum = Enum::exact(
    "EgressSelector",
    "By which way out the issuer is reached.",
    &[EnumValue::new("controlplane", "That of the control plane."), EnumValue::new("cluster", "That of the cluster.")],
);

/// What counts when a webhook does not answer.
pub static FAILURE_POLICY: Enum = Enum::exact(
    "WebhookFailurePolicy",
    "What counts when a webhook does not answer.",
    &[EnumValue::new("NoOpinion", "The next authorizer decides."), EnumValue::new("Deny", "The request is refused.")],
);

/// How a pod reaches itself through its service.
pub static HAIRPIN_MODE: Enum = Enum::exact(
    "HairpinMode",
    "How a pod reaches itself through its service.",
    &[
        EnumValue::new("promiscuous-bridge", "The bridge takes all packets."),
        EnumValue::new("hairpin-veth", "Each port of the bridge sends packets back."),
        EnumValue::new("none", "Not at all, or as the network plugin does it."),
    ],
);

/// What must be at a path of the host.
pub static HOST_PATH_TYPE: Enum = Enum::exact(
    "HostPathType",
    "What must be at a path of the host.",
    &[
        EnumValue::new("", "Anything; nothing is checked."),
        EnumValue::new("DirectoryOrCreate", "A directory, made when it is missing."),
        EnumValue::new("Directory", "There must be one already."),
        EnumValue::new("FileOrCreate", "A file, made when it is missing."),
        EnumValue::new("File", "There must be one already."),
        EnumValue::new("Socket", "There must be one already, with somebody listening."),
        EnumValue::new("CharDevice", "A device that is read byte by byte."),
        EnumValue::new("BlockDevice", "A disk or partition."),
    ],
);

/// When an image is pulled.
pub static IMAGE_PULL_POLICY: Enum = Enum::exact(
    "ImagePullPolicy",
    "When an image is pulled.",
    &[
        EnumValue::new("Always", "Before each start; what is there already is not pulled twice."),
        EnumValue::new("IfNotPresent", "When it is not there."),
        EnumValue::new("Never", "Never: it must be there."),
    ],
);

/// Which images need a proof of the right to pull them.
pub static IMAGE_PULL_VERIFICATION: Enum = Enum::exact(
    "ImagePullVerification",
    "Which images need a proof of the right to pull them.",
    &[
        EnumValue::new("NeverVerify", "None that is there."),
        EnumValue::new("NeverVerifyPreloadedImages", "All but those that came without the kubelet."),
        EnumValue::new("NeverVerifyAllowlistedImages", "All but those of the list."),
        EnumValue::new("AlwaysVerify", "All."),
    ],
);

/// Form of a log.
pub static LOG_FORMAT: Enum = Enum::exact(
    "LogFormat",
    "Form of a log.",
    &[EnumValue::new("text", "Lines for people."), EnumValue::new("json", "One JSON object a line.")],
);

/// Whether pods get memory of certain NUMA nodes.
pub static MEMORY_MANAGER_POLICY: Enum = Enum::exact(
    "MemoryManagerPolicy",
    "Whether pods get memory of certain NUMA nodes.",
    &[EnumValue::new("None", "No."), EnumValue::new("Static", "Guaranteed pods do.")],
);

/// Whether requested memory is protected.
pub static MEMORY_RESERVATION: Enum = Enum::exact(
    "MemoryReservationPolicy",
    "Whether requested memory is protected.",
    &[
        EnumValue::new("None", "No."),
        EnumValue::new("TieredReservation", "Of guaranteed pods fully, of burstable ones as far as possible."),
    ],
);

/// Whether mounts made later are seen.
pub static MOUNT_PROPAGATION: Enum = Enum::exact(
    "MountPropagation",
    "Whether mounts made later are seen.",
    &[
        EnumValue::new("None", "Neither side sees those of the other."),
        EnumValue::new("HostToContainer", "The container sees those of the host."),
        EnumValue::new("Bidirectional", "Both see all; privileged containers only."),
    ],
);

/// What reservations are enforced on.
pub static NODE_ALLOCATABLE: Enum = Enum::exact(
    "NodeAllocatable",
    "What reservations are enforced on.",
    &[
        EnumValue::new("none", "Nothing; stands alone."),
        EnumValue::new("pods", "All pods together."),
        EnumValue::new("system-reserved", "System processes; needs `systemReservedCgroup`."),
        EnumValue::new("system-reserved-compressible", "System processes, CPU only."),
        EnumValue::new("kube-reserved", "Kubelet and runtime; needs `kubeReservedCgroup`."),
        EnumValue::new("kube-reserved-compressible", "Kubelet and runtime, CPU only."),
    ],
);

/// A standard for pods.
pub static POD_SECURITY_LEVEL: Enum = Enum::exact(
    "PodSecurityLevel",
    "A standard for pods.",
    &[
        EnumValue::new("privileged", "Everything is allowed."),
        EnumValue::new("baseline", "Known ways to gain rights are refused."),
        EnumValue::new("restricted", "Current hardening is required."),
    ],
);

/// How packets come to a port.
pub static PROTOCOL: Enum = Enum::exact(
    "PortProtocol",
    "How packets come to a port.",
    &[
        EnumValue::new("TCP", "The usual one."),
        EnumValue::new("UDP", "Datagrams."),
        EnumValue::new("SCTP", "Streams of messages."),
    ],
);

/// What follows the end of a container.
pub static RESTART_POLICY: Enum = Enum::exact(
    "RestartPolicy",
    "What follows the end of a container.",
    &[
        EnumValue::new("Always", "It starts again; the only one that makes sense in a static pod."),
        EnumValue::new("OnFailure", "It starts again after a failure."),
        EnumValue::new("Never", "Nothing."),
    ],
);

/// How a probe asks.
pub static SCHEME: Enum = Enum::exact(
    "ProbeScheme",
    "How a probe asks.",
    &[
        EnumValue::new("HTTP", "Without encryption."),
        EnumValue::new("HTTPS", "Encrypted; the certificate is not checked."),
    ],
);

/// Where a system call filter comes from.
pub static SECCOMP_TYPE: Enum = Enum::exact(
    "SeccompType",
    "Where a system call filter comes from.",
    &[
        EnumValue::new("Unconfined", "None at all."),
        EnumValue::new("RuntimeDefault", "That of the container runtime."),
        EnumValue::new("Localhost", "A file on the node, named by `localhostProfile`."),
    ],
);

/// How much swap pods may use.
pub static SWAP_BEHAVIOR: Enum = Enum::exact(
    "SwapBehavior",
    "How much swap pods may use.",
    &[
        EnumValue::new("NoSwap", "None."),
        EnumValue::new("LimitedSwap", "Burstable pods in proportion to their memory request."),
    ],
);

/// What a taint does.
pub static TAINT_EFFECT: Enum = Enum::exact(
    "TaintEffect",
    "What a taint does.",
    &[
        EnumValue::new("NoSchedule", "New pods stay away."),
        EnumValue::new("PreferNoSchedule", "New pods stay away when there is another node."),
        EnumValue::new("NoExecute", "Running pods go, too."),
    ],
);

/// Where the last words of a container come from.
pub static TERMINATION_MESSAGE: Enum = Enum::exact(
    "TerminationMessagePolicy",
    "Where the last words of a container come from.",
    &[
        EnumValue::new("File", "From `terminationMessagePath`."),
        EnumValue::new("FallbackToLogsOnError", "From its log, when it failed and wrote none."),
    ],
);

/// The oldest encryption that is accepted.
pub static TLS_VERSION: Enum = Enum::exact(
    "TlsVersion",
    "The oldest encryption that is accepted.",
    &[
        EnumValue::new("VersionTLS10", "1.0, broken."),
        EnumValue::new("VersionTLS11", "1.1, broken."),
        EnumValue::new("VersionTLS12", "1.2."),
        EnumValue::new("VersionTLS13", "1.3."),
    ],
);

/// How a toleration compares.
pub static TOLERATION_OPERATOR: Enum = Enum::exact(
    "TolerationOperator",
    "How a toleration compares.",
    &[EnumValue::new("Exists", "The key is enough."), EnumValue::new("Equal", "Key and value are equal.")],
);

/// How strictly resources lie on one NUMA node.
pub static TOPOLOGY_MANAGER_POLICY: Enum = Enum::exact(
    "TopologyManagerPolicy",
    "How strictly resources lie on one NUMA node.",
    &[
        EnumValue::new("none", "Not at all."),
        EnumValue::new("best-effort", "If possible."),
        EnumValue::new("restricted", "A pod for which it is impossible is refused."),
        EnumValue::new("single-numa-node", "All on a single one, or the pod is refused."),
    ],
);

/// What is kept together.
pub static TOPOLOGY_MANAGER_SCOPE: Enum = Enum::exact(
    "TopologyManagerScope",
    "What is kept together.",
    &[EnumValue::new("container", "Each container."), EnumValue::new("pod", "The pod as a whole.")],
);
