#!/bin/bash
# test_commands.sh BUILD: notices go out through Postfix into Dovecot, colleagues
# answer them and follow their links as mail programs do, and Postwacht carries
# out what they say. The clock of the looks (--as-of) lies on working days to
# come, since what is delivered is received now. See job.sh.
set -u
. "$(dirname "$0")/job.sh"

here=$(dirname "$0")
JOB_NAMES="reply attack rules renewed moves killed"

job_prepare() {
	local name
	for name in $JOB_NAMES; do
		rig_user "$name-own" geheim
	done
}

client() { # ACT ARGUMENT ..., as mail_client.py
	local act=$1
	shift
	python3 "$here/mail_client.py" "$act" \
		"$RIG_IMAPS:$RIG_SUBMISSION:$RIG_SMTP:$RIG_CA" "$@"
}

own_mailbox() {
	printf '{ id = "postwacht"; purpose = "commands"; host = "localhost";
		port = %s; ca_file = "%s"; user = "%s-own"; password_file = "%s";
		poll = "10s"; addresses = [ "%s-own@team.example" ]; }' \
		"$RIG_IMAPS" "$RIG_CA" "$box" "$RIG/secret/$box-own" "$box"
}

# day N: so many days from now, negative ones past.
day() {
	date -d "$1 days" +%F
}

look() { # DAY TIME
	once --as-of "$1 $2" || fail "look $1 $2: exit $?: $(tail -n 3 "$log")"
}

# The first day from N days on with a digest in Noor's mailbox: $digest_day.
digest_from() { # N
	local n before
	before=$(subjects "$box-noor" | grep -c '^Vragen')
	for ((n = $1; n < $1 + 12; n++)); do
		digest_day=$(day "$n") digest_at=$n
		look "$digest_day" 09:00 || return 1
		if tail -n 1 "$log" | grep -qv 'made=0'; then
			rig_wait 10 more_digests "$before" && return
			return 1
		fi
	done
	fail "no digest in twelve days"
}

more_digests() {
	[ "$(subjects "$box-noor" | grep -c '^Vragen')" -gt "$1" ]
}

# Two questions of three weeks ago, both late by now, the first with Daan. More
# of them, and settings of the mailbox, when they are given.
begin() { # NAME [QUESTIONS [SETTINGS]]
	local asked
	office "$1"
	job_settings='authserv_ids = [ "mx.rig.example" ];'
	configure "$(mailbox "$box" "${3-}")" "$(own_mailbox)"
	look "$(day -25)" 07:00 || return 1
	for asked in $(seq "${2-2}"); do
		question $asked "Vraag $asked" "$(day -21) 10:00" |
			append "$box" INBOX "$(day -21)T10:00:00+01:00"
	done
	printf '%s\r\n' "From: Team <$box@team.example>" \
		"To: Daan <$box-daan@team.example>" "Subject: FW: Vraag 1" \
		"Message-ID: <over.1.$box@team.example>" \
		"In-Reply-To: <1.$box@gemeente.example>" \
		"Date: $(date -R -d "$(day -21) 11:00")" "" \
		"Daan, pak jij deze op?" |
		append "$box" "Verzonden items" "$(day -21)T11:00:00+01:00"
	digest_from 1
}

state_is() { # N STATE
	[ "$(query "SELECT state FROM question WHERE id = $1")" = "$2" ] ||
		fail "question $1 is $(query "SELECT state FROM question
			WHERE id = $1"), not $2; commands:
$(query 'SELECT id, who, state, reason, subject FROM command')"
}

# in_own N: so many mails lie in Postwacht's mailbox.
in_own() {
	[ "$(subjects "$box-own" | wc -l)" -ge "$1" ]
}

# told STATE REASON N: so many mails to Postwacht ended so.
told() {
	[ "$(query "SELECT count(*) FROM command
		WHERE state = '$1' AND reason = '$2'")" = "$3" ] ||
		fail "not $3 are $1 $2: $(query 'SELECT state, reason FROM command')"
}

