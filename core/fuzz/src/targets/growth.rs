//! The work for a text grows with its length and not with its square: small pieces, repeated up to what still counts as
//! a small file, through everything that a user waits for.

use ostler_core::session::{Engine, Form, Given, PatchFile, patch};

use super::{PATHS, check, engine, render};
use crate::bound;
use crate::choices::{Choices, texts};

/// Length of the grown text.
const LONG: usize = 60_000;

/// An inventory whose nodes share a layer.
const FLEET: &[u8] = b"apiVersion: ostler.dev/v1alpha1\nkind: Fleet\ndefaults: {talosVersion: v1.13.0}\nclusters:\n  - name: c\n    base: base.yaml\n    nodes:\n      - {name: a, role: worker}\n      - {name: b, role: worker}\n";

/// A head, a piece that is repeated, a piece in the middle and one that is repeated behind it, a tail.
pub fn linear(data: &[u8]) {
    let (mut choices, rest) = Choices::split(data);
    let engine = engine(&mut choices);
    let path = choices.pick(PATHS);
    let how = choices.below(6);
    let shape = choices.below(4);
    let grown = grow(&texts(rest), shape);
    bound::hold(grown.len(), || work(&engine, path, &grown, how));
}

fn work(engine: &Engine, path: &str, grown: &[u8], how: usize) {
    match how {
        0 | 1 => {
            let file = engine.open(path, grown, Given::Named);
            let said = check::said(&file);
            if how == 1 {
                let file = engine.update(file, grown);
                assert_eq!(check::said(&file), said);
            }
        }
        2 | 3 => {
            let small: &[u8] = b"machine:\n  type: worker\n";
            let (base, change) = if how == 2 { (grown, small) } else { (small, grown) };
            let change = PatchFile { path: "p.yaml", bytes: change };
            let _ = patch(engine, PatchFile { path: "x.yaml", bytes: base }, &[change], Form::Kept, &[]);
        }
        4 => render::all(grown, b"machine: {nodeLabels: {a: b}}\n"),
        _ => render::all(FLEET, grown),
    }
}

fn grow(texts: &[&[u8]], shape: usize) -> Vec<u8> {
    let text = |i: usize| texts.get(i).copied().unwrap_or_default();
    let trim = |t: &[u8]| t.strip_suffix(b"\n").unwrap_or(t).to_vec();
    let (head, piece, middle, other, tail) = match texts.len() {
        1 => (Vec::new(), text(0).to_vec(), Vec::new(), Vec::new(), Vec::new()),
        _ => (text(0).to_vec(), trim(text(1)), trim(text(2)), trim(text(3)), trim(text(4))),
    };
    let mut out = head;
    let unit = piece.len() + other.len();
    if unit == 0 {
        return out;
    }
    let times = LONG.saturating_sub(out.len() + middle.len() + tail.len()) / unit;
    for n in 0..times {
        match shape {
            // Deeper with every line.
            1 => out.extend(core::iter::repeat_n(b' ', n % 300)),
            // Different from the ones before.
            2 => out.extend(n.to_string().bytes()),
            3 => out.push(b'\n'),
            _ => {}
        }
        out.extend_from_slice(&piece);
    }
    out.extend_from_slice(&middle);
    (0..times).for_each(|_| out.extend_from_slice(&other));
    out.extend_from_slice(&tail);
    out.truncate(64 * 1024);
    out
}
