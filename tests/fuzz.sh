#!/bin/sh
# fuzz.sh [SECONDS [TARGET...]]: each libFuzzer target (tests/fuzz/fuzz_X.c)
# under ASan and UBSan for a few seconds, from what is known to be of interest
# in tests/fuzz/X and what earlier runs found in build/fuzz/corpus/X. Longer
# by hand: tests/fuzz.sh 3600 imap
set -u
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-5}
[ $# -gt 0 ] && shift
build=build/fuzzer
make -j"$(nproc)" --no-print-directory CC="${FUZZ_CC:-clang}" BUILD="$build" \
	SANITIZE=fuzzer OPTIMISE="-O1 -g" fuzzers || exit 1
[ $# -gt 0 ] || set -- $(cd tests/fuzz && ls fuzz_*.c | sed 's/^fuzz_//; s/\.c$//')
passed=0 failed=0
for name in "$@"; do
	found=build/fuzz/corpus/$name
	log=build/fuzz/$name.log
	seeds=
	words=
	# libconfig loses texts of broken files, and a search for leaks after
	# each would be all that there is time for.
	leaks=1
	[ "$name" = rules ] && leaks=0
	mkdir -p "$found"
	[ -d "tests/fuzz/$name" ] && seeds=tests/fuzz/$name
	[ -e "tests/fuzz/$name.dict" ] && words=-dict=tests/fuzz/$name.dict
	# shellcheck disable=SC2086 # either may be empty
	if "$build/fuzz/fuzz_$name" -max_total_time="$seconds" -max_len=16384 \
		-timeout=10 -rss_limit_mb=2048 -detect_leaks=$leaks -print_final_stats=1 \
		-artifact_prefix="build/fuzz/$name." $words \
		"$found" $seeds > "$log" 2>&1; then
		passed=$((passed + 1))
		echo "$name: $(sed -n 's/^Done \([0-9]*\) runs in \(.*\)$/\1 runs in \2/p' "$log")"
	else
		failed=$((failed + 1))
		echo "$name: failed"
		tail -n 40 "$log"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
