#!/bin/bash
# test_days.sh BUILD: weeks in a rehearsal store, one look at a time with
# --as-of, and what arrives in the mailboxes of the colleagues by SMTP. October
# 2026 begins on a Thursday and has no holiday. See job.sh.
set -u
. "$(dirname "$0")/job.sh"

# at DAY TIME: one look at that moment, which must succeed.
at() {
	once --as-of "2026-10-${1}T$2:00+02:00" ||
		fail "at $1 October $2: exit $?: $(tail -n 3 "$log")"
}

# made N: notices that the last look made and sent.
made() {
	tail -n 1 "$log" | grep -q "made=$1 sent=$1 " ||
		fail "not $1 sent: $(tail -n 1 "$log"); $(query \
			'SELECT key FROM notice ORDER BY id' | tr '\n' ' ')"
}

# got NAME PATTERN N: so many mails with such a subject arrived, and no more
# are on their way.
got() {
	rig_wait 10 arrived "$@" ||
		fail "$1 has not $3 of '$2' but: $(subjects "$box-$1")"
}

arrived() {
	[ "$(subjects "$box-$1" | grep -c -- "$2")" = "$3" ]
}

# letter_says NAME TEXT: in one of the mails of a colleague, decoded.
letter_says() {
	rig_doveadm fetch -u "$box-$1" text.utf8 mailbox INBOX all |
		tr -s '\r\n ' ' ' | grep -qF -- "$2" ||
		fail "'$2' is in no mail to $1"
}

# The first look, at which the mailbox is empty.
activate() {
	office "$1"
	configure
	at 05 07:00 && made 0
}

# asked N DAY: question N came in on that morning.
asked() {
	question "$1" "Vraag $1" "2026-10-${2}T08:00:00+02:00" |
		append "$box" INBOX "2026-10-${2}T08:00:00+02:00"
}

# handed_over N DAY: sent on to Daan, who is the assignee from then on.
handed_over() {
	printf '%s\r\n' "From: Team <$box@team.example>" \
		"To: Daan <$box-daan@team.example>" \
		"Subject: FW: Vraag $1" "Message-ID: <over.$1.$box@team.example>" \
		"In-Reply-To: <$1.$box@gemeente.example>" \
		"Date: $(date -R -d "2026-10-${2}T11:00:00+02:00")" "" \
		"Daan, pak jij deze op?" |
		append "$box" "Verzonden items" "2026-10-${2}T11:00:00+02:00"
}

test_an_alert_comes_once_and_again_on_the_third_working_day() {
	local day
	activate late || return 1
	asked 1 05
	handed_over 1 05
	# Day zero is Monday the 5th; five working days later is the 12th.
	at 05 12:00 && at 06 09:00 || return 1
	[ "$(query "SELECT date(deadline * 86400, 'unixepoch') || assignee
		FROM question")" = 2026-10-12daan ] ||
		fail "due $(query 'SELECT deadline, assignee FROM question')" || return 1
	at 12 09:00 || return 1
	got daan 'moet uiterlijk vandaag' 1 && got daan 'had uiterlijk' 0 || return 1
	at 13 09:00 || return 1
	got daan 'had uiterlijk' 1 || return 1
	for day in 13 14 15; do
		at $day 16:00 || return 1
	done
	got daan 'had uiterlijk' 1 || return 1
	at 16 09:00 || return 1
	got daan 'had uiterlijk' 2 || return 1
	at 16 10:00 && made 0 || return 1
	got daan 'had uiterlijk' 2
	# Nothing is due to the others on the alerts' account.
	got noor 'had uiterlijk' 0
}

test_without_assignee_the_coordinator_is_alerted() {
	activate nobody || return 1
	asked 1 05
	at 05 12:00 || return 1
	at 13 09:00 || return 1
	got noor 'had uiterlijk' 1 || return 1
	got daan . 0
}

