//! The facade that every shell calls: files in, findings with places in files out.
//!
//! A shell hands over paths and bytes and gets a [`Report`], masked, with every place resolved to file, line and
//! column. In between lie decoding, splitting, parsing, detection of language and role, choice of the target, checks,
//! masking and sorting, in this one order for the command line, the language server and the browser.
//!
//! [`Engine`] is what does not change while files do: tables, options, folded views. It can be shared between
//! threads. [`Session`] adds the open files. Neither knows a disk, a clock or a language.

mod comparing;
mod counts;
mod decode;
mod difference;
mod engine;
mod file;
mod files;
mod filter;
mod manifests;
mod neighbours;
mod options;
mod patching;
mod place;
mod project;
mod proving;
mod report;
pub(crate) mod secrets;
#[allow(clippy::module_inception, reason = "the type that the module is named for")]
mod session;
pub(crate) mod showing;
mod target;
mod told;
mod views;

pub use comparing::{CannotCompare, Comparing};
pub use counts::Counts;
pub use difference::{Difference, Groups, ShownChange, ShownSide, WrittenAt};
pub use engine::Engine;
pub use file::{Given, OpenFile, Part, Recognised};
pub use files::{Entry, EntryKind, Files, MapFiles, ReadError};
pub use filter::{Filter, limit};
pub use neighbours::{Beside, Neighbours, Statement, directory, upwards};
pub use options::{Options, OptionsError};
pub(crate) use patching::is_load_error;
pub use patching::{Contribution, Form, History, PatchFile, Patching, patch};
pub use place::Place;
pub use project::{Finder, Guidance, Project, Projects, Switches};
pub use proving::CannotPatch;
pub(crate) use report::report_of;
pub use report::{FileReport, Finding, Location, Point, Report, Status, Summary};
pub use session::Session;
pub use target::TargetSource;
pub use views::Views;

#[cfg(test)]
mod project_tests;
#[cfg(test)]
mod tests;
