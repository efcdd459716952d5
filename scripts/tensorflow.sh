#!/usr/bin/env bash
# Builds what `--backend tensorflow` runs on into .cache/tensorflow, where it is found: TF.js's binding for
# Node, compiled against TensorFlow's C library, which comes out of its wheel for Python. For CI, and where
# the prebuilt binding cannot be had (docs/tensorflow.md). x86-64 Linux with python3, pip and g++. A quarter
# of a minute with a good connection, 0.9 GB; does nothing when it has been done.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
lists=$root/scripts/tensorflow
target=$root/.cache/tensorflow

fail() {
  echo "scripts/tensorflow.sh: $1" >&2
  exit 1
}

# Runs a command and shows what it says only when it fails.
quietly() {
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "this failed: $*"; }
}

wanted=$(cat "$root/scripts/tensorflow.sh" "$lists"/* | sha256sum)
if [[ -e $target/built && $(<"$target/built") == "$wanted" ]]; then exit 0; fi
[[ ! -e $target || -e $target/built ]] || fail "$target was not made by this script; remove it first"
[[ $(uname -sm) == "Linux x86_64" ]] || fail "TensorFlow's wheel is for x86-64 Linux; this is $(uname -sm)"
python3 -m pip --version &>/dev/null || fail "python3 with pip is needed, to get TensorFlow's wheel"
command -v g++ >/dev/null || fail "g++ is needed, to compile the binding"

echo "Building TensorFlow's binding (once)..." >&2
mkdir -p "$root/.cache"
work=$(mktemp -d "$root/.cache/tensorflow-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cp "$lists"/{package.json,yarn.lock} "$work"
quietly npx --yes yarn@1.22.22 --cwd "$work" install --frozen-lockfile --ignore-scripts --non-interactive

# Any Python will do: of the wheel only libraries and headers are used.
quietly python3 -m pip download --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
  --implementation cp --python-version 3.11 --abi cp311 --platform manylinux_2_17_x86_64 \
  --requirement "$lists/requirements.txt" --dest "$work/wheel"
python3 - "$work"/wheel/*.whl "$work/wheel" <<'PYTHON'
import sys, zipfile
wheel, folder = sys.argv[1:]
kept = ("tensorflow/libtensorflow", "tensorflow/include/tensorflow/", "tensorflow/include/tsl/")
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, [name for name in archive.namelist() if name.startswith(kept)])
PYTHON

# Where the package's own installation would have put them.
package=$work/node_modules/@tensorflow/tfjs-node
libraries=$package/deps/lib
addon=$package/lib/napi-v8/tfjs_binding.node
mkdir -p "$libraries" "$(dirname "$addon")"
mv "$work"/wheel/tensorflow/libtensorflow* "$libraries"
quietly g++ -std=c++17 -O2 -fPIC -shared -DNAPI_VERSION=8 "$package"/binding/*.cc -o "$addon" \
  -I"$work/wheel/tensorflow/include" -I"$work/node_modules/node-api-headers/include" \
  -L"$libraries" -l:libtensorflow_cc.so.2 -l:libtensorflow_framework.so.2 "-Wl,-rpath,\$ORIGIN/../../deps/lib"
rm -r "$work/wheel" "$work/log"

echo "$wanted" >"$work/built"
rm -rf "$target"
mv -T "$work" "$target"
