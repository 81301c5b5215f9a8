//! Projects of files in memory, and what they say about files.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::{Engine, Finder, Given, MapFiles, Options, Project, Projects, TargetSource};
use crate::document::Role;
use crate::lang::REGISTRY;

const FLEET: &str = "apiVersion: ostler.dev/v1alpha1
kind: Fleet
check:
  targets:
    - {paths: ['attic/**', 'old.{yaml,yml}'], talos: '1.9', mode: cloud}
    - {paths: ['**/special.yaml'], mode: container}
  rules: {life: off, life/not-yet: on}
defaults: {talosVersion: v1.12.1}
clusters:
  - name: home
    base: base.yaml
    nodes:
      - {name: w-1, role: worker}
      - {name: w-2, role: worker, talosVersion: v1.10.0, groups: [gpu]}
";

const FILES: &[(&str, &str)] = &[
    ("/p/ostler.yaml", FLEET),
    ("/p/base.yaml", "machine: {type: worker}\n"),
    ("/p/all/link.yaml", "apiVersion: v1alpha1\nkind: LinkConfig\nmtu: 9000\n"),
    ("/p/group/gpu/x.yaml", "machine: {sysctls: {a: '1'}}\n"),
    ("/p/sub/.git/HEAD", ""),
];

fn files() -> MapFiles {
    let mut files = MapFiles::default();
    for (path, text) in FILES {
        files.insert(*path, *text);
    }
    files
}

fn engine(options: Options) -> Engine {
    let mut engine = Engine::new(REGISTRY, options);
    let mut projects = Projects::new("/p");
    let project = Project::open(&engine, &files(), "/p/ostler.yaml", &projects).unwrap();
    projects.add(project);
    engine.set_projects(projects);
    engine
}

/// Release, source, mode and role that a file is read with.
fn read(engine: &Engine, path: &str, text: &str) -> (u16, TargetSource, String, Role) {
    let file = engine.open(path, text.as_bytes(), Given::Named);
    let r = file.recognised().unwrap();
    (r.target.version.minor, r.target_source, r.mode.clone(), r.role)
}

const PLAIN: &str = "version: v1alpha1\nmachine: {type: worker}\n";

#[test]
fn paths_choose_releases_and_modes() {
    let engine = engine(Options::default());
    let metal = "metal".to_owned();
    assert_eq!(read(&engine, "attic/a/b.yaml", PLAIN), (9, TargetSource::Project, "cloud".to_owned(), Role::Config));
    assert_eq!(read(&engine, "/p/old.yml", PLAIN).0, 9);
    assert_eq!(read(&engine, "x/special.yaml", PLAIN).2, "container");
    let other = read(&engine, "other.yaml", PLAIN);
    assert_eq!((other.1, other.2), (TargetSource::Default, metal));
    assert_eq!(read(&engine, "/q/old.yaml", PLAIN).1, TargetSource::Default);
    assert_eq!(read(&engine, "../p/old.yaml", PLAIN).0, 9);
}

#[test]
fn patches_of_nodes_are_read_for_all_their_releases() {
    let engine = engine(Options::default());
    let link = FILES[2].1;
    // Nothing in the file says that it is a patch.
    assert_eq!(read(&engine, "all/link.yaml", link), (10, TargetSource::Project, "metal".to_owned(), Role::Patch));
    assert_eq!(read(&engine, "group/gpu/x.yaml", FILES[3].1).0, 10);
    let file = engine.open("all/link.yaml", link.as_bytes(), Given::Named);
    let report = file.report().into_inner();
    let found: Vec<_> = report.findings.iter().map(|f| (f.diagnostic.code, f.nodes.len())).collect();
    assert_eq!(found, [("talos/kind-of-later-release", 2)]);
    assert_eq!(report.findings[0].nodes, ["w-1", "w-2"]);
}

#[test]
fn what_all_releases_refuse_is_told_once() {
    let engine = engine(Options::default());
    // Both are wrong in 1.10 and in 1.12.
    let text = "apiVersion: v1alpha1\nkind: LinkConfigg\n---\nmachine: {nodeLabels: {a: 1.5}, mtu: 1}\n";
    let report = engine.open("all/link.yaml", text.as_bytes(), Given::Named).report().into_inner();
    let codes: Vec<_> = report.findings.iter().map(|f| f.diagnostic.code).collect();
    assert_eq!(codes, ["talos/unknown-kind", "shape/unknown-key"]);
    assert!(report.findings.iter().all(|f| f.diagnostic.help.iter().all(|h| !h.contains("some of the nodes"))));
}

#[test]
fn flags_and_comments_come_before_the_project_and_settings_behind() {
    let mut flags = Options::default();
    flags.target(&REGISTRY, "talos=1.14", "").unwrap();
    assert_eq!(read(&engine(flags), "old.yaml", PLAIN).0, 14);
    let comment = format!("# ostler: target talos=1.11\n{PLAIN}");
    assert_eq!(read(&engine(Options::default()), "old.yaml", &comment).1, TargetSource::Comment);
    let mut settings = Options::default();
    settings.prefer_target(&REGISTRY, "talos=1.14", "").unwrap();
    settings.prefer_mode(&REGISTRY, "metal").unwrap();
    let engine = engine(settings);
    assert_eq!(read(&engine, "old.yaml", PLAIN).0, 9);
    assert_eq!(read(&engine, "old.yaml", PLAIN).2, "cloud");
    assert_eq!(read(&engine, "other.yaml", PLAIN).0, 14);
}

#[test]
fn the_longest_switch_counts() {
    let engine = engine(Options::default());
    let switches = engine.projects().guidance("a.yaml").switches;
    let wanted = ["life/deprecated", "life/not-yet", "lifeless/x", "shape/unknown-key"].map(|c| switches.want(c));
    assert_eq!(wanted, [false, true, true, true]);
}

#[test]
fn the_nearest_inventory_counts_and_repositories_end_the_search() {
    let (engine, mut files) = (Engine::new(REGISTRY, Options::default()), files());
    files.insert("/p/inner/ostler.yaml", "");
    let mut finder = Finder::new(&engine);
    let mut find = |path: &str| finder.find(&files, path);
    assert_eq!(find("/p/a/b/c.yaml").as_deref(), Some("/p/ostler.yaml"));
    assert_eq!(find("/p/inner/x/y.yaml").as_deref(), Some("/p/inner/ostler.yaml"));
    assert_eq!(find("/p/sub/deep/x.yaml"), None);
    assert_eq!(find("/x.yaml"), None);
    assert_eq!(find("relative.yaml"), None);
}

#[test]
fn broken_inventories_are_told() {
    let (engine, mut files) = (Engine::new(REGISTRY, Options::default()), files());
    let projects = Projects::new("/p");
    let open = |files: &MapFiles| Project::open(&engine, files, "/p/ostler.yaml", &projects).unwrap();
    assert!(!open(&files).is_broken());
    files.insert("/p/ostler.yaml", FLEET.replace("base: base.yaml", "base: gone.yaml"));
    let project = open(&files);
    assert!(!project.is_broken(), "a missing base concerns its nodes only");
    let report = project.report("/p/ostler.yaml").unwrap().into_inner();
    assert_eq!(report.findings.iter().map(|f| f.diagnostic.code).collect::<Vec<_>>(), ["project/missing-file"]);
    files.insert("/p/ostler.yaml", FLEET.replace("role: worker}", "rol: worker}"));
    assert!(open(&files).is_broken());
}
