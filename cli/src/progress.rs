//! How far a long run is, on the terminal of standard error and nowhere else.
//!
//! A thread of its own draws one line and clears it at the end; whoever works only counts, so many threads may work at
//! once and none waits. Nothing is drawn before a run counts as long. This module knows neither files nor findings.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// A run is long after this.
const LONG: Duration = Duration::from_millis(500);

/// Time between two looks at the count.
const PAUSE: Duration = Duration::from_millis(100);

/// Columns of a terminal that does not say how many it has.
const COLUMNS: usize = 80;

/// A terminal that progress is shown on.
#[derive(Clone, Copy, Debug)]
pub struct Screen(());

impl Screen {
    /// Standard error, if that is a terminal.
    pub fn stderr() -> Option<Self> {
        std::io::stderr().is_terminal().then_some(Self(()))
    }
}

/// What the workers say of themselves.
#[derive(Debug, Default)]
pub struct Counter {
    done: AtomicUsize,
    latest: AtomicUsize,
}

impl Counter {
    /// Does one piece of the work: that with this number, from 0.
    pub fn step<T>(&self, number: usize, work: impl FnOnce() -> T) -> T {
        self.latest.store(number, Ordering::Relaxed);
        let done = work();
        self.done.fetch_add(1, Ordering::Relaxed);
        done
    }
}

/// Work of many steps, in words.
pub struct Task<'a> {
    /// What happens to each: "checked".
    pub done: &'static str,
    /// Number of steps.
    pub total: usize,
    /// Name of the step with this number; may be empty.
    pub name: &'a (dyn Fn(usize) -> &'a str + Sync),
}

/// Does all of the work, which counts its steps, and shows meanwhile how far it is.
pub fn watch<T>(screen: Option<Screen>, task: &Task<'_>, work: impl FnOnce(&Counter) -> T) -> T {
    let counter = Counter::default();
    if screen.is_none() {
        return work(&counter);
    }
    let (working, done) = channel::<()>();
    std::thread::scope(|scope| {
        let counter = &counter;
        scope.spawn(move || draw(counter, task, &done));
        // Dropped at the end, and when the work panics.
        let _working = working;
        work(counter)
    })
}

/// Draws until the other end of the channel is gone.
fn draw(counter: &Counter, task: &Task<'_>, done: &Receiver<()>) {
    let (mut wait, mut drawn) = (LONG, 0usize);
    while done.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = PAUSE;
        let number = counter.latest.load(Ordering::Relaxed);
        let count = format!("{} {} of {}", task.done, counter.done.load(Ordering::Relaxed), task.total);
        let text = line(count, (task.name)(number), columns());
        let length = width(&text);
        put(&format!("\r{text}{}", " ".repeat(drawn.saturating_sub(length))));
        drawn = length;
    }
    if drawn > 0 {
        put(&format!("\r{}\r", " ".repeat(drawn)));
    }
}

fn columns() -> usize {
    terminal_size::terminal_size_of(std::io::stderr()).map_or(COLUMNS, |(width, _)| usize::from(width.0))
}

/// `checked 12 of 480, nodes/w-1.yaml`, in less than a line: of a long name, the end.
fn line(count: String, name: &str, columns: usize) -> String {
    let room = columns.saturating_sub(count.len() + 3);
    let name: Vec<char> = name.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    let mut from = name.len();
    let mut taken = 0;
    while from > 0 && taken + cells(name[from - 1]) <= room {
        from -= 1;
        taken += cells(name[from]);
    }
    let (cut, name) = if from == 0 { ("", &name[..]) } else { ("…", &name[(from + 1).min(name.len())..]) };
    if name.is_empty() { count } else { format!("{count}, {cut}{}", name.iter().collect::<String>()) }
}

/// Columns that a text takes.
fn width(text: &str) -> usize {
    text.chars().map(cells).sum()
}

/// Columns that a character may take; too many does no harm.
fn cells(c: char) -> usize {
    if c.is_ascii() || c == '…' { 1 } else { 2 }
}

fn put(text: &str) {
    let mut err = std::io::stderr().lock();
    // Nowhere to tell that the terminal is gone.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, columns: usize) -> String {
        line("checked 3 of 40".to_owned(), name, columns)
    }

    #[test]
    fn a_line_fits_its_terminal() {
        assert_eq!(of("nodes/w-1.yaml", 80), "checked 3 of 40, nodes/w-1.yaml");
        assert_eq!(of("a/very/long/path/to/w-1.yaml", 30), "checked 3 of 40, …to/w-1.yaml");
        assert_eq!(of("x.yaml", 5), "checked 3 of 40");
        assert_eq!(of("\u{1b}[2Jx.yaml", 80), "checked 3 of 40, ?[2Jx.yaml");
        assert_eq!(of("", 80), "checked 3 of 40");
        for columns in 20..60 {
            assert!(width(&of("ordner/größe/名前/w-1.yaml", columns)) < columns);
        }
    }

    const TASK: Task = Task { done: "done", total: 3, name: &|_| "x" };

    #[test]
    fn work_is_done_with_and_without_a_screen() {
        for screen in [None, Some(Screen(()))] {
            let sum: usize = watch(screen, &TASK, |counter| (0..3).map(|n| counter.step(n, || n)).sum());
            assert_eq!(sum, 3);
        }
    }

    #[test]
    #[should_panic(expected = "the work")]
    fn a_panic_of_the_work_ends_the_drawing() {
        watch(Some(Screen(())), &TASK, |_| assert!(std::hint::black_box(false), "the work"));
    }
}
