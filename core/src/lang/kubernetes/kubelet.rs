//! The kubelet's configuration, `kubelet.config.k8s.io/v1beta1`: its shape.
//!
//! Talos decodes it with the types of the Kubernetes release that it is built with, so the histories here count in
//! releases of Talos (1.6 has the types of Kubernetes 1.29, each later one those of the next minor; 1.14 those of 1.37).

use super::enums;
use super::formats::{DURATION, QUANTITY_TEXT};
use super::values::{DurationOrNumber, Quantity, Taint};
use crate::model::{Map, Object};
use ostler_derive::Shape;

/// Settings of the kubelet, the program that runs pods on a node.
#[derive(Shape)]
#[allow(clippy::struct_excessive_bools, reason = "a declaration")]
pub struct KubeletConfiguration {
    /// Whether the kubelet answers on its port at all; logs, `exec` and metrics go through it.
    #[field(default = "true")]
    pub enable_server: Option<bool>,
    /// Directory of static pods. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub static_pod_path: String,
    /// Directory in which the logs of pods are kept.
    /// It should stay on the file system of `/var/log`, which log collectors read.
    #[field(since = "1.7", default = "/var/log/pods/")]
    pub pod_logs_dir: String,
    /// Longest time between two comparisons of what runs with what should run.
    #[field(format = DURATION, default = "1m")]
    pub sync_frequency: String,
    /// How often the directory of static pods is read again.
    #[field(format = DURATION, default = "20s")]
    pub file_check_frequency: String,
    /// How often static pods are fetched from Talos' local address.
    #[field(format = DURATION, default = "20s")]
    pub http_check_frequency: String,
    /// Address from which static pods are fetched. Talos overwrites it with its own, from which `machine.pods` comes.
    #[field(rename = "staticPodURL")]
    pub static_pod_url: String,
    /// Headers of the requests for static pods.
    #[field(rename = "staticPodURLHeader")]
    pub static_pod_url_header: Map<Vec<String>>,
    /// Address on which the kubelet listens. Talos takes all addresses unless this says otherwise.
    #[field(default = "0.0.0.0")]
    pub address: String,
    /// Port of the kubelet. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub port: i32,
    /// Port without any authentication; 0 keeps it closed, which is what you want.
    #[field(range(0, 65_535), default = "0")]
    pub read_only_port: i32,
    /// File with the serving certificate.
    /// Left out, the kubelet makes one, or asks the cluster for one with `serverTLSBootstrap`.
    pub tls_cert_file: String,
    /// File with the key of `tlsCertFile`.
    pub tls_private_key_file: String,
    /// Cipher suites for TLS 1.2, by their Go names. Those of TLS 1.3 cannot be chosen.
    #[field(example = "[TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]")]
    pub tls_cipher_suites: Vec<String>,
    /// Key exchange methods by their numbers in Go's `crypto/tls`; the order does not count.
    #[field(since = "1.13")]
    pub tls_curve_preferences: Vec<i32>,
    /// Oldest TLS version that is accepted. Talos takes 1.3 unless this says otherwise.
    #[field(values = enums::TLS_VERSION, default = "VersionTLS13", rename = "tlsMinVersion")]
    pub tls_min_version: String,
    /// Renewal of the client certificate. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub rotate_certificates: bool,
    /// Whether the serving certificate is requested from the cluster instead of being self-signed.
    /// Something must approve the requests, such as kubelet-csr-approver; until then logs and metrics do not work.
    #[field(rename = "serverTLSBootstrap", default = "false")]
    pub server_tls_bootstrap: bool,
    /// Who may talk to the kubelet. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub authentication: Object,
    /// What those who talk to the kubelet may do. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub authorization: Object,
    /// Image pulls per second; 0 sets no limit.
    #[field(rename = "registryPullQPS", range(0, 2_147_483_647), default = "5")]
    pub registry_pull_qps: Option<i32>,
    /// Image pulls that may come at once before the limit per second counts.
    #[field(range(0, 2_147_483_647), default = "10")]
    pub registry_burst: i32,
    /// Whether a pod must prove that it may pull an image which the node has already.
    #[field(since = "1.10", values = enums::IMAGE_PULL_VERIFICATION, default = "NeverVerifyPreloadedImages")]
    pub image_pull_credentials_verification_policy: String,
    /// Images that need no such proof under `NeverVerifyAllowlistedImages`.
    /// Without tag; `/*` at the end stands for one path segment or more.
    #[field(since = "1.10", example = "[registry.example.org/base/*]")]
    pub preloaded_images_verification_allowlist: Vec<String>,
    /// Events written per second; 0 sets no limit.
    #[field(rename = "eventRecordQPS", range(0, 2_147_483_647), default = "50")]
    pub event_record_qps: Option<i32>,
    /// Events that may come at once before the limit per second counts.
    #[field(range(0, 2_147_483_647), default = "100")]
    pub event_burst: i32,
    /// Endpoints for logs, `exec`, `attach` and port forwarding. Without them `kubectl logs` fails.
    #[field(default = "true")]
    pub enable_debugging_handlers: Option<bool>,
    /// Whether lock contention is profiled, too, where debugging is on.
    #[field(default = "false")]
    pub enable_contention_profiling: bool,
    /// Local port of the health check, which Talos asks; 0 turns it off.
    #[field(range(0, 65_535), default = "10248")]
    pub healthz_port: Option<i32>,
    /// Address of the health check. Talos asks on the local one.
    #[field(default = "127.0.0.1")]
    pub healthz_bind_address: String,
    /// How readily the kernel kills the kubelet when memory runs out; lower is safer.
    #[field(range(-1000, 1000), default = "-450")]
    pub oom_score_adj: Option<i32>,
    /// DNS domain of the cluster. Talos takes that of the cluster's network unless this says otherwise.
    pub cluster_domain: String,
    /// DNS servers that pods get. Talos fills it from `clusterDNS` beside this configuration.
    #[field(rename = "clusterDNS")]
    pub cluster_dns: Vec<String>,
    /// How long an idle `exec` or `port-forward` is kept. Newer kubelets ignore it.
    #[field(format = DURATION, default = "5m")]
    pub streaming_connection_idle_timeout: String,
    /// How often the node's state is computed.
    #[field(format = DURATION, default = "10s")]
    pub node_status_update_frequency: String,
    /// How often the node's state is sent when nothing changed.
    #[field(format = DURATION, default = "5m")]
    pub node_status_report_frequency: String,
    /// For how many seconds a sign of life of the node counts.
    #[field(range(0, 2_147_483_647), default = "40")]
    pub node_lease_duration_seconds: i32,
    /// How long an unused image is kept at least.
    #[field(rename = "imageMinimumGCAge", format = DURATION, default = "2m")]
    pub image_minimum_gc_age: String,
    /// After what time an unused image is removed even while there is room; `0s` means never.
    #[field(rename = "imageMaximumGCAge", format = DURATION, default = "0s")]
    pub image_maximum_gc_age: String,
    /// Use of the disk in percent above which unused images are always removed.
    /// It must be larger than `imageGCLowThresholdPercent`.
    #[field(rename = "imageGCHighThresholdPercent", range(0, 100), default = "85")]
    pub image_gc_high_threshold_percent: Option<i32>,
    /// Use of the disk in percent down to which unused images are removed.
    #[field(rename = "imageGCLowThresholdPercent", range(0, 100), default = "80")]
    pub image_gc_low_threshold_percent: Option<i32>,
    /// How often the sizes of volumes are measured; a negative value turns it off.
    #[field(format = DURATION, default = "1m")]
    pub volume_stats_agg_period: String,
    /// Control group of the kubelet. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub kubelet_cgroups: String,
    /// Control group of system processes. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub system_cgroups: String,
    /// Control group above those of pods. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub cgroup_root: String,
    /// Whether each quality class of pods has a control group of its own. Reservations need it.
    #[field(rename = "cgroupsPerQOS", default = "true")]
    pub cgroups_per_qos: Option<bool>,
    /// Who makes control groups. Talos' container runtime uses the kernel's file system: leave it out.
    #[field(values = enums::CGROUP_DRIVER, default = "cgroupfs")]
    pub cgroup_driver: String,
    /// Whether guaranteed pods with whole CPUs get them for themselves.
    /// A change needs `/var/lib/kubelet/cpu_manager_state` removed.
    #[field(values = enums::CPU_MANAGER_POLICY, default = "none")]
    pub cpu_manager_policy: String,
    /// Options of the CPU manager's `static` policy, each `"true"` or `"false"` in quotes.
    #[field(example = "{full-pcpus-only: \"true\"}")]
    pub cpu_manager_policy_options: Map<String>,
    /// How often the CPU manager compares with what runs.
    #[field(format = DURATION, default = "10s")]
    pub cpu_manager_reconcile_period: String,
    /// Whether guaranteed pods get memory of certain NUMA nodes; `Static` needs `reservedMemory`.
    #[field(values = enums::MEMORY_MANAGER_POLICY, default = "None")]
    pub memory_manager_policy: String,
    /// How strictly CPU, memory and devices of a pod must lie on one NUMA node.
    #[field(values = enums::TOPOLOGY_MANAGER_POLICY, default = "none")]
    pub topology_manager_policy: String,
    /// Whether that holds for each container or for the pod as a whole.
    #[field(values = enums::TOPOLOGY_MANAGER_SCOPE, default = "container")]
    pub topology_manager_scope: String,
    /// Options of the topology policy, as text in quotes.
    #[field(example = "{prefer-closest-numa-nodes: \"true\"}")]
    pub topology_manager_policy_options: Map<String>,
    /// Share of a resource that guaranteed pods keep from others, such as `memory: 50%`; experimental.
    pub qos_reserved: Map<String>,
    /// Longest time that a call to the container runtime may take, except long ones such as pulls.
    #[field(format = DURATION, default = "2m")]
    pub runtime_request_timeout: String,
    /// How a pod reaches itself through its own service; left from old network plugins.
    #[field(values = enums::HAIRPIN_MODE, default = "promiscuous-bridge")]
    pub hairpin_mode: String,
    /// Largest number of pods on the node.
    /// The node's pod network must have as many addresses: a /24 does for 110 to 250.
    #[field(range(0, 2_147_483_647), default = "110", example = "250")]
    pub max_pods: i32,
    /// Network of pods where the kubelet runs alone; in a cluster the node object decides.
    #[field(rename = "podCIDR")]
    pub pod_cidr: String,
    /// Largest number of processes in a pod; -1 leaves it to the node.
    #[field(range(-1, 9_223_372_036_854_775_807), default = "-1", example = "4096")]
    pub pod_pids_limit: Option<i64>,
    /// Name servers of pods that use those of the node. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub resolv_conf: Option<String>,
    /// Whether the kubelet ends after starting the static pods; without use since long.
    #[field(default = "false")]
    pub run_once: bool,
    /// Whether CPU limits are enforced. Off, limits only weigh, which avoids throttling.
    #[field(rename = "cpuCFSQuota", default = "true")]
    pub cpu_cfs_quota: Option<bool>,
    /// Window in which CPU limits are measured, 1ms to 1s; other than the default needs a feature gate.
    #[field(rename = "cpuCFSQuotaPeriod", format = DURATION, default = "100ms")]
    pub cpu_cfs_quota_period: String,
    /// Images that the node's state lists; -1 lists all.
    #[field(range(-1, 2_147_483_647), default = "50")]
    pub node_status_max_images: Option<i32>,
    /// Files that the kubelet may have open.
    #[field(range(0, 9_223_372_036_854_775_807), default = "1000000")]
    pub max_open_files: i64,
    /// Encoding of requests to the API server.
    #[field(default = "application/vnd.kubernetes.protobuf")]
    pub content_type: String,
    /// Requests to the API server per second.
    #[field(rename = "kubeAPIQPS", range(0, 2_147_483_647), default = "50")]
    pub kube_api_qps: Option<i32>,
    /// Requests to the API server that may come at once.
    #[field(rename = "kubeAPIBurst", range(0, 2_147_483_647), default = "100")]
    pub kube_api_burst: i32,
    /// Whether images are pulled one after the other. Talos pulls at the same time unless this says otherwise.
    #[field(default = "false")]
    pub serialize_image_pulls: Option<bool>,
    /// Pulls at the same time; it may exceed 1 only where `serializeImagePulls` is false.
    #[field(range(1, 2_147_483_647), example = "5")]
    pub max_parallel_image_pulls: Option<i32>,
    /// Signals at which pods are evicted at once, as amounts or percentages.
    /// Giving one signal drops the defaults of the others, unless `mergeDefaultEvictionSettings` is on.
    #[field(example = "{memory.available: 200Mi, nodefs.available: 10%}")]
    pub eviction_hard: Map<String>,
    /// Signals at which pods are evicted after a time; each needs its `evictionSoftGracePeriod`.
    #[field(example = "{memory.available: 500Mi}")]
    pub eviction_soft: Map<String>,
    /// How long a signal of `evictionSoft` must last.
    #[field(example = "{memory.available: 1m30s}")]
    pub eviction_soft_grace_period: Map<String>,
    /// How long the node stays marked as under pressure after it has ended.
    #[field(format = DURATION, default = "5m")]
    pub eviction_pressure_transition_period: String,
    /// Seconds that an evicted pod has at most to end, for `evictionSoft`.
    #[field(range(0, 2_147_483_647), default = "0")]
    pub eviction_max_pod_grace_period: i32,
    /// How much an eviction frees at least, by signal, so that it need not begin again at once.
    #[field(example = "{nodefs.available: 1Gi}")]
    pub eviction_minimum_reclaim: Map<String>,
    /// Whether signals that `evictionHard` leaves out keep their defaults.
    #[field(since = "1.10", default = "false")]
    pub merge_default_eviction_settings: Option<bool>,
    /// Largest number of pods for each CPU; 0 sets no limit. The smaller of this and `maxPods` counts.
    #[field(range(0, 2_147_483_647), default = "0")]
    pub pods_per_core: i32,
    /// Whether the controller manager attaches volumes, not the kubelet.
    #[field(default = "true")]
    pub enable_controller_attach_detach: Option<bool>,
    /// Whether odd kernel parameters stop the kubelet. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub protect_kernel_defaults: bool,
    /// Whether the kubelet makes the basic chains of iptables, by which others find its back end.
    #[field(rename = "makeIPTablesUtilChains", default = "true")]
    pub make_ip_tables_util_chains: Option<bool>,
    /// Without effect in every kubelet that Talos runs.
    pub iptables_masquerade_bit: Option<i32>,
    /// Without effect in every kubelet that Talos runs.
    pub iptables_drop_bit: Option<i32>,
    /// Features of Kubernetes by name. A name that the kubelet does not know, or no longer, keeps it from starting.
    #[field(example = "{NodeSwap: true}")]
    pub feature_gates: Map<bool>,
    /// Whether swap on the node keeps the kubelet from starting. Talos lets it start unless this says otherwise.
    #[field(default = "false")]
    pub fail_swap_on: Option<bool>,
    /// Whether pods may use swap, where the node has any.
    pub memory_swap: MemorySwap,
    /// Size at which the log of a container is begun anew.
    #[field(format = QUANTITY_TEXT, default = "10Mi")]
    pub container_log_max_size: String,
    /// Logs that are kept for a container, the running one included.
    #[field(range(2, 2_147_483_647), default = "5")]
    pub container_log_max_files: Option<i32>,
    /// Workers that begin logs anew.
    #[field(since = "1.7", range(1, 2_147_483_647), default = "1")]
    pub container_log_max_workers: Option<i32>,
    /// How often the sizes of logs are looked at, at least 3s.
    #[field(since = "1.7", format = DURATION, default = "10s")]
    pub container_log_monitor_interval: Option<String>,
    /// How the kubelet learns of changed config maps and secrets.
    #[field(values = enums::CHANGE_DETECTION, default = "Watch")]
    pub config_map_and_secret_change_detection_strategy: String,
    /// Resources kept for the operating system.
    /// Talos has defaults; giving one resource drops those of the others. Values are texts: `cpu: 50m`, `cpu: "1"`.
    #[field(format = QUANTITY_TEXT, example = "{cpu: 50m, memory: 384Mi, ephemeral-storage: 1Gi}")]
    pub system_reserved: Map<String>,
    /// Resources kept for the kubelet and the container runtime, as texts.
    #[field(format = QUANTITY_TEXT, example = "{cpu: 100m, memory: 256Mi}")]
    pub kube_reserved: Map<String>,
    /// CPUs that no pod gets for itself, such as `0-1,8`. It takes the place of reserved amounts of CPU.
    #[field(rename = "reservedSystemCPUs", example = "\"0-1\"")]
    pub reserved_system_cpus: String,
    /// Kubernetes minor for which hidden metrics are shown again, the one before at most.
    pub show_hidden_metrics_for_version: String,
    /// Control group on which `systemReserved` is enforced; it must exist.
    pub system_reserved_cgroup: String,
    /// Control group on which `kubeReserved` is enforced; it must exist.
    pub kube_reserved_cgroup: String,
    /// What reservations are enforced on.
    #[field(values = enums::NODE_ALLOCATABLE, default = "[pods]")]
    pub enforce_node_allocatable: Vec<String>,
    /// Kernel parameters beyond the safe ones that pods may set, `*` at the end of a name allowed.
    #[field(example = "[net.core.somaxconn]")]
    pub allowed_unsafe_sysctls: Vec<String>,
    /// Kernel parameters that every pod gets which does not set them itself.
    #[field(since = "1.14", example = "{net.ipv4.ping_group_range: 0 2147483647}")]
    pub default_pod_sysctls: Map<String>,
    /// Directory of FlexVolume programs, a kind of storage driver that nobody should begin to use.
    pub volume_plugin_dir: String,
    /// Name of the machine at the cloud provider, for the node object.
    #[field(rename = "providerID")]
    pub provider_id: String,
    /// Whether the kernel tells of memory pressure instead of being asked.
    #[field(default = "false")]
    pub kernel_memcg_notification: bool,
    /// How the kubelet writes its log.
    pub logging: KubeletLogging,
    /// Whether `/logs/` of the kubelet shows the node's log files.
    #[field(default = "true")]
    pub enable_system_log_handler: Option<bool>,
    /// Whether logs of system services can be asked for. Talos has no journal, so there is nothing to ask for.
    #[field(default = "false")]
    pub enable_system_log_query: Option<bool>,
    /// How long a shutdown waits for pods. Talos waits half a minute unless this says otherwise.
    #[field(format = DURATION, default = "30s")]
    pub shutdown_grace_period: String,
    /// Part of `shutdownGracePeriod` that critical pods have for themselves at the end.
    #[field(format = DURATION, default = "10s")]
    pub shutdown_grace_period_critical_pods: String,
    /// Waiting times by the priority of pods. It excludes the two settings above, which must then be `0s`.
    pub shutdown_grace_period_by_pod_priority: Vec<ShutdownGracePeriod>,
    /// How long the pauses between restarts of a failing container become; needs a feature gate.
    #[field(since = "1.9")]
    pub crash_loop_back_off: CrashLoopBackOff,
    /// Memory of each NUMA node that the memory manager keeps for the system.
    /// The sum must equal what is reserved in all.
    pub reserved_memory: Vec<ReservedMemory>,
    /// Whether the kubelet shows profiles of itself.
    #[field(default = "true")]
    pub enable_profiling_handler: Option<bool>,
    /// Whether the verbosity of the log can be changed while the kubelet runs.
    #[field(default = "true")]
    pub enable_debug_flags_handler: Option<bool>,
    /// Default system call filter of pods. Talos sets it and refuses it here: use `defaultRuntimeSeccompProfileEnabled`.
    #[field(hidden = "1.6")]
    pub seccomp_default: Option<bool>,
    /// Share of its memory limit at which a container is slowed down; needs the feature gate `MemoryQoS`.
    #[field(default = "0.9")]
    pub memory_throttling_factor: Option<f64>,
    /// Whether memory requests are protected from being reclaimed; needs the feature gate `MemoryQoS`.
    #[field(since = "1.13", values = enums::MEMORY_RESERVATION, default = "None")]
    pub memory_reservation_policy: String,
    /// Taints that the node has from its first moment.
    pub register_with_taints: Vec<Taint>,
    /// Whether the kubelet makes its node object.
    #[field(default = "true")]
    pub register_node: Option<bool>,
    /// Where traces of the kubelet go.
    pub tracing: Option<Tracing>,
    /// Whether local storage of pods is counted and limited.
    #[field(default = "true")]
    pub local_storage_capacity_isolation: Option<bool>,
    /// Socket of the container runtime. Talos overwrites it with its own.
    pub container_runtime_endpoint: String,
    /// Socket of the image service; left out, that of the container runtime.
    pub image_service_endpoint: String,
    /// Whether the old control groups keep the kubelet from starting. Talos has none of them.
    #[field(since = "1.8")]
    pub fail_cgroup_v1: Option<bool>,
    /// Whether running out of memory kills one process only, not all of the container.
    #[field(since = "1.9", rename = "singleProcessOOMKill", default = "false")]
    pub single_process_oom_kill: Option<bool>,
    /// Ids that pods get which have users of their own.
    #[field(since = "1.10")]
    pub user_namespaces: Option<UserNamespaces>,
    /// What this is. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub kind: String,
    /// Version of this. Talos sets it and refuses it here.
    #[field(hidden = "1.6")]
    pub api_version: String,
}

