#!/bin/bash
# test_kill.sh BUILD: a first reading of thousands of mails, ended by SIGKILL
# again and again, comes to the same as one that nobody disturbs, and SIGTERM
# ends it soon. SEED=N repeats a run. See job.sh.
set -u
. "$(dirname "$0")/job.sh"

MAILS=4000
# One at a time: the moments of the kills follow from how fast it reads.
JOB_TESTS=1
KILLS=6

fill() {
	local seed=$1 home=$RIG/mail/$box
	mkdir -p "$home"
	python3 "$(dirname "$0")/many_mails.py" "$home/Maildir" \
		"$home/Maildir/.Verzonden items" "$box" $MAILS "$seed" ||
		rig_die "many_mails.py failed"
	[ "$(id -u)" != 0 ] || chown -R mail:mail "$home"
	rig_doveadm mailbox status -u "$box" messages INBOX >/dev/null
}

# Everything but the moments at which it was written down.
outcome() {
	sqlite3 -readonly "$1" "
		SELECT folder, uid, state, reason, message FROM sighting
			ORDER BY folder, uid;
		SELECT id, conversation, hex(key1), hex(key2), received, kind,
			is_question, team, topic, is_history, role
			FROM message ORDER BY id;
		SELECT id, conversation, opened_by, is_history, state, team, topic,
			received, deadline, assignee, merged_into
			FROM question ORDER BY id;
		SELECT question, kind, cause_message, value, day, actor FROM event
			ORDER BY question, seq;
		SELECT name, uidvalidity, last_uid, active_uid, role FROM folder
			ORDER BY id;"
}

# UIDs of a folder up to the cursor that have no sighting.
missing() {
	sqlite3 -readonly "$1" "
		WITH RECURSIVE n(folder, uid, last) AS (
			SELECT id, 1, last_uid FROM folder WHERE last_uid > 0
			UNION ALL SELECT folder, uid + 1, last FROM n WHERE uid < last)
		SELECT count(*) FROM n WHERE NOT EXISTS (SELECT 1 FROM sighting s
			WHERE s.folder = n.folder AND s.uid = n.uid)"
}

filed() {
	query 'SELECT count(*) FROM sighting'
}

filed_more_than() {
	[ "$(filed)" -gt "$1" ]
}

# The store that was killed says the same as the calm one, and is whole.
comes_to_the_same() {
	[ "$(query 'PRAGMA integrity_check')" = ok ] || fail "broken" || return 1
	[ "$(query 'PRAGMA foreign_key_check')" = "" ] || fail "loose" || return 1
	[ "$(missing "$db")" = 0 ] || fail "UIDs are missing" || return 1
	outcome "$db" > "$job/killed"
	diff "$job/calm" "$job/killed" > "$job/diff" ||
		fail "$note: $(wc -l < "$job/diff") lines differ:" \
			"$(head -n 5 "$job/diff")"
}

# One start and one kill: in turn anywhere from the start on, and shortly after
# another commit.
start_and_kill() {
	local wait=$((RANDOM % (took / 8 + 1)))
	daemon_start
	[ $((kills % 2)) = 0 ] || rig_wait 30 filed_more_than "$last" ||
		fail "nothing more is filed after $last" || return 1
	sleep "$(printf '%d.%03d' $((wait / 1000)) $((wait % 1000)))"
	daemon_kill
	n=$(filed)
	n=${n:-0}
	[ "$n" -ge "$last" ] || fail "$last were filed, then $n" || return 1
	[ "$n" = 0 ] || [ "$(missing "$db")" = 0 ] ||
		fail "after $n UIDs are missing" || return 1
	last=$n
	note="$note $n"
}

begin_anew() {
	rm -rf "$state"
	mkdir "$state"
	last=0
}

test_killed_while_filing_it_comes_to_the_same() {
	local seed=${SEED:-$(date +%s)} all began took kills=0 last n
	RANDOM=$seed
	office killed
	fill 7
	configure
	began=$(now_ms)
	once || fail "exit $?: $(tail -n 3 "$log")" || return 1
	took=$(($(now_ms) - began))
	all=$(filed)
	[ "$all" -gt $MAILS ] && [ "$(missing "$db")" = 0 ] ||
		fail "undisturbed: $all filed, $(missing "$db") missing" || return 1
	outcome "$db" > "$job/calm"
	note="seed $seed, $all in $took ms, killed after"
	begin_anew
	while [ $kills -lt $KILLS ]; do
		start_and_kill || return 1
		if [ "$last" -lt "$all" ]; then
			kills=$((kills + 1))
			continue
		fi
		# Too late: all was filed before the kill.
		comes_to_the_same || return 1
		begin_anew
	done
	once || fail "after $kills kills: exit $?: $(tail -n 3 "$log")" || return 1
	comes_to_the_same
}

test_sigterm_ends_a_first_reading_in_five_seconds() {
	local began code took n
	office stopped
	fill 8
	configure
	daemon_start
	rig_wait 30 filed_more_than 0 || fail "nothing is filed" || return 1
	began=$(now_ms)
	daemon_stop 20
	code=$?
	took=$(($(now_ms) - began))
	n=$(filed)
	note="$took ms, with $n filed"
	# An instrumented one is so slow that its alarm may end it (SIGALRM); the
	# store survives that.
	[ $code = 0 ] || { [ $slack -gt 1 ] && [ $code = 142 ]; } || fail "exit $code, $note" || return 1
	[ $took -lt $((5000 * slack + 500)) ] || fail "$note" || return 1
	[ "$(missing "$db")" = 0 ] || fail "UIDs are missing" || return 1
	once || fail "exit $?: $(tail -n 3 "$log")" || return 1
	[ "$(missing "$db")" = 0 ] && filed_more_than $MAILS ||
		fail "$n, then $(filed) are filed"
}

# Holds the store for as long as it lives. The daemon writes without a pause:
# SQLite's own waiting, which sleeps ever longer, would seldom meet the moment
# between two of its transactions.
hold_store() {
	python3 - "$db" <<-P &
	import sqlite3, sys, time
	c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
	while not c.in_transaction:
	    try:
	        c.execute("BEGIN IMMEDIATE")
	    except sqlite3.OperationalError:
	        time.sleep(0.0002)
	print("held", flush=True)
	time.sleep(60)
	P
	holder=$!
}

test_sigterm_ends_while_somebody_else_holds_the_store() {
	local began code took holder
	office held
	fill 9
	configure
	daemon_start
	rig_wait 30 filed_more_than 0 || fail "nothing is filed" || return 1
	hold_store > "$job/held"
	rig_wait 25 grep -q held "$job/held" || fail "the store is not held" || return 1
	began=$(now_ms)
	daemon_stop 20
	code=$?
	took=$(($(now_ms) - began))
	kill "$holder"
	wait "$holder" 2>/dev/null
	note="$took ms"
	[ $code = 0 ] || { [ $slack -gt 1 ] && [ $code = 142 ]; } || fail "exit $code, $note" || return 1
	[ $took -lt $((5000 * slack + 500)) ] || fail "$note" || return 1
	[ "$(missing "$db")" = 0 ] || fail "UIDs are missing" || return 1
	once || fail "exit $?: $(tail -n 3 "$log")" || return 1
	[ "$(missing "$db")" = 0 ] && filed_more_than $MAILS ||
		fail "then $(filed) are filed"
}

job_begin "${1:?build folder}" killed stopped held
job_tests
