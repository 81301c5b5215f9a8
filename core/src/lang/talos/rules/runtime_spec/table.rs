//! Types of the OCI runtime specification as far as Linux has them (opencontainers/runtime-spec, specs-go 1.2.0 in
//! Talos 1.9 to 1.3.0 in Talos 1.13). Facts only; who reads them is the module above.

use super::Shape::{self, Bool, Fields, I32, I64, List, Map, Since, Text, U16, U32, U64};
use crate::model::Version;

const V1_10: Version = Version::new(1, 10);
const V1_13: Version = Version::new(1, 13);

/// A key with what its value must be.
pub(super) type Row = (&'static str, Shape);

const BOX: &[Row] = &[("height", U64), ("width", U64)];

const CPU_AFFINITY: &[Row] = &[("final", Text), ("initial", Text)];

const HOOK: &[Row] = &[("args", List(&Text)), ("env", List(&Text)), ("path", Text), ("timeout", I64)];

const HOOKS: &[Row] = &[
    ("createContainer", List(&Fields(HOOK))),
    ("createRuntime", List(&Fields(HOOK))),
    ("poststart", List(&Fields(HOOK))),
    ("poststop", List(&Fields(HOOK))),
    ("prestart", List(&Fields(HOOK))),
    ("startContainer", List(&Fields(HOOK))),
];

const LINUX: &[Row] = &[
    ("cgroupsPath", Text),
    ("devices", List(&Fields(LINUX_DEVICE))),
    ("gidMappings", List(&Fields(LINUX_ID_MAPPING))),
    ("intelRdt", Fields(LINUX_INTEL_RDT)),
    ("maskedPaths", List(&Text)),
    ("memoryPolicy", Since(V1_13, &Fields(LINUX_MEMORY_POLICY))),
    ("mountLabel", Text),
    ("namespaces", List(&Fields(LINUX_NAMESPACE))),
    ("netDevices", Since(V1_13, &Map(&Fields(LINUX_NET_DEVICE)))),
    ("personality", Fields(LINUX_PERSONALITY)),
    ("readonlyPaths", List(&Text)),
    ("resources", Fields(LINUX_RESOURCES)),
    ("rootfsPropagation", Text),
    ("seccomp", Fields(LINUX_SECCOMP)),
    ("sysctl", Map(&Text)),
    ("timeOffsets", Map(&Fields(LINUX_TIME_OFFSET))),
    ("uidMappings", List(&Fields(LINUX_ID_MAPPING))),
];

const LINUX_BLOCK_IO: &[Row] = &[
    ("leafWeight", U16),
    ("throttleReadBpsDevice", List(&Fields(LINUX_THROTTLE_DEVICE))),
    ("throttleReadIOPSDevice", List(&Fields(LINUX_THROTTLE_DEVICE))),
    ("throttleWriteBpsDevice", List(&Fields(LINUX_THROTTLE_DEVICE))),
    ("throttleWriteIOPSDevice", List(&Fields(LINUX_THROTTLE_DEVICE))),
    ("weight", U16),
    ("weightDevice", List(&Fields(LINUX_WEIGHT_DEVICE))),
];

const LINUX_CPU: &[Row] = &[
    ("burst", U64),
    ("cpus", Text),
    ("idle", I64),
    ("mems", Text),
    ("period", U64),
    ("quota", I64),
    ("realtimePeriod", U64),
    ("realtimeRuntime", I64),
    ("shares", U64),
];

const LINUX_CAPABILITIES: &[Row] = &[
    ("ambient", List(&Text)),
    ("bounding", List(&Text)),
    ("effective", List(&Text)),
    ("inheritable", List(&Text)),
    ("permitted", List(&Text)),
];

const LINUX_DEVICE: &[Row] =
    &[("fileMode", U32), ("gid", U32), ("major", I64), ("minor", I64), ("path", Text), ("type", Text), ("uid", U32)];

const LINUX_DEVICE_CGROUP: &[Row] =
    &[("access", Text), ("allow", Bool), ("major", I64), ("minor", I64), ("type", Text)];

const LINUX_HUGEPAGE_LIMIT: &[Row] = &[("limit", U64), ("pageSize", Text)];

const LINUX_ID_MAPPING: &[Row] = &[("containerID", U32), ("hostID", U32), ("size", U32)];

const LINUX_IO_PRIORITY: &[Row] = &[("class", Text), ("priority", I64)];

const LINUX_INTEL_RDT: &[Row] = &[
    ("closID", Text),
    ("enableMonitoring", Since(V1_13, &Bool)),
    ("l3CacheSchema", Text),
    ("memBwSchema", Text),
    ("schemata", Since(V1_13, &List(&Text))),
];

const LINUX_INTERFACE_PRIORITY: &[Row] = &[("name", Text), ("priority", U32)];

const LINUX_MEMORY: &[Row] = &[
    ("checkBeforeUpdate", Bool),
    ("disableOOMKiller", Bool),
    ("kernel", I64),
    ("kernelTCP", I64),
    ("limit", I64),
    ("reservation", I64),
    ("swap", I64),
    ("swappiness", U64),
    ("useHierarchy", Bool),
];

const LINUX_MEMORY_POLICY: &[Row] = &[("flags", List(&Text)), ("mode", Text), ("nodes", Text)];

const LINUX_NAMESPACE: &[Row] = &[("path", Text), ("type", Text)];

const LINUX_NET_DEVICE: &[Row] = &[("name", Text)];

const LINUX_NETWORK: &[Row] = &[("classID", U32), ("priorities", List(&Fields(LINUX_INTERFACE_PRIORITY)))];

const LINUX_PERSONALITY: &[Row] = &[("domain", Text), ("flags", List(&Text))];

const LINUX_PIDS: &[Row] = &[("limit", I64)];

const LINUX_RDMA: &[Row] = &[("hcaHandles", U32), ("hcaObjects", U32)];

const LINUX_RESOURCES: &[Row] = &[
    ("blockIO", Fields(LINUX_BLOCK_IO)),
    ("cpu", Fields(LINUX_CPU)),
    ("devices", List(&Fields(LINUX_DEVICE_CGROUP))),
    ("hugepageLimits", List(&Fields(LINUX_HUGEPAGE_LIMIT))),
    ("memory", Fields(LINUX_MEMORY)),
    ("network", Fields(LINUX_NETWORK)),
    ("pids", Fields(LINUX_PIDS)),
    ("rdma", Map(&Fields(LINUX_RDMA))),
    ("unified", Map(&Text)),
];

const LINUX_SECCOMP: &[Row] = &[
    ("architectures", List(&Text)),
    ("defaultAction", Text),
    ("defaultErrnoRet", U64),
    ("flags", List(&Text)),
    ("listenerMetadata", Text),
    ("listenerPath", Text),
    ("syscalls", List(&Fields(LINUX_SYSCALL))),
];

const LINUX_SECCOMP_ARG: &[Row] = &[("index", U64), ("op", Text), ("value", U64), ("valueTwo", U64)];

const LINUX_SYSCALL: &[Row] =
    &[("action", Text), ("args", List(&Fields(LINUX_SECCOMP_ARG))), ("errnoRet", U64), ("names", List(&Text))];

const LINUX_THROTTLE_DEVICE: &[Row] = &[("major", I64), ("minor", I64), ("rate", U64)];

const LINUX_TIME_OFFSET: &[Row] = &[("nanosecs", U32), ("secs", I64)];

const LINUX_WEIGHT_DEVICE: &[Row] = &[("leafWeight", U16), ("major", I64), ("minor", I64), ("weight", U16)];

const MOUNT: &[Row] = &[
    ("destination", Text),
    ("gidMappings", List(&Fields(LINUX_ID_MAPPING))),
    ("options", List(&Text)),
    ("source", Text),
    ("type", Text),
    ("uidMappings", List(&Fields(LINUX_ID_MAPPING))),
];

const POSIX_RLIMIT: &[Row] = &[("hard", U64), ("soft", U64), ("type", Text)];

const PROCESS: &[Row] = &[
    ("apparmorProfile", Text),
    ("args", List(&Text)),
    ("capabilities", Fields(LINUX_CAPABILITIES)),
    ("commandLine", Text),
    ("consoleSize", Fields(BOX)),
    ("cwd", Text),
    ("env", List(&Text)),
    ("execCPUAffinity", Since(V1_10, &Fields(CPU_AFFINITY))),
    ("ioPriority", Fields(LINUX_IO_PRIORITY)),
    ("noNewPrivileges", Bool),
    ("oomScoreAdj", I64),
    ("rlimits", List(&Fields(POSIX_RLIMIT))),
    ("scheduler", Fields(SCHEDULER)),
    ("selinuxLabel", Text),
    ("terminal", Bool),
    ("user", Fields(USER)),
];

const ROOT: &[Row] = &[("path", Text), ("readonly", Bool)];

const SCHEDULER: &[Row] = &[
    ("deadline", U64),
    ("flags", List(&Text)),
    ("nice", I32),
    ("period", U64),
    ("policy", Text),
    ("priority", I32),
    ("runtime", U64),
];

/// The whole specification.
pub(super) const SPEC: &[Row] = &[
    ("annotations", Map(&Text)),
    ("domainname", Text),
    ("hooks", Fields(HOOKS)),
    ("hostname", Text),
    ("linux", Fields(LINUX)),
    ("mounts", List(&Fields(MOUNT))),
    ("ociVersion", Text),
    ("process", Fields(PROCESS)),
    ("root", Fields(ROOT)),
];

const USER: &[Row] = &[("additionalGids", List(&U32)), ("gid", U32), ("uid", U32), ("umask", U32), ("username", Text)];
