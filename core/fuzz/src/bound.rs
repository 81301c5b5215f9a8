//! The bound on time: a small input that takes long is a defect.

use std::fs;

/// Inputs of up to so many bytes are held to the bound.
const SMALL: usize = 64 * 1024;

/// Processor time that a small input may take, in nanoseconds. A user would wait a fraction of it, since programs for
/// fuzzing are several times slower than released ones, and those of plain tests more so.
#[allow(unexpected_cfgs, reason = "`fuzzing` is what cargo-fuzz and `run.sh` set")]
const MOST: u64 = if cfg!(fuzzing) { 3_000_000_000 } else { 10_000_000_000 };

/// Inputs below so many bytes are not measured, since asking for the time costs more than they do.
const TINY: usize = 512;

/// Runs `work` and panics when it took too long for an input of `len` bytes.
pub fn hold(len: usize, work: impl FnOnce()) {
    hold_to(MOST, len, work);
}

fn hold_to(most: u64, len: usize, work: impl FnOnce()) {
    let before = if (TINY..=SMALL).contains(&len) { processor_time() } else { None };
    work();
    let Some(before) = before else { return };
    let took = processor_time().unwrap_or(before) - before;
    assert!(took <= most, "{len} bytes took {} ms", took / 1_000_000);
}

/// Time that this thread was on a processor; `None` on systems that do not tell. The clock on the wall would blame
/// inputs for what else the machine does.
fn processor_time() -> Option<u64> {
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{SMALL, hold_to};

    fn work() {
        assert!((0..3_000_000u64).map(std::hint::black_box).sum::<u64>() > 0);
    }

    #[test]
    #[should_panic(expected = "1000 bytes took")]
    fn slow_work_is_told() {
        hold_to(100_000, 1000, work);
    }

    #[test]
    fn large_inputs_may_take_long() {
        hold_to(100_000, SMALL + 1, work);
    }
}
