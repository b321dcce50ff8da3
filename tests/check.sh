#!/bin/sh
# check.sh: every test; each part prints "N passed, N failed" as its last line,
# and so does the whole. A part that ends without such a line counts as one
# failure. What a part says is in build/check/NAME.log.
set -u
cd "$(dirname "$0")/.." || exit 1
jobs=$(nproc 2>/dev/null || echo 2)
logs=build/check
rm -rf "$logs"
mkdir -p "$logs"

part() { # part NAME COMMAND...
	name=$1
	shift
	start=$(date +%s)
	"$@" > "$logs/$name.log" 2>&1
	code=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$logs/$name.log" | tail -n 1)
	p=${line%% passed*}
	f=${line##*, }
	f=${f%% failed*}
	if [ -z "$line" ]; then
		p=0 f=1
		[ "$code" -eq 0 ] && p=1 f=0
	elif [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
	fi
	if [ "$f" -ne 0 ]; then
		tail -n 60 "$logs/$name.log"
		grep -A 6 FAILED "$logs/$name.log" | tail -n 20 |
			sed "s|^|$name: |" > "$logs/$name.failed"
	fi
	echo "== $name: $p passed, $f failed ($(($(date +%s) - start)) s)"
	echo "$p $f" > "$logs/$name.count"
}

formatted() {
	git ls-files '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

# Each of these uses every processor.
part floors ./tests/floors.sh
part format formatted
part cases ./tests/cases.py
part build-gcc make -j"$jobs" --no-print-directory all manuals probes
part unit-gcc make -j"$jobs" --no-print-directory unit
part build-clang make -j"$jobs" --no-print-directory CC=clang BUILD=build/clang all
part build-sanitized make -j"$jobs" --no-print-directory BUILD=build/asan SANITIZE=1 all manuals probes
part unit-sanitized make -j"$jobs" --no-print-directory BUILD=build/asan SANITIZE=1 unit

# Each of these uses one, so there are two rows of them.
{
	part fuzz ./tests/fuzz.sh
	part demo ./tests/demo_check.sh build
	part notices ./tests/notices/check.sh build
	part page ./tests/browser/page.sh build
	part manual ./tests/manual.sh build
} &
{
	part orders ./tests/orders.sh build
	part term ./tests/term_check.sh build
	part score ./tests/score.sh build
	part corpus ./tests/mime_open.py build
	part corpus-sanitized ./tests/mime_open.py build/asan
	part demo-sanitized ./tests/demo_check.sh build/asan
} &
wait
part servers ./tests/servers.sh build
part servers-sanitized ./tests/servers.sh build/asan

# Once more what failed, where it is looked for first.
cat "$logs"/*.failed 2>/dev/null
total=$(cat "$logs"/*.count | awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }')
echo "${total% *} passed, ${total#* } failed"
[ "${total#* }" -eq 0 ]
