#!/usr/bin/env bash
# Builds the WebAssembly, holds it to its budget, and runs it under Node and in Chromium.
set -euo pipefail
cd "$(dirname "$0")"
[ -x node_modules/.bin/wasm-opt ] || npm ci --no-audit --no-fund
cargo run --locked --quiet --package ostler-wasm-build
node --test tests/
