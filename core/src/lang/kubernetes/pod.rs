//! Pods, as static pods are written: their shape.
//!
//! Every key of the levels that people write is here; sources of volumes other than the common ones, affinities and a
//! few more are free content.

use super::enums;
use super::values::{ObjectMeta, PortOrName, Quantity};
use crate::model::{Map, Object};
use ostler_derive::Shape;

/// A pod: containers that run together on a node.
#[derive(Shape)]
pub struct Pod {
    /// Version of the object.
    #[field(required, example = "v1")]
    pub api_version: String,
    /// What the object is.
    #[field(required, example = "Pod")]
    pub kind: String,
    /// What it is called. The kubelet puts the name of the node behind the name of a static pod.
    #[field(required, example = "{name: web}")]
    pub metadata: ObjectMeta,
    /// What runs and how.
    #[field(required, example = "{containers: [{name: web, image: nginx}]}")]
    pub spec: PodSpec,
    /// Set by the kubelet.
    pub status: Object,
}

/// What runs in a pod and how.
#[derive(Shape)]
pub struct PodSpec {
    /// File systems that containers can mount. Static pods cannot use secrets, config maps and claims.
    pub volumes: Vec<Volume>,
    /// Containers that run one after the other before the others.
    pub init_containers: Vec<Container>,
    /// The containers, at least one.
    #[field(required, example = "[{name: web, image: nginx}]")]
    pub containers: Vec<Container>,
    /// Containers put in for debugging; not in static pods.
    pub ephemeral_containers: Vec<Object>,
    /// What follows the end of a container.
    #[field(values = enums::RESTART_POLICY, default = "Always")]
    pub restart_policy: String,
    /// How many seconds the pod has to end when it is asked to.
    #[field(default = "30")]
    pub termination_grace_period_seconds: Option<i64>,
    /// How many seconds the pod may exist.
    pub active_deadline_seconds: Option<i64>,
    /// Which name servers the pod gets.
    #[field(values = enums::DNS_POLICY, default = "ClusterFirst")]
    pub dns_policy: String,
    /// Labels that the node must have.
    pub node_selector: Map<String>,
    /// Service account. Static pods cannot have one.
    pub service_account_name: String,
    /// Old name of `serviceAccountName`.
    pub service_account: String,
    /// Whether a token of the service account is mounted.
    pub automount_service_account_token: Option<bool>,
    /// The node; static pods run where they are written.
    pub node_name: String,
    /// Whether the pod uses the network of the node, with its addresses and ports.
    #[field(default = "false")]
    pub host_network: bool,
    /// Whether it sees the processes of the node.
    #[field(rename = "hostPID", default = "false")]
    pub host_pid: bool,
    /// Whether it shares the memory of processes of the node.
    #[field(rename = "hostIPC", default = "false")]
    pub host_ipc: bool,
    /// Whether its containers see each other's processes.
    pub share_process_namespace: Option<bool>,
    /// User, group and rights of all containers.
    pub security_context: Option<PodSecurityContext>,
    /// Secrets with credentials for pulling; not in static pods.
    pub image_pull_secrets: Vec<LocalReference>,
    /// Host name inside.
    pub hostname: String,
    /// Domain below that of the cluster.
    pub subdomain: String,
    /// Which nodes and neighbours are wanted.
    pub affinity: Option<Object>,
    /// Name of the scheduler; static pods need none.
    pub scheduler_name: String,
    /// Taints of nodes that do not keep it away. For a static pod `operator: Exists` keeps it from being evicted.
    pub tolerations: Vec<Toleration>,
    /// Lines in the hosts file of the pod.
    pub host_aliases: Vec<HostAlias>,
    /// How important it is: `system-node-critical` is the highest.
    #[field(example = "system-node-critical")]
    pub priority_class_name: String,
    /// The number behind the priority class.
    pub priority: Option<i32>,
    /// Name servers beside or instead of those of the policy.
    pub dns_config: Option<DnsConfig>,
    /// Conditions beyond its own that make it ready.
    pub readiness_gates: Vec<Object>,
    /// Runtime class, such as one for gVisor.
    pub runtime_class_name: Option<String>,
    /// Whether services appear as environment variables.
    #[field(default = "true")]
    pub enable_service_links: Option<bool>,
    /// Whether it displaces less important pods.
    pub preemption_policy: Option<String>,
    /// Resources of the runtime class.
    pub overhead: Map<Quantity>,
    /// How pods are spread over nodes.
    pub topology_spread_constraints: Vec<Object>,
    /// Whether the host name is the full one.
    #[field(rename = "setHostnameAsFQDN")]
    pub set_hostname_as_fqdn: Option<bool>,
    /// Operating system of the containers.
    pub os: Option<Object>,
    /// Whether users inside are users of the node; `false` gives it users of its own.
    pub host_users: Option<bool>,
    /// What keeps it from being scheduled.
    pub scheduling_gates: Vec<Object>,
    /// Devices that it asks for.
    pub resource_claims: Vec<Object>,
    /// Resources of the pod as a whole.
    #[field(since = "1.9")]
    pub resources: Option<Resources>,
    /// Host name inside that need not fit the name of the pod.
    #[field(since = "1.11")]
    pub hostname_override: Option<String>,
    /// Group of pods that are scheduled together.
    #[field(since = "1.13")]
    pub scheduling_group: Option<Object>,
    /// Who answers before it is evicted.
    #[field(since = "1.14")]
    pub eviction_responders: Vec<Object>,
}