/// Swap for pods.
#[derive(Shape)]
pub struct MemorySwap {
    /// How much swap pods may use.
    #[field(values = enums::SWAP_BEHAVIOR, default = "NoSwap")]
    pub swap_behavior: String,
}

/// The kubelet's own log.
#[derive(Shape)]
pub struct KubeletLogging {
    /// Form of lines. Talos takes `json` unless this says otherwise.
    #[field(values = enums::LOG_FORMAT, default = "json")]
    pub format: String,
    /// Longest time that lines stay in a buffer: a duration, or nanoseconds as a number.
    #[field(default = "5s")]
    pub flush_frequency: DurationOrNumber,
    /// How much is logged; 2 is usual, 4 is much.
    #[field(default = "0")]
    pub verbosity: u32,
    /// Verbosity for single source files; the text format only.
    pub vmodule: Vec<LogModule>,
    /// Settings of single formats; experimental.
    pub options: LogOptions,
}

/// Verbosity of some source files.
#[derive(Shape)]
pub struct LogModule {
    /// Name of a file without ending, `*` allowed.
    pub file_pattern: String,
    /// How much it logs.
    pub verbosity: u32,
}

/// Settings of single log formats.
#[derive(Shape)]
pub struct LogOptions {
    /// Of the text format.
    #[field(since = "1.7")]
    pub text: LogStreams,
    /// Of the JSON format.
    pub json: LogStreams,
}

