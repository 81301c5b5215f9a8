//! The session over a language made for these tests.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;
use crate::check::{DocumentCx, Sink};
use crate::diag::{Diagnostic, Severity};
use crate::document::Role;
use crate::lang::foreign::FOREIGN;
use crate::lang::{Detection, Identified, Language, Mode, Probe, Reader, Registry, Release};
use crate::model::{Map, Rule, RuleRun, Target, Version};
use crate::syntax::{Dialect, GO_YAML_V4, Syntax};
use crate::text::Spanned;
use crate::tree::{Path, Tree};
use ostler_derive::{Kind, Shape};

/// A pair of certificate and key.
#[derive(Shape)]
#[allow(dead_code, reason = "a declaration")]
struct Pair {
    /// Public.
    crt: String,
    /// Private.
    #[field(secret)]
    key: String,
}

/// Declared for these tests.
#[derive(Kind)]
#[kind(name = "Sample", version = "test/v1", identity = "name")]
#[kind(rules(SHORT))]
#[allow(dead_code, reason = "a declaration")]
struct Sample {
    /// Its name.
    name: String,
    /// Not to be shown.
    #[field(secret)]
    join_token: String,
    /// Pairs by name.
    pairs: Map<Pair>,
    /// Image with a release.
    image: String,
}

static SHORT: Rule = Rule {
    code: "test/short-name",
    summary: "names have three letters",
    severity: Severity::Warning,
    since: None,
    until: None,
    ids: &[],
    run: RuleRun::Document(short),
    page: "",
    formerly: &[],
};

fn short(cx: &DocumentCx<'_>, out: &mut Sink<'_>) {
    if let Some(name) = cx.doc.name.as_ref().filter(|n| n.value.len() < 3) {
        let finding = out.finding(format!("`{}` is short", name.value), name.span);
        out.push(cx.doc, finding);
    }
}

static TWICE: Rule = Rule {
    code: "test/twice",
    summary: "one document",
    severity: Severity::Error,
    since: None,
    until: None,
    ids: &[],
    run: RuleRun::Set(|cx, out| {
        if let [_, second, ..] = cx.docs {
            let finding = out.finding("one is enough", second.doc.anchor()).label(cx.docs[0].doc.anchor(), "first");
            out.push(second.doc, finding);
        }
    }),
    page: "",
    formerly: &[],
};

fn detect(probe: &Probe<'_>) -> Detection {
    let ours = |t: &&Tree| t.root().and_then(|r| t.get(r, "apiVersion")).is_some_and(|v| t.text(v) == "test/v1");
    if probe.trees.iter().any(ours) { Detection::Yes(Role::Config) } else { Detection::No }
}

fn identify(tree: &Tree, _: &Target) -> Identified {
    let root = tree.root().unwrap();
    let text = |key| tree.get(root, key).map(|v| Spanned::new(tree.text(v).to_owned(), tree.span(v)));
    let known = text("kind").is_some_and(|k| k.value == "Sample");
    let mut problems = Vec::new();
    if !known {
        problems.push(Diagnostic::error("test/kind", "unknown kind", tree.span(root).at_start()));
    }
    Identified { kind: known.then_some(Sample::KIND), name: text("name"), problems }
}

static LANGUAGE: Language = Language {
    id: "test",
    title: "Test OS",
    doc: "",
    syntax: Syntax::Yaml,
    dialect: &Dialect { reader: "a test", refuses: &[] },
    scalars: &GO_YAML_V4,
    reader: Reader {
        fractions_refused: None,
        timestamps_refused: None,
        delete_markers: None,
        empty_documents_skipped: None,
        empty_is_absent: false,
    },
    merge: None,
    base: None,
    image: None,
    areas: &[],
    kinds: &[Sample::KIND],
    rules: &[&TWICE],
    codes: &[],
    releases: &[
        Release { version: Version::new(1, 1), stable: true },
        Release { version: Version::new(1, 2), stable: true },
        Release { version: Version::new(1, 3), stable: false },
    ],
    modes: &[Mode { name: "metal", doc: "" }, Mode { name: "cloud", doc: "" }],
    detect,
    identify,
    inventory: None,
    says_so: false,
    release_hint: |trees| {
        trees.iter().find_map(|t| {
            let image = t.get(t.root()?, "image")?;
            Some((Version::parse(t.text(image).rsplit_once(':')?.1)?, t.span(image)))
        })
    },
};

