//! Projects of open documents: their inventories as the editor has them, else as the shell's files do.

use ostler_core::render::language;
use ostler_core::session::{Engine, Entry, EntryKind, Files, Finder, Options, Project, Projects, ReadError};
use serde_json::{Value, json};

use super::Server;
use super::documents::Documents;

/// The shell's files below what is open in the editor.
struct Overlay<'a> {
    files: &'a dyn Files,
    documents: &'a Documents,
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.documents.iter().find(|d| d.path == path) {
            Some(open) => Ok(open.text.as_bytes().to_vec()),
            None => self.files.read(path),
        }
    }

    fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let mut entries = self.files.list(path).unwrap_or_default();
        let prefix = if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        for rest in self.documents.iter().filter_map(|d| d.path.strip_prefix(&prefix)) {
            let (name, kind) = match rest.split_once('/') {
                Some((directory, _)) => (directory, EntryKind::Directory),
                None => (rest, EntryKind::File),
            };
            if !name.is_empty() && !entries.iter().any(|e| e.name == name) {
                entries.push(Entry { name: name.to_owned(), kind });
            }
        }
        entries.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
        Ok(entries)
    }

    fn revision(&self, path: &str) -> u64 {
        self.files.revision(path)
    }
}

/// An engine that knows the projects of all open documents. What is broken in a project leaves the rest of it.
fn engine(mut engine: Engine, files: &Overlay<'_>) -> Engine {
    let mut finder = Finder::new(&engine);
    let mut projects = Projects::new("");
    let mut opened: Vec<String> = Vec::new();
    for document in files.documents.iter() {
        let Some(path) = finder.find(files, &projects.absolute(&document.path)) else { continue };
        if opened.contains(&path) {
            continue;
        }
        if let Ok(project) = Project::open(&engine, files, &path, &projects) {
            projects.add(project);
        }
        opened.push(path);
    }
    engine.set_projects(projects);
    engine
}

impl Server {
    /// Opens projects again, for these options, and with them all documents.
    pub(super) fn load_projects(&mut self, options: Options) {
        let files = Overlay { files: &*self.files, documents: &self.documents };
        let engine = engine(Engine::new(self.registry, options), &files);
        self.session.set_engine(engine);
        self.projects_stale = false;
        self.documents.touch_all();
        if self.client.pulls && self.client.refreshes {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    /// Opens projects again when something about them changed.
    pub(super) fn refresh_projects(&mut self) {
        if core::mem::take(&mut self.projects_stale) {
            self.load_projects(self.session.engine().options().clone());
        }
    }

    /// A document changed: projects that it belongs to as an inventory have to be opened again.
    pub(super) fn changes_project(&mut self, path: &str) {
        let projects = self.session.engine().projects();
        self.projects_stale |= projects.iter().any(|p| p.files().any(|f| f == path));
    }

    /// A document was opened or closed: it may be an inventory, or belong to a project that is not open yet.
    pub(super) fn touches_project(&mut self, path: &str) {
        self.changes_project(path);
        let projects = self.session.engine().projects();
        let files = Overlay { files: &*self.files, documents: &self.documents };
        let found = Finder::new(self.session.engine()).find(&files, &projects.absolute(path));
        let known = projects.of(path).map(|p| projects.absolute(p.path()));
        self.projects_stale |= found != known;
    }

    /// Asks to be told when a project file changes that is not open.
    pub(super) fn watch_projects(&mut self) {
        if self.client.watches_files {
            let registry = self.session.engine().registry();
            let file = language(&registry).map_or("", |(_, inventory)| inventory.file);
            let options = json!({"watchers": [{"globPattern": format!("**/{file}")}]});
            let registration = json!({"id": "ostler-projects", "method": "workspace/didChangeWatchedFiles",
                "registerOptions": options});
            self.ask("client/registerCapability", json!({"registrations": [registration]}));
        }
    }
}