/// An image that runs, with all that it needs.
#[derive(Shape)]
pub struct Container {
    /// Name, unique in the pod.
    #[field(required, example = "web")]
    pub name: String,
    /// Image, with a tag or better a digest.
    #[field(example = "registry.example.org/web:1.2")]
    pub image: String,
    /// Program with its first arguments, in place of the image's entry point.
    pub command: Vec<String>,
    /// Arguments, in place of the image's. Values are texts: numbers need quotes.
    pub args: Vec<String>,
    /// Working directory.
    pub working_dir: String,
    /// Ports that it listens on. With `hostNetwork` they are ports of the node.
    pub ports: Vec<ContainerPort>,
    /// Config maps and secrets whose entries become environment variables.
    pub env_from: Vec<Object>,
    /// Environment variables.
    pub env: Vec<EnvVar>,
    /// CPU and memory that it is promised and that it may use.
    pub resources: Resources,
    /// What happens to it when its resources change.
    pub resize_policy: Vec<Object>,
    /// `Always` on an init container keeps it running beside the others.
    pub restart_policy: Option<String>,
    /// What follows from exit codes.
    #[field(since = "1.11")]
    pub restart_policy_rules: Vec<Object>,
    /// Where volumes appear.
    pub volume_mounts: Vec<VolumeMount>,
    /// Where block devices appear.
    pub volume_devices: Vec<Object>,
    /// Failing it restarts the container.
    pub liveness_probe: Option<Probe>,
    /// Failing it takes the pod out of services.
    pub readiness_probe: Option<Probe>,
    /// Until it succeeds the other probes wait.
    pub startup_probe: Option<Probe>,
    /// What runs after the start and before the end.
    pub lifecycle: Option<Object>,
    /// File for its last words.
    #[field(default = "/dev/termination-log")]
    pub termination_message_path: String,
    /// Where its last words come from.
    #[field(values = enums::TERMINATION_MESSAGE, default = "File")]
    pub termination_message_policy: String,
    /// When the image is pulled.
    #[field(values = enums::IMAGE_PULL_POLICY)]
    pub image_pull_policy: String,
    /// User, group and rights.
    pub security_context: Option<SecurityContext>,
    /// Whether it has a standard input.
    pub stdin: bool,
    /// Whether that is closed after the first use.
    pub stdin_once: bool,
    /// Whether it has a terminal.
    pub tty: bool,
}

/// Where a program inside listens.
#[derive(Shape)]
pub struct ContainerPort {
    /// Name, by which services and probes find it.
    pub name: String,
    /// Port of the node; with `hostNetwork` the same as `containerPort`.
    #[field(range(0, 65_535))]
    pub host_port: i32,
    /// Port that the program listens on.
    #[field(required, range(1, 65_535), example = "8080")]
    pub container_port: i32,
    /// How packets are sent.
    #[field(values = enums::PROTOCOL, default = "TCP")]
    pub protocol: String,
    /// Address of the node that the port is bound to.
    #[field(rename = "hostIP")]
    pub host_ip: String,
}

/// An environment variable.
#[derive(Shape)]
pub struct EnvVar {
    /// Letters, digits and `_`, as programs look for it.
    #[field(required, example = "LOG_LEVEL")]
    pub name: String,
    /// Its value, a text: numbers and `true` need quotes.
    pub value: String,
    /// Where the value comes from, instead of `value`.
    pub value_from: Option<Object>,
}

