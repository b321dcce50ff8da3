#!/bin/sh
# score.sh BUILD [SET...]: classifies the labelled mail in tests/corpus and
# says how much of it agrees, each set apart, with what differs. A set has its
# floors in a file of that name; one that gives way is a failure. The last line
# counts the floors of all sets.
set -u
build=$(cd "${1:?build folder}" && pwd)
shift
cd "$(dirname "$0")" || exit 1
out=$(mktemp)
trap 'rm -f "$out"' EXIT
passed=0 failed=0
[ $# -gt 0 ] || set -- corpus/*/
for set; do
	set=corpus/$(basename "$set")
	[ -f "$set/labels.tsv" ] || continue
	printf '== %s\n' "${set#corpus/}"
	line='0 passed, 1 failed'
	if "$build/postwacht" classify --tsv "$set" > "$out"; then
		# The third that is held back exists in one set.
		split=
		[ "${set#corpus/}" = dutch-open ] && split=--split
		table=$(sed 's/^/--floor /' "$set/floors" |
			xargs python3 score.py "$set/labels.tsv" "$out" $split)
		printf '%s\n' "$table"
		last=$(printf '%s\n' "$table" | tail -n 1)
		case $last in *' passed, '*' failed') line=$last ;; esac
	fi
	failing=${line##*, }
	passed=$((passed + ${line%% passed*}))
	failed=$((failed + ${failing%% failed*}))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
