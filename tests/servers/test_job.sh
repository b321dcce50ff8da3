#!/bin/bash
# test_job.sh BUILD: the daemon at its daily work, beside a real Dovecot and a
# real Postfix, over verified TLS. See job.sh for what the tests are made of.
set -u
. "$(dirname "$0")/job.sh"

is_listed() { # SUBJECT [STATE]
	"$postwacht" -c "$conf" --json list --all | python3 -c '
import json, sys
subject, state = sys.argv[1:]
sys.exit(not any(q["subject"] == subject and q["state"] == state
    for q in json.load(sys.stdin)))' "$1" "${2:-open}"
}

# The milliseconds until it is listed, into $took.
listed() { # SUBJECT [STATE]
	local began
	began=$(now_ms)
	rig_wait 30 is_listed "$@" ||
		fail "'$*' is not listed: $(tail -n 3 "$log")" || return 1
	took=$(($(now_ms) - began))
}

by_smtp() { # USER
	python3 -c '
import smtplib, sys
smtp = smtplib.SMTP("localhost", int(sys.argv[1]))
smtp.sendmail("vrager@gemeente.example", [sys.argv[2] + "@team.example"],
    sys.stdin.buffer.read())
smtp.quit()' "$RIG_SMTP" "$1"
}

running() { # OFFICE [SETTING ...]
	local name=$1
	shift
	office "$name"
	configure "$(mailbox "$name" "$@")"
	daemon_start
	rig_wait 20 caught_up || fail "it does not catch up: $(cat "$log")"
}

# It does not wait for the next poll; how soon it is, is what `make bench` tells.
test_a_question_is_listed_long_before_the_next_poll() {
	local took
	running prompt 'poll = "1h";' || return 1
	# Idling, and not just looking once more after the start.
	sleep 1
	question 1 "Per LMTP" | rig_deliver prompt
	listed "Per LMTP" || return 1
	note="$took"
	question 2 "Nog een per LMTP" | rig_deliver prompt
	listed "Nog een per LMTP" || return 1
	note="$note, $took"
	question 3 "Per SMTP" | by_smtp prompt
	listed "Per SMTP" || return 1
	note="$note and $took ms"
	[ "$(query 'SELECT count(*) FROM question WHERE is_history')" = 0 ] ||
		fail "new questions count as history"
}

test_the_mailbox_is_left_as_it_was() {
	local before
	office untouched
	configure
	for n in 1 2 3 4; do question $n | rig_deliver untouched; done
	answer 1 | append untouched "Verzonden items" 2026-01-05T10:00:00+01:00
	rig_doveadm flags add -u untouched '\Answered' mailbox INBOX uid 1
	rig_doveadm flags add -u untouched '\Seen \Flagged' mailbox INBOX uid 2
	rig_doveadm flags add -u untouched '$Label1' mailbox INBOX uid 3
	before=$(flags untouched)
	daemon_start
	rig_wait 20 caught_up || fail "it does not catch up" || return 1
	question 5 | rig_deliver untouched
	rig_wait 10 is_listed "Vraag 5" || fail "Vraag 5 is not listed" || return 1
	daemon_stop || fail "exit $?" || return 1
	[ "$(query "SELECT count(*) FROM sighting WHERE state = 'filed'")" = 6 ] ||
		fail "not everything was filed" || return 1
	[ "$(flags untouched | grep -vx 'INBOX 5 |')" = "$before" ] ||
		fail "$before => $(flags untouched)"
}

test_a_reply_in_sent_closes_the_wait() {
	local took
	running replied || return 1
	question 1 | rig_deliver replied
	listed "Vraag 1" open || return 1
	# What goes out within two minutes is taken for an automatic
	# confirmation. Sent is polled: every 10 seconds here.
	answer 1 | append replied "Verzonden items" "$(date -Is -d '3 minutes')"
	listed "Vraag 1" handled || return 1
	note="$took ms, polled each 10 s"
}

test_sighup_with_a_broken_configuration_keeps_the_old() {
	running reload || return 1
	configure
	sed -i -e 's/language/langauge/; s/role = "leader"/role = "baas"/' \
		-e 's/organisation = /organization = /' "$conf"
	kill -HUP "$daemon"
	rig_wait 10 says 'event=reload-refused' ||
		fail "nothing is said: $(cat "$log")" || return 1
	says "postwacht.conf:3: .*organization" &&
		says 'postwacht.conf:[0-9]*: .*baas' ||
		fail "the mistakes are not named: $(cat "$log")" || return 1
	question 1 | rig_deliver reload
	configure
	rig_wait 10 is_listed "Vraag 1" ||
		fail "the old configuration does not work on" || return 1
	kill -HUP "$daemon"
	rig_wait 10 says 'event=reloaded' || fail "not reloaded" || return 1
	question 2 | rig_deliver reload
	rig_wait 10 is_listed "Vraag 2" ||
		fail "the new configuration does not work" || return 1
	configure "$(mailbox reload)" "$(mailbox added)"
	kill -HUP "$daemon"
	rig_wait $((10 * slack)) is_read added || fail "no mailbox is added" ||
		return 1
	question 3 | rig_deliver added
	rig_wait 10 is_listed "Vraag 3" || fail "the added one is not read" ||
		return 1
	daemon_stop || fail "exit $?"
}