test_an_answer_in_time_keeps_everybody_quiet() {
	activate answered || return 1
	asked 1 05
	handed_over 1 05
	answer 1 "Vraag 1" 2026-10-07T10:00:00+02:00 |
		append answered "Verzonden items" 2026-10-07T10:00:00+02:00
	at 07 12:00 && at 13 09:00 && at 16 09:00 || return 1
	[ "$(query 'SELECT state FROM question')" = handled ] ||
		fail "$(query 'SELECT state FROM question')" || return 1
	got daan . 0 && got noor 'had uiterlijk' 0
}

test_the_digest_comes_once_each_working_morning() {
	local day
	activate morning || return 1
	asked 1 05
	for day in 05 06 07 08 09; do
		at $day 08:00 && made 0 || return 1
		at $day 08:40 && made 1 || return 1
		at $day 08:41 && made 0 || return 1
	done
	for day in 10 11; do # Saturday and Sunday
		at $day 09:00 && made 0 || return 1
	done
	got noor '^Vragen' 5
	for day in 'ma 5' 'di 6' 'wo 7' 'do 8' 'vr 9'; do
		got noor "^Vragen $day oktober" 1 || return 1
	done
}

test_the_summary_comes_on_monday_once() {
	activate week || return 1
	asked 1 05
	at 09 16:00 || return 1
	got hanna . 0 || return 1
	at 12 08:00 && made 0 || return 1
	at 12 08:45 || return 1
	got hanna 'week 41' 1 || return 1
	at 12 11:00 && at 14 11:00 && at 16 11:00 || return 1
	got hanna 'week 4' 1 || return 1
	at 19 09:00 && at 19 10:00 || return 1
	got hanna 'week 42' 1 || return 1
	# Due on the 12th: on the 16th it is late for more than three days.
	got hanna 'had uiterlijk' 1 || return 1
	got hanna . 3
}

# The mail says that a list went astray, and its quotation cries for haste.
breach() {
	printf '%s\r\n' "From: Vrager <vrager@gemeente.example>" \
		"To: $box@team.example" "Subject: Lijst met namen" \
		"Message-ID: <lek.$box@gemeente.example>" \
		"Date: $(date -R -d 2026-10-05T10:00:00+02:00)" "" \
		"Gisteren is een lijst met namen naar een verkeerd adres gestuurd." \
		"Wat moeten wij doen?" "" \
		"Op 1 oktober 2026 om 10:00 schreef Piet <piet@gemeente.example>:" \
		"> Dit heeft spoed." |
		append "$box" INBOX 2026-10-05T10:00:00+02:00
}

test_a_data_breach_is_told_at_once_and_once() { # users.md 19, 20
	activate breach || return 1
	breach
	at 05 10:05 || return 1
	got noor '^1 vraag die vandaag aandacht vraagt' 1 || return 1
	[ "$(query "SELECT key FROM notice WHERE kind = 'signal'")" = \
		signal:1:datalek:noor ] ||
		fail "$(query "SELECT key FROM notice")" || return 1
	letter_says noor 'Lijkt op een melding van een datalek' &&
		letter_says noor '72 uur, tot do 8-10 10:00' &&
		letter_says noor 'naar een verkeerd adres' || return 1
	at 05 11:00 && at 06 09:00 && at 07 09:00 || return 1
	got noor 'vandaag aandacht' 1 && got daan . 0
}

test_a_clock_that_went_back_sends_nothing() { # H18
	activate clock || return 1
	at 08 09:00 && made 1 || return 1
	# On the 7th nobody looked, so that its digest was never made.
	at 07 09:00 && made 0 && says clock-back ||
		fail "a clock went back unseen" || return 1
	at 09 09:00 && made 1 && got noor . 2
}

test_a_live_store_takes_no_other_moment() {
	office live
	configure
	once || fail "exit $?" || return 1
	once --as-of 2026-10-05T09:00:00+02:00
	[ $? = 78 ] && says 'is live: nothing is written' || fail "$(cat "$log")"
}

job_begin "${1:?build folder}" late nobody answered morning week clock \
	live breach
job_tests
