#!/usr/bin/env bash
# Builds `wizfi360` for a target, runs it, and packs it: .github/pack.sh TARGET TAG
# The archive is target/dist/wizfi360-TAG-TARGET.tar.gz, or .zip for Windows.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1 tag=$2

version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
if [[ $tag != "v$version" ]]; then
  echo "error: the tag is $tag, but Cargo.toml has version $version; tag v$version" >&2
  exit 1
fi

cargo build --release --locked -p wizfi360-cli --target "$target"
exe=wizfi360
[[ $target == *-windows-* ]] && exe=wizfi360.exe
"target/$target/release/$exe" demo --color never > /dev/null

name=wizfi360-$tag-$target
folder=target/dist/$name
rm -rf target/dist
mkdir -p "$folder"
cp "target/$target/release/$exe" LICENSE-MIT LICENSE-APACHE CHANGELOG.md "$folder"
cp wizfi360-cli/README.md "$folder/README.md"
cd target/dist
if [[ $target == *-windows-* ]]; then 7z a -bso0 "$name.zip" "$name"; else tar -czf "$name.tar.gz" "$name"; fi
rm -r "$name"
ls -l
