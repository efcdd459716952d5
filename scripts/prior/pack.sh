#!/usr/bin/env bash
# Packs what training needs on a machine that has Python and a GPU but neither Node nor npm: Node itself, the generator of the pictures as
# plain files, and the Python scripts. `scripts/prior/pack.sh FOLDER` writes FOLDER/prior.tar.xz (about 25 MB) for this machine's processor.
# There: python3 -m tarfile -e prior.tar.xz; ./node generator/make-data.js --split train --objects 400; python3 train.py --precision bfloat16 --batch 512
set -euo pipefail
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
pack=$(mktemp -d)
trap 'rm -rf "$pack"' EXIT
npx esbuild make-data.ts make-data-worker.ts --bundle --platform=node --format=esm --conditions=source \
  --outdir="$pack/generator" --log-level=warning \
  --banner:js="import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"
echo '{ "type": "module", "version": "0.0.0" }' >"$pack/package.json"
cp ./*.py "$pack"
cp "$(readlink -f "$(command -v node)")" "$pack/node"
tar -C "$pack" -c . | xz -T0 -6 >"$out/prior.tar.xz"
