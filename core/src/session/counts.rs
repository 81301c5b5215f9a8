//! How much work was done; tests assert on it that an edit costs what it should.

use core::sync::atomic::{AtomicUsize, Ordering};

/// Numbers of recomputations since the engine was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents parsed.
    pub parsed: usize,
    /// Documents checked.
    pub checked: usize,
    /// Sets of documents checked together.
    pub sets: usize,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    pub parsed: AtomicUsize,
    pub checked: AtomicUsize,
    pub sets: AtomicUsize,
}

impl Counters {
    pub fn get(&self) -> Counts {
        let read = |n: &AtomicUsize| n.load(Ordering::Relaxed);
        Counts { parsed: read(&self.parsed), checked: read(&self.checked), sets: read(&self.sets) }
    }
}

pub(super) fn add(counter: &AtomicUsize) {
    counter.fetch_add(1, Ordering::Relaxed);
}
