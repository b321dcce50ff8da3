#!/bin/sh
# check.sh: every test, one after another; each part prints "N passed, N
# failed" as its last line, and so does the whole. A part that ends without
# such a line counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 1
jobs=$(nproc 2>/dev/null || echo 2)
passed=0 failed=0
logs=build/check
mkdir -p "$logs"

part() { # part NAME COMMAND...
	name=$1
	shift
	start=$(date +%s)
	printf '== %s\n' "$name"
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
	[ "$f" -eq 0 ] || tail -n 60 "$logs/$name.log"
	printf '   %s passed, %s failed (%s s)\n' "$p" "$f" "$(($(date +%s) - start))"
	passed=$((passed + p))
	failed=$((failed + f))
}

formatted() {
	git ls-files '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

part floors ./tests/floors.sh
part format formatted
part build-gcc make -j"$jobs" --no-print-directory all manuals probes
part unit-gcc make -j"$jobs" --no-print-directory unit
part build-clang make -j"$jobs" --no-print-directory CC=clang BUILD=build/clang all
part build-sanitized make -j"$jobs" --no-print-directory BUILD=build/asan SANITIZE=1 all manuals probes
part unit-sanitized make -j"$jobs" --no-print-directory BUILD=build/asan SANITIZE=1 unit
part fuzz ./tests/fuzz.sh
part term ./tests/term_check.sh build
part demo ./tests/demo_check.sh build
part manual ./tests/manual.sh build
part score ./tests/score.sh build
part demo-sanitized ./tests/demo_check.sh build/asan
part corpus ./tests/mime_open.py build
part corpus-sanitized ./tests/mime_open.py build/asan
part notices ./tests/notices/check.sh build
part page ./tests/browser/page.sh build
part servers ./tests/servers.sh build
part servers-sanitized ./tests/servers.sh build/asan
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
