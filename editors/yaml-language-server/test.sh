#!/usr/bin/env bash
# Opens files with our JSON Schemas in yaml-language-server: editors/yaml-language-server/test.sh PATH/TO/ostler
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
OSTLER="$(realpath "${1:-$here/../../target/release/ostler}")"
export OSTLER
[ -x "$OSTLER" ] || { echo "no ostler at $OSTLER; build it first" >&2; exit 2; }
cd "$here"
[ -x node_modules/.bin/yaml-language-server ] || npm ci --no-audit --no-fund
node --test
