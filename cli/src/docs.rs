//! `ostler docs`: what the tables know of a kind or field, in the words that editors show.

use ostler_core::check::nearest::{any_of, nearest};
use ostler_core::lang::{Language, REGISTRY};
use ostler_core::model::{Kind, Target, Version, View};
use ostler_schema::reference::{self, Changes, NotFound};

use crate::args::DocsArgs;
use crate::exit::{Failure, Outcome, print};

/// Runs the command.
pub fn run(args: &DocsArgs) -> Result<Outcome, Failure> {
    let engine = args.target.engine()?;
    let wishes = &engine.options().targets;
    // A wish for one language narrows the look-up to it.
    let languages: Vec<&'static Language> = REGISTRY
        .languages
        .iter()
        .copied()
        .filter(|l| wishes.is_empty() || wishes.iter().any(|t| t.language == l.id))
        .collect();
    let target = |language: &'static Language| {
        let wish = wishes.iter().find(|t| t.language == language.id);
        wish.cloned().unwrap_or_else(|| Target::new(language.id, language.default_release()))
    };
    let text = match (&args.path, &args.search, &args.since) {
        (Some(path), ..) => one(&languages, &target, path, args.recursive)?,
        (_, Some(word), _) => {
            let found = reference::search(&views(&languages, &target), word);
            if found.is_empty() {
                return Err(Failure(format!("nothing contains `{word}`")));
            }
            found
        }
        (.., Some(version)) => since(&languages, version)?,
        _ => reference::kinds(&views(&languages, &target)),
    };
    print(&text)?;
    Ok(Outcome::Clean)
}

fn views(languages: &[&'static Language], target: &dyn Fn(&'static Language) -> Target) -> Vec<View> {
    languages.iter().flat_map(|l| l.kinds.iter().map(|k| View::new(k, &target(l)))).collect()
}

fn one(
    languages: &[&'static Language],
    target: &dyn Fn(&'static Language) -> Target,
    path: &str,
    recursive: bool,
) -> Result<String, Failure> {
    let (language, kind, rest) = find(languages, path)?;
    let view = View::new(kind, &target(language));
    if rest.is_empty() {
        return Ok(if recursive { reference::tree(&view, view.root()) } else { reference::kind(&view) });
    }
    let found = reference::lookup(&view, rest).map_err(|e| Failure(explain(kind, &e)))?;
    if recursive {
        return Ok(found.below.map(|fields| reference::tree(&view, fields)).unwrap_or_default());
    }
    let label = if kind.flags.headless { rest.to_owned() } else { format!("{}.{rest}", kind.name) };
    let mut text = reference::field(&view, &label, found.field, found.ty);
    if let Some(fields) = found.below {
        text.push('\n');
        text.push_str(&reference::structure(fields));
    }
    Ok(text)
}

/// The kind that a path begins with, and the rest of it. A path that begins with no kind may begin with a key of a
/// headless document.
fn find<'p>(
    languages: &[&'static Language],
    path: &'p str,
) -> Result<(&'static Language, &'static Kind, &'p str), Failure> {
    let head = path.split(['.', ':', '/', '[']).next().unwrap_or(path);
    let rest = path[head.len()..].split_once(':').map_or(&path[head.len()..], |(_, rest)| rest);
    let rest = rest.trim_start_matches(['.', ':']);
    let all = || languages.iter().flat_map(|l| l.kinds.iter().map(|k| (*l, *k)));
    if let Some((language, kind)) = all().find(|(_, k)| k.name.eq_ignore_ascii_case(head)) {
        return Ok((language, kind, rest));
    }
    let path = path.trim_start_matches(':');
    let has_key = |k: &Kind| (k.shape)().fields.iter().any(|f| f.key == path.split(['.', '[']).next().unwrap_or(path));
    if let Some((language, kind)) = all().find(|(_, k)| k.flags.headless && has_key(k)) {
        return Ok((language, kind, path));
    }
    let lower = head.to_lowercase();
    let near: Vec<_> = all().map(|(_, k)| k.name).filter(|n| n.to_lowercase().contains(&lower)).take(6).collect();
    let hint = match near.as_slice() {
        [] => "`ostler docs` lists the kinds, `ostler docs --search WORD` looks in fields, too".to_owned(),
        near => format!("did you mean {}?", near.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")),
    };
    Err(Failure(format!("there is no kind `{head}`; {hint}")))
}

fn explain(kind: &Kind, error: &NotFound) -> String {
    let place = if error.right.is_empty() { kind.name.to_owned() } else { format!("`{}`", error.right) };
    let near = nearest(&error.wrong, error.known.iter().copied());
    if !near.is_empty() {
        return format!("{place} has no `{}`; did you mean {}?", error.wrong, any_of(&near));
    }
    let known: Vec<_> = error.known.iter().map(|k| format!("`{k}`")).collect();
    match known.as_slice() {
        [] => format!("`{}` is not below {place}, which has no keys of its own", error.wrong),
        known => format!("{place} has no `{}`; it has {}", error.wrong, known.join(", ")),
    }
}

/// What a release added, deprecated and removed, in every language that has a release of that number.
fn since(languages: &[&'static Language], text: &str) -> Result<String, Failure> {
    let (id, number) = text.split_once('=').map_or((None, text), |(id, number)| (Some(id), number));
    let version = Version::parse(number);
    let having: Vec<_> = languages
        .iter()
        .copied()
        .filter(|l| id.is_none_or(|id| id == l.id) && version.is_some_and(|v| l.supports(v)))
        .collect();
    let Some(version) = version.filter(|_| !having.is_empty()) else {
        let known: Vec<_> = languages
            .iter()
            .flat_map(|l| l.releases.iter().skip(1).map(|r| format!("{}={}", l.id, r.version)))
            .collect();
        return Err(Failure(format!("no release `{text}` is known; known releases: {}", known.join(", "))));
    };
    let changes = |l: &&'static Language| Some((l.title, reference::release_changes(l, version)?));
    let mut parts: Vec<_> = having.iter().filter_map(changes).collect();
    if parts.iter().any(|(_, changes)| *changes != Changes::default()) {
        parts.retain(|(_, changes)| *changes != Changes::default());
    }
    match parts.as_slice() {
        [] => Err(Failure(format!("{version} is the first release that the tables cover, so it changed nothing"))),
        [(_, one)] => Ok(one.to_string()),
        several => Ok(several.iter().map(|(title, changes)| format!("{title} {version}\n\n{changes}\n")).collect()),
    }
}
