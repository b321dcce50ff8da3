#!/bin/bash
# test_imap.sh BUILD: the IMAP source against a private Dovecot. Every test is a
# function; its name states the behaviour. They share the mailboxes and build on
# each other in the order in which they stand here. The last line counts.
set -u
build=${1:?build folder}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/rig.sh"

probe=$build/servers/watch_probe
passed=0 failed=0

fail() {
	echo "  $*" >&2
	return 1
}

# mail N [SUBJECT]: a small question.
mail() {
	printf '%s\r\n' "From: Vrager <vrager$1@gemeente.example>" \
		"To: anna@rig.example" "Subject: ${2:-Vraag $1}" \
		"Message-ID: <$1.$$@gemeente.example>" \
		"Date: Mon, 23 Nov 2026 09:12:00 +0100" "" \
		"Mag een gastouder zes kinderen opvangen?"
}

# look [NAME=VALUE ...]: one scan of anna's mailbox over IMAPS.
look() {
	"$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user=anna password_file="$RIG/secret/anna" once=1 "$@" </dev/null
}

# watch FILE [NAME=VALUE ...]: in the background, as $watcher.
watch() {
	local out=$1
	shift
	"$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user=anna password_file="$RIG/secret/anna" "$@" </dev/null > "$out" &
	watcher=$!
}

unwatch() {
	kill "$watcher" 2>/dev/null
	wait "$watcher" 2>/dev/null
	true
}

says() { # FILE PATTERN
	grep -q -- "$2" "$1"
}

mails_in() { # FILE
	grep -c '^mail folder=INBOX ' "$1"
}

has_more() { # FILE N
	[ "$(mails_in "$1")" -gt "$2" ]
}

flags() {
	rig_doveadm fetch -u anna "mailbox uid flags" all |
		sed 's/\\Recent *//; s/ *$//'
}

# Every folder's cursor as arguments, one a line, from the output on stdin.
cursors() {
	sed -n 's/^batch folder=\(.*\) role=.*uidvalidity=\([0-9]*\) .*last=\([0-9]*\) .*/cursor=\1:\2:\3/p'
}

cursor_of() { # FOLDER, from the output on stdin: name:uidvalidity:last
	sed -n "s/^batch folder=$1 .*uidvalidity=\([0-9]*\) .*last=\([0-9]*\) .*/$1:\1:\2/p" |
		tail -n 1
}

now_ms() {
	date +%s%3N
}

test_imaps_hands_out_every_mail_of_inbox_and_sent() {
	local out
	out=$(look) || return 1
	[ "$(grep -c '^mail folder=INBOX ' <<< "$out")" = 5 ] &&
		[ "$(grep -c '^mail folder=Verzonden items ' <<< "$out")" = 1 ] &&
		grep -q '^batch folder=Verzonden items role=sent ' <<< "$out" &&
		grep -q '^caught_up' <<< "$out" || fail "$out"
}

test_starttls_hands_out_the_same() {
	local tls starttls
	tls=$(look | grep '^mail') || return 1
	starttls=$(look port="$RIG_IMAP" security=starttls | grep '^mail')
	[ "$tls" = "$starttls" ] || fail "$starttls"
}

test_plain_text_to_loopback_is_allowed() {
	look port="$RIG_IMAP" security=none | grep -q '^caught_up'
}

test_plain_text_to_another_address_is_refused_at_once() {
	local out began
	began=$(now_ms)
	# RFC 5737: an address for documentation, where nobody is.
	out=$(look host=192.0.2.1 port=143 security=none)
	grep -q '^trouble kind=fix .*without TLS' <<< "$out" &&
		[ $(($(now_ms) - began)) -lt $((2000 * slack)) ] || fail "$out"
}

# refused NAME HOST PORT SECURITY PATTERN: a bad certificate, before any login.
refused() {
	local out
	out=$(look host="$2" port="$3" security="$4")
	grep -q "^trouble kind=fix .*$5" <<< "$out" || fail "$1: $out"
	rig_wait 20 grep -q "\(no auth attempts\|before auth was ready\).*lip=$2" \
		"$RIG/log/dovecot.log" ||
		fail "$1: $(grep "lip=$2" "$RIG/log/dovecot.log")" || return 1
	! grep "lip=$2" "$RIG/log/dovecot.log" |
		grep -qi 'user=<anna>\|auth failed' ||
		fail "$1: a login was seen"
}