/// CPU, memory and other resources.
#[derive(Shape)]
pub struct Resources {
    /// What it may use at most.
    #[field(example = "{memory: 256Mi}")]
    pub limits: Map<Quantity>,
    /// What it is promised.
    #[field(example = "{cpu: 100m, memory: 128Mi}")]
    pub requests: Map<Quantity>,
    /// Devices of the pod that it uses.
    pub claims: Vec<Object>,
}

/// Where a volume appears.
#[derive(Shape)]
pub struct VolumeMount {
    /// Name of the volume.
    #[field(required, example = "data")]
    pub name: String,
    /// Whether it cannot be written.
    #[field(default = "false")]
    pub read_only: bool,
    /// Whether mounts below cannot be written either.
    #[field(since = "1.7")]
    pub recursive_read_only: Option<String>,
    /// Path inside the container.
    #[field(required, example = "/data")]
    pub mount_path: String,
    /// Path inside the volume.
    pub sub_path: String,
    /// Whether mounts made later are seen.
    #[field(values = enums::MOUNT_PROPAGATION, default = "None")]
    pub mount_propagation: Option<String>,
    /// Path inside the volume with environment variables.
    pub sub_path_expr: String,
    /// What the kernel is told, such as `noexec`.
    #[field(since = "1.14")]
    pub bind_mount_options: Vec<String>,
}

/// A question to a container, exactly one of `exec`, `httpGet`, `tcpSocket` and `grpc`.
#[derive(Shape)]
pub struct Probe {
    /// Program that must end with 0.
    pub exec: Option<ExecAction>,
    /// Path that must answer with 200 to 399.
    pub http_get: Option<HttpGetAction>,
    /// Port that must accept a connection.
    pub tcp_socket: Option<TcpSocketAction>,
    /// Port that must answer the health service of gRPC.
    pub grpc: Option<GrpcAction>,
    /// Seconds before the first question.
    #[field(default = "0", range(0, 2_147_483_647))]
    pub initial_delay_seconds: i32,
    /// Seconds that an answer may take.
    #[field(default = "1", range(0, 2_147_483_647))]
    pub timeout_seconds: i32,
    /// Seconds between two questions.
    #[field(default = "10", range(0, 2_147_483_647))]
    pub period_seconds: i32,
    /// Good answers in a row after a bad one; 1 except for readiness.
    #[field(default = "1", range(0, 2_147_483_647))]
    pub success_threshold: i32,
    /// Bad answers in a row that count as failure.
    #[field(default = "3", range(0, 2_147_483_647))]
    pub failure_threshold: i32,
    /// Seconds to end after a failure, instead of those of the pod.
    pub termination_grace_period_seconds: Option<i64>,
}

/// A program inside the container.
#[derive(Shape)]
pub struct ExecAction {
    /// Program and arguments; no shell reads them.
    pub command: Vec<String>,
}

/// A request over HTTP.
#[derive(Shape)]
pub struct HttpGetAction {
    /// Path with query.
    #[field(default = "/", example = "/healthz")]
    pub path: String,
    /// Number or name of the port.
    #[field(required, example = "8080")]
    pub port: PortOrName,
    /// Host; left out, the pod's address.
    pub host: String,
    /// Whether the way is encrypted.
    #[field(values = enums::SCHEME, default = "HTTP")]
    pub scheme: String,
    /// Version of HTTP.
    #[field(since = "1.14")]
    pub protocol: Option<String>,
    /// Headers, as a list of `name` and `value`.
    pub http_headers: Vec<HttpHeader>,
}

/// A line of a request that a server looks at.
#[derive(Shape)]
pub struct HttpHeader {
    /// Before the colon, such as `Host`.
    #[field(required, example = "Host")]
    pub name: String,
    /// Behind the colon, as text.
    #[field(example = "example.org")]
    pub value: String,
}

/// A connection over TCP.
#[derive(Shape)]
pub struct TcpSocketAction {
    /// Number or name of the port.
    #[field(required, example = "8080")]
    pub port: PortOrName,
    /// Host; left out, the pod's address.
    pub host: String,
}

/// A question to a gRPC server.
#[derive(Shape)]
pub struct GrpcAction {
    /// Number of the port.
    #[field(required, range(1, 65_535), example = "9090")]
    pub port: i32,
    /// Service that is asked about.
    pub service: Option<String>,
    /// How it is asked.
    #[field(since = "1.14")]
    pub mode: Option<String>,
}

