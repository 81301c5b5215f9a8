//! Runs a target on files, without a fuzzer: `cargo run -p ostler-fuzz --bin replay -- TARGET FILE…`

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let target = args.next().unwrap_or_default();
    for path in args {
        let start = std::time::Instant::now();
        ostler_fuzz::run(&target, &std::fs::read(&path)?);
        println!("{path}: {} ms", start.elapsed().as_millis());
    }
    Ok(())
}
