#!/bin/bash
# servers.sh BUILD: the tests that need real servers or scripted peers. Each
# tests/servers/test_* starts what it needs on free loopback ports, in a
# folder of its own, and stops it at the end whatever happened. It prints
# "ok NAME" or "FAILED NAME: reason" for each thing that it looked at, or
# "N passed, N failed" as its last line.
set -u
build=${1:?build folder}
build=$(cd "$build" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
passed=0 failed=0
for t in "$here"/servers/test_*; do
	[ -x "$t" ] || continue
	out=$("$t" "$build" 2>&1)
	code=$?
	line=$(printf '%s\n' "$out" | grep -E '^[0-9]+ passed, [0-9]+ failed$' | tail -n 1)
	if [ -n "$line" ]; then
		ok=${line%% passed*} bad=${line##*, } bad=${bad%% failed*}
	else
		ok=$(printf '%s\n' "$out" | grep -c '^ok ')
		bad=$(printf '%s\n' "$out" | grep -c '^FAILED ')
	fi
	if [ "$code" -ne 0 ] || [ "$bad" -gt 0 ] || [ "$ok" -eq 0 ]; then
		printf '%s\n' "$out" | tail -n 80 | sed "s|^|${t##*/}: |"
		[ "$bad" -gt 0 ] || bad=1
	fi
	echo "-- ${t##*/}: $ok passed, $bad failed"
	passed=$((passed + ok))
	failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
