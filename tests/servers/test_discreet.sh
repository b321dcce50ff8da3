#!/bin/bash
# test_discreet.sh BUILD: names, addresses, subjects, texts and secrets are
# planted in mails and servers' answers, things go well and go wrong, and
# everything that many may read is searched for them: the log of postwachtd,
# what it publishes, and what postwacht says on stderr.
set -u
. "$(dirname "$0")/job.sh"

planted="zevenhoven|quirijn|kroontjespen|pimpelpaars|zwaluwstaart|bewijsstuk|\
discreet-(noor|daan|hanna)@|geheimwoord|postwacht@team"

peer_start() { # SCRIPT of smtp_peer.py
	mkdir -p "$job/peer"
	python3 "$(dirname "$0")/smtp_peer.py" "$job/peer" "$1" &
	job_pids+=("$!")
	rig_wait 10 test -s "$job/peer/port"
}

letter() { # MESSAGE-ID
	printf '%s\r\n' "From: Quirijn Zevenhoven <q.zevenhoven@gemeente.example>" \
		"To: $box@team.example" "Subject: Kroontjespen voor Zevenhoven" \
		"Message-ID: <$1.zevenhoven@gemeente.example>" \
		"Date: $(date -R -d '2026-09-22 10:00')"
}

asks() {
	letter asks
	printf '%s\r\n' "" "Mag een gastouder pimpelpaars behang hebben? Graag antwoord." \
		"" "Quirijn Zevenhoven"
}

# Parts without end, headers without sense, a name where none belongs.
broken() {
	letter broken
	printf '%s\r\n' "Content-Type: multipart/zwaluwstaart; boundary=\"q@zevenhoven" \
		"Content-Transfer-Encoding: zevenhoven" "" "--q@zevenhoven" \
		"Content-Disposition: attachment; filename=\"bewijsstuk zevenhoven.pdf\"" \
		"Content-Type: text/html; charset=quirijn" "" "<p>Pimpelpaars <"
}

bomb() {
	letter bomb
	python3 -c '
depth = 3000
for i in range(depth):
    print("Content-Type: multipart/mixed; boundary=z%d\r\n\r\n--z%d\r" % (i, i))
print("\r\npimpelpaars zevenhoven\r")'
}

discreet() { # FILE ...
	! grep -aEiHn "$planted" "$@" /dev/null > "$job/found" ||
		fail "$(cut -c1-300 "$job/found")"
}

cli() { # ARGUMENT ...: only what goes to stderr is looked at
	"$postwacht" -c "$conf" "$@" > /dev/null 2>> "$job/cli"
}

test_nothing_planted_is_in_any_log() {
	local mailboxes
	office discreet
	peer_start '{ "rcpt": [
		"550 5.1.1 <quirijn.zevenhoven@team.example>: rejected",
		"451 4.2.0 <discreet-noor@team.example> try later" ] }' ||
		fail "no peer" || return 1
	printf 'geheimwoord\n' > "$job/wrong" && chmod 600 "$job/wrong"
	mailboxes="$(mailbox discreet)"
	configure "$mailboxes" \
		"$(mailbox closed "port = $(rig_port);")" \
		"$(mailbox refused "user = \"discreet-daan\"; password_file = \"$job/wrong\";")"
	sed -i '/^post = /,$d' "$conf"
	cat >> "$conf" <<-C
	post = { kind = "smtp"; host = "127.0.0.1"; port = $(cat "$job/peer/port");
	  security = "none"; from = "postwacht@team.example"; };
	C
	once --as-of 2026-09-21T08:00:00+02:00
	asks | append discreet INBOX 2026-09-22T10:00:00+02:00
	broken | append discreet INBOX 2026-09-22T10:01:00+02:00
	bomb | append discreet INBOX 2026-09-22T10:02:00+02:00
	once --as-of 2026-10-05T10:00:00+02:00
	once --as-of 2026-10-05T10:30:00+02:00
	# It has looked at what it should have looked at.
	[ "$(query "SELECT count(*) FROM message WHERE subject LIKE '%Zevenhoven%'")" -ge 3 ] ||
		fail "not filed: $(cat "$log")" || return 1
	says event=mailbox-trouble && says 'event=notice-\(refused\|later\)' ||
		fail "nothing went wrong: $(cat "$log")" || return 1
	says '<\*@\*>' || fail "no answer of a server: $(cat "$log")" || return 1
	: > "$job/cli"
	for words in status "list --all" "show 1" "explain 1" due audit "audit --rebuild" \
		"assign 1 nobody-of-ours" "close 1" "export 1" \
		"export q.zevenhoven@gemeente.example" "forget q.zevenhoven@gemeente.example"; do
		cli $words
	done
	discreet "$log" "$job/cli" || return 1
	[ -f "$state/public/status.json" ] || fail "nothing published" || return 1
	discreet "$state"/public/*
}

kept() { # WORD: in the bytes of the store, its journal and its list
	grep -aqi "$1" "$db" "$db-wal" "$state/forgotten" 2> /dev/null
}

is_handled() {
	[ "$(query "SELECT count(*) FROM question WHERE state = 'handled'")" = 1 ]
}

# AVG art. 17: while the daemon runs, down to the bytes; and again in a store
# that comes from a backup.
test_who_is_forgotten_stays_forgotten() {
	local copy=$RIG/job/forgotten.db word=vrager1@gemeente.example
	office forgotten
	configure
	daemon_start
	rig_wait 20 caught_up || fail "it does not catch up: $(cat "$log")" || return 1
	question 1 | rig_deliver forgotten
	rig_wait 20 query_is 1 'SELECT count(*) FROM question' || fail "no question" || return 1
	"$postwacht" -c "$conf" forget $word --confirm > /dev/null 2> "$job/why"
	[ $? = 78 ] && grep -q 'not handled yet: 1' "$job/why" ||
		fail "an open question: $(cat "$job/why")" || return 1
	answer 1 | append forgotten "Verzonden items" "$(date -Iseconds)"
	rig_wait 20 query_is 2 'SELECT count(*) FROM message' || fail "no answer" || return 1
	# Within two minutes it is no answer by itself (users.md 7).
	"$postwacht" -c "$conf" answered 1 > "$job/why" 2>&1 && is_handled ||
		fail "not answered: $(cat "$job/why")" || return 1
	"$postwacht" -c "$conf" export 1 --json |
		jq -e '.messages | length == 2 and (.[0].text_new | test("gastouder"))' \
		> /dev/null || fail "export" || return 1
	"$postwacht" -c "$conf" backup "$copy" > /dev/null || fail "backup" || return 1
	kept $word && kept 'zes kinderen' || fail "nothing to forget" || return 1
	"$postwacht" -c "$conf" forget $word --confirm > "$job/why" 2>&1 ||
		fail "$(cat "$job/why")" || return 1
	daemon_stop || fail "exit $?" || return 1
	! kept $word && ! kept 'zes kinderen' || fail "bytes are left" || return 1
	"$postwacht" -c "$conf" audit --rebuild > "$job/why" 2>&1 ||
		fail "$(cat "$job/why")" || return 1
	rm -f "$db"*
	cp "$copy" "$db"
	kept $word || fail "the backup is empty" || return 1
	once
	says event=forgotten-again || fail "$(cat "$log")" || return 1
	! kept $word || fail "the restored store remembers" || return 1
	[ "$(query 'SELECT count(*) FROM message')" = 2 ] || fail "filed twice"
}

query_is() { # RESULT STATEMENT
	[ "$(query "$2")" = "$1" ]
}

job_begin "${1:?build folder}" discreet forgotten
job_tests
