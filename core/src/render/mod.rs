//! From a base and patches to a checked config: layers merged, variables put in, findings mapped to their sources; for one
//! base, and for every node of a plan.
//!
//! A [`Plan`] says what every node is made of. A [`Fleet`] renders any of its nodes, on any thread; [`Gathered`] joins
//! what they have to say, so that a finding that many nodes share is told once. This module must not know any language,
//! and reads files through [`crate::session::Files`] only.

mod cache;
mod changes;
pub mod decl;
mod doc;
mod effect;
mod fleet;
mod gather;
mod history;
mod inline;
mod inputs;
mod inventory;
#[cfg(test)]
mod inventory_tests;
mod layers;
pub(crate) mod patched;
pub mod paths;
mod piece;
mod plan;
mod scope;
mod sources;
mod steps;
#[cfg(test)]
mod tests;
mod trouble;
mod unsealed;
mod vars;
mod wish;
mod write;

pub use changes::{Rendered, changes};
pub use fleet::{Fleet, Inside, Outcome};
pub use gather::{Findings, Gathered, NodeCounts};
pub(crate) use inline::findings as inline_findings;
pub use inputs::{Content, Inputs};
pub use inventory::{Inventory, InventoryFile, language, plan};
pub use plan::{Base, ClusterPlan, Inline, LayerPlan, NodeNames, NodePlan, PatchSource, Plan};
pub use scope::{HEADS, Scope, Variable};
pub use vars::{Substituted, Use, references, substitute};
pub use wish::{Layout, Origins, Secrets, Wish};
