#!/bin/bash
# unit.sh BUILD: runs every unit test program, as many at a time as there are
# processors; the last line counts tests.
set -u
build=${1:?build folder}
logs=$build/tests/logs
rm -rf "$logs"
mkdir -p "$logs"

run() { # PROGRAM: what it says, and "PASSED FAILED" beside it
	local name=${1##*/} code ok bad
	CMOCKA_MESSAGE_OUTPUT=stdout "$1" > "$logs/$name.log" 2>&1
	code=$?
	ok=$(grep -c '^\[       OK \]' "$logs/$name.log")
	bad=$(sed -n 's|^ *\([0-9]*\) FAILED TEST.*|\1|p' "$logs/$name.log" | tail -n 1)
	bad=${bad:-0}
	if [ "$code" -ne 0 ]; then
		grep -v '^\[ RUN\|^\[       OK' "$logs/$name.log" |
			sed "s|^|$name: |" >&2
		[ "$bad" -gt 0 ] || bad=1
	fi
	echo "$ok $bad" > "$logs/$name.count"
}

running=0
for program in "$build"/tests/test_*; do
	case $program in *.d | *.o | *.log) continue ;; esac
	[ "$running" -lt "$(nproc)" ] || wait -n
	running=$((running + 1))
	run "$program" &
done
wait
passed=$(cat "$logs"/*.count | awk '{ n += $1 } END { print n + 0 }')
failed=$(cat "$logs"/*.count | awk '{ n += $2 } END { print n + 0 }')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