test_a_reply_and_a_link_close_and_the_next_digest_takes_back() {
	local last
	begin reply || return 1
	# Daan answers his alert, which is about one question; Noor follows a link.
	client reply reply-daan 'had uiterlijk|hadden|te laat' 'Klaar!' || return 1
	client link reply-noor '^Vragen' '2 klaar' > /dev/null || return 1
	rig_wait 10 in_own 2 || fail "no commands came" || return 1
	look "$digest_day" 10:00 || return 1
	state_is 1 handled && state_is 2 handled || return 1
	# A second look finds nothing to do, nor does a restart in between.
	last=$(query 'SELECT max(seq) FROM event')
	look "$digest_day" 10:05 || return 1
	[ "$(query 'SELECT max(seq) FROM event')" = "$last" ] ||
		fail "something was done twice" || return 1
	digest_from $((digest_at + 1)) || return 1
	client text reply-noor '^Vragen' > "$job/digest" || return 1
	grep -q '1 klaar' "$job/digest" && grep -q '2 klaar' "$job/digest" ||
		fail "the digest does not confirm: $(cat "$job/digest")" || return 1
	client link reply-noor '^Vragen' 'ongedaan' > /dev/null || return 1
	rig_wait 10 in_own 3 || fail "no undoing came" || return 1
	look "$digest_day" 10:00 || return 1
	[ "$(query "SELECT count(*) FROM question WHERE state = 'open'")" = 1 ] ||
		fail "not one is open: $(query 'SELECT id, state FROM question')" ||
		return 1
	# The same link again is no forgery, and does nothing.
	client link reply-noor '^Vragen' 'ongedaan' > /dev/null || return 1
	rig_wait 10 in_own 4 || fail "no second undoing came" || return 1
	last=$(query 'SELECT max(seq) FROM event')
	look "$digest_day" 10:10 || return 1
	[ "$(query 'SELECT max(seq) FROM event')" = "$last" ] ||
		fail "a used link did something" || return 1
	told repeated '' 1
}

