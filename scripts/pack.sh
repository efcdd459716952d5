#!/usr/bin/env bash
# Packs what `train`, the benchmarks and the training of the prior need on a machine with Linux and a GPU but neither Node nor npm: Node itself, the
# installed packages that are used at run time, for this machine's processor alone, and the WebAssembly kernels. `scripts/pack.sh FOLDER` writes
# FOLDER/modeseek.tar.xz, 49 MB. There, in a checkout of the same commit: python3 -m tarfile -e modeseek.tar.xz; touch packages/backend/build/*/*.wasm;
# ./node scripts/launch.mjs bench field --backend webgpu; ./node --conditions=source --import tsx scripts/prior/make-data.ts
set -euo pipefail
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
node scripts/build-kernels.mjs
pack=$(mktemp -d)
trap 'rm -rf "$pack"' EXIT

# Everything that our packages depend on, and what scripts of ours import beside.
node --input-type=module >"$pack/list" <<'END'
import { existsSync, readdirSync, readFileSync } from 'node:fs';
const found = new Set();
const visit = (name, from = '') => {
  const inner = `${from}/node_modules/${name}`.slice(1);
  const folder = from && existsSync(inner) ? inner : `node_modules/${name}`;
  if (found.has(folder) || /musl/.test(name) || !existsSync(folder)) return;
  found.add(folder);
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(each, `/${folder}`);
};
for (const name of readdirSync('packages')) visit(`@modeseek/${name}`);
for (const name of ['tsx', 'ml-matrix']) visit(name);
console.log([...found].join('\n'));
END
left_out=(win32 darwin arm64 _test.js miniprogram .map .md .d.ts .d.cts .d.mts .min.js browser.js three/examples three/src three.tsl three.webgpu zod/src sharp/src .es2017. .fesm.)
left_out=("${left_out[@]/%/*}")
tar -c --hard-dereference "${left_out[@]/#/--exclude=*}" --files-from="$pack/list" node_modules/.modeseek-lock packages/*/build | tar -C "$pack" -x
cp "$(readlink -f "$(command -v node)")" "$pack/node"
find "$pack" -type f \( -name node -o -name '*.node' \) -exec strip --strip-unneeded {} +
rm "$pack/list"
tar -C "$pack" -c . | xz -T0 --block-size=32MiB --x86 --lzma2=preset=9,dict=32MiB >"$out/modeseek.tar.xz"
