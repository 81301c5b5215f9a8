//! Any inventory with any files: every node is rendered the same whoever came before it, findings have good places, no
//! secret is shown, placeholders stand for all of them, and both forms of a config mean the same.

use ostler_core::document::Role;
use ostler_core::lang::REGISTRY;
use ostler_core::render::{Fleet, Gathered, Inventory, Layout, Origins, Outcome, Plan, Secrets, Wish};
use ostler_core::session::{Engine, Form, Given, MapFiles, Options, PatchFile, patch};
use ostler_schema::wire;

use crate::choices::texts;
use crate::{places, secrets};

/// Where the texts of an input lie, the inventory first.
const PATHS: &[&str] = &[
    "ostler.yaml",
    "base.yaml",
    "all/1.yaml",
    "worker/2.yaml",
    "group/g/3.yaml",
    "node/a/4.yaml",
    "talsecret.yaml",
    "all/7.yaml",
    "more.yaml",
];

/// Most nodes that are rendered, so that the work is in what they are made of.
const NODES: usize = 6;

/// Values whose history is asked for.
const ASKED: &[&str] =
    &["machine.token", "machine.install.disk", "machine.nodeLabels.x", "LinkConfig/eth0:mtu", "machine.certSANs[0]"];

/// The first text is the inventory, the others are the files that it is about.
pub fn fleet(data: &[u8]) {
    let texts = texts(data);
    let mut files = MapFiles::default();
    PATHS.iter().zip(&texts).for_each(|(path, text)| files.insert(*path, *text));
    let engine = Engine::new(REGISTRY, Options::default());
    let Ok(inventory) = Inventory::open(&engine, &files, PATHS[0]) else { return };
    let plan = inventory.plan(&engine, &files);
    let hidden = hidden(&engine, &texts);
    for layout in [Layout::Kept, Layout::Canonical] {
        for secrets in [Secrets::Written, Secrets::Placeholder] {
            let wish = Wish { layout, secrets, ..Wish::default() };
            let forward = run(&engine, &files, &plan, wish, Order::Forward);
            judge(&texts, &hidden, &forward, wish);
            let backward = run(&engine, &files, &plan, wish, Order::Backward);
            assert_eq!(forward.texts, backward.texts, "{wish:?}");
            assert_eq!(forward.report, backward.report, "{wish:?}");
        }
    }
    let told = Wish { origins: Origins::Told, ..Wish::default() };
    let told = run(&engine, &files, &plan, told, Order::Forward);
    let plain = run(&engine, &files, &plan, Wish::default(), Order::Forward);
    let canonical = Wish { layout: Layout::Canonical, ..Wish::default() };
    let canonical = run(&engine, &files, &plan, canonical, Order::Forward);
    for (number, (plain, told)) in plain.texts.iter().zip(&told.texts).enumerate() {
        assert_eq!(plain.is_some(), told.is_some(), "comments decide over node {number}");
        let (Some(plain), Some(canonical)) = (plain, &canonical.texts[number]) else { continue };
        let target = &plan.nodes[number].target;
        let said = format!("{}={}", target.language, target.version);
        let mut options = Options::default();
        if options.target(&REGISTRY, &said, "").is_ok() {
            means(&Engine::new(REGISTRY, options), plain, canonical);
        }
    }
}

/// Plans a fleet with one layer and tells everything that is to be told of its first nodes.
pub fn all(inventory: &[u8], layer: &[u8]) {
    let mut files = MapFiles::default();
    files.insert(PATHS[0], inventory);
    files.insert(PATHS[1], &b"machine:\n  type: worker\n"[..]);
    files.insert(PATHS[2], layer);
    let engine = Engine::new(REGISTRY, Options::default());
    let Ok(inventory) = Inventory::open(&engine, &files, PATHS[0]) else { return };
    let plan = inventory.plan(&engine, &files);
    let _ = run(&engine, &files, &plan, Wish::default(), Order::Forward);
}

#[derive(Clone, Copy)]
enum Order {
    Forward,
    Backward,
}

