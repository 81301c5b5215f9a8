//! `ostler schema`: JSON Schemas on standard output, or all of them in a directory.

use std::path::Path;

use ostler_core::lang::{Language, REGISTRY};
use ostler_core::model::Version;
use ostler_core::session::Options;
use ostler_schema::json_schema::{Draft, Form, Wish, documents, documents_of, kinds};
use ostler_schema::wire::FORMS;

use crate::args::{SchemaArgs, SchemaDraft, SchemaOf};
use crate::exit::{Failure, Outcome, print};

/// Runs the command.
pub fn run(args: &SchemaArgs) -> Result<Outcome, Failure> {
    match (&args.of, &args.output) {
        (Some(SchemaOf::Wire { name }), _) => wire(name.as_deref()),
        (None, Some(folder)) => all(folder),
        (None, None) => one(args),
    }
}

fn wire(name: Option<&str>) -> Result<Outcome, Failure> {
    let Some(name) = name else {
        let lines: Vec<_> = FORMS.iter().map(|f| format!("{:<14} {}\n", f.name, f.doc)).collect();
        print(&lines.concat())?;
        return Ok(Outcome::Clean);
    };
    let Some(form) = FORMS.iter().find(|f| f.name == name) else {
        let known: Vec<_> = FORMS.iter().map(|f| f.name).collect();
        return Err(Failure(format!("there is no form `{name}`; known forms: {}", known.join(", "))));
    };
    print(&format!("{:#}\n", (form.schema)().as_value()))?;
    Ok(Outcome::Clean)
}

fn one(args: &SchemaArgs) -> Result<Outcome, Failure> {
    let language = language(args.language.as_deref().unwrap_or_default())?;
    let version = release(language, args.target.as_deref())?;
    let form = if args.patch { Form::Patch } else { Form::Whole };
    let draft = match args.draft {
        SchemaDraft::Draft2020 => Draft::Draft2020,
        SchemaDraft::Draft7 => Draft::Draft7,
    };
    let wish = Wish { language, version, form, draft };
    let schema = match &args.kind {
        None => format!("{:#}\n", documents(wish)),
        Some(name) => of_kind(wish, name)?,
    };
    print(&schema)?;
    Ok(Outcome::Clean)
}

fn language(id: &str) -> Result<&'static Language, Failure> {
    REGISTRY.language(id).ok_or_else(|| {
        let known: Vec<_> = REGISTRY.languages.iter().map(|l| format!("`{}`", l.id)).collect();
        Failure(format!(
            "there is no language `{id}`; languages are {}, and `ostler schema wire` is about our own output",
            known.join(", ")
        ))
    })
}

/// The release that was asked for; the language need not be said again.
fn release(language: &'static Language, target: Option<&str>) -> Result<Version, Failure> {
    let Some(text) = target else { return Ok(language.default_release()) };
    let text = if text.contains('=') { text.to_owned() } else { format!("{}={text}", language.id) };
    let mut options = Options::default();
    options.target(&REGISTRY, &text, "")?;
    let found = options.targets.iter().find(|t| t.language == language.id);
    found.map(|t| t.version).ok_or_else(|| Failure(format!("`{text}` is no release of {}", language.title)))
}

fn of_kind(wish: Wish, name: &str) -> Result<String, Failure> {
    let kind = wish.language.kinds.iter().copied().find(|k| k.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
        Failure(format!(
            "there is no kind `{name}`; `ostler docs --target {}={}` lists them",
            wish.language.id, wish.version
        ))
    })?;
    documents_of(wish, kind)
        .map(|schema| format!("{schema:#}\n"))
        .ok_or_else(|| Failure(format!("{} {} has no `{}`", wish.language.title, wish.version, kind.name)))
}

/// Writes `LANGUAGE/VERSION/[draft-07/]{config,patch}.json`, and the same for each kind in folders `config` and `patch`.
fn all(folder: &Path) -> Result<Outcome, Failure> {
    let mut count = 0;
    for language in REGISTRY.languages {
        for release in language.releases {
            let here = folder.join(language.id).join(release.version.to_string());
            for draft in Draft::ALL {
                let here = if *draft == Draft::Draft7 { here.join("draft-07") } else { here.clone() };
                for form in Form::ALL {
                    let wish = Wish { language, version: release.version, form: *form, draft: *draft };
                    count += set(&here, wish)?;
                }
            }
        }
    }
    print(&format!("{count} schemas in {}\n", folder.display()))?;
    Ok(Outcome::Clean)
}

/// The schemas of one release, form and edition; how many.
fn set(folder: &Path, wish: Wish) -> Result<usize, Failure> {
    let name = if wish.form == Form::Patch { "patch" } else { "config" };
    let below = folder.join(name);
    std::fs::create_dir_all(&below).map_err(|e| failed(&below, &e))?;
    write(&folder.join(format!("{name}.json")), &documents(wish))?;
    let mut count = 1;
    for kind in kinds(wish.language, wish.version) {
        if let Some(schema) = documents_of(wish, kind) {
            write(&below.join(format!("{}.json", kind.name)), &schema)?;
            count += 1;
        }
    }
    Ok(count)
}

fn write(path: &Path, schema: &impl std::fmt::Display) -> Result<(), Failure> {
    std::fs::write(path, format!("{schema}\n")).map_err(|e| failed(path, &e))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("{}: {}", path.display(), crate::os_files::reason(error)))
}
