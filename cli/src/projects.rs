//! The projects that files belong to: found, opened, and refused when they are broken.

use std::path::Path;

use ostler_core::diag::Redacted;
use ostler_core::session::{Engine, Finder, Project, Projects, Report};

use crate::exit::Failure;
use crate::os_files::{OsFiles, display, slashed};

/// Opens the project of every one of these paths.
pub fn of<'p>(engine: &Engine, paths: impl Iterator<Item = &'p str>) -> Result<Projects, Failure> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let mut projects = Projects::new(&slashed(&cwd));
    let mut finder = Finder::new(engine);
    let mut opened: Vec<String> = Vec::new();
    for path in paths {
        let Some(found) = finder.find(&OsFiles, &projects.absolute(path)) else { continue };
        if opened.contains(&found) {
            continue;
        }
        let shown = display(Path::new(&found), &cwd);
        let project = Project::open(engine, &OsFiles, &shown, &projects);
        let project = project.map_err(|e| Failure(format!("cannot read the project file `{shown}`: {}", e.message)))?;
        opened.push(found);
        projects.add(project);
    }
    Ok(projects)
}

/// What is wrong with projects that other files than their own depend on.
pub fn broken<'p>(projects: &Projects, paths: impl Iterator<Item = &'p str>) -> Option<Redacted<Report>> {
    let depended = paths.filter_map(|p| projects.of(p).filter(|of| of.files().all(|f| f != p)));
    let mut broken: Vec<&Project> = depended.filter(|p| p.is_broken()).collect();
    broken.sort_by_key(|p| p.path());
    broken.dedup_by_key(|p| p.path());
    let reports: Vec<_> = broken.iter().flat_map(|p| p.files().filter_map(|f| p.report(f))).collect();
    (!broken.is_empty()).then(|| Report::join(reports))
}

/// The engine with the project of one file, for commands that are about that file.
pub fn guided(mut engine: Engine, path: &str) -> Result<Engine, Failure> {
    let projects = of(&engine, core::iter::once(path))?;
    if let Some(project) = projects.iter().find(|p| p.is_broken()) {
        return Err(Failure(format!(
            "the project file `{0}` is broken; `ostler check {0}` says what is wrong with it",
            project.path()
        )));
    }
    engine.set_projects(projects);
    Ok(engine)
}
