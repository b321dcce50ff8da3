#!/bin/bash
# test_ops.sh BUILD: what an administrator sees and does: status, audit,
# backup and restore, the post on hold, the warning about a mailbox. See
# job.sh for what the tests are made of.
set -u
. "$(dirname "$0")/job.sh"

pw() { # COMMAND ...: its output in $out, its exit code in $code
	out=$("$postwacht" -c "$conf" "$@" 2>&1)
	code=$?
}

running() {
	office "$1"
	configure
	daemon_start
	rig_wait 20 caught_up || fail "it does not catch up: $(cat "$log")"
}

has_questions() {
	[ "$(query 'SELECT count(*) FROM question')" = "$1" ]
}

has_sightings() {
	[ "$(query 'SELECT count(*) FROM sighting')" = "$1" ]
}

is_published() { # JQ EXPRESSION about status.json
	jq -e "$1" "$state/public/status.json"
}

test_the_status_is_good_when_all_is() {
	running well || return 1
	question 1 | rig_deliver well
	rig_wait 10 has_questions 1 || fail "no question" || return 1
	rig_wait 10 is_published .good || fail "status.json: $(cat "$state"/public/*)" || return 1
	pw status
	[ $code = 0 ] || fail "status ends with $code: $out" || return 1
	pw status --json
	[ "$(jq -r '.mailboxes[0] | .id, .messages, .set_aside, .trouble' <<< "$out" | xargs)" = \
		"well 1 0 null" ] || fail "status: $out" || return 1
	[ "$(stat -c %a "$state/public/status.json")" = 640 ] || fail "mode" || return 1
	daemon_stop || fail "exit $?" || return 1
	! ls -A "$state/public" | grep -q part || fail "a part is left" || return 1
	# Nothing ticks any more.
	pw --as-of "$(date -d '+1 hour' -Iseconds)" status
	[ $code = 75 ] && [[ $out = *"NOT RUNNING"* ]] || fail "stopped: $code $out"
}

# B2, I7: one mailbox that cannot be read does not hide behind the others.
test_the_status_names_a_server_that_is_down() {
	local closed=$(rig_port)
	office halfdown
	configure "$(mailbox halfdown)" "$(mailbox dead "port = $closed;")"
	daemon_start
	rig_wait 20 is_published '.mailboxes[0].good and .mailboxes[1].trouble != null' ||
		fail "status.json: $(cat "$state"/public/*)" || return 1
	pw status
	[ $code = 75 ] && [[ $out = *"mailbox halfdown: good"* ]] &&
		[[ $out = *"mailbox dead: TROUBLE since "* ]] ||
		fail "status: $code $out" || return 1
	is_published '.good == false and .mailboxes[1].trouble_since != null' > /dev/null ||
		fail "$(cat "$state/public/status.json")"
}

test_the_audit_counts_server_against_store() {
	running counted || return 1
	for n in 1 2 3; do question $n | rig_deliver counted; done
	answer 1 | append counted "Verzonden items" "$(date -Iseconds)"
	rig_wait 20 has_questions 3 || fail "no questions" || return 1
	rig_wait 20 has_sightings 4 || fail "no answer" || return 1
	pw audit
	[ $code = 0 ] || fail "clean: $code $out" || return 1
	daemon_stop || fail "exit $?" || return 1
	question 4 | rig_deliver counted
	pw audit
	[ $code = 0 ] && [[ $out = *"1 not read yet"* ]] ||
		fail "not read yet: $code $out" || return 1
	rig_doveadm expunge -u counted mailbox INBOX uid 2
	pw audit
	[ $code = 65 ] && [[ $out = *"INBOX uid 2: in the store, gone"* ]] ||
		fail "expunged: $code $out" || return 1
	pw audit --repair
	[ $code = 0 ] || fail "repair: $code $out" || return 1
	pw --json audit
	[ $code = 0 ] && jq -e '.[0].folders[0] | .gone == 1 and .server == 3 and
		.filed == 2 and .not_read_yet == 1' <<< "$out" > /dev/null ||
		fail "after it: $code $out"
}

# A hole in the store is found, fetched again, and recognised.
test_the_audit_finds_what_is_missing() {
	running holed || return 1
	for n in 1 2 3; do question $n | rig_deliver holed; done
	rig_wait 20 has_questions 3 || fail "no questions" || return 1
	daemon_stop || fail "exit $?" || return 1
	sqlite3 "$db" "DELETE FROM sighting WHERE uid = 2"
	pw audit --mailbox holed
	[ $code = 65 ] && [[ $out = *"INBOX uid 2: on the server, not in the store"* ]] ||
		fail "missing: $code $out" || return 1
	pw audit --repair
	[ $code = 65 ] || fail "repair: $code $out" || return 1
	pw status --json
	[[ $(jq -r '.mailboxes[0].audit_difference' <<< "$out") = *"not in the store" ]] ||
		fail "status: $out" || return 1
	once
	pw audit
	[ $code = 0 ] || fail "fetched again: $code $out; $(tail -n 5 "$log")" || return 1
	[ "$(query 'SELECT count(*) FROM message')" = 3 ] || fail "filed twice"
}