static LANGUAGES: [&Language; 1] = [&LANGUAGE];

fn registry() -> Registry {
    Registry { languages: &LANGUAGES, foreign: FOREIGN }
}

fn engine() -> Engine {
    Engine::new(registry(), Options::default())
}

fn report(text: &str) -> FileReport {
    engine().open("a.yaml", text.as_bytes(), Given::Named).report().into_inner()
}

const ONE: &str = "apiVersion: test/v1\nkind: Sample\nname: one\n";

#[test]
fn an_edit_costs_one_document() {
    let engine = engine();
    let many: Vec<String> = (0..5).map(|i| format!("---\n{ONE}image: x{i}\n")).collect();
    let file = engine.open("a.yaml", many.concat().as_bytes(), Given::Named);
    assert_eq!(engine.counts(), Counts { parsed: 5, checked: 5, sets: 1 });
    let kept = file.parts()[4].document.source;

    let mut edited = many.clone();
    edited[1].push_str("# more\njoinToken: abcdef\n");
    let file = engine.update(file, edited.concat().as_bytes());
    assert_eq!(engine.counts(), Counts { parsed: 6, checked: 6, sets: 2 });
    assert_eq!(file.parts()[4].document.source, kept, "an edit above moves a document and leaves its source");
    let shift = edited.concat().len() - many.concat().len();
    assert_eq!(file.parts()[4].chunk.start as usize, many[..4].concat().len() + shift);

    let file = engine.update(file, edited.concat().as_bytes());
    assert_eq!(engine.counts(), Counts { parsed: 6, checked: 6, sets: 3 }, "the same text costs no document");

    edited[0] = "# ostler: target test=1.1\n".to_owned() + &edited[0];
    engine.update(file, edited.concat().as_bytes());
    assert_eq!(engine.counts().parsed, 7, "another target is no reason to parse");
    assert_eq!(engine.counts().checked, 11, "another target checks everything again");
    assert_eq!(engine.views().len(), 2, "one view for each kind and target");
}

#[test]
fn an_anchor_that_changes_changes_later_documents() {
    let engine = engine();
    let text = |value: &str| format!("{ONE}image: &i {value}\n---\n{ONE}\n---\n{ONE}image: *i\n");
    let file = engine.open("a.yaml", text("one").as_bytes(), Given::Named);
    engine.update(file, text("two").as_bytes());
    assert_eq!(engine.counts().parsed, 5, "the document with the anchor and the one with the alias");
}

#[test]
fn the_target_is_the_nearest_wish() {
    let choice = |options: &Options, text: &str| {
        let engine = Engine::new(registry(), options.clone());
        let report = engine.open("a.yaml", text.as_bytes(), Given::Named).report().into_inner();
        (report.target.unwrap().version.to_string(), report.target_source.unwrap())
    };
    let none = Options::default();
    let mut flag = Options::default();
    flag.target(&registry(), "test=1.3", "").unwrap();
    let image = format!("{ONE}image: registry/installer:v1.1.7\n");
    let comment = format!("# ostler: target test=1.3\n{image}");
    assert_eq!(choice(&none, ONE), ("1.2".to_owned(), TargetSource::Default));
    assert_eq!(choice(&none, &image), ("1.1".to_owned(), TargetSource::Image));
    assert_eq!(choice(&none, &comment), ("1.3".to_owned(), TargetSource::Comment));
    assert_eq!(choice(&flag, &image), ("1.3".to_owned(), TargetSource::Flag));
}

