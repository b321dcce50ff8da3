#!/bin/bash
# test_cell.sh BUILD: the readers' cell, attacked from inside by a probe, and
# the daemon around it. "ok NAME" or "FAILED NAME: reason" for each look.
set -u
build=$(cd "${1:?build folder}" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
probe=$build/servers/cell_probe
dir=$(mktemp -d)
daemon=
stop() {
	[ -z "$daemon" ] || kill -9 "$daemon" 2> /dev/null
	[ -z "$daemon" ] || wait "$daemon" 2> /dev/null
	daemon=
}
trap 'stop; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

timeout 600 "$probe" attack || echo "FAILED attack: it ended with $?"
corpora=$root/demo/mailbox
[ ! -d "$root/tests/corpus/mail" ] || corpora="$corpora $root/tests/corpus/mail"
# shellcheck disable=SC2086
timeout 600 "$probe" compare $corpora || echo "FAILED compare: it ended with $?"

# An instrumented daemon reads in its own process.
case $("$build/postwachtd" --version) in *instrumented*) exit 0 ;; esac

# A mailbox of the demonstration's mail.
mkdir -p "$dir/mail/new" "$dir/mail/cur" "$dir/mail/tmp" "$dir/state" "$dir/outbox"
n=0
for mail in "$root"/demo/mailbox/*/inbox/*.eml; do
	n=$((n + 1))
	cp "$mail" "$dir/mail/new/1769500000.$n.here"
done
awk '/^mailboxes = \(/ { skip = 1
		print "mailboxes = ( { id = \"kinderopvang\"; source = \"maildir\";" \
			" path = \"mail\"; addresses = [ \"postbus.kinderopvang@vng.nl\" ];" \
			" team = \"K\"; } );" }
	/^post = / { skip = 0 }
	!skip { print }' "$root/demo/postwacht.conf" > "$dir/postwacht.conf"

check() { # check NAME WANTED GOT
	if [ "$2" = "$3" ]; then echo "ok $1"; else echo "FAILED $1: $3, not $2"; fi
}
children() { # children PID: those of a process
	grep -l "^PPid:[[:space:]]*$1\$" /proc/[0-9]*/status 2> /dev/null |
		cut -d/ -f3
}
named() { # named PID...: their names, without states
	for pid in "$@"; do cat "/proc/$pid/comm" 2> /dev/null; done | sort | uniq -c |
		awk '{ print $1, $2 }' | tr '\n' ';'
}
are() { # are NAMES PID...
	[ "$1" = "$(shift; named "$@")" ]
}
await() { # await COMMAND...: until it succeeds, at most half a minute
	for _ in $(seq 300); do
		"$@" && return
		sleep 0.1
	done
	return 1
}
have_ended() { # have_ended PID...
	for pid in "$@"; do ! is_alive "$pid" || return 1; done
}
is_started() {
	grep -q event=started "$dir/log"
}
is_alive() { # a zombie is not
	[ -e "/proc/$1" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2> /dev/null
}

"$build/postwachtd" -c "$dir/postwacht.conf" --once --as-of 2026-02-20T09:00 \
	2> "$dir/once.log"
check "the daemon files what its readers read" "0 filed=$n" \
	"$? $(grep -o 'filed=[0-9]*' "$dir/once.log" | tail -n 1)"
check "none of it is set aside" "aside=0" \
	"$(grep 'event=once' "$dir/once.log" | grep -o 'aside=[0-9]*')"

for call in seccomp prctl prlimit64; do
	"$probe" deny $call "$build/postwachtd" -c "$dir/postwacht.conf" --once \
		--as-of 2026-02-20T10:00 2> "$dir/deny.log"
	code=$?
	check "without $call the daemon refuses to run" "78 1" \
		"$code $(grep -c 'event=not-started' "$dir/deny.log")"
done
check "and says what it needs" 1 "$(grep -c 'cell cannot be built' "$dir/deny.log")"

start_daemon() {
	rm -rf "$dir/state"
	mkdir "$dir/state"
	"$build/postwachtd" -c "$dir/postwacht.conf" 2> "$dir/log" &
	daemon=$!
	await is_started || echo "FAILED start: $(cat "$dir/log")"
	# It may be drawing as well.
	nursery=$(for pid in $(children "$daemon"); do
		! grep -qx pw-nursery "/proc/$pid/comm" 2> /dev/null || echo "$pid"
	done)
	# shellcheck disable=SC2046
	readers=$(children "$nursery")
}
cores=$(nproc)
[ "$cores" -le 4 ] || cores=4
start_daemon
# Each takes its name soon after it was forked.
# shellcheck disable=SC2086
await are "$cores pw-reader;" $readers
# shellcheck disable=SC2086
check "a nursery holds a reader for each core" "$cores pw-reader;" "$(named $readers)"
kill -9 "$nursery"
wait "$daemon"
check "a nursery that is gone ends the daemon with 75" 75 $?
daemon=
# shellcheck disable=SC2086
await have_ended $readers && gone=yes || gone=no
check "its readers end with it" yes $gone

start_daemon
kill -9 "$daemon"
wait "$daemon" 2> /dev/null
daemon=
# shellcheck disable=SC2086
await have_ended $nursery $readers && gone=yes || gone=no
check "a daemon that is killed leaves no process behind" yes $gone

start_daemon
# As systemd does: every process of the service.
# shellcheck disable=SC2086
kill -TERM "$daemon" $nursery $readers 2> /dev/null
wait "$daemon"
check "a stop of the whole service is a good end" 0 $?
daemon=
