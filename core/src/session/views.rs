//! Folded views, made when a kind first occurs and kept: one per kind and target.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Kind, Target, View};

/// Cache of [`View`]s, shared by all files of an engine.
#[derive(Debug, Default)]
pub struct Views {
    made: Mutex<HashMap<(usize, Target), Arc<View>>>,
}

impl Views {
    /// The view of a kind at a target.
    pub fn get(&self, kind: &'static Kind, target: &Target) -> Arc<View> {
        // A kind is a static; its address is its identity.
        let key = (core::ptr::from_ref(kind) as usize, target.clone());
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.entry(key).or_insert_with(|| Arc::new(View::new(kind, target))))
    }

    /// Number of views made so far.
    pub fn len(&self) -> usize {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// True before the first one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