#[test]
fn wrong_wishes_are_told_with_the_right_ones() {
    let wrong = |text: &str| Options::default().target(&registry(), text, "").unwrap_err().0;
    assert_eq!(wrong("test=9.9"), "there is no Test OS release `9.9` here; known releases: 1.1, 1.2, 1.3");
    assert_eq!(wrong("tset=1.1"), "there is no language `tset`; known languages: test");
    assert_eq!(wrong("1.1"), "`1.1` is not of the form LANGUAGE=VERSION, such as `test=1.2`");
    assert_eq!(
        Options::default().set_mode(&registry(), "moon").unwrap_err().0,
        "there is no mode `moon`; known modes: metal, cloud"
    );
    let commented = report(&format!("# ostler: target test=7.1\n{ONE}"));
    assert_eq!(commented.findings[0].diagnostic.code, "project/unknown-release");
    assert_eq!(commented.findings[0].primary.start, Point { line: 1, column: 1, byte: 0 });
    let newer = report(&format!("{ONE}image: a:v1.9.0\n"));
    assert_eq!(newer.findings[0].diagnostic.severity, Severity::Info);
    assert_eq!(newer.target_source, Some(TargetSource::Default));
}

#[test]
fn places_count_characters_from_the_start_of_the_file() {
    let text = "\u{feff}# ä\r\n---\r\napiVersion: test/v1\r\nkind: Sample\r\n\"name\": ö\r\n";
    let report = report(text);
    let found = &report.findings[0];
    assert_eq!(found.diagnostic.code, "test/short-name");
    assert_eq!(found.primary.start, Point { line: 5, column: 9, byte: text.find('ö').unwrap() as u32 });
    assert_eq!(found.primary.end.column, 10);
    assert_eq!(report.text.as_deref(), Some(text));
}

#[test]
fn findings_come_by_position_and_labels_are_located() {
    let report = report(&format!("{ONE}---\n{}", ONE.replace("one", "tw")));
    let codes: Vec<_> = report.findings.iter().map(|f| (f.diagnostic.code, f.primary.start.line)).collect();
    assert_eq!(codes, [("test/twice", 6), ("test/short-name", 7)]);
    assert_eq!(report.findings[0].related[0].start.line, 2);
    assert_eq!(report.documents, 2);
}

