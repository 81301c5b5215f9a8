//! Arguments of every command, and what their help says.

use std::io::IsTerminal as _;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use ostler_core::lang::REGISTRY;
use ostler_core::session::{Engine, Options};

use crate::exit::Failure;

/// Checks, patches and explains machine configs of immutable Kubernetes node operating systems.
#[derive(Debug, Parser)]
#[command(name = "ostler", version, propagate_version = true, max_term_width = 100)]
pub struct Args {
    /// When to colour.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands, sorted by name.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check configs and patches: syntax, every key, type, format and version, rules within and across documents.
    Check(CheckArgs),
    /// Print a shell's completion script.
    Completions(CompletionsArgs),
    /// Compare two configs by meaning, or make the patch that turns one into the other.
    Diff(DiffArgs),
    /// Show what the tables know of a kind or field, for the release you run.
    Docs(DocsArgs),
    /// Say what the code of a finding means.
    Explain(ExplainArgs),
    /// Write the inventory of talhelper, topf or talstomize anew as a fleet, and prove it by rendering both.
    Import(ImportArgs),
    /// Run the language server over standard input and output.
    Lsp(LspArgs),
    /// Print or write the manual pages.
    Man(ManArgs),
    /// Apply patches to a config, as the node's own tool does, and keep the config's text where nothing changes.
    Patch(PatchArgs),
    /// Merge, check and write the config of every node of a fleet.
    Render(RenderArgs),
    /// Print JSON Schemas: of kinds, or of ostler's own output forms.
    Schema(SchemaArgs),
    /// Say which file and line set a value of a patched config, and what it overrode.
    Why(WhyArgs),
}

/// For which release to read.
#[derive(Debug, clap::Args)]
pub struct TargetArgs {
    /// Release to read a language for, such as `talos=1.13`; may be given once for each language. Without it: a comment
    /// `# ostler: target talos=1.13` in the file, the tag of its install image, the newest stable release.
    #[arg(long = "target", short = 't', value_name = "LANGUAGE=VERSION")]
    pub targets: Vec<String>,
    /// Flavour of the release, for languages that have any.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub variant: String,
    /// How the machine runs: `metal`, `cloud` or `container`.
    #[arg(long, value_name = "MODE")]
    pub mode: Option<String>,
}

impl TargetArgs {
    /// The engine for these wishes, or what is wrong with them.
    pub fn engine(&self) -> Result<Engine, Failure> {
        let mut options = Options::default();
        for target in &self.targets {
            options.target(&REGISTRY, target, &self.variant)?;
        }
        if let Some(mode) = &self.mode {
            options.set_mode(&REGISTRY, mode)?;
        }
        Ok(Engine::new(REGISTRY, options))
    }
}

/// `ostler check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Files, directories, or `-` for standard input. Directories are searched for `.yaml`, `.yml`, `.json` and `.toml`
    /// files, templates of them included; what `.gitignore`, `.ignore` or `.ostlerignore` names is left out.
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<std::path::PathBuf>,
    #[command(flatten)]
    pub target: TargetArgs,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Full, value_name = "FORMAT")]
    pub format: Format,
    /// Show only findings of these codes (`shape/unknown-key`) or areas (`shape`).
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave out findings of these codes or areas.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Exit with 1 for findings of this severity, too.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub deny: Option<Deny>,
    /// Print at most so many findings, the most severe first; all are counted.
    #[arg(long, value_name = "N")]
    pub max_diagnostics: Option<usize>,
    /// Path that standard input is treated as, for its file type and in findings.
    #[arg(long, value_name = "PATH")]
    pub stdin_path: Option<String>,
    /// Print findings only: no notes, no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// How to print findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines that they are about.
    Full,
    /// One line each.
    Concise,
    /// `ostler.diagnostics/1`.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// GitHub workflow commands.
    Github,
    /// GitLab code quality.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// reviewdog.
    Rdjson,
    /// JUnit XML.
    Junit,
}

/// What fails a run besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings.
    Warnings,
}

/// `ostler completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// For which shell.
    pub shell: Shell,
}

