//! From a plan to one checked config per node: layers merged, variables put in, findings mapped to their sources.
//!
//! A [`Plan`] says what every node is made of. This module must not know any language, and reads files through
//! [`crate::session::Files`] only.

mod plan;
mod scope;

pub use plan::{Base, ClusterPlan, Inline, LayerPlan, NodePlan, PatchSource, Plan};
pub use scope::{Scope, Variable};
