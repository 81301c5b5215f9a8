//! The secrets of a file, found without the redactor: fields that any release declares secret, by key alone.

use ostler_core::diag::MASK;
use ostler_core::model::{Secret, Struct, Type};
use ostler_core::session::OpenFile;
use ostler_core::syntax::holes::is_hole;
use ostler_core::tree::{NodeId, NodeKind, Tree};

/// Length from which a text is surely a secret and no word that an output has anyway.
const SURE: usize = 12;

/// Nesting that is followed.
const DEEP: usize = 100;

/// Texts of a file that no output may have.
pub fn of_file(file: &OpenFile) -> Vec<String> {
    let mut found = Found::default();
    for part in file.parts() {
        if let (Some(kind), Some(root)) = (part.document.kind, part.document.root()) {
            found.mapping(&part.document.tree, root, (kind.shape)(), 0);
        }
    }
    found.0
}

/// Fails when an output has one of the secrets.
pub fn assert_hidden(secrets: &[String], output: &str) {
    if let Some(secret) = secrets.iter().find(|s| output.contains(s.as_str())) {
        panic!("`{secret}` is shown: {output}");
    }
}

#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    fn mapping(&mut self, tree: &Tree, node: NodeId, shape: &'static Struct, depth: usize) {
        for (key, value) in tree.entries(tree.resolve(node)) {
            let key = tree.text(tree.resolve(key));
            for field in shape.fields.iter().chain(&shape.rest) {
                match (&field.ty, field.flatten, field.key == key) {
                    (Type::Struct(inner), true, _) if depth < DEEP => self.mapping(tree, node, inner(), DEEP),
                    (_, _, true) if field.secret == Secret::Value => self.everything(tree, value, depth),
                    (ty, _, true) => self.below(tree, value, ty, depth + 1),
                    _ => {}
                }
            }
        }
    }

    fn below(&mut self, tree: &Tree, node: NodeId, ty: &Type, depth: usize) {
        let node = tree.resolve(node);
        if depth >= DEEP {
            return;
        }
        match ty {
            Type::Struct(shape) => self.mapping(tree, node, shape(), depth),
            Type::List(of) => tree.items(node).iter().for_each(|i| self.below(tree, *i, of, depth + 1)),
            Type::Map(of) => tree.entries(node).for_each(|(_, v)| self.below(tree, v, of, depth + 1)),
            Type::OneOf(types) => types.iter().for_each(|t| self.below(tree, node, t, depth + 1)),
            _ => {}
        }
    }

    fn everything(&mut self, tree: &Tree, node: NodeId, depth: usize) {
        let node = tree.resolve(node);
        if tree.kind(node) == NodeKind::Scalar {
            self.0.extend(tree.text(node).lines().map(str::trim).filter(|l| is_sure(l)).map(str::to_owned));
        } else if depth < DEEP {
            tree.children(node).iter().for_each(|c| self.everything(tree, *c, depth + 1));
        }
    }
}

/// Long, written the same in every output, and not what another tool fills in.
fn is_sure(line: &str) -> bool {
    let same = |b: u8| b.is_ascii_alphanumeric() || b"+/=._-".contains(&b);
    line.len() >= SURE && line.bytes().all(same) && line != MASK && !is_hole(line)
}
