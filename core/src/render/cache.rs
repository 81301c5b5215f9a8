//! A bounded cache of shared values: what was not asked for during a generation is forgotten. It must not know what it
//! keeps.

use core::hash::Hash;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

type Cell<V> = Arc<OnceLock<Arc<V>>>;

/// Keeps at most twice `limit` values, the ones asked for last.
#[derive(Debug)]
pub(super) struct Cache<K, V> {
    limit: usize,
    generations: Mutex<Generations<K, V>>,
}

#[derive(Debug)]
struct Generations<K, V> {
    young: HashMap<K, Cell<V>>,
    old: HashMap<K, Cell<V>>,
}

impl<K: Eq + Hash, V> Cache<K, V> {
    pub fn new(limit: usize) -> Self {
        let generations = Generations { young: HashMap::new(), old: HashMap::new() };
        Self { limit, generations: Mutex::new(generations) }
    }

    /// The value of a key, made by the first who asks; others who ask meanwhile wait for it.
    pub fn get(&self, key: K, make: impl FnOnce() -> Arc<V>) -> Arc<V> {
        let cell = self.cell(key);
        Arc::clone(cell.get_or_init(make))
    }

    /// As [`Cache::get`], for a value that may not come to be; that is not kept.
    pub fn try_get(&self, key: K, make: impl FnOnce() -> Option<Arc<V>>) -> Option<Arc<V>> {
        let cell = self.cell(key);
        if let Some(value) = cell.get() {
            return Some(Arc::clone(value));
        }
        let made = make()?;
        Some(Arc::clone(cell.get_or_init(|| made)))
    }

    fn cell(&self, key: K) -> Cell<V> {
        let mut guard = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let Generations { young, old } = &mut *guard;
        if let Some(cell) = young.get(&key) {
            return Arc::clone(cell);
        }
        let cell = old.remove(&key).unwrap_or_default();
        if young.len() >= self.limit {
            *old = core::mem::take(young);
        }
        young.insert(key, Arc::clone(&cell));
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_asked_for() {
        let cache: Cache<u32, u32> = Cache::new(2);
        let mut made = 0;
        let mut ask = |key| {
            *cache.get(key, || {
                made += 1;
                Arc::new(key)
            })
        };
        for key in [1, 2, 1, 3, 1, 4, 1] {
            assert_eq!(ask(key), key);
        }
        assert_eq!(made, 4, "1 was always asked for again in time");
        let mut again = 0;
        cache.get(2, || {
            again += 1;
            Arc::new(2)
        });
        assert_eq!(again, 1, "2 was not");
    }
}