test_a_self_signed_certificate_is_refused_before_login() {
	refused tls 127.0.0.2 "$RIG_IMAPS" tls 'issuer is unknown' &&
		refused starttls 127.0.0.2 "$RIG_IMAP" starttls 'issuer is unknown'
}

test_a_certificate_for_another_name_is_refused_before_login() {
	refused tls 127.0.0.3 "$RIG_IMAPS" tls 'does not match' &&
		refused starttls 127.0.0.3 "$RIG_IMAP" starttls 'does not match'
}

test_an_expired_certificate_is_refused_before_login() {
	refused tls 127.0.0.4 "$RIG_IMAPS" tls 'expired' &&
		refused starttls 127.0.0.4 "$RIG_IMAP" starttls 'expired'
}

test_a_ca_that_is_not_configured_is_not_trusted() {
	look ca= | grep -q '^trouble kind=fix .*issuer is unknown'
}

test_a2_reading_leaves_all_flags_as_they_were() { # A2
	local before after
	rig_doveadm flags add -u anna '\Answered' mailbox INBOX uid 2
	rig_doveadm flags add -u anna '\Seen \Flagged' mailbox INBOX uid 3
	before=$(flags)
	look > "$RIG/out" || return 1
	after=$(flags)
	[ "$before" = "$after" ] || fail "$before => $after" || return 1
	says "$RIG/out" '^mail folder=INBOX uid=2 .*answered=1' &&
		says "$RIG/out" '^mail folder=INBOX uid=3 .*answered=0'
}

test_a1_a5_a_cursor_brings_only_what_is_new() { # A1, A5
	local all out
	mapfile -t all < <(look | cursors)
	out=$(look "${all[@]}")
	[ "$out" = "${out#*mail }" ] && ! grep -q '^batch' <<< "$out" ||
		fail "$out" || return 1
	mail 6 | rig_deliver anna
	out=$(look "${all[@]}")
	[ "$(grep -c '^mail' <<< "$out")" = 1 ] &&
		grep -q '^mail folder=INBOX uid=6 ' <<< "$out" &&
		grep -q '^batch .*last=6 epoch=0 n=1 end=1' <<< "$out" || fail "$out"
}

test_internaldate_is_the_receipt() { # F8
	local out stored
	stored=$(rig_doveadm -f flow fetch -u anna date.received.unixtime \
		mailbox INBOX uid 1 | sed 's/.*=//')
	out=$(look)
	grep -q "^mail folder=INBOX uid=1 .*received=$stored basis=0" <<< "$out" ||
		fail "$stored: $out"
}

test_new_mail_is_seen_long_before_the_next_poll_while_idling() {
	local began seen=1 had note
	watch "$RIG/idle" poll=600
	rig_wait 20 says "$RIG/idle" '^caught_up' || fail "not caught up" || seen=0
	had=$(mails_in "$RIG/idle")
	sleep 0.5
	mail 7 | rig_deliver anna
	began=$(now_ms)
	rig_wait 30 has_more "$RIG/idle" "$had" || seen=0
	note="$(($(now_ms) - began)) ms"
	unwatch
	[ "$seen" = 1 ] || fail "$note: $(cat "$RIG/idle")"
}

test_sent_mail_is_seen_at_the_next_poll() {
	watch "$RIG/sent" poll=1
	rig_wait 20 says "$RIG/sent" '^caught_up' || fail "not caught up"
	mail 8 | rig_doveadm save -u anna -m "Verzonden items"
	rig_wait 20 says "$RIG/sent" '^mail folder=Verzonden items uid=2 '
	local r=$?
	unwatch
	[ "$r" = 0 ] || fail "$(cat "$RIG/sent")"
}

test_a_poke_makes_it_look_at_once() {
	mkfifo "$RIG/poke"
	"$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user=anna password_file="$RIG/secret/anna" poll=600 \
		< "$RIG/poke" > "$RIG/poked" &
	watcher=$!
	exec 4> "$RIG/poke"
	rig_wait 20 says "$RIG/poked" '^caught_up'
	mail 9 | rig_doveadm save -u anna -m "Verzonden items"
	sleep 0.3
	echo poke >&4
	rig_wait 20 says "$RIG/poked" '^mail folder=Verzonden items uid=3 '
	local r=$?
	exec 4>&-
	unwatch
	[ "$r" = 0 ] || fail "$(cat "$RIG/poked")"
}

