#!/usr/bin/env bash
# Runs every fuzz target, all together for about so many seconds: core/fuzz/run.sh SECONDS [TARGET…]
#
# It needs neither a nightly compiler nor cargo-fuzz: coverage comes from flags that the stable compiler has, and what
# only nightly could add, the address sanitizer, finds little in a program without unsafe code. `cargo fuzz run TARGET`
# works as well.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds="${1:?core/fuzz/run.sh SECONDS [TARGET…]}"
shift
host="$(rustc -vV | sed -n 's/^host: //p')"
out=target/fuzz
programs="$out/$host/fuzz"

export CARGO_INCREMENTAL=0
# With `--target`, the flags are for our code only and not for the programs that build it.
coverage="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table
    -Cllvm-args=-sanitizer-coverage-trace-compares"
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || for program in core/fuzz/fuzz_targets/*.rs; do targets+=("$(basename "$program" .rs)"); done
RUSTFLAGS="${RUSTFLAGS:-} ${coverage//$'\n'/ }" cargo build --locked --quiet -p ostler-fuzz --features libfuzzer \
    "${targets[@]/#/--bin=}" --profile fuzz --target "$host" --target-dir "$out"

each=$((seconds / ${#targets[@]}))
[ "$each" -gt 0 ] || each=1
# Seeds are all tried before the time counts. A short run takes some of them and goes the same way every time, so that a
# change that has nothing to do with it does not fail by chance.
seeds="$out/seeds" corpus="$out/corpus" every=1 seed=0
if [ "$each" -lt 10 ]; then
    seeds="$out/short/seeds" corpus="$out/short/corpus" every=10 seed=1
    rm -rf "$out/short"
fi
cargo run --locked --quiet -p ostler-fuzz --bin seeds -- "$seeds" "$every"

failed=0
for target in "${targets[@]}"; do
    # The corpus grows from run to run; seeds are read only.
    mkdir -p "$corpus/$target" "$out/crashes/$target"
    log="$out/$target.log"
    if "$programs/$target" "$corpus/$target" "$seeds/$target" -max_total_time="$each" -seed="$seed" \
        -max_len=8192 -timeout=60 -rss_limit_mb=2048 -use_value_profile=1 -artifact_prefix="$out/crashes/$target/" \
        -print_final_stats=1 >"$log" 2>&1; then
        echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        failed=1
        echo "$target: broken by the input in $out/crashes/$target" >&2
        grep -v '^#[0-9]' "$log" | tail -n 40 >&2
    fi
done
exit "$failed"
