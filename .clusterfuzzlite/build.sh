#!/usr/bin/env bash
# Builds all fuzz targets into $OUT, each with its seed corpus and dictionary. ClusterFuzzLite and OSS-Fuzz call it in their container;
# `cargo xtask fuzz-cluster` calls it without one.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d "${SRC:-}/wizfi360" ] && cd "$SRC/wizfi360"

# The container has a nightly of its own and says so by RUSTUP_TOOLCHAIN; rust-toolchain.toml is for the gates.
export RUSTUP_TOOLCHAIN="${RUSTUP_TOOLCHAIN:-nightly-2026-05-20}"
built="${FUZZ_BUILT:-target/fuzz}"
cargo fuzz build --features libfuzzer --target-dir "$built"
host="$(rustc -vV | sed -n 's/^host: //p')"
binaries="$built/$host/release"

seeds="$(mktemp -d)"
trap 'rm -rf "$seeds"' EXIT
"$binaries/seeds" "$seeds"

for source in fuzz/fuzz_targets/*.rs; do
    target="$(basename "$source" .rs)"
    cp "$binaries/$target" "$OUT/$target"

    dictionary="fuzz/dictionaries/$target.dict"
    [ -f "$dictionary" ] || dictionary=fuzz/dictionaries/protocol.dict
    cp "$dictionary" "$OUT/$target.dict"

    # What it starts from: seeds, the minimised corpus, and all that was once wrong. Inputs of one name have one content.
    for folder in "fuzz/minimised/$target" "fuzz/regressions/$target"; do
        [ -d "$folder" ] && cp -r "$folder/." "$seeds/$target/"
    done
    rm -f "$OUT/${target}_seed_corpus.zip"
    (cd "$seeds/$target" && zip -q -r "$OUT/${target}_seed_corpus.zip" .)

    printf '[libfuzzer]\nmax_len = 4096\ntimeout = 10\n' >"$OUT/$target.options"
done