/// `ostler diff`.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The old config; `-` for standard input. With a directory, its files are compared with those of the other one by
    /// their relative paths. Alone, revisions of a fleet, rendered, and what changes for which nodes: `REV1..REV2` two of
    /// them, `REV` or `REV..` one and the working tree, `REV1...REV2` what came since both had a commit in common.
    #[arg(value_name = "OLD|REV1..REV2")]
    pub old: std::path::PathBuf,
    /// The new config.
    #[arg(value_name = "NEW")]
    pub new: Option<std::path::PathBuf>,
    /// The inventory of the fleet whose revisions are compared, instead of the nearest one.
    #[arg(long, value_name = "FILE")]
    pub fleet: Option<std::path::PathBuf>,
    #[command(flatten)]
    pub target: TargetArgs,
    /// How to print differences.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT", conflicts_with = "as_patch")]
    pub format: DiffFormat,
    /// Print a patch that turns OLD into NEW instead. It was applied, and the result compared, before it is printed.
    #[arg(long, value_enum, value_name = "FORM")]
    pub as_patch: Option<PatchForm>,
    /// Write the patch to this file instead of standard output; where one patch cannot do it, the second one goes beside
    /// it.
    #[arg(long, short, value_name = "FILE", requires = "as_patch")]
    pub output: Option<std::path::PathBuf>,
    /// Print differences only: no notes, no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

/// How to print differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// `ostler.diff/1`.
    Json,
}

/// Which patch to make of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PatchForm {
    /// A strategic merge patch.
    Strategic,
    /// A JSON patch (RFC 6902), for configs of a single document.
    Json,
}

/// `ostler docs`.
#[derive(Debug, clap::Args)]
pub struct DocsArgs {
    /// A kind (`LinkConfig`), a field (`LinkConfig.mtu`, `machine.network`), or nothing for the list of kinds.
    #[arg(value_name = "KIND.PATH")]
    pub path: Option<String>,
    /// List kinds and fields whose name or text contains a word.
    #[arg(long, value_name = "WORD", conflicts_with = "path")]
    pub search: Option<String>,
    /// Everything below, too, one line each.
    #[arg(long, short, requires = "path")]
    pub recursive: bool,
    /// List what a release added, deprecated and removed.
    #[arg(long, value_name = "VERSION", conflicts_with_all = ["path", "search"])]
    pub since: Option<String>,
    #[command(flatten)]
    pub target: TargetArgs,
}

/// `ostler explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// A code such as `shape/unknown-key`; without one, all codes are listed.
    pub code: Option<String>,
}

/// `ostler import`.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The tool: `talhelper`, `topf` or `talstomize`.
    #[arg(value_name = "TOOL")]
    pub tool: String,
    /// Its inventory; `talconfig.yaml`, `topf.yaml` or `talstomize.yaml` in the working directory without it.
    #[arg(value_name = "FILE")]
    pub file: Option<std::path::PathBuf>,
    /// Write `ostler.yaml` and the patches below this directory, instead of beside the inventory.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<std::path::PathBuf>,
    /// Overwrite files that exist.
    #[arg(long)]
    pub force: bool,
}

/// `ostler lsp`.
#[derive(Debug, clap::Args)]
pub struct LspArgs {
    #[command(flatten)]
    pub target: TargetArgs,
    /// Accepted because many editors pass it; standard input and output are the only transport.
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// `ostler man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// Write one page for each command into this directory, instead of the main page to standard output.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<std::path::PathBuf>,
    /// For which reader the pages are.
    #[arg(long, value_enum, default_value_t = ManFormat::Roff, value_name = "FORMAT")]
    pub format: ManFormat,
}

/// How manual pages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ManFormat {
    /// For `man`.
    Roff,
    /// For web pages, such as the book.
    Markdown,
}

