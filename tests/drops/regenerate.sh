#!/bin/sh
# Compiles every program in this folder with rustc, in both editions, and writes down what it prints.
# A program that begins with `// only 2024` is no Rust before that.
set -eu
cd "$(dirname "$0")"
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
for program in *.rs; do
    name=${program%.rs}
    [ "$name" = prelude ] && continue
    call='run()'
    if grep -q '^async fn run' "$program"; then call='wait(run())'; fi
    {
        cat prelude.rs "$program"
        echo 'fn wait(future: impl std::future::Future<Output = ()>) {'
        echo '    let mut context = std::task::Context::from_waker(std::task::Waker::noop());'
        echo '    assert!(std::pin::pin!(future).poll(&mut context).is_ready());'
        echo '}'
        echo 'use std::future::Future;'
        echo 'fn main() {'
        echo '    std::panic::set_hook(Box::new(|_| {}));'
        echo "    let _ = std::panic::catch_unwind(|| $call);"
        echo '}'
    } > "$built/main.rs"
    for edition in 2021 2024; do
        if grep -q '^// only 2024' "$program" && [ "$edition" = 2021 ]; then continue; fi
        rustc --edition "$edition" -A warnings -o "$built/main" "$built/main.rs"
        "$built/main" > "$name.$edition"
    done
done