is_read() { # MAILBOX
	[ "$(query "SELECT read_until > 0 FROM mailbox WHERE name = '$1'")" = 1 ]
}

# ends_soon [CODE]: within five seconds of SIGTERM, with that exit code (0).
ends_soon() {
	local began code
	began=$(now_ms)
	kill -TERM "$daemon"
	daemon_wait 30
	code=$?
	took=$(($(now_ms) - began))
	[ "$code" = "${1:-0}" ] || fail "exit $code after $took ms" || return 1
	[ "$took" -lt $((5000 * slack)) ] || fail "it took $took ms"
}

test_sigterm_ends_it_while_it_idles() {
	local took
	running term || return 1
	sleep 1
	ends_soon || return 1
	note="$took ms"
	[ "$(query 'PRAGMA integrity_check')" = ok ] || fail "the store is broken"
}

# A server that takes the connection and says nothing.
silent_start() {
	python3 -c '
import socket, time
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen(50)
print(s.getsockname()[1], flush=True)
taken = []
while True:
    taken.append(s.accept())
    print("taken", flush=True)' > "$job/silent" &
	job_pids+=($!)
	rig_wait 30 test -s "$job/silent"
	silent=$(head -n 1 "$job/silent")
}

test_sigterm_ends_it_while_a_mail_server_is_silent() {
	local took silent
	office silent
	silent_start
	configure "$(mailbox silent "port = $silent;")"
	daemon_start
	rig_wait 10 grep -q taken "$job/silent" || fail "no connection" || return 1
	ends_soon
}

# Nothing of the mail was handed over: it must go out later, and not be taken
# for one that may have arrived.
test_sigterm_ends_it_while_the_post_is_silent() {
	local took silent
	office mute
	configure
	silent_start
	once --as-of 2026-10-05T07:00:00+02:00 || fail "exit $?" || return 1
	sed -i "s/port = $RIG_SUBMISSION/port = $silent/" "$conf"
	daemon_start --once --as-of 2026-10-05T09:00:00+02:00
	rig_wait 10 grep -q taken "$job/silent" || fail "no connection" || return 1
	# 75: a notice is still to go out.
	ends_soon 75 || return 1
	configure
	once --as-of 2026-10-05T12:00:00+02:00 || fail "exit $?" || return 1
	rig_wait 10 has_mail mute-noor ||
		fail "the notice is $(query 'SELECT state, reason FROM notice')"
}

test_after_a_restart_nothing_is_filed_twice() {
	local before
	running again || return 1
	for n in 1 2 3; do question $n | rig_deliver again; done
	rig_wait 10 is_listed "Vraag 3" || fail "Vraag 3 is not listed" || return 1
	daemon_stop || fail "exit $?" || return 1
	before=$(sqlite3 "$db" 'SELECT * FROM message; SELECT * FROM sighting;
		SELECT * FROM question; SELECT * FROM event')
	daemon_start
	question 4 | rig_deliver again
	rig_wait 10 is_listed "Vraag 4" || fail "Vraag 4 is not listed" || return 1
	daemon_stop || fail "exit $?" || return 1
	[ "$(sqlite3 "$db" 'SELECT * FROM message WHERE id <= 3;
		SELECT * FROM sighting WHERE uid <= 3; SELECT * FROM question
		WHERE id <= 3; SELECT * FROM event WHERE question <= 3')" = "$before" ] &&
		[ "$(query 'SELECT count(*) FROM message')" = 4 ] &&
		[ "$(query 'SELECT count(*) FROM sighting')" = 4 ] ||
		fail "filed twice"
}

signs_of_life() { # N
	[ "$(grep -c ' WATCHDOG=1' "$heard")" -ge "$1" ]
}

test_the_service_manager_hears_it() {
	local heard watchdog=$((4 + 2 * slack)) most
	# The studio may keep the desk for STUDIO_WAIT_MS a chart.
	most=$((watchdog + 15))
	! "$postwachtd" --version | grep -q instrumented || most=$((watchdog + 180))
	office notify
	heard=$job/heard
	configure
	python3 "$(dirname "$0")/notify_socket.py" "$job/notify" > "$heard" &
	job_pids+=($!)
	rig_wait 30 grep -q LISTENING "$heard"
	NOTIFY_SOCKET=$job/notify WATCHDOG_USEC=${watchdog}000000 daemon_start
	rig_wait 10 grep -q ' READY=1' "$heard" || fail "no READY" || return 1
	rig_wait $((2 * watchdog)) signs_of_life 2 || fail "no signs of life" ||
		return 1
	kill -HUP "$daemon"
	rig_wait 10 says event=reloaded || fail "no reload" || return 1
	daemon_stop || fail "exit $?" || return 1
	rig_wait 30 grep -q ' STOPPING=1' "$heard" || fail "no STOPPING" || return 1
	grep -q ' RELOADING=1' "$heard" || fail "no RELOADING" || return 1
	# As the manager reckons, which restarts a service that says nothing.
	awk -v most="${most}000" '/READY=1|WATCHDOG=1|STOPPING=1/ {
		if (last && $1 - last > most) late = $1 - last; last = $1 }
		END { if (late) print late " ms without a sign of life" }' \
		"$heard" > "$why"
	! [ -s "$why" ]
}

job_begin "${1:?build folder}" prompt untouched replied reload added term silent \
	mute again notify
job_tests
