#!/bin/bash
# servers.sh BUILD: the tests that need a real Dovecot and Postfix. Each
# tests/servers/test_*.sh starts what it needs on free loopback ports, in a
# folder of its own, stops it at the end whatever happened, and prints
# "ok NAME" or "FAILED NAME: reason" for each thing that it looked at.
set -u
build=${1:?build folder}
build=$(cd "$build" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
passed=0 failed=0
for t in "$here"/servers/test_*.sh; do
	out=$("$t" "$build" 2>&1)
	code=$?
	ok=$(printf '%s\n' "$out" | grep -c '^ok ')
	bad=$(printf '%s\n' "$out" | grep -c '^FAILED ')
	if [ "$code" -ne 0 ] || [ "$bad" -gt 0 ] || [ "$ok" -eq 0 ]; then
		printf '%s\n' "$out" | sed "s|^|${t##*/}: |"
		[ "$bad" -gt 0 ] || bad=1
	else
		printf '%s\n' "$out" | grep '^ok '
	fi
	passed=$((passed + ok))
	failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