/// User, group and rights of a container.
#[derive(Shape)]
pub struct SecurityContext {
    /// Rights of the superuser, one by one.
    pub capabilities: Option<Capabilities>,
    /// Whether it has all rights on the node.
    #[field(default = "false")]
    pub privileged: Option<bool>,
    /// SELinux labels.
    pub se_linux_options: Option<Object>,
    /// Windows only.
    pub windows_options: Option<Object>,
    /// Number of the user.
    pub run_as_user: Option<i64>,
    /// Number of the group.
    pub run_as_group: Option<i64>,
    /// Whether it must not run as the superuser.
    pub run_as_non_root: Option<bool>,
    /// Whether its own file system cannot be written.
    #[field(default = "false")]
    pub read_only_root_filesystem: Option<bool>,
    /// Whether a process can get more rights than the one that started it.
    pub allow_privilege_escalation: Option<bool>,
    /// How much of `/proc` is visible.
    pub proc_mount: Option<String>,
    /// System call filter.
    pub seccomp_profile: Option<PodSeccompProfile>,
    /// AppArmor profile; it needs AppArmor in the kernel's parameters.
    #[field(since = "1.7")]
    pub app_armor_profile: Option<Object>,
}

/// Rights of the superuser.
#[derive(Shape)]
pub struct Capabilities {
    /// Rights that it gets, without `CAP_`.
    #[field(example = "[NET_ADMIN]")]
    pub add: Vec<String>,
    /// Rights that it loses; `ALL` for all.
    #[field(example = "[ALL]")]
    pub drop: Vec<String>,
}

/// A system call filter.
#[derive(Shape)]
pub struct PodSeccompProfile {
    /// Where it comes from.
    #[field(required, values = enums::SECCOMP_TYPE)]
    pub r#type: String,
    /// File below the kubelet's directory of filters, for `Localhost`.
    #[field(example = "profiles/audit.json")]
    pub localhost_profile: Option<String>,
}

/// User, group and rights of all containers of a pod.
#[derive(Shape)]
pub struct PodSecurityContext {
    /// SELinux labels.
    pub se_linux_options: Option<Object>,
    /// Windows only.
    pub windows_options: Option<Object>,
    /// Number of the user.
    pub run_as_user: Option<i64>,
    /// Number of the group.
    pub run_as_group: Option<i64>,
    /// Whether no container may run as the superuser.
    pub run_as_non_root: Option<bool>,
    /// Further groups.
    pub supplemental_groups: Vec<i64>,
    /// Whether groups of the image count, too.
    #[field(since = "1.8")]
    pub supplemental_groups_policy: Option<String>,
    /// Group that owns volumes.
    pub fs_group: Option<i64>,
    /// Kernel parameters of the pod.
    pub sysctls: Vec<Sysctl>,
    /// When owners of files in volumes are changed.
    pub fs_group_change_policy: Option<String>,
    /// System call filter.
    pub seccomp_profile: Option<PodSeccompProfile>,
    /// Profile of AppArmor, which must be on in the kernel's parameters.
    #[field(since = "1.7")]
    pub app_armor_profile: Option<Object>,
    /// When SELinux labels of volumes are changed.
    #[field(since = "1.9", rename = "seLinuxChangePolicy")]
    pub se_linux_change_policy: Option<String>,
}

/// A kernel parameter.
#[derive(Shape)]
pub struct Sysctl {
    /// Dotted, as `sysctl` prints it.
    #[field(required, example = "net.core.somaxconn")]
    pub name: String,
    /// Its value, a text: numbers need quotes.
    #[field(example = "\"1024\"")]
    pub value: String,
}

/// A reference by name.
#[derive(Shape)]
pub struct LocalReference {
    /// Name of the object.
    pub name: String,
}

/// What does not keep a pod away.
#[derive(Shape)]
pub struct Toleration {
    /// Name of the taint; left out with `Exists`, all.
    pub key: String,
    /// How the value is compared.
    #[field(values = enums::TOLERATION_OPERATOR, default = "Equal")]
    pub operator: String,
    /// Value of the taint.
    pub value: String,
    /// Effect of the taint; left out, all.
    #[field(values = enums::TAINT_EFFECT)]
    pub effect: String,
    /// How many seconds it stays under `NoExecute`.
    pub toleration_seconds: Option<i64>,
}

/// A line of the hosts file.
#[derive(Shape)]
pub struct HostAlias {
    /// The address.
    #[field(required, example = "10.0.0.1")]
    pub ip: String,
    /// Names for it.
    pub hostnames: Vec<String>,
}

