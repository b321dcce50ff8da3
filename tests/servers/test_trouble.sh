#!/bin/bash
# test_trouble.sh BUILD: what is wrong is said once, in a line that names it, and
# the rest goes on: bad mailboxes, bad configurations, mails that are none, a
# full disk, a locked store. See job.sh.
set -u
. "$(dirname "$0")/job.sh"

# refused CODE LINES PATTERN ...: the configuration, with so many mistakes.
refused() {
	local code=$1 lines=$2 pattern
	shift 2
	: > "$log"
	once
	ended "$code" || return 1
	[ "$(grep -c '^<3>.*postwacht.conf:[0-9]' "$log")" = "$lines" ] ||
		fail "not $lines lines: $(cat "$log")" || return 1
	for pattern; do
		says "^<3>.*postwacht.conf:[0-9]*: .*$pattern" ||
			fail "'$pattern' is not told: $(cat "$log")" || return 1
	done
	[ ! -e "$db" ] || fail "a store was made all the same"
}

test_plain_text_to_another_host_is_a_mistake() {
	office plain
	# RFC 5737: an address for documentation, where nobody is.
	configure "$(mailbox plain 'host = "192.0.2.1"; security = "none";')"
	refused 78 1 'security = "none".*192.0.2.1'
}

test_all_mistakes_of_a_configuration_are_told_at_once() {
	office mistakes
	configure
	sed -i -e 's/organisation = /organization = /' \
		-e 's/role = "leader"/role = "baas"/' \
		-e "s/daan@team.example/daan@elders.example/" \
		-e 's/poll = "10s"/poll = "1s"/' \
		-e 's/from = "postwacht@/from = "mistakes@/' "$conf"
	# The log hides addresses; `check` shows them to whoever runs it.
	refused 78 6 organization organisation baas notice_domains poll post.from ||
		return 1
	"$postwacht" -c "$conf" check > "$job/check" 2>&1
	[ $? = 78 ] && grep -q elders "$job/check" &&
		[ "$(grep -c 'postwacht.conf:[0-9]' "$job/check")" = 6 ] ||
		fail "check: $(cat "$job/check")"
}

test_a_configuration_that_is_none_is_a_mistake() {
	office none
	configure
	echo 'mailboxes = ( { id = "x" ' >> "$conf"
	refused 78 1 || return 1
	rm "$conf"
	once
	[ $? = 78 ] && says 'postwacht.conf.*No such file' || fail "$(cat "$log")"
}

test_wrong_arguments_are_usage() {
	local words
	office usage
	configure
	for words in --as-of=2026-10-05T09:00 --only=fetch --nonsense extra; do
		"$postwachtd" -c "$conf" $words 2>>"$log"
		ended 64 || return 1
	done
}

test_a_second_daemon_on_the_same_folder_is_refused() {
	office second
	configure
	daemon_start
	rig_wait 30 caught_up || fail "$(cat "$log")" || return 1
	once
	[ $? = 75 ] && says 'another postwachtd' || fail "$(cat "$log")"
}

test_mails_that_are_none_are_filed_with_a_reason_and_the_next_as_well() {
	local n
	office bad
	configure
	once || fail "exit $?" || return 1
	n=$(python3 "$(dirname "$0")/bad_mails.py" "$RIG/mail/bad/Maildir")
	[ "$(id -u)" != 0 ] || chown -R mail:mail "$RIG/mail/bad"
	# Numbered first, so that the question comes behind them.
	rig_doveadm mailbox status -u bad messages INBOX >/dev/null
	question 1 | rig_deliver bad
	once || fail "exit $?: $(cat "$log")" || return 1
	note="$n of them"
	[ "$(query 'SELECT count(*) FROM sighting')" = $((n + 1)) ] ||
		fail "$(query 'SELECT uid, state, reason FROM sighting')" || return 1
	[ "$(query "SELECT uid FROM sighting LEFT JOIN message m ON m.id = message
		WHERE uid <= $n AND coalesce(reason, '') = '' AND
		coalesce(aside, '') = '' AND coalesce(flaws, 0) = 0")" = "" ] ||
		fail "without a reason: $(query "SELECT uid, state, kind, flaws FROM
			sighting LEFT JOIN message m ON m.id = message")" || return 1
	[ "$(query "SELECT subject FROM question JOIN message m ON m.id = opened_by
		ORDER BY question.id DESC LIMIT 1")" = "Vraag 1" ] ||
		fail "the question behind them is not filed"
}

