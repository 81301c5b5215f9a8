//! Names of layers: `all`, `role:worker`, `group:gpu`, `node:cp-1`, `final`.

use super::kinds::ROLE;
use crate::check::nearest::{any_of, nearest};

/// A layer by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer<'t> {
    /// Every node.
    All,
    /// Nodes of a role.
    Role(&'t str),
    /// Nodes of a group.
    Group(&'t str),
    /// One node.
    Node(&'t str),
    /// Every node, behind all others.
    Final,
}

impl<'t> Layer<'t> {
    /// Reads a name, or says what is wrong with it and what would be right.
    pub fn parse(text: &'t str) -> Result<Self, (String, String)> {
        match text.split_once(':') {
            None if text == "all" => Ok(Self::All),
            None if text == "final" => Ok(Self::Final),
            Some(("group", name)) if !name.is_empty() => Ok(Self::Group(name)),
            Some(("node", name)) if !name.is_empty() => Ok(Self::Node(name)),
            Some(("role", name)) => role(name),
            _ => Err(unknown(text)),
        }
    }

    /// The entry of `layers` that lets it count.
    pub const fn slot(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Role(_) => "role:{role}",
            Self::Group(_) => "group:{group}",
            Self::Node(_) => "node:{node}",
            Self::Final => "final",
        }
    }
}

/// What counts when a cluster has no `layers`.
pub const DEFAULT_SLOTS: &[&str] = &["all", "role:{role}", "group:{group}", "node:{node}"];

fn role(name: &str) -> Result<Layer<'_>, (String, String)> {
    if ROLE.values.iter().any(|v| v.text == name) {
        return Ok(Layer::Role(name));
    }
    let roles: Vec<_> = ROLE.values.iter().map(|v| v.text).collect();
    Err((format!("there is no role `{name}`"), format!("roles are {}", any_of(&roles))))
}

fn unknown(text: &str) -> (String, String) {
    let word = text.split(':').next().unwrap_or(text);
    let forms = ["all", "role", "group", "node", "final"];
    let help = match nearest(word, forms.into_iter()).first() {
        Some(&near @ ("all" | "final")) => format!("did you mean `{near}`?"),
        Some(near) => format!("did you mean `{near}:NAME`?"),
        None => {
            "layers are `all`, `role:worker`, `role:controlplane`, `group:NAME`, `node:NAME` and `final`".to_owned()
        }
    };
    (format!("`{text}` is not the name of a layer"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        assert_eq!(Layer::parse("all"), Ok(Layer::All));
        assert_eq!(Layer::parse("role:worker"), Ok(Layer::Role("worker")));
        assert_eq!(Layer::parse("group:rack:b"), Ok(Layer::Group("rack:b")));
        for wrong in ["", "roles:worker", "role:", "role:master", "group:", "worker", "all:x", "role:{role}"] {
            assert!(Layer::parse(wrong).is_err(), "{wrong}");
        }
        let help = |text| Layer::parse(text).err().map(|e| e.1).unwrap_or_default();
        assert_eq!(help("groups:gpu"), "did you mean `group:NAME`?");
        assert!(help("worker").starts_with("layers are"));
    }
}