/// Where lines go by their weight.
#[derive(Shape)]
pub struct LogStreams {
    /// Whether errors go to standard error and the rest to standard output.
    pub split_stream: bool,
    /// Size of the buffer of lines that are no errors, where the streams are split.
    #[field(example = "64Ki")]
    pub info_buffer_size: Quantity,
}

/// Waiting time of pods from a priority on.
#[derive(Shape)]
pub struct ShutdownGracePeriod {
    /// Lowest priority for which it counts.
    #[field(required, example = "100000")]
    pub priority: i32,
    /// How many seconds such pods have.
    #[field(required, range(0, 9_223_372_036_854_775_807), example = "30")]
    pub shutdown_grace_period_seconds: i64,
}

/// Pauses between restarts.
#[derive(Shape)]
pub struct CrashLoopBackOff {
    /// Longest pause, 1s to 300s.
    #[field(format = DURATION, example = "60s")]
    pub max_container_restart_period: Option<String>,
}

/// Memory of a NUMA node that is kept from pods.
#[derive(Shape)]
pub struct ReservedMemory {
    /// Number of the NUMA node.
    #[field(required, range(0, 2_147_483_647), example = "0")]
    pub numa_node: i32,
    /// Amounts by `memory` or `hugepages-…`.
    #[field(required, example = "{memory: 1Gi}")]
    pub limits: Map<Quantity>,
}

/// Export of traces.
#[derive(Shape)]
pub struct Tracing {
    /// Address of a collector; left out, `localhost:4317`.
    pub endpoint: Option<String>,
    /// How many of a million operations are traced.
    #[field(range(0, 1_000_000))]
    pub sampling_rate_per_million: Option<i32>,
}

/// Users of pods.
#[derive(Shape)]
pub struct UserNamespaces {
    /// Ids that each pod gets, a multiple of 65536.
    #[field(range(65_536, 9_223_372_036_854_775_807), default = "65536")]
    pub ids_per_pod: Option<i64>,
}
