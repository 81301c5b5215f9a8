//! Holds the checker to the verdicts of cel-go, recorded with the environments of Talos.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::{Env, check};
use crate::lang::talos::cel_env::{DISK_LOCATOR, LINK_LOCATOR, OOM_SCORE, OOM_TRIGGER, VOLUME_LOCATOR};
use crate::model::Version;

/// Lines with a sign per release from 1.8 on (`?` where the environment did not exist), an environment and an
/// expression, in which `\u{…}` stands for a character.
const VERDICTS: &str = include_str!("verdicts.txt");

fn env(name: &str) -> &'static Env {
    match name {
        "disk" => &DISK_LOCATOR,
        "volume" => &VOLUME_LOCATOR,
        "link" => &LINK_LOCATOR,
        "trigger" => &OOM_TRIGGER,
        _ => &OOM_SCORE,
    }
}

fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

#[test]
fn verdicts_are_those_of_upstream() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in VERDICTS.lines().skip(1) {
        let (signs, rest) = line.split_once(' ').unwrap();
        let (name, text) = rest.split_once(' ').unwrap();
        let text = unescape(text);
        for (minor, sign) in (8..).zip(signs.chars()).filter(|(_, s)| *s != '?') {
            count += 1;
            let version = Version::new(1, minor);
            let result = check(&text, env(name), version);
            if result.is_ok() != (sign == '+') {
                wrong.push(format!("{sign} 1.{minor} {name}: {text}\n      {result:?}"));
            }
            let Err(error) = result else { continue };
            let meant = error.instead.as_ref().map(|i| check(i, env(name), version));
            if text.get(error.range.clone()).is_none() || meant.is_some_and(|m| m.is_err()) {
                wrong.push(format!("bad range or way out 1.{minor} {name}: {text}\n      {error:?}"));
            }
        }
    }
    assert!(count > 7_000 && wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

fn words(name: &str, text: &str) -> String {
    let error = check(text, env(name), Version::new(1, 14)).unwrap_err();
    let instead = error.instead.map(|i| format!(" => {i}")).unwrap_or_default();
    let help = error.help.map(|h| format!("; {h}")).unwrap_or_default();
    format!("[{}] {}{help}{instead}", &text[error.range], error.message)
}

proptest::proptest! {
    /// Any text, and any soup of tokens, is judged; what is to blame lies inside it, and what is offered is right.
    #[test]
    fn total_on_any_text(
        any in ".{0,60}",
        soup in proptest::collection::vec(proptest::sample::select(SOUP), 0..24),
    ) {
        for text in [any, soup.concat()] {
            for env in crate::lang::talos::cel_env::ENVIRONMENTS {
                let Err(error) = check(&text, env, Version::new(1, 14)) else { continue };
                proptest::prop_assert!(text.get(error.range.clone()).is_some());
                let meant = error.instead.map(|i| check(&i, env, Version::new(1, 14)));
                proptest::prop_assert!(meant.is_none_or(|m| m.is_ok()));
            }
        }
    }
}

const SOUP: &[&str] = &[
    "disk",
    "link",
    "volume",
    "class",
    ".size",
    ".model",
    ".",
    "?",
    ":",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "!",
    "-",
    "+",
    "*",
    "==",
    "<",
    "&&",
    "||",
    " in ",
    "true",
    "null",
    "1",
    "1u",
    "1.5",
    "'a'",
    "b'a'",
    "[1]",
    ".map(x, ",
    ".all(x, ",
    "x",
    "has(",
    "dyn(",
    "optional.of(",
    ".orValue(",
    ".?a",
    "[?0]",
    ".optMap(x, ",
    " ",
    "=",
    "u",
    "GiB",
    "{'a': 1}",
    "type(",
    "\\",
    "é",
];

#[test]
fn types_that_only_grow_are_refused_in_time() {
    let doubled = format!("[1]{}.size() > 0", ".map(x, {x: x})".repeat(80));
    assert!(words("disk", &doubled).contains("too many parts"));
    let long = format!("true{}", " && disk.size > 1u".repeat(5_000));
    assert_eq!(check(&long, env("disk"), Version::new(1, 14)), Ok(()));
    let literals = format!("[{}] == []", "[], ".repeat(5_000));
    assert_eq!(check(&literals, env("disk"), Version::new(1, 14)), Ok(()));
}

#[test]
fn mistakes_are_named_with_the_way_out() {
    let cases = [
        ("disk", "disk.size > 10 * GiB"),
        ("disk", "disk.size > 10 * GiB && disk.size < 20 && disk.transport = 'nvme'"),
        ("disk", "disk.size > -1"),
        ("disk", "disk.size > 1.5 * 2.0"),
        ("disk", "disk.transport == nvme"),
        ("disk", "disk.trasport == 'nvme'"),
        ("disk", "size > 10u * GIB"),
        ("disk", "disk.model"),
        ("disk", "disk.size"),
        ("disk", "dyn(disk.size)"),
        ("disk", "'x' in disk.model"),
        ("disk", "startsWith(disk.model, 'x')"),
        ("disk", "disk.dev_path.glob('/dev/sd*')"),
        ("disk", "glob(disk.dev_path)"),
        ("disk", "disk.model.lower() == 'x'"),
        ("disk", "disk.model == 'x' and !disk.rotational"),
        ("disk", "!disk.model == 'x'"),
        ("disk", "disk.model.matches('\\d')"),
        ("disk", "disk.size > '10GB'"),
        ("disk", "(disk.size > 1u"),
        ("disk", "disk.cdrom && disk.model"),
        ("volume", "system_disk"),
        ("link", "link.hardware_addr == '00:11'"),
        ("link", "link.mtu > 1500"),
        ("trigger", "memory_full_avg10 > 12"),
        ("score", "memory_current"),
        ("score", "class + 1"),
        ("score", "2"),
    ];
    let mut out = String::new();
    for (name, text) in cases {
        out.push_str(&words(name, text));
        out.push('\n');
    }
    assert_eq!(out, include_str!("words.txt"));
}
