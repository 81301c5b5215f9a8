//! How far a long run is: one line on standard error, on a terminal only, gone when the run ends.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long nothing is shown, and how often it changes after that.
const PAUSE: Duration = Duration::from_millis(200);

/// Columns of the bar.
const COLUMNS: usize = 24;

/// Counts what is done.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    noun: &'static str,
    done: AtomicUsize,
    shown: Option<Mutex<Shown>>,
}

#[derive(Debug)]
struct Shown {
    last: Instant,
    any: bool,
}

impl Progress {
    /// Begins to count `total` things, called `noun` ("nodes").
    pub fn new(total: usize, noun: &'static str) -> Self {
        let shown = io::stderr().is_terminal().then(|| Mutex::new(Shown { last: Instant::now(), any: false }));
        Self { total, noun, done: AtomicUsize::new(0), shown }
    }

    /// One more is done. May be called by several threads.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(Ok(mut shown)) = self.shown.as_ref().map(Mutex::try_lock) else { return };
        if shown.last.elapsed() >= PAUSE {
            shown.last = Instant::now();
            shown.any = true;
            let filled = done * COLUMNS / self.total.max(1);
            let bar = "━".repeat(filled) + &"─".repeat(COLUMNS.saturating_sub(filled));
            // Nowhere to tell that standard error is gone.
            let _ = write!(io::stderr(), "\r{bar} {done}/{} {}", self.total, self.noun);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let any = self.shown.as_ref().is_some_and(|s| s.lock().is_ok_and(|s| s.any));
        if any {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