test_a_stop_waits_for_no_server() {
	look once=0 seconds=1 2>/dev/null | grep '^stopped' > "$RIG/stop"
	"$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user=anna password_file="$RIG/secret/anna" seconds=2 \
		</dev/null > "$RIG/stop"
	[ "$(sed -n 's/^stopped ms=//p' "$RIG/stop")" -lt $((4000 * slack)) ] ||
		fail "$(tail -n 1 "$RIG/stop")"
}

test_a3_another_uidvalidity_is_a_new_epoch() { # A3
	local inbox out
	inbox=$(look | cursor_of INBOX)
	rig_doveadm mailbox update --uid-validity 1234567 -u anna INBOX
	out=$(look cursor="$inbox")
	grep -q '^mail folder=INBOX uid=1 ' <<< "$out" &&
		grep -q '^batch folder=INBOX .*uidvalidity=1234567 .*epoch=1' <<< "$out" ||
		fail "$out"
}

test_a_wrong_password_is_for_a_person_and_not_retried() {
	(umask 077 && echo anders > "$RIG/secret/wrong")
	local before after
	before=$(grep -c 'auth failed' "$RIG/log/dovecot.log")
	watch "$RIG/wrong" password_file="$RIG/secret/wrong"
	rig_wait 20 says "$RIG/wrong" '^trouble'
	sleep 2 # in which it might try again
	unwatch
	after=$(grep -c 'auth failed' "$RIG/log/dovecot.log")
	says "$RIG/wrong" '^trouble kind=fix retry=[6-9][0-9][0-9]\|^trouble kind=fix retry=1[01][0-9][0-9]' &&
		says "$RIG/wrong" 'localhost refuses user "anna" with this password' &&
		[ "$(grep -c '^trouble' "$RIG/wrong")" = 1 ] &&
		[ $((after - before)) -le 1 ] || fail "$(cat "$RIG/wrong")"
}

test_a_password_with_quotes_in_it_logs_in() {
	"$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user=bob password_file="$RIG/secret/bob" once=1 </dev/null |
		grep -q '^caught_up'
}

test_a_killed_server_is_trouble_and_then_well() {
	watch "$RIG/killed"
	rig_wait 20 says "$RIG/killed" '^caught_up' || fail "not caught up"
	rig_dovecot_stop KILL
	rig_wait 20 says "$RIG/killed" '^trouble kind=again' ||
		fail "no trouble: $(cat "$RIG/killed")"
	rig_dovecot_start
	mail 10 | rig_deliver anna
	rig_wait 25 says "$RIG/killed" '^well'
	local r=$?
	unwatch
	[ "$r" = 0 ] && says "$RIG/killed" '^mail folder=INBOX .*uid=8 ' ||
		fail "$(cat "$RIG/killed")"
}