struct Done {
    texts: Vec<Option<String>>,
    report: String,
    histories: Vec<String>,
    files: Vec<ostler_core::session::FileReport>,
}

fn run(engine: &Engine, files: &MapFiles, plan: &Plan, wish: Wish, order: Order) -> Done {
    let count = plan.nodes.len().min(NODES);
    let all: Vec<_> = (0..count).collect();
    let fleet = Fleet::new(engine, files, plan, &all, wish);
    let mut outcomes: Vec<Option<Outcome>> = (0..count).map(|_| None).collect();
    let mut numbers = all;
    if matches!(order, Order::Backward) {
        numbers.reverse();
    }
    for number in numbers {
        outcomes[number] = fleet.render(number);
    }
    let mut gathered = Gathered::new(&fleet);
    let mut histories = Vec::new();
    for outcome in outcomes.iter().flatten() {
        gathered.add(outcome);
        let told = ASKED.iter().filter_map(|asked| outcome.why(&fleet, asked));
        histories.extend(told.map(|h| wire::provenance_json(&h)));
    }
    let report = gathered.finish().report;
    Done {
        texts: outcomes.into_iter().map(|o| o.and_then(|o| o.text)).collect(),
        report: wire::json(&report),
        histories,
        files: report.into_inner().files,
    }
}

/// Texts that no output may have: what one file hides and no other shows.
fn hidden(engine: &Engine, texts: &[&[u8]]) -> Vec<String> {
    let open = |(path, text): (&&str, &&[u8])| engine.open(path, text, Given::Named);
    let files: Vec<_> = PATHS.iter().zip(texts).map(open).collect();
    let mut hidden: Vec<_> = files.iter().flat_map(secrets::of_file).collect();
    let text = texts.iter().map(|t| String::from_utf8_lossy(t)).collect::<String>();
    hidden.retain(|s| text.matches(s.as_str()).count() == 1);
    hidden
}

fn judge(texts: &[&[u8]], hidden: &[String], done: &Done, wish: Wish) {
    secrets::assert_hidden(hidden, &done.report);
    done.histories.iter().for_each(|h| secrets::assert_hidden(hidden, h));
    if wish.secrets == Secrets::Placeholder {
        done.texts.iter().flatten().for_each(|text| secrets::assert_hidden(hidden, text));
    }
    let bytes = |path: &str| PATHS.iter().position(|p| *p == path).and_then(|i| texts.get(i).copied());
    for report in &done.files {
        if let Some(bytes) = bytes(&report.path).filter(|b| report.text.as_ref().is_some_and(|r| r.len() == b.len())) {
            places::of_report(bytes, report);
        }
        let elsewhere = report.findings.iter().flat_map(|f| &f.related).filter(|at| at.file != report.path);
        for (at, bytes) in elsewhere.filter_map(|at| Some((at, bytes(&at.file)?))) {
            if core::str::from_utf8(bytes).is_ok() {
                places::of_location(bytes, at);
            }
        }
    }
}

/// The text that was kept, read again, has the canonical form that was written.
fn means(engine: &Engine, kept: &str, canonical: &str) {
    // After operations, the canonical form keeps what the configuration does not know.
    let language = REGISTRY.languages[REGISTRY.languages.len() - 1];
    let known = engine.open_as("x.yaml", canonical.as_bytes(), language, Role::Config, None);
    let unread = known
        .parts()
        .iter()
        .any(|p| p.document.kind.is_none() || p.findings.iter().any(|d| d.code == "shape/unknown-key"));
    if unread {
        return;
    }
    let read = |text: &str| {
        let base = PatchFile { path: "x.yaml", bytes: text.as_bytes() };
        let nothing = PatchFile { path: "p.yaml", bytes: b"---\n" };
        patch(engine, base, &[nothing], Form::Canonical, &[]).text
    };
    assert_eq!(
        read(kept),
        read(&super::patch::without_hollow(canonical)),
        "of what was kept:\n{kept}\nand of:\n{canonical}"
    );
}
