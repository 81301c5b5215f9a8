//! `OOMConfig`, a Talos document: its shape. Knows nothing of checks or merging.

use crate::lang::formats;
use crate::lang::talos::rules::common;
use ostler_derive::Kind;

/// Tunes the handler that ends processes before memory runs out.
///
/// Talos watches memory pressure and ends the cgroup with the highest rank. A patch that leaves an expression out
/// clears it, so repeat both.
#[derive(Kind)]
#[kind(impact = in_place)]
#[kind(
    name = "OOMConfig",
    version = "v1alpha1",
    since = "1.12",
    rules(common::NEGATIVE_DURATION),
    example = r#"apiVersion: v1alpha1
kind: OOMConfig
triggerExpression: memory_full_avg10 > 12.0 && time_since_trigger > duration("500ms")
sampleInterval: 200ms
"#
)]
pub struct OOMConfig {
    /// CEL expression that gives true when something must be ended.
    /// Absent takes Talos' own.
    #[field(format = formats::CEL_OOM_TRIGGER, merge = assign_always, example = "memory_full_avg10 > 12.0")]
    pub trigger_expression: String,
    /// CEL expression that gives each cgroup a number; the highest is ended.
    /// It must be a floating point number.
    #[field(format = formats::CEL_OOM_SCORE, merge = assign_always, example = "'memory_max.hasValue() ? 0.0 : double(memory_current.orValue(0u))'")]
    pub cgroup_ranking_expression: String,
    /// Whether the quality of service class decides first, and the rank only within a class.
    #[field(default = "true")]
    pub strict_cgroup_class_ordering: Option<bool>,
    /// Time between two looks at the pressure; negative is refused.
    /// Shorter reacts faster and costs processor time.
    #[field(format = formats::GO_DURATION, example = "200ms")]
    pub sample_interval: String,
}
