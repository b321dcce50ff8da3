#!/bin/sh
# The floors of the house (docs/design.md): an include goes down or stays on
# its floor, never up. Prints each climb; exit 1 when there is one.
set -u
floor() {
	case $1 in
	base) echo 0 ;;
	mail | term) echo 1 ;;
	triage) echo 2 ;;
	notice | report) echo 3 ;;
	edge) echo 4 ;;
	desk) echo 5 ;;
	daemon | cli) echo 6 ;;
	*) echo "" ;;
	esac
}
bad=0
for file in $(git ls-files 'lib/*.c' 'lib/*.h' 'daemon/*.[ch]' 'cli/*.[ch]'); do
	case $file in
	lib/*) here=${file#lib/} here=${here%%/*} ;;
	*) here=${file%%/*} ;;
	esac
	mine=$(floor "$here")
	for target in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
		theirs=$(floor "$target")
		if [ -n "$theirs" ] && [ "$theirs" -gt "$mine" ]; then
			echo "$file includes $target/, which lies above $here/" >&2
			bad=1
		fi
	done
done
# Pure rooms: no clock, no log, no file, no socket.
pure=$(git grep -nE '\b(time|clock_gettime|gettimeofday|fopen|open|socket|log_line)\(' -- \
	lib/mail lib/triage lib/term lib/notice lib/report | grep -v '^[^:]*:[0-9]*:[[:space:]]*\*')
if [ -n "$pure" ]; then
	echo "the outside world in a pure room:" >&2
	echo "$pure" >&2
	bad=1
fi
# What changes a mailbox stands in one file (docs/security.md).
changes=$(git grep -nE '\bmailimap_(uid_)?(store|copy|move|expunge|append|create|delete|rename|select)\(' -- \
	lib daemon cli ':!lib/edge/write_back.c')
if [ -n "$changes" ]; then
	echo "a mailbox is changed outside lib/edge/write_back.c:" >&2
	echo "$changes" >&2
	bad=1
fi
[ "$bad" -eq 0 ] && echo "floors hold"
exit "$bad"