#[test]
fn what_is_not_ours_is_said() {
    let status = |path: &str, text: &[u8]| engine().open(path, text, Given::Found).report().into_inner().status;
    let skipped = |reason: &str| Status::Skipped(reason.to_owned());
    assert_eq!(status("a.yaml", b""), skipped("it is empty"));
    assert_eq!(status("a.yaml", b"\n# one\n---\n# two\n"), skipped("it is empty but for comments"));
    assert_eq!(status("a.yaml", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"), skipped("it is not text"));
    assert_eq!(status("a.yaml", b"a: 1\n"), skipped("it is no machine config that is known here"));
    assert_eq!(status("a.yaml", b"apiVersion: v1\nkind: Pod\n"), skipped("it is a Kubernetes manifest"));
    assert_eq!(status("a.yaml", b"a: [1\nb: }\n"), skipped("it is not recognised, and its syntax is broken"));
    let sealed = "sops:\n  mac: x\n  lastmodified: y\n";
    assert_eq!(status("a.yaml", format!("a: 1\n{sealed}").as_bytes()), skipped("it is encrypted with SOPS"));
    assert_eq!(status("a.yaml", format!("{ONE}{sealed}").as_bytes()), Status::Checked);
}

#[test]
fn a_named_file_is_read_as_the_language_that_was_asked_for() {
    let open = |options: &Options, given, text: &str| {
        Engine::new(registry(), options.clone()).open("a.yaml", text.as_bytes(), given).report().into_inner()
    };
    let mut wish = Options::default();
    wish.target(&registry(), "test=1.2", "").unwrap();
    assert_eq!(open(&wish, Given::Named, "nothing: known\n").findings[0].diagnostic.code, "test/kind");
    assert!(matches!(open(&wish, Given::Found, "nothing: known\n").status, Status::Skipped(_)));
    assert!(matches!(open(&Options::default(), Given::Named, "nothing: known\n").status, Status::Skipped(_)));
    let broken = open(&Options::default(), Given::Named, "a: [1\nb: }\n");
    assert!(broken.findings.iter().any(|f| f.diagnostic.code.starts_with("yaml/")), "{broken:?}");
}

#[test]
fn invalid_utf8_is_a_finding_and_no_reason_to_stop() {
    let bytes = [ONE.as_bytes(), b"image: \xff\n"].concat();
    let report = engine().open("a.yaml", &bytes, Given::Named).report().into_inner();
    assert_eq!(report.findings[0].diagnostic.code, "yaml/invalid-utf8");
    assert_eq!(report.findings[0].primary.start, Point { line: 4, column: 8, byte: ONE.len() as u32 + 7 });
}

/// Where a secret can stand: as it should, misplaced, mistyped, repeated, broken.
const SECRET_PLACES: &[&str] = &[
    "joinToken: SEC-RET\n",
    "joinToken: 'SEC-RET'\n",
    "joinToken: |\n  SEC-RET\n  SEC-RET two\n",
    "joinToken: [SEC-RET]\n",
    "joinToken: {SEC-RET: SEC-RET}\n",
    "joinToken:\n  - SEC-RET\n",
    "joinToken: SEC-RET\njoinToken: SEC-RET2\n",
    "joinToken: &t SEC-RET\nimage: *t\n",
    "image: &t SEC-RET\njoinToken: *t\n",
    "jointoken: SEC-RET\n",
    "joinTokne: SEC-RET\n",
    "other:\n  joinToken: SEC-RET\n",
    "other:\n  - deep: {key: SEC-RET}\n",
    "pairs:\n  a: {crt: x, key: SEC-RET}\n",
    "pairs:\n  - {crt: x, key: SEC-RET}\n",
    "pairs:\n  a:\n    crt: x\n    Key: SEC-RET\n",
    "# joinToken: SEC-RET\n",
    "joinToken \"SEC-RET\n",
    "joinToken: \"SEC-RET\n",
    "joinToken: \"SEC-RET\nmore SEC-RET\nimage: x\n",
    "joinToken: SEC-RET: SEC-RET\n",
    "joinToken: SEC-RET\n  bad: SEC-RET\n",
    "pairs: {a: {crt: x, key: SEC-RET, {\n",
    "pairs:\n  a:\n    key: |\n      SEC-RET\n     SEC-RET\n",
    "joinToken: @SEC-RET\n",
    "\"joinToken\": SEC-RET\n image: x\n",
];

#[test]
fn no_secret_is_shown_however_wrong_the_file_is() {
    for place in SECRET_PLACES {
        for head in ["apiVersion: test/v1\nkind: Sample\nname: x\n", "apiVersion: test/v1\nkind: Smaple\n"] {
            let report = report(&format!("{head}{place}"));
            assert!(report.text.is_some(), "there should be a finding: {place}");
            assert!(!format!("{report:?}").contains("SEC-RET"), "{place}{:#?}", report.text);
        }
    }
}

#[test]
fn masking_leaves_the_rest_alone() {
    let report = report(&format!("{}joinToken: SEC-RET\nimage: plain\n", ONE.replace("one", "x")));
    let text = report.text.unwrap();
    assert!(text.ends_with("joinToken: *******\nimage: plain\n"), "{text}");
}

#[test]
fn a_cursor_has_a_place() {
    let engine = engine();
    let text = format!("{ONE}pairs:\n  a:\n    crt: value\n");
    let file = engine.open("a.yaml", text.as_bytes(), Given::Named);
    let at = |needle: &str| file.place_at(text.find(needle).unwrap() as u32 + 1).unwrap();
    let value = at("value");
    assert_eq!((value.path.to_string().as_str(), value.on_key), ("pairs.a.crt", false));
    assert_eq!(value.field.unwrap().0.field.key, "crt");
    let key = at("crt");
    assert_eq!((key.path.to_string().as_str(), key.on_key), ("pairs.a.crt", true));
    assert_eq!(
        key.span(),
        value.part.document.tree.at(value.nodes[0], &Path::parse("pairs.a").unwrap()).and_then(|m| {
            let tree = &value.part.document.tree;
            tree.entry(m, "crt").map(|(k, _)| tree.span(k))
        })
    );
}

#[test]
fn a_session_keeps_files_apart() {
    let mut files = MapFiles::default();
    files.insert("dir/a.yaml", ONE.replace("one", "x"));
    files.insert("dir/b.yaml", ONE);
    assert_eq!(files.list("dir").unwrap().len(), 2);
    let mut session = Session::new(engine());
    session.load(&files, "dir/a.yaml").unwrap();
    session.load(&files, "dir/b.yaml").unwrap();
    assert!(session.load(&files, "dir/c.yaml").unwrap_err().missing);
    let report = session.report(&["dir/b.yaml", "dir/a.yaml"]).into_inner();
    assert_eq!(report.summary(), Summary { files: 2, checked: 2, warnings: 1, ..Summary::default() });
    let span = session.file("dir/a.yaml").unwrap().parts()[0].document.anchor();
    assert_eq!(&*session.locate(span).unwrap().file, "dir/a.yaml");
    session.close("dir/a.yaml");
    assert!(session.file("dir/a.yaml").is_none());
}

#[test]
fn filters_take_codes_and_areas() {
    let filter = |select: &[&str], ignore: &[&str]| {
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Filter { select: own(select), ignore: own(ignore) }
    };
    assert!(filter(&[], &[]).wants("shape/unknown-key"));
    assert!(filter(&["shape"], &[]).wants("shape/unknown-key"));
    assert!(!filter(&["shap"], &[]).wants("shape/unknown-key"));
    assert!(!filter(&["shape"], &["shape/unknown-key"]).wants("shape/unknown-key"));
    let report = Report::join([engine()
        .open("a.yaml", format!("{ONE}---\n{}", ONE.replace("one", "tw")).as_bytes(), Given::Named)
        .report()]);
    let limited = limit(report, 1).into_inner();
    let codes: Vec<_> = limited.findings().map(|f| f.diagnostic.code).collect();
    assert_eq!(codes, ["test/twice"], "the more severe one stays");
    assert_eq!((limited.summary().errors, limited.summary().warnings), (1, 1));
}

#[test]
fn a_comment_allows_a_finding_also_one_of_the_set() {
    let text = format!(
        "{}---\n{}",
        ONE.replace("name: one", "name: tw # ostler: allow(test/short-name) it is an old name"),
        ONE.replace("kind:", "# ostler: allow(test/twice) on purpose\nkind:")
    );
    assert_eq!(report(&text).findings, []);
    let unused = report(&format!("# ostler: allow(test/twice) no more\n{ONE}"));
    assert_eq!(unused.findings[0].diagnostic.code, "ostler/unused-allow");
}

#[test]
fn placeholders_of_one_length_are_not_one_name() {
    let text = format!("{}---\n{}", ONE.replace("one", "{{ a1 }}"), ONE.replace("one", "{{ b2 }}"));
    let report = engine().open("a.yaml.j2", text.as_bytes(), Given::Named).report().into_inner();
    let codes: Vec<_> = report.findings.iter().map(|f| f.diagnostic.code).collect();
    assert_eq!(codes, ["test/twice"]);
    assert_eq!(report.holes, 2);
}
