#!/bin/bash
# test_power.sh BUILD: the power goes while reminders are handed over. The disk
# has what was synced (disk.c) and the server what it was told: nobody gets a
# reminder twice, none is lost, and one at most is in doubt.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
. "$here/rig.sh"

REMINDERS=4
offers='"ehlo": ["250-peer.example\n250-PIPELINING\n250 8BITMIME"]'

power_end() {
	local code=$?
	trap - EXIT
	kill -KILL $(jobs -p) 2>/dev/null
	wait 2>/dev/null
	(exit "$code")
	rig_end
}

# A peer of its own for each run; what all of them heard is in $RIG/heard.
peer_start() { # SCRIPT
	rm -rf "$RIG/peer"
	mkdir "$RIG/peer"
	: > "$RIG/peer/dialogue"
	python3 "$here/smtp_peer.py" "$RIG/peer" "$1" 2>> "$RIG/log/peer" &
	peer=$!
	rig_wait 20 test -s "$RIG/peer/port" || rig_die "no peer"
	sed -i "s/ port = [0-9]*;/ port = $(cat "$RIG/peer/port");/" "$conf"
}

peer_stop() {
	kill "$peer" && wait "$peer" 2>/dev/null
	cat "$RIG/peer/dialogue" >> "$RIG/heard"
}

said() { # N PATTERN: by us, so many times
	[ "$(grep -c "^[0-9]* C $2" "$RIG/peer/dialogue")" -ge "$1" ]
}

configure() {
	mkdir -p "$RIG/leeg/cur" "$RIG/leeg/new" "$RIG/leeg/tmp" "$RIG/peer"
	cat > "$conf" <<-C
	state_dir = "$state";
	rules_dir = "$here/../../rules";
	organisation = "Team";
	internal_domains = [ "team.example" ];
	notice_domains = [ "team.example" ];
	teams = ( { code = "K"; name = "Kinderopvang"; } );
	people = ( { id = "noor"; name = "Noor"; address = "noor@team.example";
	  role = "coordinator"; } );
	mailboxes = ( { id = "leeg"; source = "maildir"; path = "$RIG/leeg";
	  addresses = [ "leeg@team.example" ]; team = "K"; } );
	post = { kind = "smtp"; host = "127.0.0.1"; port = 25;
	  security = "none"; from = "postwacht@team.example"; };
	C
}

# A store with so many reminders that wait, all of it on the disk.
plan() {
	rm -rf "$state" "$disk" "$RIG/heard"
	mkdir "$state" "$disk"
	run fetch || return 1
	sqlite3 "$state/postwacht.db" "
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
			WHERE i < $REMINDERS)
		INSERT INTO notice (key, kind, recipient, address, day, team, state,
			planned_at, changed_at, attempts, message_id, subject)
		SELECT i, 'alert', 'noor', 'noor@team.example', 20000, '', 'planned',
			unixepoch(), unixepoch(), 0, i || '@team.example', 'x' FROM n;
		INSERT INTO notice_mail SELECT id, CAST('Message-ID: <' || message_id
			|| '>' || char(13, 10, 13, 10) || 'Hallo' || char(13, 10) AS BLOB)
			FROM notice" || return 1
	cp "$state/postwacht.db" "$disk"
}

run() { # STEP
	"$build/postwachtd" -c "$conf" --once --only "$1" 2>> "$log"
}

send_start() {
	DISK=$disk LD_PRELOAD=$build/servers/disk.so \
		"$build/postwachtd" -c "$conf" --once --only send 2>> "$log" &
	daemon=$!
}

# Only what was synced is left.
power_cut() {
	kill -KILL "$daemon"
	wait "$daemon" 2>/dev/null
	peer_stop
	rm "$state"/postwacht.db*
	cp "$disk"/postwacht.db{,-wal} "$state"
}

# KEY STATE TIMES: how often a server had the whole of it.
outcome() {
	sqlite3 "$state/postwacht.db" \
		"SELECT key, state FROM notice ORDER BY id" | tr '|' ' ' |
		while read -r key was; do
			echo "$key $was $(grep -c " C \. Message-ID: <$key@" "$RIG/heard")"
		done
}