/// Name servers of a pod.
#[derive(Shape)]
pub struct DnsConfig {
    /// Addresses of name servers.
    pub nameservers: Vec<String>,
    /// Domains that are tried.
    pub searches: Vec<String>,
    /// Options such as `ndots`, as a list of `name` and `value`.
    pub options: Vec<DnsOption>,
}

/// An option of name resolution.
#[derive(Shape)]
pub struct DnsOption {
    /// A word of `resolv.conf`, such as `ndots`.
    pub name: Option<String>,
    /// Its value, a text: numbers need quotes.
    pub value: Option<String>,
}

/// A file system for containers: a name and one source.
#[derive(Shape)]
pub struct Volume {
    /// Name, unique in the pod.
    #[field(required, example = "data")]
    pub name: String,
    /// A path of the node. Only `/var` and what is mounted there can be written.
    pub host_path: Option<HostPath>,
    /// An empty directory that lasts as long as the pod.
    pub empty_dir: Option<EmptyDir>,
    /// A directory of an NFS server.
    pub nfs: Option<NfsVolume>,
    /// A secret; not in static pods.
    pub secret: Option<Object>,
    /// A config map; not in static pods.
    pub config_map: Option<Object>,
    /// A claim; not in static pods.
    pub persistent_volume_claim: Option<Object>,
    /// Facts about the pod as files.
    #[field(rename = "downwardAPI")]
    pub downward_api: Option<Object>,
    /// Several sources in one directory.
    pub projected: Option<Object>,
    /// Content of an image.
    #[field(since = "1.8")]
    pub image: Option<Object>,
    /// A storage driver that makes a volume for the pod.
    pub csi: Option<Object>,
    /// A claim that lasts as long as the pod.
    pub ephemeral: Option<Object>,
    /// An iSCSI target.
    pub iscsi: Option<Object>,
    /// A Fibre Channel target.
    pub fc: Option<Object>,
    /// Old FlexVolume drivers.
    pub flex_volume: Option<Object>,
    /// Content of a git repository; switched off since long.
    pub git_repo: Option<Object>,
    /// In-tree driver, replaced by a storage driver.
    pub gce_persistent_disk: Option<Object>,
    /// In-tree driver, replaced by a storage driver.
    pub aws_elastic_block_store: Option<Object>,
    /// In-tree driver, removed.
    pub glusterfs: Option<Object>,
    /// In-tree driver, removed.
    pub rbd: Option<Object>,
    /// In-tree driver, replaced by a storage driver.
    pub cinder: Option<Object>,
    /// In-tree driver, removed.
    pub cephfs: Option<Object>,
    /// In-tree driver, removed.
    pub flocker: Option<Object>,
    /// In-tree driver, replaced by a storage driver.
    pub azure_file: Option<Object>,
    /// In-tree driver, replaced by a storage driver.
    pub vsphere_volume: Option<Object>,
    /// In-tree driver, removed.
    pub quobyte: Option<Object>,
    /// In-tree driver, replaced by a storage driver.
    pub azure_disk: Option<Object>,
    /// In-tree driver, removed.
    pub photon_persistent_disk: Option<Object>,
    /// In-tree driver, replaced by a storage driver.
    pub portworx_volume: Option<Object>,
    /// In-tree driver, removed.
    #[field(rename = "scaleIO")]
    pub scale_io: Option<Object>,
    /// In-tree driver, removed.
    pub storageos: Option<Object>,
}

/// A path of the node.
#[derive(Shape)]
pub struct HostPath {
    /// Absolute path on the machine, outside of the container.
    #[field(required, example = "/var/lib/web")]
    pub path: String,
    /// What must be there.
    #[field(values = enums::HOST_PATH_TYPE)]
    pub r#type: Option<String>,
}

/// An empty directory.
#[derive(Shape)]
pub struct EmptyDir {
    /// `Memory` keeps it in memory, which counts for the pod.
    pub medium: String,
    /// Size above which the pod is evicted.
    #[field(example = "64Mi")]
    pub size_limit: Quantity,
    /// Permissions of the directory.
    #[field(since = "1.14")]
    pub mode: Option<i32>,
}

/// A directory of an NFS server.
#[derive(Shape)]
pub struct NfsVolume {
    /// Name or address of the server.
    #[field(required, example = "10.0.0.5")]
    pub server: String,
    /// Path on the server.
    #[field(required, example = "/export")]
    pub path: String,
    /// Whether it cannot be written.
    #[field(default = "false")]
    pub read_only: bool,
}