/// A config with its patches.
#[derive(Debug, clap::Args)]
pub struct PatchedArgs {
    /// The config to patch; `-` for standard input. For `why`, the name of a node of a fleet, too.
    #[arg(value_name = "BASE")]
    pub base: std::path::PathBuf,
    /// A patch, in order: `@FILE`, `@DIRECTORY` (its YAML and JSON files by name), or the text of the patch itself.
    #[arg(long = "patch", short, value_name = "@FILE|TEXT")]
    pub patches: Vec<String>,
    #[command(flatten)]
    pub target: TargetArgs,
}

/// `ostler patch`.
#[derive(Debug, clap::Args)]
pub struct PatchArgs {
    #[command(flatten)]
    pub patched: PatchedArgs,
    /// Write the patched config to this file instead of standard output.
    #[arg(long, short, value_name = "FILE", conflicts_with = "in_place")]
    pub output: Option<std::path::PathBuf>,
    /// Write the patched config back to BASE.
    #[arg(long)]
    pub in_place: bool,
    /// Write what `talosctl machineconfig patch` of the target release would, byte for byte, instead of keeping text.
    #[arg(long)]
    pub canonical: bool,
    /// How to print findings, on standard error.
    #[arg(long, value_enum, default_value_t = Format::Full, value_name = "FORMAT")]
    pub format: Format,
    /// Print findings only: no notes.
    #[arg(long, short)]
    pub quiet: bool,
}

/// `ostler render`.
#[derive(Debug, clap::Args)]
#[command(after_help = RENDER_HELP)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct RenderArgs {
    /// The inventory; without it, `ostler.yaml` in the working directory or the nearest one above.
    #[arg(long, value_name = "FILE")]
    pub fleet: Option<std::path::PathBuf>,
    /// Only nodes with such a name, or CLUSTER/NAME; `*` stands for any characters. May be given several times.
    #[arg(long = "node", value_name = "GLOB")]
    pub nodes: Vec<String>,
    /// Write configs below this directory instead of `rendered` beside the inventory; `-` is standard output.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<std::path::PathBuf>,
    /// Write nothing; compare with the configs that are there, which must have been rendered with placeholders for
    /// secrets. Exits with 1 where they differ.
    #[arg(long, conflicts_with = "diff")]
    pub check: bool,
    /// Write nothing; show what would change, secrets masked.
    #[arg(long)]
    pub diff: bool,
    /// Say behind every value that a patch sets from which file and line it comes.
    #[arg(long)]
    pub annotate: bool,
    /// Write the form that `talosctl machineconfig patch` of the node's release would, instead of keeping text.
    #[arg(long)]
    pub canonical: bool,
    /// What stands where a secret belongs.
    #[arg(long, value_enum, default_value_t = SecretsChoice::Written, value_name = "WHAT")]
    pub secrets: SecretsChoice,
    /// Decrypt files that SOPS has encrypted: with a key of age where SOPS looks for one (`SOPS_AGE_KEY`,
    /// `SOPS_AGE_KEY_FILE`, `SOPS_AGE_KEY_CMD`, its settings), for other kinds of keys with the `sops` program.
    #[arg(long)]
    pub decrypt: bool,
    /// How many nodes to render at a time; as many as there are processors without it.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Render one of several equal parts of the fleet: `2/8` is the second of eight.
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<(usize, usize)>,
    /// Join the reports that `--shard … --format json` wrote, instead of rendering; with `-o`, write the lock of all.
    #[arg(long, value_name = "REPORT", num_args = 1.., conflicts_with_all = ["nodes", "check", "diff", "shard"])]
    pub join: Vec<std::path::PathBuf>,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Full, value_name = "FORMAT")]
    pub format: Format,
    /// Exit with 1 for findings of this severity, too.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub deny: Option<Deny>,
    /// Print findings only: no summary.
    #[arg(long, short)]
    pub quiet: bool,
}

const RENDER_HELP: &str = "\
Examples:
  ostler render                                  every node, into rendered/
  ostler render --node 'w-*' --diff              what would change for some
  ostler render --secrets placeholder            configs that can be kept in git
  ostler render --check                          are those still right? (for CI)
  ostler render --shard 1/8 --format json > 1.json
  ostler render --join *.json --format json";

