#!/bin/sh
# unit.sh BUILD: runs every unit test program; the last line counts tests.
set -u
build=${1:?build folder}
passed=0 failed=0
log=$build/tests/unit.log
: > "$log"
for t in "$build"/tests/test_*; do
	case $t in *.log | *.d) continue ;; esac
	out=$(CMOCKA_MESSAGE_OUTPUT=stdout "$t" 2>&1)
	code=$?
	printf '%s\n' "$out" >> "$log"
	ok=$(printf '%s\n' "$out" | grep -c '^\[       OK \]')
	bad=$(printf '%s\n' "$out" | sed -n 's|^ *\([0-9]*\) FAILED TEST.*|\1|p' | tail -n 1)
	bad=${bad:-0}
	if [ "$code" -ne 0 ]; then
		printf '%s\n' "$out" | grep -v '^\[ RUN\|^\[       OK' |
			sed "s|^|${t##*/}: |" >&2
		[ "$bad" -gt 0 ] || bad=1
	fi
	passed=$((passed + ok))
	failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
