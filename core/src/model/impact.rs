//! What a change of a value asks of a machine that runs with the old one.

use super::Version;

/// How far a change reaches, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// Nothing happens on the machine now: the value counts when it is installed or upgraded next, or when the volume that
    /// it is about is made next.
    None,
    /// The machine takes it while it runs.
    InPlace,
    /// Nobody here knows.
    Unknown,
    /// The machine has to reboot before it counts.
    Reboot,
    /// What is installed, the machine or one of its volumes, has to be wiped and set up anew before it counts.
    Reinstall,
}

impl Impact {
    /// All, the mildest first.
    pub const ALL: [Self; 5] = [Self::None, Self::InPlace, Self::Unknown, Self::Reboot, Self::Reinstall];

    /// Name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::InPlace => "in-place",
            Self::Unknown => "unknown",
            Self::Reboot => "reboot",
            Self::Reinstall => "reinstall",
        }
    }

    /// For people, as what the machine does about the change.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::None => "counts when next installed or provisioned",
            Self::InPlace => "in place",
            Self::Unknown => "impact unknown",
            Self::Reboot => "needs a reboot",
            Self::Reinstall => "needs a wipe and a new installation",
        }
    }
}

/// An [`Impact`] from a release on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImpactAt {
    /// First release; `Version::new(0, 0)` for all.
    pub since: Version,
    /// What it is from then on.
    pub impact: Impact,
}

impl ImpactAt {
    /// What holds at a release; `None` when nothing is said.
    pub(super) fn at(history: &[Self], version: Version) -> Option<Impact> {
        history.iter().rev().find(|i| i.since <= version).map(|i| i.impact)
    }
}
