//! Speed of the YAML reader: `cargo run --release -p ostler-core --example yaml_speed`. Prints megabytes a second on
//! text like machine configs, what the tree takes in memory, and the time for awkward inputs.
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use ostler_core::syntax::{Dialect, GO_YAML_V4_REFUSES, Parsed, Syntax, parse};
use ostler_core::text::SourceId;

const GO: Dialect = Dialect { reader: "Go", refuses: GO_YAML_V4_REFUSES };

fn read(text: &str) -> Parsed {
    parse(text, Syntax::Yaml, &GO, SourceId(0), &[])
}

/// One large config of about `bytes` bytes.
fn config(bytes: usize) -> String {
    let mut out = String::from("version: v1alpha1\nmachine:\n  type: worker # role\n  files:\n");
    let mut n = 0;
    while out.len() < bytes {
        n += 1;
        let _ = write!(
            out,
            "    - path: /etc/cri/conf.d/{n}.part\n      permissions: 0o644\n      op: \"create\"\n      \
             # written at boot\n      content: |\n        [plugins.\"io.containerd.cri\"]\n          enable = true\n      \
             tags: [a, b, {{c: {n}}}]\n"
        );
    }
    out
}

/// Time on a processor where the system tells it, else time on the wall: a busy machine must not count.
fn now(start: Instant) -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|n| n.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn time(name: &str, text: &str) {
    let start = Instant::now();
    let before = now(start);
    let parsed = read(text);
    let took = now(start).saturating_sub(before);
    println!("{name:30} {:9} bytes {:8.1} ms, {} errors", text.len(), took.as_secs_f64() * 1e3, parsed.errors.len());
}

fn main() {
    let text = config(1_000_000);
    let start = Instant::now();
    let best = (0..20)
        .map(|_| {
            let before = now(start);
            std::hint::black_box(read(&text));
            now(start).saturating_sub(before)
        })
        .min()
        .unwrap_or_default();
    println!("{:.1} MB/s on {} bytes", text.len() as f64 / 1e6 / best.as_secs_f64(), text.len());
    let nodes = read(&text).tree.len();
    println!("{nodes} nodes, {:.2} bytes a node", text.len() as f64 / nodes as f64);
    let broken = text.replacen("op: \"create\"", "op: \"create", 1);
    time("one open quote in 1 MB", &broken);
    time("one open quote in 8 kB", &config(8_000).replacen("op: \"create\"", "op: \"create", 1));
    time("100k brackets", &format!("a: {}", "[".repeat(100_000)));
    time("10k dashes", &"- ".repeat(10_000));
    time("flow on one line", &format!("[{}]", "{\"a\": [1, 2, 3]}, ".repeat(60_000)));
    time("200k keys", &(0..200_000).fold(String::new(), |s, n| s + &format!("k{n}: {n}\n")));
    time("60k quotes, none closed", &"\"x\n".repeat(60_000));
    time("noise", &"\"] : - [ { @ % & *\n  ' x: y: z\n".repeat(30_000));
    time("open bracket, one line", &format!("a: [{}", "\"x\", ".repeat(200_000)));
    time("10 MB quoted", &format!("a: \"{}\"\n", "x".repeat(10_000_000)));
}
