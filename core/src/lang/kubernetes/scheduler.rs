//! The scheduler's configuration, `kubescheduler.config.k8s.io/v1`: its shape.

use super::formats::DURATION;
use crate::model::Object;
use ostler_derive::Shape;

/// How the scheduler finds nodes for pods.
#[derive(Shape)]
pub struct KubeSchedulerConfiguration {
    /// Version of the object, which Talos adds.
    #[field(hidden = "1.6")]
    pub api_version: String,
    /// What the object is, which Talos adds.
    #[field(hidden = "1.6")]
    pub kind: String,
    /// Nodes that are looked at at the same time.
    #[field(default = "16", range(1, 2_147_483_647))]
    pub parallelism: Option<i32>,
    /// How one of several schedulers becomes the active one.
    pub leader_election: LeaderElection,
    /// How the API server is reached. Talos fills in the kubeconfig.
    pub client_connection: ClientConnection,
    /// Whether profiles of the program can be fetched.
    #[field(default = "true")]
    pub enable_profiling: Option<bool>,
    /// Whether lock contention is profiled, too.
    #[field(default = "true")]
    pub enable_contention_profiling: Option<bool>,
    /// Share of the nodes, in percent, after which the search for better ones ends; 0 depends on their number.
    #[field(range(0, 100), default = "0")]
    pub percentage_of_nodes_to_score: Option<i32>,
    /// First pause of a pod that found no node, in seconds.
    #[field(range(1, 9_223_372_036_854_775_807), default = "1")]
    pub pod_initial_backoff_seconds: Option<i64>,
    /// Longest pause of a pod that found no node, in seconds.
    #[field(range(1, 9_223_372_036_854_775_807), default = "10")]
    pub pod_max_backoff_seconds: Option<i64>,
    /// Ways of scheduling; a pod chooses one by `schedulerName`.
    pub profiles: Vec<Profile>,
    /// Programs that are asked, too.
    pub extenders: Vec<Extender>,
    /// Whether a scheduler that is not active keeps nothing in memory.
    #[field(default = "false")]
    pub delay_cache_until_active: bool,
}

/// How one of several becomes the active one.
#[derive(Shape)]
pub struct LeaderElection {
    /// Whether there is a choice at all; needed where several run.
    #[field(default = "true")]
    pub leader_elect: Option<bool>,
    /// How long the others wait for a sign of life.
    #[field(format = DURATION, default = "15s")]
    pub lease_duration: String,
    /// How long the active one tries to give a sign of life.
    #[field(format = DURATION, default = "10s")]
    pub renew_deadline: String,
    /// Pause between attempts.
    #[field(format = DURATION, default = "2s")]
    pub retry_period: String,
    /// Kind of the object that stands for the choice.
    #[field(default = "leases")]
    pub resource_lock: String,
    /// Name of that object.
    #[field(default = "kube-scheduler")]
    pub resource_name: String,
    /// Namespace of that object.
    #[field(default = "kube-system")]
    pub resource_namespace: String,
}

/// How the API server is reached.
#[derive(Shape)]
pub struct ClientConnection {
    /// Path of the kubeconfig. Talos overwrites it with its own.
    pub kubeconfig: String,
    /// Encodings that are understood.
    pub accept_content_types: String,
    /// Encoding of requests.
    pub content_type: String,
    /// Requests per second.
    #[field(default = "50")]
    pub qps: f64,
    /// Requests that may come at once.
    #[field(default = "100")]
    pub burst: i32,
}

/// A way of scheduling.
#[derive(Shape)]
pub struct Profile {
    /// Name by which pods choose it.
    #[field(default = "default-scheduler", example = "default-scheduler")]
    pub scheduler_name: Option<String>,
    /// Share of the nodes, in percent, after which the search for better ones ends.
    #[field(range(0, 100))]
    pub percentage_of_nodes_to_score: Option<i32>,
    /// Plugins that are switched on or off beside those on by default.
    pub plugins: Option<Plugins>,
    /// Settings of single plugins.
    pub plugin_config: Vec<PluginConfig>,
}

