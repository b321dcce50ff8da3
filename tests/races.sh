#!/bin/bash
# races.sh [TEST ...]: the unit tests, and server tests (job, trouble, ops),
# in a build with ThreadSanitizer: watchers, courier, desk and main thread at
# work. By hand, not in `make check`.
set -u
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- job ops trouble
make_it() {
	make -j"$(nproc)" --no-print-directory CC="${CC:-gcc}" BUILD=build/tsan \
		SANITIZE=thread OPTIMISE="-O1 -g" "$@"
}
make_it all probes || exit 1
export RIG_SLOW=3
# Charts are drawn by pango and fontconfig, which are built without it and
# hand memory over in ways that it does not see.
export TSAN_OPTIONS=suppressions=$PWD/tests/races.supp
line=$(make_it unit 2>&1 | tee build/tsan/unit.log | grep -E '^[0-9]+ passed, [0-9]+ failed$')
[ -n "$line" ] || line="0 passed, 1 failed"
grep -E 'FAILED|WARNING: ThreadSanitizer' build/tsan/unit.log
echo "-- unit: $line"
passed=${line%% passed*} failed=${line##*, } failed=${failed%% failed*}
for name in "$@"; do
	out=$("tests/servers/test_$name.sh" "$PWD/build/tsan" 2>&1)
	printf '%s\n' "$out"
	passed=$((passed + $(printf '%s\n' "$out" | grep -c '^ok ')))
	failed=$((failed + $(printf '%s\n' "$out" | grep -c '^FAILED ')))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
