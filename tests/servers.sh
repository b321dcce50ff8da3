#!/bin/bash
# servers.sh BUILD [TEST...]: the tests that need real servers or scripted
# peers. Each tests/servers/test_* starts what it needs on free loopback ports,
# in a folder of its own, and stops it at the end whatever happened. It prints
# "ok NAME" or "FAILED NAME: reason" for each thing that it looked at, or
# "N passed, N failed" as its last line.
#
# One more at a time than there are processors (SERVERS_JOBS says otherwise):
# much of what they do is waiting. What a test says is shown when it ends.
set -u
build=${1:?build folder}
build=$(cd "$build" && pwd) || exit 1
shift
here=$(cd "$(dirname "$0")" && pwd)/servers
jobs=${SERVERS_JOBS:-$(($(nproc 2>/dev/null || echo 2) + 1))}
counts=$(mktemp -d "${TMPDIR:-/tmp}/postwacht-servers.XXXXXX") || exit 1
trap 'rm -rf "$counts"' EXIT
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM HUP
# Beside others each of them is slower.
export RIG_SLOW=${RIG_SLOW:-2}
# Seconds after which a test is lost; the longest takes one or two minutes.
LONG=$((450 * RIG_SLOW))

# The tests that take longest come first, so that none is waited for alone.
longest="test_kill.sh test_imap.sh test_post.sh test_torture.sh test_ops.sh"

tests() {
	local t
	for t in $longest; do echo "$t"; done
	for t in "$here"/test_*; do
		t=${t##*/}
		[ ! -x "$here/$t" ] || [[ " $longest " = *" $t "* ]] || echo "$t"
	done
}

# A rig that does not come up says nothing of what is tested: once more then,
# with other ports. Its exit code is 69 (rig.sh).
run() { # TEST SLOT
	local out=$counts/$1.out code line ok bad began=$SECONDS try
	for try in 0 1; do
		RIG_PORTS=$((10000 + 100 * ($2 + 25 * try))) \
			timeout "$LONG" "$here/$1" "$build" > "$out" 2>&1
		code=$?
		[ "$code" -eq 69 ] && ! grep -q '^FAILED \|^ok ' "$out" || break
		sed "s|^|$1: |" "$out"
	done
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$out" | tail -n 1)
	if [ -n "$line" ]; then
		ok=${line%% passed*} bad=${line##*, } bad=${bad%% failed*}
	else
		ok=$(grep -c '^ok ' "$out")
		bad=$(grep -c '^FAILED ' "$out")
	fi
	if [ "$code" -ne 0 ] || [ "$bad" -gt 0 ] || [ "$ok" -eq 0 ]; then
		[ "$code" -ne 124 ] || echo "$1: ended after $LONG s"
		tail -n 80 "$out" | sed "s|^|$1: |"
		grep -A 6 '^FAILED ' "$out" | sed "s|^|$1: |" > "$counts/$1.failed"
		[ "$bad" -gt 0 ] || bad=1
	fi
	echo "-- $1: $ok passed, $bad failed ($((SECONDS - began)) s)"
	echo "$ok $bad" > "$counts/$1.count"
}

[ $# -gt 0 ] || mapfile -t all < <(tests)
[ $# -eq 0 ] || all=("$@")
slot=$((RANDOM % 140)) running=0
for t in "${all[@]}"; do
	[ "$running" -lt "$jobs" ] || wait -n
	running=$((running + 1))
	slot=$((slot + 1))
	run "$t" "$slot" &
done
wait
# A test that has left no count was ended from outside.
passed=$(cat "$counts"/*.count | awk '{ n += $1 } END { print n + 0 }')
failed=$(cat "$counts"/*.count | awk '{ n += $2 } END { print n + 0 }')
failed=$((failed + ${#all[@]} - $(ls "$counts"/*.count | wc -l)))
# Once more what failed, where it is looked for first.
cat "$counts"/*.failed 2>/dev/null
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
