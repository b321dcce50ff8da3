#!/bin/sh
# check.sh BUILD [PICTURES]: writes every sample notice, lints it, and has
# axe-core look at it in a browser; with a folder, leaves pictures there.
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
mkdir "$samples/pages"
POSTWACHT_PAGES=$samples/pages "$build/tests/test_report" > "$samples/log" 2>&1 || {
	cat "$samples/log" >&2
	exit 1
}

# The browser must be able to find fault.
look=$here/../browser/run.sh
if "$look" "$build" "$here/../browser/bad.html" > "$samples/bad"; then
	echo "look.js finds no fault with bad.html" >&2
	exit 1
fi
for fault in html-has-lang heading-order color-contrast image-alt "px wider" \
	"asks for https:"; do
	grep -q "$fault" "$samples/bad" || {
		echo "look.js does not find $fault in bad.html" >&2
		cat "$samples/bad" >&2
		exit 1
	}
done
"$look" "$build" ${2:+--pictures "$2"} "$samples"/*.html "$samples"/pages/*.html
