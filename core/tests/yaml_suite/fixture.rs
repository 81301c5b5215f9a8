//! Reading and writing of the case files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

pub struct File {
    path: PathBuf,
    head: String,
    pub cases: Vec<Case>,
}

pub struct Case {
    pub name: String,
    pub input: String,
    /// Input lines and verdicts as they stand in the file.
    written: String,
    pub go4: Result<(), String>,
    pub go3: Result<(), String>,
    /// What Go's version 4 reads.
    pub value: Option<String>,
    pub dump: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/yaml_suite")
}

pub fn read_all() -> Vec<File> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt") && !p.ends_with("disagreements.txt"));
    paths.sort();
    paths.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> File {
    let text = std::fs::read_to_string(&path).unwrap();
    let mut parts = text.split("\n=== ");
    let head = parts.next().unwrap().to_owned();
    let cases = parts.map(case).collect();
    File { path, head, cases }
}

fn verdict(text: &str) -> Result<(), String> {
    if text == "ok" { Ok(()) } else { Err(text.to_owned()) }
}

fn case(text: &str) -> Case {
    let (name, rest) = text.split_once('\n').unwrap();
    let mut case = Case {
        name: name.to_owned(),
        input: String::new(),
        written: String::new(),
        go4: Ok(()),
        go3: Ok(()),
        value: None,
        dump: String::new(),
    };
    for line in rest.lines() {
        if let Some(input) = line.strip_prefix('>') {
            case.input.push_str(&unescape(input));
        } else if let Some(text) = line.strip_prefix("go4: ") {
            case.go4 = verdict(text);
        } else if let Some(text) = line.strip_prefix("go3: ") {
            case.go3 = verdict(text);
        } else if let Some(text) = line.strip_prefix("value: ") {
            case.value = Some(unescape(&format!("{text}∎")));
        } else if line == "value:" {
            case.value = Some(String::new());
        } else if !line.is_empty() {
            case.dump.push_str(line);
            case.dump.push('\n');
            continue;
        } else {
            continue;
        }
        case.written.push_str(line);
        case.written.push('\n');
    }
    case
}

/// Visible spellings back to characters, with the line break.
fn unescape(line: &str) -> String {
    let dots = line.trim_end_matches('∎').trim_end_matches('·');
    let blanks = line.trim_end_matches('∎').len() - dots.len();
    let mut out = dots.replace('␉', "\t").replace('␍', "\r");
    out.extend(std::iter::repeat_n(' ', blanks / '·'.len_utf8()));
    while let Some(start) = out.find('⟦') {
        let end = start + out[start..].find('⟧').unwrap();
        let code = u32::from_str_radix(&out[start + '⟦'.len_utf8()..end], 16).unwrap();
        out.replace_range(start..end + '⟧'.len_utf8(), &char::from_u32(code).unwrap().to_string());
    }
    if !line.ends_with('∎') {
        out.push('\n');
    }
    out
}

pub fn write(file: &File) {
    let mut out = file.head.clone();
    for case in &file.cases {
        write!(out, "\n=== {}\n{}{}", case.name, case.written, case.dump).unwrap();
    }
    std::fs::write(&file.path, out).unwrap();
}

/// `oracle | case | difference` to reason.
pub fn disagreements() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder().join("disagreements.txt")).unwrap();
    let lines = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|l| {
            let (what, reason) = l.rsplit_once(" | ").unwrap_or((l, ""));
            (what.to_owned(), reason.to_owned())
        })
        .collect()
}
