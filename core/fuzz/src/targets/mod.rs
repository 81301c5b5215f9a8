//! The targets, a file for each subject.

mod cel;
pub use cel::all_formats;
mod check;
mod diff;
mod edit;
mod growth;
mod lsp;
mod parse;
mod patch;
mod render;

use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, Options};

use crate::choices::Choices;

/// Something that must hold for any bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, also that of its binary and of the folder of what it found.
    pub name: &'static str,
    /// Takes the bytes, and panics when it does not hold.
    pub run: fn(&[u8]),
}

/// All targets, sorted by name.
pub static TARGETS: &[Target] = &[
    Target { name: "cel", run: cel::expressions },
    Target { name: "check", run: check::any_file },
    Target { name: "diff", run: diff::files },
    Target { name: "edit", run: edit::reads_back },
    Target { name: "editing", run: lsp::editing },
    Target { name: "formats", run: cel::formats },
    Target { name: "growth", run: growth::linear },
    Target { name: "holes", run: parse::holes },
    Target { name: "json", run: parse::json },
    Target { name: "lsp", run: lsp::messages },
    Target { name: "patch", run: patch::layers },
    Target { name: "render", run: render::fleet },
    Target { name: "toml", run: parse::toml },
    Target { name: "update", run: check::changes },
    Target { name: "yaml", run: parse::yaml },
];

/// An engine for a target of the choices' liking.
fn engine(choices: &mut Choices) -> Engine {
    let mut options = Options::default();
    let languages = REGISTRY.languages;
    let wished = choices.below(languages.len() + 1);
    if let Some(language) = wished.checked_sub(1).map(|i| languages[i]) {
        let release = choices.pick(language.releases).version;
        options.target(&REGISTRY, &format!("{}={release}", language.id), "").unwrap();
        if !language.modes.is_empty() {
            options.set_mode(&REGISTRY, choices.pick(language.modes).name).unwrap();
        }
    }
    Engine::new(REGISTRY, options)
}

/// Names of files, one for each way in which a name matters.
const PATHS: &[&str] = &["x.yaml", "x.toml", "x.json", "patches/x.yaml", "x.yaml.j2", "x"];
