#!/usr/bin/env bash
# Compiles the code that proves what is known of clients, and the example that uses one: `check.sh [FLAGS OF CARGO CHECK]`.
set -euo pipefail
cd "$(dirname "$0")"

cargo fmt --all --check
cargo check --locked --workspace "$@"
cargo fmt --manifest-path ../examples/rabbitmq/Cargo.toml --check
cargo check --locked --manifest-path ../examples/rabbitmq/Cargo.toml "$@"