long_question() {
	question "$1"
	head -c 20000 /dev/zero | tr '\0' x | fold -w 70
}

# As large as the store and its journal need, and a bit. Where nothing can be
# mounted (NO_MOUNT=1 says so too), no file may grow instead.
small_disk() {
	cramped=()
	[ -n "${NO_MOUNT-}" ] || ! $RIG_SUDO mount -t tmpfs \
		-o "size=4m,mode=700,uid=$(id -u)" tmpfs "$state" 2>/dev/null ||
		job_mount=$state
}

# fill_disk KIB [PID]: leaves so much room; for that process, or for what is run
# behind "${cramped[@]}".
fill_disk() {
	local room
	if [ -z "$job_mount" ]; then
		cramped=(env --ignore-signal=XFSZ prlimit
			"--fsize=$((($1 + 40) * 1024)):unlimited")
		[ $# = 1 ] || prlimit --pid "$2" "${cramped[3]}"
		return
	fi
	room=$(df -k --output=avail "$state" | tail -n 1)
	head -c $(((room - $1) * 1024)) /dev/zero > "$state/filler"
}

empty_disk() {
	rm -f "$state/filler"
	cramped=()
	[ $# = 0 ] || [ -n "$job_mount" ] ||
		prlimit --pid "$1" --fsize=unlimited:unlimited
}

nothing_half_done() {
	[ "$(query 'PRAGMA integrity_check')" = ok ] || fail "broken" || return 1
	[ "$(query 'SELECT count(*) FROM sighting')" = "$1" ] &&
		[ "$(query 'SELECT count(*) FROM message')" = "$1" ] &&
		[ "$(query "SELECT last_uid FROM folder WHERE role = 'inbox'")" = "$1" ] ||
		fail "half done: $(query 'SELECT count(*) FROM sighting
			UNION ALL SELECT count(*) FROM message
			UNION ALL SELECT last_uid FROM folder')"
}

test_a_full_disk_leaves_nothing_half_done() {
	local room n=0 i cramped
	office disk
	small_disk
	configure
	once || fail "exit $?: $(cat "$log")" || return 1
	for room in 0 60 150; do
		for i in 1 2 3 4 5 6; do
			long_question $((n + i)) | rig_deliver disk
		done
		fill_disk $room
		: > "$log"
		timeout $((60 * slack)) "${cramped[@]}" "$postwachtd" -c "$conf" --once 2>>"$log"
		ended 75 || return 1
		says 'full\|I/O error\|No space\|too large' || fail "$(cat "$log")" || return 1
		empty_disk
		nothing_half_done $n || return 1
		n=$((n + 6))
		once || fail "exit $?: $(cat "$log")" || return 1
		nothing_half_done $n || return 1
	done
	[ "$(query 'SELECT count(*) FROM question')" = $n ] ||
		fail "$(query 'SELECT count(*) FROM question') questions"
}

test_a_daemon_goes_on_when_the_disk_has_room_again() {
	local i cramped
	office disklive
	small_disk
	configure
	# A limit on files must be an error and not a signal.
	trap '' XFSZ
	daemon_start
	rig_wait 30 caught_up || fail "$(cat "$log")" || return 1
	fill_disk 20 "$daemon"
	for i in 1 2 3; do
		long_question $i | rig_deliver disklive
	done
	rig_wait 20 says 'event=step-failed step=fetch' ||
		fail "nothing is said: $(cat "$log")" || return 1
	empty_disk "$daemon"
	rig_wait 20 eval '[ "$(query "SELECT count(*) FROM question")" = 3 ]' ||
		fail "not filed: $(tail -n 5 "$log")" || return 1
	nothing_half_done 3 || return 1
	[ "$(grep -c 'event=step-failed' "$log")" -le $((3 * slack)) ] ||
		fail "$(grep -c 'event=step-failed' "$log") lines about it" || return 1
	daemon_stop || fail "exit $?"
}

# lock_store DATABASE: locks it until unlock_store.
lock_store() {
	python3 -c '
import signal, sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
store.execute("BEGIN EXCLUSIVE")
open(sys.argv[1] + ".locked", "w").close()
signal.pause()' "$1" &
	locker=$!
	job_pids+=("$locker")
	rig_wait 60 test -e "$1.locked"
}

unlock_store() {
	kill -KILL "$locker"
	wait "$locker" 2>/dev/null
	job_forget "$locker"
}

test_a_daemon_waits_for_a_locked_store() {
	local locker
	office locklive
	configure
	daemon_start
	rig_wait 30 caught_up || fail "$(cat "$log")" || return 1
	lock_store "$db" || fail "it is not locked" || return 1
	question 1 | rig_deliver locklive
	rig_wait 30 says 'event=step-failed.*locked' ||
		fail "the daemon says nothing: $(cat "$log")" || return 1
	unlock_store
	rig_wait 30 says 'event=filed .*questions=1' ||
		fail "the daemon does not go on: $(cat "$log")"
}

test_once_gives_a_locked_store_up() {
	local began locker took
	office lockonce
	configure
	once || fail "exit $?" || return 1
	question 1 | rig_deliver lockonce
	lock_store "$db" || fail "it is not locked" || return 1
	began=$(now_ms)
	once
	ended 75 || return 1
	took=$(($(now_ms) - began))
	note="--once gave up after $took ms"
	says 'locked' || fail "$(cat "$log")" || return 1
	[ "$took" -lt $((25000 * slack)) ] || fail "it took $took ms" || return 1
	unlock_store
	once || fail "exit $?: $(cat "$log")" || return 1
	[ "$(query 'SELECT count(*) FROM question')" = 1 ] &&
		[ "$(query 'PRAGMA integrity_check')" = ok ] || fail "not filed"
}

# Beside the good mailbox one of each kind of trouble.
configure_mixed() {
	local other=$RIG/secret/$box-daan
	(umask 077 && echo anders > "$job/wrong")
	cp "$RIG/secret/$box" "$job/open"
	chmod 644 "$job/open"
	configure "$(mailbox "$box")" \
		"$(mailbox badpass "user = \"$box-daan\"; password_file = \"$job/wrong\";")" \
		"$(mailbox loose "user = \"$box\"; password_file = \"$job/open\";")" \
		"$(mailbox selfsigned "user = \"$box-daan\"; password_file = \"$other\";
			host = \"127.0.0.2\";")" \
		"$(mailbox othername "user = \"$box-daan\"; password_file = \"$other\";
			host = \"127.0.0.3\";")" \
		"$(mailbox expired "user = \"$box-daan\"; password_file = \"$other\";
			host = \"127.0.0.4\";")" \
		"$(mailbox away "user = \"$box-daan\"; password_file = \"$other\";
			port = $(rig_port);")"
}

# Each named in one warning, with the reason.
each_is_named() {
	local id reason
	while read -r id reason; do
		grep -q "^<4>event=mailbox-trouble mailbox=$id reason=\".*$reason" \
			"$log" || fail "$id: $(grep "mailbox=$id " "$log")" || return 1
		[ "$(grep -c "^<4>.*mailbox=$id " "$log")" = "$1" ] ||
			fail "$id: $(grep -c "mailbox=$id " "$log") lines" || return 1
	done <<-E
	badpass localhost refuses user
	loose .*mode
	selfsigned 127.0.0.2.*issuer is unknown
	othername 127.0.0.3.*does not match
	expired 127.0.0.4.*expired
	away localhost.*connect
	E
}

test_bad_mailboxes_do_not_hold_up_the_good_one_nor_reminders() {
	office mixed
	configure_mixed
	once --as-of 2026-10-05T07:00:00+02:00
	ended 75 || return 1
	each_is_named 1 || return 1
	question 1 "Vraag 1" 2026-10-05T08:00:00+02:00 |
		append mixed INBOX 2026-10-05T08:00:00+02:00
	: > "$log"
	once --as-of 2026-10-06T09:00:00+02:00
	ended 75 || return 1
	[ "$(query 'SELECT count(*) FROM question')" = 1 ] ||
		fail "not filed: $(cat "$log")" || return 1
	rig_wait 10 has_mail mixed-noor || fail "no digest" || return 1
	! grep -qi "geheim\|anders" "$log" || fail "a password is in the log"
}

test_bad_mailboxes_are_told_once_by_a_daemon() {
	office mixedlive
	configure_mixed
	daemon_start
	rig_wait 30 caught_up || fail "$(cat "$log")" || return 1
	question 1 | rig_deliver mixedlive
	rig_wait 10 says 'event=filed mailbox=mixedlive .*new=1' ||
		fail "not filed: $(cat "$log")" || return 1
	rig_wait 30 each_is_named 1 || return 1
	: > "$why"
	daemon_stop || fail "exit $?"
}

job_begin "${1:?build folder}" mixed mixedlive plain mistakes none usage second \
	bad disk disklive locklive lockonce
job_tests