has_states() { # UID and state, of each sighting
	[ "$(query "SELECT group_concat(uid || state) FROM
		(SELECT * FROM sighting ORDER BY uid)")" = "$1" ]
}

# The daemon does it by itself once a day, says it once, and fetches again.
test_the_daemon_counts_daily() {
	running daily || return 1
	for n in 1 2 3; do question $n | rig_deliver daily; done
	rig_wait 20 has_questions 3 || fail "no questions" || return 1
	daemon_stop || fail "exit $?" || return 1
	sqlite3 "$db" "DELETE FROM sighting WHERE uid = 2;
		UPDATE mailbox SET audited_at = 1"
	rig_doveadm expunge -u daily mailbox INBOX uid 3
	daemon_start
	rig_wait 20 says event=audit-difference || fail "$(cat "$log")" || return 1
	rig_wait 20 has_states 1filed,2filed,3gone ||
		fail "$(query "SELECT uid, state FROM sighting"); $(cat "$log")" || return 1
	daemon_stop || fail "exit $?" || return 1
	[ "$(query 'SELECT count(*) FROM message')" = 3 ] || fail "filed twice" || return 1
	[ "$(grep -c event=audit-difference "$log")" = 1 ] || fail "said more than once"
}

test_the_questions_are_what_their_events_say() {
	running folded || return 1
	for n in 1 2; do question $n | rig_deliver folded; done
	rig_wait 20 has_questions 2 || fail "no questions" || return 1
	daemon_stop || fail "exit $?" || return 1
	pw audit --rebuild
	[ $code = 0 ] && [[ $out = *"2 questions rebuilt"* ]] ||
		fail "$code $out" || return 1
	sqlite3 "$db" "UPDATE question SET deadline = deadline + 1 WHERE id = 2"
	pw audit --rebuild
	[ $code = 65 ] && [[ $out = *"question 2: "* ]] || fail "$code $out" || return 1
	pw audit --rebuild --repair
	pw audit --rebuild
	[ $code = 0 ] || fail "repaired: $code $out"
}

test_a_backup_of_a_running_daemon_restores_to_the_same_list() {
	local before copy=$RIG/job/saved.db
	running saved || return 1
	for n in 1 2 3; do question $n | rig_deliver saved; done
	rig_wait 20 has_questions 3 || fail "no questions" || return 1
	before=$("$postwacht" -c "$conf" list --all)
	pw backup "$copy"
	[ $code = 0 ] || fail "backup: $code $out" || return 1
	[ "$(stat -c %a "$copy" "$copy.key" | xargs)" = "600 600" ] || fail "modes" || return 1
	pw backup "$copy"
	[ $code = 78 ] && [[ $out = *"not overwritten"* ]] || fail "again: $code $out" || return 1
	question 4 | rig_deliver saved
	rig_wait 20 has_questions 4 || fail "it stopped working" || return 1
	daemon_stop || fail "exit $?" || return 1
	pw audit
	[ $code = 0 ] || fail "the daemon's own: $code $out" || return 1
	# Restored as docs/operations.md says, into another folder.
	state=$job/restored db=$job/restored/postwacht.db
	mkdir -m 700 "$state"
	cp "$copy" "$db"
	cp "$copy.key" "$state/key"
	configure
	[ "$("$postwacht" -c "$conf" list --all)" = "$before" ] ||
		fail "another list" || return 1
	pw status --json
	[ "$(jq -r .held.reason <<< "$out")" = restored ] || fail "not held: $out" || return 1
	daemon_start
	rig_wait 20 has_questions 4 || fail "what came since is not read" || return 1
	daemon_stop || fail "exit $?" || return 1
	pw audit
	[ $code = 0 ] || fail "audit: $code $out" || return 1
	pw release
	[ $code = 0 ] && [ "$out" = released ] || fail "release: $code $out" || return 1
	[ "$(sqlite3 "$db" 'PRAGMA integrity_check')" = ok ] || fail "integrity"
}

test_a_flood_of_questions_is_filed_and_held() {
	running flooded || return 1
	daemon_stop || fail "exit $?" || return 1
	sed -i 's/from = "postwacht@/new_questions = 3; &/' "$conf"
	for n in 1 2 3 4 5; do question $n | rig_deliver flooded; done
	daemon_start
	rig_wait 20 has_questions 5 || fail "not filed: $(cat "$log")" || return 1
	says event=post-held || fail "not said" || return 1
	pw status
	[ $code = 75 ] && [[ $out = *"HELD since"*"5 new questions"* ]] ||
		fail "status: $code $out" || return 1
	daemon_stop || fail "exit $?" || return 1
	[ "$(grep -c event=post-held "$log")" = 1 ] || fail "said more than once"
}

