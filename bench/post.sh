#!/bin/bash
# post.sh BUILD: reminders over one SMTP connection with STARTTLS and login, to a
# Postfix that delivers into a Dovecot: libcurl with its connection kept, the
# post alone, and the daemon, which writes down each notice before and behind
# it. NOTICES and ROUNDS say how many (500, 5); mails of 3 KB. Each round runs
# all three, one after the other; medians, and the median of what the daemon
# was of libcurl. From the first mail to the last: nobody's start and connecting
# is counted.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
notices=${NOTICES:-500} rounds=${ROUNDS:-5} bytes=3000
. "$here/../tests/servers/rig.sh"

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

by() { # curl|post
	"$build/bench/post_bench" "$1" "$notices" $bytes localhost \
		"$RIG_SUBMISSION" postwacht "$RIG/secret/postwacht" "$RIG_CA" \
		postwacht@team.example reader@team.example
}

configure() {
	mkdir -p "$RIG/state" "$RIG/out"
	cat > "$RIG/postwacht.conf" <<-C
	state_dir = "$RIG/state";
	rules_dir = "$here/../rules";
	organisation = "Team";
	internal_domains = [ "team.example" ];
	notice_domains = [ "team.example" ];
	teams = ( { code = "K"; name = "Kinderopvang"; } );
	people = ( { id = "noor"; name = "Noor"; address = "reader@team.example";
	  role = "coordinator"; } );
	mailboxes = ( { id = "leeg"; source = "maildir"; path = "$RIG/leeg";
	  addresses = [ "leeg@team.example" ]; team = "K"; } );
	post = { kind = "smtp"; host = "localhost"; port = $RIG_SUBMISSION;
	  security = "starttls"; ca_file = "$RIG_CA"; user = "postwacht";
	  password_file = "$RIG/secret/postwacht"; per_minute = 10000;
	  per_day = 1000000; breaker = 1000000;
	  from = "postwacht@team.example"; };
	C
	mkdir -p "$RIG/leeg/cur" "$RIG/leeg/new" "$RIG/leeg/tmp"
	"$build/postwachtd" -c "$RIG/postwacht.conf" --once \
		2>> "$RIG/log/post.log" || rig_die "$(tail -n 3 "$RIG/log/post.log")"
}

# The log of a daemon that has run for a while has its size, and is written
# anew from its beginning: somebody else has the store open meanwhile.
keep_open() {
	coproc KEEPER { sqlite3 "$RIG/state/postwacht.db"; }
	echo 'SELECT count(*) FROM notice;' >&"${KEEPER[1]}"
	read -r _ <&"${KEEPER[0]}"
	plan start 2000
	send_ms > /dev/null
}

# As many rows as reminders would have, with the mail that post_bench sends.
plan() { # NAME [N]
	sqlite3 "$RIG/state/postwacht.db" "
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
			WHERE i < ${2:-$notices})
		INSERT INTO notice (key, kind, recipient, address, day, team, state,
			planned_at, changed_at, attempts, message_id, subject)
		SELECT 'bench:$1:' || i, 'alert', 'noor', 'reader@team.example',
			20000, '', 'planned', unixepoch(), unixepoch(), 0,
			'bench.$1.' || i || '@team.example', 'Herinnering' FROM n;
		INSERT INTO notice_mail SELECT id, CAST('From: <postwacht@team.example>'
			|| char(13, 10) || 'To: <reader@team.example>' || char(13, 10) ||
			'Subject: Herinnering' || char(13, 10) ||
			'Message-ID: <bench@team.example>' || char(13, 10) ||
			'Date: Mon, 02 Nov 2026 08:30:00 +0100' || char(13, 10, 13, 10) ||
			replace(hex(zeroblob($((($bytes - 170) / 52 + 1)))), '00',
				'Bij deze vraag hebben we nog geen antwoord gezien.' ||
				char(13, 10)) AS BLOB) FROM notice
			WHERE key GLOB 'bench:$1:*'"
}

send_ms() {
	local began
	began=$(date +%s%3N)
	"$build/postwachtd" -c "$RIG/postwacht.conf" --once --only send \
		2>> "$RIG/log/post.log" || rig_die "$(tail -n 3 "$RIG/log/post.log")"
	echo $(($(date +%s%3N) - began))
}

# Without its start, its connecting and its first mail; Postfix has a process
# ready by then.
daemon() { # ROUND
	local first all sent
	plan "$1.start" 1
	send_ms > /dev/null
	plan "$1.first" 1
	first=$(send_ms)
	plan "$1"
	all=$(send_ms)
	sent=$(sqlite3 "$RIG/state/postwacht.db" "SELECT count(*) FROM notice
		WHERE state = 'sent' AND key GLOB 'bench:$1:*'")
	[ "$sent" = "$notices" ] || rig_die "$sent of $notices were sent"
	echo $(((notices - 1) * 1000 / (all - first)))
}

# What one run left in the queue would slow down the next.
queue_is_empty() {
	$RIG_SUDO postqueue -c "$RIG/postfix/etc" -p | grep -q 'queue is empty'
}

settle() {
	rig_wait 60 queue_is_empty || rig_die "Postfix still delivers"
}

connections() {
	grep -c 'smtpd\[[0-9]*\]: connect from' "$RIG/postfix/maillog"
}

rig_begin
rig_user postwacht geheim
rig_user reader geheim
rig_dovecot_start
rig_postfix_start
configure
keep_open
for round in $(seq "$rounds"); do
	settle
	by curl >> "$RIG/curl"
	settle
	by post >> "$RIG/post"
	settle
	before=$(connections)
	daemon "$round" >> "$RIG/daemon"
	# Two of them were for one mail each.
	echo $(($(connections) - before - 2)) >> "$RIG/connections"
done
printf '%-34s %12s %12s %12s\n' "$notices reminders, mails a second" curl post daemon
printf '%-34s %12s %12s %12s  %s of libcurl; %s connections a batch\n' "" \
	"$(median < "$RIG/curl")" "$(median < "$RIG/post")" \
	"$(median < "$RIG/daemon")" \
	"$(paste "$RIG/daemon" "$RIG/curl" |
		awk '{ printf "%.0f\n", 100 * $1 / $2 }' | median) %" \
	"$(median < "$RIG/connections")"