test_c6_c7_forgeries_are_refused_and_told() {
	local subject id own=attack-own@team.example
	begin attack || return 1
	id=$(query "SELECT message_id FROM notice WHERE kind = 'alert'
		AND recipient = 'daan'")
	# A link that leaked: seen by the forger, with all of its permit.
	subject=$(client link attack-noor '^Vragen' '2 klaar') || return 1
	rig_wait 10 in_own 1 || return 1
	rig_doveadm expunge -u attack-own mailbox INBOX all
	client forge 'Daan <attack-daan@team.example>' $own "Subject: Re: x
In-Reply-To: <$id>" klaar || return 1
	client forge 'Daan <attack-daan@team.example>' $own "Subject: Re: x
In-Reply-To: <$id>
Authentication-Results: mx.rig.example; dmarc=pass header.from=team.example" \
		klaar || return 1
	client forge 'Daan <attack-daan@team.example>' $own "Subject: Re: x
In-Reply-To: <$id>
X-MS-Exchange-Organization-AuthAs: Internal" klaar || return 1
	client forge 'Noor <attack-noor@team.example>' $own "Subject: $subject" \
		'' || return 1
	client forge 'Eve <eve@evil.example>' $own "Subject: $subject" '' ||
		return 1
	client forge 'Daan <attack-daan@team.example>' $own "Subject: Re: x
In-Reply-To: <$id>
Auto-Submitted: auto-replied" klaar || return 1
	# A colleague who logs in, with somebody else's link.
	client write attack-daan $own "$subject" '' || return 1
	rig_wait 10 in_own 7 || fail "not all came: $(subjects attack-own)" ||
		return 1
	look "$digest_day" 10:00 || return 1
	state_is 1 open && state_is 2 open || return 1
	told refused unproven 4 && told refused stranger 1 &&
		told refused forged-permit 1 && told away '' 1 || return 1
	[ "$(query "SELECT count(*) FROM notice WHERE kind = 'answer'")" = 0 ] ||
		fail "a forger was answered" || return 1
	digest_from $((digest_at + 1)) || return 1
	client text attack-noor '^Vragen' | tr '\n' ' ' | grep -q \
		'eve@evil.example' || fail "the digest does not tell of Eve"
}

# What is mailed is tried, told of, and used from the answer on, whatever lies
# before it in the mail.
test_rules_are_tried_and_taken_into_use() {
	local own="$RIG/job/rules/30-zand.conf"
	begin rules || return 1
	cat > "$own" <<-'R'
	topics = ( { name = "zandbak"; says = "Zandbakken"; team = "K";
	  weight = 100; words = [ "zandbak*" ];
	  examples = [ "Hoe diep mag een zandbak zijn?" ]; } );
	R
	# Not by an adviser, whoever he answers.
	client rules rules-daan 'had uiterlijk|hadden|te laat' "$own" '' || return 1
	rig_wait 10 in_own 1 || fail "no mail came" || return 1
	look "$digest_day" 10:00 || return 1
	told unclear coordinator 1 || return 1
	client rules rules-noor '^Vragen' "$own" 'Hierbij.' || return 1
	rig_wait 10 in_own 2 || fail "no file came" || return 1
	look "$digest_day" 10:05 || return 1
	client text rules-noor '^Regels 30-zand.conf: er zou niets' > "$job/told" ||
		return 1
	grep -q 'berichten doorgerekend' "$job/told" ||
		fail "what would change: $(cat "$job/told")" || return 1
	[ ! -e "$state/own-rules/30-zand.conf" ] || fail "it is in use" || return 1
	client reply rules-noor '^Regels 30-zand' 'Gebruik' || return 1
	rig_wait 10 in_own 3 || fail "no answer came" || return 1
	look "$digest_day" 10:10 || return 1
	cmp -s "$own" "$state/own-rules/30-zand.conf" ||
		fail "it is not in use: $(query 'SELECT state FROM proposal')" ||
		return 1
	question 3 "Onze zandbakken" "$digest_day 10:15" |
		append "$box" INBOX "${digest_day}T10:15:00+01:00"
	look "$digest_day" 10:20 || return 1
	[ "$(query 'SELECT topic FROM question WHERE id = 3')" = zandbak ] ||
		fail "question 3: $(query 'SELECT id, topic FROM question')"
}

# decisions.md 25: what the key before has signed counts for 90 days.
test_answers_count_after_the_key_was_renewed() {
	local keys
	begin renewed || return 1
	keys=$state/key.old
	cp "$state/key" "$job/first"
	"$postwacht" -c "$conf" renew-key > "$job/why" 2>&1 &&
		grep -q 'another 90 days' "$job/why" ||
		fail "renew-key: $(cat "$job/why")" || return 1
	! cmp -s "$job/first" "$state/key" || fail "the same key" || return 1
	[ "$(stat -c %a "$state/key" "$keys" | xargs)" = "600 600" ] ||
		fail "modes" || return 1
	client reply renewed-daan 'had uiterlijk|hadden|te laat' 'Klaar!' || return 1
	client link renewed-noor '^Vragen' '2 klaar' > /dev/null || return 1
	rig_wait 10 in_own 2 || fail "no commands came" || return 1
	look "$digest_day" 10:00 || return 1
	state_is 1 handled && state_is 2 handled || return 1
	"$postwacht" -c "$conf" backup "$job/saved.db" > "$job/why" 2>&1 &&
		cmp -s "$keys" "$job/saved.db.key.old" ||
		fail "backup: $(cat "$job/why")" || return 1
	# 91 days before what comes now: what it has signed is forged.
	sed -i "s/ [-0-9]*\$/ $(day -91)/" "$keys"
	client link renewed-noor '^Vragen' '1 klaar' > /dev/null || return 1
	rig_wait 10 in_own 3 || fail "no third came" || return 1
	look "$digest_day" 11:00 || return 1
	told refused forged-permit 1
}

# What a person does in Outlook: the message goes to a folder that says
# something, and back.
test_a_move_in_the_mailbox_gives_and_closes() {
	local folder
	for folder in Afgehandeld Daan; do
		rig_doveadm mailbox create -u moves "$folder" || return 1
	done
	begin moves 2 'done_folder = "Afgehandeld";
		person_folders = ( { folder = "Daan"; person = "daan"; } );' ||
		return 1
	client move moves 'Vraag 2' INBOX Daan || return 1
	look "$digest_day" 10:00 || return 1
	[ "$(query 'SELECT assignee FROM question WHERE id = 2')" = daan ] ||
		fail "question 2 is with '$(query 'SELECT assignee FROM question
			WHERE id = 2')'" || return 1
	client move moves 'Vraag 1' INBOX Afgehandeld || return 1
	client move moves 'Vraag 2' Daan Afgehandeld || return 1
	look "$digest_day" 10:05 || return 1
	state_is 1 handled && state_is 2 handled || return 1
	[ "$(query "SELECT count(*) FROM event WHERE kind = 'answered'
		AND actor = 'hand' AND who = '~folder'")" = 2 ] ||
		fail "not reported by hand" || return 1
	digest_from $((digest_at + 1)) || return 1
	client text moves-noor '^Vragen' > "$job/digest" || return 1
	grep -q 'verplaatst in het' "$job/digest" ||
		fail "the digest does not tell: $(cat "$job/digest")" || return 1
	# Back where it was, it is open again; the other one stays.
	client move moves 'Vraag 1' Afgehandeld INBOX || return 1
	look "$digest_day" 10:00 || return 1
	state_is 1 open && state_is 2 handled
}

# The Message-IDs of the answers to 'waarom' that came to Noor.
answers_of_noor() {
	rig_doveadm fetch -u killed-noor hdr.message-id mailbox INBOX \
		subject 'waarom vraag' | grep -o '<pw[^>]*>' | sort
}

has_commands() {
	[ "$(query 'SELECT count(*) FROM command')" -ge "$1" ]
}

so_many_answers() {
	[ "$(answers_of_noor | sort -u | wc -l)" -ge "$1" ]
}

# kill -9 at any moment between the reading of a command, its event and its
# answer: nothing twice, nothing lost. SEED=N repeats a run.
test_killed_over_commands_nothing_is_lost_or_done_twice() {
	local seed=${SEED:-$(date +%s)} round n began took wait pid
	RANDOM=$seed
	begin killed 12 || return 1
	began=$(now_ms)
	look "$digest_day" 09:30 || return 1
	took=$(($(now_ms) - began))
	note="seed $seed, commands after each kill"
	for round in 1 2 3 4 5 6; do
		n=$((round * 2))
		client reply killed-noor '^Vragen' "$((n - 1)) en $n klaar" &&
			client reply killed-noor '^Vragen' "waarom $n" || return 1
		rig_wait 10 in_own $n || fail "no commands came" || return 1
		"$postwachtd" -c "$conf" --once --as-of "$digest_day 10:00" \
			2>> "$log" &
		pid=$!
		job_pids+=("$pid")
		# In turn anywhere from the start on, and shortly after the commit
		# of the commands, when their answers go out.
		wait=$((RANDOM % (took + 200)))
		[ $((round % 2)) = 0 ] || {
			rig_wait 30 has_commands $n ||
				fail "$note: not carried out" || return 1
			wait=$((RANDOM % 150))
		}
		sleep "$(printf '%d.%03d' $((wait / 1000)) $((wait % 1000)))"
		kill -KILL "$pid" 2> /dev/null
		wait "$pid" 2> /dev/null
		note="$note $(query 'SELECT count(*) FROM command')"
	done
	look "$digest_day" 10:05 || return 1
	[ "$(query 'PRAGMA integrity_check')" = ok ] || fail "broken" || return 1
	[ "$(query 'SELECT count(*), count(DISTINCT hex(key1)) FROM command')" = \
		'12|12' ] || fail "$note: $(query 'SELECT id, state, subject
		FROM command')" || return 1
	[ "$(query "SELECT count(*), count(DISTINCT question) FROM event
		WHERE kind = 'answered'")" = '12|12' ] ||
		fail "$note: $(query "SELECT question, kind FROM event
			WHERE kind = 'answered'")" || return 1
	[ "$(query "SELECT count(*), count(DISTINCT key) FROM notice
		WHERE kind = 'answer'")" = '6|6' ] || fail "$note: answers" || return 1
	# What is in doubt may have arrived; all else did, once.
	n=$(query "SELECT count(*) FROM notice WHERE kind = 'answer'
		AND state = 'uncertain'")
	note="$note; in doubt $n"
	rig_wait 10 so_many_answers $((6 - n)) ||
		fail "$note; arrived: $(answers_of_noor)" || return 1
	[ -z "$(answers_of_noor | uniq -d)" ] ||
		fail "$note; twice: $(answers_of_noor | uniq -d)"
}

build=${1:?build folder}
job_begin "$build" $JOB_NAMES
job_tests