/// What stands where a secret belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SecretsChoice {
    /// The secret. Such configs are not written into a git work tree that does not ignore them.
    Written,
    /// `<secret:PATH>`, which never changes. Nothing is needed that has secrets.
    Placeholder,
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    parts
        .filter(|(i, n)| 1 <= *i && i <= n)
        .ok_or_else(|| "a part is `I/N` with I from 1 to N, such as `2/8`".to_owned())
}

/// `ostler why`.
#[derive(Debug, clap::Args)]
pub struct WhyArgs {
    #[command(flatten)]
    pub patched: PatchedArgs,
    /// The inventory whose node is asked about; without it, `ostler.yaml` in the working directory or the nearest one
    /// above, when there is neither a file of the name nor a patch.
    #[arg(long, value_name = "FILE", conflicts_with = "patches")]
    pub fleet: Option<std::path::PathBuf>,
    /// The value: `LinkConfig/eth0:mtu`, or `machine.network.hostname` for the headless document.
    #[arg(value_name = "PATH")]
    pub path: String,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text, value_name = "FORMAT")]
    pub format: AnswerFormat,
}

/// How to print an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For people.
    Text,
    /// `ostler.provenance/1`.
    Json,
}

/// `ostler schema`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = SCHEMA_HELP)]
pub struct SchemaArgs {
    /// Language of the documents to describe, such as `talos`.
    #[arg(value_name = "LANGUAGE", required_unless_present = "all", conflicts_with = "all")]
    pub language: Option<String>,
    /// Release to describe, such as `talos=1.13`; the newest stable one without it.
    #[arg(long, short, value_name = "LANGUAGE=VERSION", conflicts_with = "all")]
    pub target: Option<String>,
    /// Only documents of this kind, instead of any document.
    #[arg(long, value_name = "KIND", conflicts_with = "all")]
    pub kind: Option<String>,
    /// Describe strategic merge patches: nothing is required, and `$patch: delete` is legal.
    #[arg(long, conflicts_with = "all")]
    pub patch: bool,
    /// Edition of JSON Schema: `2020-12`, or `7`, which most editors read.
    #[arg(long, value_enum, default_value_t = SchemaDraft::Draft2020, value_name = "EDITION", conflicts_with = "all")]
    pub draft: SchemaDraft,
    /// Write the schemas of every language, release, kind, form and edition into a directory, for hosting.
    #[arg(long, requires = "output")]
    pub all: bool,
    /// Directory for `--all`.
    #[arg(long, short, value_name = "DIR", requires = "all")]
    pub output: Option<std::path::PathBuf>,
    /// What else to print a schema of.
    #[command(subcommand)]
    pub of: Option<SchemaOf>,
}

const SCHEMA_HELP: &str = "\
Examples:
  ostler schema talos --target talos=1.13 --draft 7 > talos.json
  ostler schema talos --kind LinkConfig --patch
  ostler schema --all -o public/
  ostler schema wire diagnostics

In an editor with the YAML language server, the first line of a file names its schema:
  # yaml-language-server: $schema=./talos.json";

/// Edition of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaDraft {
    /// The current one.
    #[value(name = "2020-12")]
    Draft2020,
    /// What most editors read.
    #[value(name = "7", alias = "07", alias = "draft-07")]
    Draft7,
}

/// What to print a schema of.
#[derive(Debug, Subcommand)]
pub enum SchemaOf {
    /// One of ostler's own output forms; without a name, they are listed.
    Wire {
        /// Name of the form.
        name: Option<String>,
    },
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Whether standard output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// With colours.
    Colored,
    /// Text only.
    Plain,
}

impl Color {
    /// Decides for this run, and makes the choice known for standard error.
    pub fn resolve(self) -> Paint {
        let choice = match self {
            Self::Auto => anstream::AutoStream::choice(&std::io::stdout()),
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        if self != Self::Auto {
            choice.write_global();
        }
        if choice == anstream::ColorChoice::Never { Paint::Plain } else { Paint::Colored }
    }
}

/// Columns of the terminal, or a width that suits logs.
pub fn width() -> usize {
    let terminal = std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(100, |(width, _)| usize::from(width.0).clamp(60, 160))
}