test_a19_more_is_fetched_when_the_text_is_not_in_sight() { # A19
	local line out
	line=$(printf 'x%.0s' $(seq 70))
	{ # 30 kB of one text part
		mail 11 "Lange vraag"
		for _ in $(seq 400); do printf '%s\r\n' "$line"; done
	} | rig_deliver carla
	{ # a text part that ends at once, and a long attachment
		printf '%s\r\n' "From: a@example.org" "Subject: Bijlage" \
			"Content-Type: multipart/mixed; boundary=b" "" "--b" \
			"Content-Type: text/plain" "" \
			"Mag een gastouder zes kinderen tegelijk opvangen?" "--b" \
			"Content-Type: application/pdf" \
			"Content-Transfer-Encoding: base64" ""
		for _ in $(seq 20000); do printf '%s\r\n' "$line"; done
		printf -- '--b--\r\n'
	} | rig_deliver carla
	{ # the attachment first: 1.4 MB, so that the text stays out of sight
		printf '%s\r\n' "From: a@example.org" "Subject: Bijlage eerst" \
			"Content-Type: multipart/mixed; boundary=b" "" "--b" \
			"Content-Type: application/pdf" \
			"Content-Transfer-Encoding: base64" ""
		for _ in $(seq 20000); do printf '%s\r\n' "$line"; done
		printf '%s\r\n' "--b" "Content-Type: text/plain" "" "Vraag" "--b--"
	} | rig_deliver carla
	out=$("$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user=carla password_file="$RIG/secret/carla" once=1 </dev/null)
	grep -q '^mail folder=INBOX uid=1 size=2[0-9]\{4\} .*cut=0\|^mail folder=INBOX uid=1 size=3[0-9]\{4\} .*cut=0' <<< "$out" &&
		grep -q '^mail folder=INBOX uid=2 size=8192 .*cut=1' <<< "$out" &&
		grep -q '^mail folder=INBOX uid=3 size=524288 .*cut=1' <<< "$out" ||
		fail "$out"
}

test_a_thousand_mails_come_in_batches() {
	local out i most box=$RIG/mail/dirk/Maildir
	most=$(sed -n 's/^#define BATCH_MAILS //p' "$(dirname "$0")/../../lib/edge/source.h")
	mkdir -p "$box/new" "$box/cur" "$box/tmp"
	for i in $(seq 1200); do
		mail "$i" > "$box/new/$((1700000000 + i)).M$i.rig"
	done
	[ "$(id -u)" != 0 ] || chown -R mail:mail "$RIG/mail/dirk"
	out=$("$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user=dirk password_file="$RIG/secret/dirk" once=1 </dev/null)
	[ "$(grep -c '^mail folder=INBOX' <<< "$out")" = 1200 ] &&
		sed -n 's/^batch folder=INBOX.* last=\([0-9]*\) .* n=\([0-9]*\) end=/\1 \2 /p' \
			<<< "$out" | awk -v most="$most" '
			{ sum += $2; full = sum < 1200
			  if ($1 != sum || $3 == full || (full && $2 != most)) exit 1 }
			END { exit sum != 1200 || NR < 3 }' || fail "$(grep -v "^mail" <<< "$out")"
}

# as USER [NAME=VALUE ...]: one scan, or a watch with seconds=; not for the
# background, where unwatch would end the shell around it alone.
as() {
	local user=$1
	shift
	"$probe" host=localhost port="$RIG_IMAPS" security=tls ca="$RIG_CA" \
		user="$user" password_file="$RIG/secret/$user" "$@" </dev/null
}

test_a16_every_mail_folder_is_watched_but_drafts() {
	local out
	mail 1 | rig_doveadm save -u erik -m INBOX
	rig_doveadm mailbox create -u erik "Gemeenten.Zwolle" "Geïnd" Agenda Taken
	mail 2 | rig_doveadm save -u erik -m "Gemeenten.Zwolle"
	mail 3 | rig_doveadm save -u erik -m "Geïnd"
	mail 4 | rig_doveadm save -u erik -m "Ongewenste e-mail"
	mail 5 | rig_doveadm save -u erik -m "Verwijderde items"
	mail 6 | rig_doveadm save -u erik -m Concepten
	mail 7 | rig_doveadm save -u erik -m Agenda
	out=$(as erik once=1)
	grep -q '^batch folder=Gemeenten.Zwolle role=other .*n=1' <<< "$out" &&
		grep -q '^batch folder=Geïnd role=other .*n=1' <<< "$out" &&
		grep -q '^batch folder=Ongewenste e-mail role=junk .*n=1' <<< "$out" &&
		grep -q '^batch folder=Verwijderde items role=trash .*n=1' <<< "$out" &&
		! grep -q 'folder=Concepten\|folder=Agenda\|folder=Taken' <<< "$out" ||
		fail "$out"
}

test_a23_a_moved_message_is_seen_where_it_went() {
	watch "$RIG/moved" user=erik password_file="$RIG/secret/erik" poll=1
	rig_wait 20 says "$RIG/moved" '^caught_up' || fail "not caught up"
	rig_doveadm move -u erik "Gemeenten.Zwolle" mailbox INBOX all
	rig_wait 20 says "$RIG/moved" '^mail folder=Gemeenten.Zwolle uid=2 '
	local r=$?
	unwatch
	[ "$r" = 0 ] || fail "$(cat "$RIG/moved")"
}

test_answered_is_told_while_idling_and_by_condstore() {
	local v r
	mail 8 | rig_deliver erik
	as erik once=1 > "$RIG/flags"
	v=$(cursor_of INBOX < "$RIG/flags")
	v=${v#INBOX:}
	v=${v%:*}
	watch "$RIG/flags" user=erik password_file="$RIG/secret/erik" poll=1 \
		interest="INBOX:$v:2"
	rig_wait 20 says "$RIG/flags" '^caught_up' || fail "not caught up"
	rig_doveadm flags add -u erik '\Seen' mailbox INBOX uid 2
	rig_doveadm flags add -u erik '\Answered' mailbox INBOX uid 2
	rig_wait 20 says "$RIG/flags" '^answered folder=INBOX uid=2$'
	r=$?
	unwatch
	[ "$r" = 0 ] || fail "$(cat "$RIG/flags")" || return 1
	v=$(as erik once=1 | sed -n 's/^batch folder=Geïnd .*uidvalidity=\([0-9]*\) .*/\1/p')
	watch "$RIG/flags" user=erik password_file="$RIG/secret/erik" poll=1 \
		interest="Geïnd:$v:1"
	rig_wait 20 says "$RIG/flags" '^caught_up'
	sleep 1.2
	rig_doveadm flags add -u erik '\Answered' mailbox "Geïnd" uid 1
	rig_wait 20 says "$RIG/flags" '^answered folder=Geïnd uid=1$'
	r=$?
	unwatch
	[ "$r" = 0 ] || fail "$(cat "$RIG/flags")"
}

# The rows of docs/performance.md: bytes of a poll in which nothing is new,
# from what Dovecot writes down at the end of a session.
# Every session of erik has its line about its end.
erik_is_out() {
	local log=$RIG/log/dovecot.log
	[ "$(grep -c 'imap-login: .*Login: user=<erik>' "$log")" = \
		"$(grep -c 'imap(erik).*out=' "$log")" ]
}

test_a_poll_of_an_idle_mailbox_is_small() {
	local polls out
	as erik poll=1 seconds=$((6 * slack)) > "$RIG/poll"
	rig_wait 20 erik_is_out || fail "$(tail -n 5 "$RIG/log/dovecot.log")" || return 1
	polls=$(grep -c '^caught_up' "$RIG/poll")
	out=$(grep 'imap(erik).*out=' "$RIG/log/dovecot.log" | tail -n 1 |
		sed 's/.*out=\([0-9]*\).*/\1/')
	# Five folders beside INBOX, 120 bytes each; IDLE, and the start.
	[ "$polls" -ge 2 ] && [ "$out" -lt $((6000 + polls * 720)) ] ||
		fail "$polls polls, $out bytes" || return 1
	[ -z "${REPORT-}" ] || echo "poll: $polls polls, $out bytes in all"
}

test_postfix_delivers_to_the_watched_mailbox() {
	(rig_postfix_start) || return 1
	watch "$RIG/post"
	rig_wait 20 says "$RIG/post" '^caught_up'
	python3 - "$RIG_SUBMISSION" "$RIG_CA" <<-P
	import smtplib, ssl, sys
	s = smtplib.SMTP("localhost", int(sys.argv[1]))
	s.starttls(context=ssl.create_default_context(cafile=sys.argv[2]))
	s.login("bob", 'ge"he\\\\im')
	s.sendmail("bob@rig.example", ["anna@rig.example"],
	    "Subject: Via Postfix\r\n\r\nMag dat?\r\n")
	s.quit()
	P
	rig_wait 20 says "$RIG/post" '^mail folder=INBOX uid=9 '
	local r=$?
	unwatch
	[ "$r" = 0 ] || fail "$(tail "$RIG/post"; tail "$RIG/postfix/maillog")"
}

rig_slack "$build"
rig_begin
rig_user anna geheim
rig_user bob 'ge"he\im'
rig_user carla geheim
rig_user dirk geheim
rig_user erik geheim
rig_dovecot_start
for n in 1 2 3 4 5; do mail $n | rig_deliver anna; done
mail sent | rig_doveadm save -u anna -m "Verzonden items"

for t in $(declare -F | sed -n 's/^declare -f \(test_.*\)/\1/p' |
	while read -r f; do echo "$(grep -n "^$f()" "$0" | cut -d: -f1) $f"; done |
	sort -n | cut -d' ' -f2); do
	[ -z "${ONLY-}" ] || [ "$t" = "$ONLY" ] || continue
	if "$t"; then
		passed=$((passed + 1))
		[ -z "${VERBOSE-}" ] || echo "ok $t"
	else
		failed=$((failed + 1))
		echo "FAILED $t" >&2
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