# What the move leaves of a mail: a banner, another INTERNALDATE.
moved() { # N: question N as the new server has it
	question "$1" "" "${2-}" | sed 's/^Goedemorgen,/[Dit bericht komt van buiten]\r\n\r\n&/' |
		append moved2 INBOX "$(date -d '-1 minute' -Iseconds)"
}

# users.md 11: nothing is read until a person has seen what matches.
test_users11_a_moved_mailbox_is_matched_before_anything_is_stored() {
	local n before stamp
	running moved || return 1
	stamp=$(date -Iseconds)
	for n in 1 2 3; do question $n "" "$stamp" | rig_deliver moved; done
	answer 2 | append moved "Verzonden items" "$(date -Iseconds)"
	rig_wait 20 has_questions 3 || fail "no questions" || return 1
	rig_wait 20 has_sightings 4 || fail "no answer" || return 1
	daemon_stop || fail "exit $?" || return 1
	before=$(query "SELECT id, received, state, is_history FROM question")
	for n in 1 2 3; do moved $n "$stamp"; done
	question 9 | append moved2 INBOX "$(date -d '+1 minute' -Iseconds)"
	configure "$(mailbox moved 'user = "moved2";')"
	sed -i "s,/secret/moved\",/secret/moved2\"," "$conf"
	once
	[ $? = 75 ] && says "moved from localhost moved to localhost moved2" ||
		fail "it was read: $(tail -n 3 "$log")" || return 1
	pw audit
	[ $code = 78 ] && [[ $out = *"audit --rebind"* ]] || fail "audit: $code $out" || return 1
	pw audit --rebind
	[ $code = 0 ] && [[ $out = *"moved/INBOX: 4 on the server = 3 known + 1 that"* ]] &&
		[[ $out = *"4 messages in the store, 1 of them not on this server"* ]] &&
		[[ $out = *"vrager9@gemeente.example"* ]] ||
		fail "rebind: $code $out" || return 1
	has_sightings 4 || fail "something was stored" || return 1
	: > "$log"
	daemon_start
	rig_wait 20 says event=started || fail "it does not start" || return 1
	rig_wait 20 is_published '.mailboxes[0].trouble != null' || fail "no trouble" || return 1
	pw audit --rebind --confirm
	[ $code = 75 ] || fail "confirmed beside the daemon: $code $out" || return 1
	daemon_stop || fail "exit $?" || return 1
	pw audit --rebind --confirm
	[ $code = 0 ] || fail "confirm: $code $out" || return 1
	once || fail "after it: $(tail -n 3 "$log")" || return 1
	[ "$(query "SELECT id, received, state, is_history FROM question WHERE id < 4")" = "$before" ] ||
		fail "not as it was: $(query "SELECT id, received, state, is_history FROM question")" || return 1
	[ "$(query "SELECT is_history FROM question WHERE id = 4")" = 1 ] ||
		fail "the fourth: $(query "SELECT * FROM question")" || return 1
	pw audit
	[ $code = 0 ] || fail "the count: $code $out"
}

is_told_twice() {
	[ "$(subjects silent2-noor | grep -c '^Postwacht: 1 postvak')" = 2 ]
}

# Promise 6, I8: one warning, one all-clear, whatever happens in between.
test_a_mailbox_that_is_not_read_is_told_of_once() {
	local hour
	office silent2
	configure
	once --as-of 2026-10-05T08:00:00+02:00 || fail "exit $?" || return 1
	sed -i "s/port = $RIG_IMAPS/port = $(rig_port)/" "$conf"
	for hour in 09:00 10:00 11:00 11:10 13:00 15:00; do
		once --as-of 2026-10-05T$hour:00+02:00
		[ $? = 75 ] || fail "a good end at $hour" || return 1
	done
	configure
	once --as-of 2026-10-05T15:30:00+02:00 || fail "exit $?" || return 1
	once --as-of 2026-10-05T16:00:00+02:00 || fail "exit $?" || return 1
	[ "$(query "SELECT count(*) FROM notice WHERE kind = 'operator'
		AND state = 'sent'")" = 2 ] ||
		fail "$(query "SELECT key, state, reason FROM notice")" || return 1
	rig_wait 10 is_told_twice || fail "$(subjects silent2-noor)"
}

job_begin "${1:?build folder}" well halfdown counted holed daily folded saved \
	flooded silent2 moved moved2
job_tests
