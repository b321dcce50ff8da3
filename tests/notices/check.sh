#!/bin/sh
# check.sh BUILD: writes every sample notice and lints it.
set -eu
build=${1:?build folder}
here=$(dirname "$0")
samples=$(mktemp -d)
trap 'rm -rf "$samples"' EXIT
POSTWACHT_SAMPLES=$samples "$build/tests/test_render" > "$samples/log" 2>&1 || {
	cat "$samples/log" >&2
	exit 1
}
"$here/lint.py" "$samples"/*.html "$samples"/*.eml
