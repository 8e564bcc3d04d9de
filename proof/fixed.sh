#!/usr/bin/env bash
# Compiles `fixable/` as it is, and again as `--fix --unsafe-fixes` makes it: `fixed.sh [FLAGS OF CARGO CHECK]`.
set -euo pipefail
cd "$(dirname "$0")"

fixed=$(mktemp -d)
trap 'rm -rf "$fixed"' EXIT
cp -r fixable/. "$fixed"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target/fixable}"
cargo check --locked --manifest-path "$fixed/Cargo.toml" "$@"

(unset CARGO_TARGET_DIR && cargo build --locked --manifest-path ../Cargo.toml)
../target/debug/cargo-otel-lint otel-lint --select all --fix --unsafe-fixes --fail-on never --format short "$fixed"
if diff -rq fixable/src "$fixed/src" >/dev/null; then
    echo "nothing was fixed" >&2
    exit 1
fi
cargo check --locked --manifest-path "$fixed/Cargo.toml" "$@"
echo "proof/fixable compiles once it is fixed"
