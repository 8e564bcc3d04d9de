#!/bin/sh
# Runs one form and keeps what both services send: `record.sh broken FOLDER`. The broker has to run, and port 4318 to be free.
set -e
form=$1
folder=$(realpath -m "$2")
cd "$(dirname "$0")"
cargo build --locked --quiet
cargo run --locked --quiet --bin warehouse "$form" &
warehouse=$!
python3 ../../tests/captures/sources/receive.py "$folder" >/dev/null &
receiver=$!
trap 'kill $receiver' EXIT
sleep 2
cargo run --locked --quiet --bin shop "$form"
wait $warehouse