/// Plugins by the point at which they work.
#[derive(Shape)]
pub struct Plugins {
    /// Plugins at the point `preEnqueue`: before a pod enters the queue.
    pub pre_enqueue: PluginSet,
    /// Plugins at the point `queueSort`: order of the queue.
    pub queue_sort: PluginSet,
    /// Plugins at the point `preFilter`: preparation of filters.
    pub pre_filter: PluginSet,
    /// Plugins at the point `filter`: which nodes are possible.
    pub filter: PluginSet,
    /// Plugins at the point `postFilter`: what happens when no node is possible.
    pub post_filter: PluginSet,
    /// Plugins at the point `preScore`: preparation of scores.
    pub pre_score: PluginSet,
    /// Plugins at the point `score`: which possible node is best.
    pub score: PluginSet,
    /// Plugins at the point `reserve`: bookkeeping before binding.
    pub reserve: PluginSet,
    /// Plugins at the point `permit`: last word before binding.
    pub permit: PluginSet,
    /// Plugins at the point `preBind`: work before binding.
    pub pre_bind: PluginSet,
    /// Plugins at the point `bind`: binding to the node.
    pub bind: PluginSet,
    /// Plugins at the point `postBind`: after binding.
    pub post_bind: PluginSet,
    /// Plugins at the point `multiPoint`: all points that a plugin has; what single points say goes before.
    pub multi_point: PluginSet,
    /// Plugins at the point `placementGenerate`: groups of nodes for groups of pods.
    #[field(since = "1.13")]
    pub placement_generate: PluginSet,
    /// Plugins at the point `placementScore`: which group of nodes is best.
    #[field(since = "1.13")]
    pub placement_score: PluginSet,
    /// Plugins at the point `podGroupPostFilter`: what happens when a group of pods finds no place.
    #[field(since = "1.14")]
    pub pod_group_post_filter: PluginSet,
}

/// Plugins at one point.
#[derive(Shape)]
pub struct PluginSet {
    /// Plugins that are switched on, in this order behind those on by default.
    pub enabled: Vec<Plugin>,
    /// Plugins that are switched off; `*` means all.
    #[field(example = "[{name: ImageLocality}]")]
    pub disabled: Vec<Plugin>,
}

/// A part of the scheduler that is switched on or off.
#[derive(Shape)]
pub struct Plugin {
    /// Name as Kubernetes spells it.
    #[field(required, example = "NodeResourcesFit")]
    pub name: String,
    /// How much its score counts.
    pub weight: Option<i32>,
}

/// Settings of a plugin.
#[derive(Shape)]
pub struct PluginConfig {
    /// Name of the plugin.
    #[field(required, example = "NodeResourcesFit")]
    pub name: String,
    /// Its settings, as the plugin defines them.
    #[field(example = "{scoringStrategy: {type: MostAllocated}}")]
    pub args: Object,
}

/// A program that is asked over HTTP.
#[derive(Shape)]
pub struct Extender {
    /// Address in front of the verbs.
    #[field(required, example = "http://127.0.0.1:8888")]
    pub url_prefix: String,
    /// Path of the question which nodes are possible.
    pub filter_verb: String,
    /// Path of the question whom to displace.
    pub preempt_verb: String,
    /// Path of the question which node is best.
    pub prioritize_verb: String,
    /// How much its score counts.
    pub weight: i64,
    /// Path by which it binds pods.
    pub bind_verb: String,
    /// Whether the way to it is encrypted.
    #[field(rename = "enableHTTPS")]
    pub enable_https: bool,
    /// Certificates of the encrypted way.
    #[field(rename = "tlsConfig")]
    pub tls_config: Option<Object>,
    /// How long an answer may take.
    #[field(rename = "httpTimeout", format = DURATION, default = "30s")]
    pub http_timeout: String,
    /// Whether it keeps what it knows of nodes, so that names are enough.
    pub node_cache_capable: bool,
    /// Resources that only it knows.
    pub managed_resources: Vec<ExtenderResource>,
    /// Whether pods are scheduled when it does not answer.
    pub ignorable: bool,
}

/// A resource that an extender knows.
#[derive(Shape)]
pub struct ExtenderResource {
    /// Name of the resource.
    #[field(required, example = "example.org/widget")]
    pub name: String,
    /// Whether the scheduler leaves it out of its own sums.
    pub ignored_by_scheduler: bool,
}
