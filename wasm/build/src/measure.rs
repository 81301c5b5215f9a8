//! Sizes, as a visitor of the page downloads them.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Most kilobytes (1000 bytes) of the gzipped module.
const BUDGET: usize = 850;

/// Prints the sizes; true when they are within the budget.
pub fn report(compiled: &Path, module: &Path) -> Result<bool, Box<dyn Error>> {
    let bytes = fs::read(module)?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    let gzipped = encoder.finish()?.len();
    let kilobytes = |n: usize| n / 1000;
    println!("compiled  {:>6} kB", kilobytes(fs::read(compiled)?.len()));
    println!("module    {:>6} kB", kilobytes(bytes.len()));
    println!("gzipped   {:>6} kB of {BUDGET} kB", kilobytes(gzipped));
    Ok(kilobytes(gzipped) <= BUDGET)
}