# cut NAME SCRIPT N PATTERN IN_DOUBT [REFUSED]: the power goes PAUSE seconds after
# PATTERN was said N times; IN_DOUBT: of one reminder it is not known afterwards
# whether it arrived (else: of one at most); REFUSED: the first is.
cut() {
	local name="$1, $pause s later"
	plan || rig_die "$(tail -n 3 "$log")"
	peer_start "$2"
	send_start
	rig_wait 20 said "$3" "$4" || rig_die "never said: $(cat "$RIG/peer/dialogue")"
	sleep "$pause"
	power_cut
	judge "$name" "$5" "${6-}"
}

# judge NAME IN_DOUBT REFUSED [WRONG]: after another start, with a server that
# takes all; WRONG is wrong already.
judge() {
	local name=$1 wrong
	peer_start '{}'
	run send
	peer_stop
	outcome > "$RIG/outcome"
	wrong=$(awk -v wanted="$2" -v refused="$3" '
		$2 == "uncertain" { n++ }
		refused && NR == 1 && $2 == "refused" && $3 == 0 { next }
		$2 == "sent" && $3 != 1 || $2 == "uncertain" && $3 > 1 ||
			$2 !~ /^(sent|uncertain)$/ { print }
		END { if (n > 1 || (wanted && n == 0)) print n + 0 " in doubt" }
		' "$RIG/outcome")
	wrong=${4-}$wrong
	if [ -z "$wrong" ]; then
		echo "ok   $name"
	else
		echo "FAILED $name: $(echo $wrong)"
		sed 's/^/  /' "$RIG/outcome"
	fi
}

# broken NAME SCRIPT: after so many syncs the disk takes nothing any more, and
# the first time that it is about a reminder, that one is not brought to its end
# and the daemon stops.
broken() {
	local name=$1 wrong='' syncs
	for syncs in 1 2 3 4 5 6; do
		plan || rig_die "$(tail -n 3 "$log")"
		: > "$log"
		peer_start "$2"
		SYNCS=$syncs send_start
		! wait "$daemon" || wrong="it ended well "
		! said 1 DATA || break
		peer_stop
	done
	! said 1 '[.]' || wrong="$wrong$(grep ' C [.]' "$RIG/peer/dialogue") "
	grep -q 'cannot sync' "$log" || wrong="$wrong$(cat "$log") "
	peer_stop
	# A minute is not waited for.
	sqlite3 "$state/postwacht.db" "UPDATE notice SET not_before = 1
		WHERE state = 'later'"
	judge "$name" '' '' "$wrong"
}

rig_slack "$build"
rig_begin
trap power_end EXIT
state=$RIG/state disk=$RIG/disk conf=$RIG/postwacht.conf log=$RIG/log/daemon
export ASAN_OPTIONS=verify_asan_link_order=0
configure
for ways in "{" "{$offers, "; do
	also=${ways#\{}
	data=${also:+\"503 nobody\",} data="$data\"354 go on\""
	also=${also:+, all at once}
	# The disk is at work, and has done it.
	for pause in 0 0.3; do
		cut "I1: the power goes at MAIL$also" \
			"$ways\"mail\": [\"250 ok\", \"|hang\"]}" 2 MAIL ''
		cut "I1: the power goes at DATA$also" \
			"$ways\"data\": [\"354 go on\", \"|hang\"]}" 2 DATA ''
		cut "I1: the power goes before the end of a mail was answered$also" \
			"$ways\"dot\": [\"250 ok\", \"|hang\"]}" 2 '[.]' yes
		cut "I1: the power goes when it was$also" \
			"$ways\"idle\": [\"\", \"|hang\"]}" 2 '[.]' ''
		cut "I1: the power goes at the end of a mail behind a refused one$also" \
			"$ways\"rcpt\": [\"550 no\", \"250 ok\"], \"data\": [$data],
			\"dot\": [\"|hang\"]}" 1 '[.]' yes refused
	done
	broken "the disk takes no more$also" "${ways}\"idle\": [\"\"]}"
done
