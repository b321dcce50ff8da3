#!/bin/bash
# test_setup.sh BUILD: the afternoon of an administrator, on a real Dovecot and
# a real Postfix: setup writes a configuration that the daemon works by,
# doctor finds what is not well, and says what to do.
set -u
. "$(dirname "$0")/job.sh"

# The answers that suit the rig; those that are given take their place.
setup() { # NAME [FLAG VALUE ...]
	local name=$1 flag given
	shift
	given=" $* "
	for flag in "--address $name@team.example" "--host localhost" \
		"--port $RIG_IMAPS" "--security tls" "--user $name" \
		"--password-file $RIG/secret/$name" "--ca-file $RIG_CA" \
		"--organisation Team" "--team-code K" "--team-name Kinderopvang" \
		"--coordinator Noor" \
		"--coordinator-address $name-noor@team.example" \
		"--smtp-host localhost" "--smtp-port $RIG_SUBMISSION" \
		"--smtp-security starttls" "--smtp-user postwacht" \
		"--smtp-password-file $RIG/secret/postwacht" \
		"--from postwacht@team.example" "--state-dir $state"; do
		[[ $given = *" ${flag%% *} "* ]] || set -- $flag "$@"
	done
	"$postwacht" -c "$conf" setup "$@" < /dev/null > "$job/out" 2>&1
}

shipped_rules() {
	printf 'rules_dir = "%s";\n' "$job_rules" >> "$conf"
}

doctor() {
	"$postwacht" -c "$conf" --json doctor > "$job/findings" 2>"$job/err"
}

# has LEVEL LINK WORDS: doctor found that.
has() {
	jq -e --arg level "$1" --arg link "$2" --arg says "$3" 'any(.[];
		.level == $level and .link == $link and
		((.says + " " + .remedy) | contains($says)))' "$job/findings" > /dev/null ||
		fail "no $1 about $2 with '$3': $(jq -c . "$job/findings")"
}

test_what_setup_writes_works() {
	office whole
	rm -f "$conf"
	setup whole || fail "setup: $(cat "$job/out")" || return 1
	grep -q 'good: localhost lets whole in' "$job/out" || fail "$(cat "$job/out")" || return 1
	grep -q 'Kerstdag' "$job/out" || fail "no free days: $(cat "$job/out")" || return 1
	[ "$(stat -c %a "$conf")" = 640 ] || fail "its mode" || return 1
	! grep -q geheim "$conf" || fail "a password stands in it" || return 1
	shipped_rules
	"$postwacht" check "$conf" > "$job/out" 2>&1 || fail "$(cat "$job/out")" || return 1
	chmod 750 "$state"
	daemon_start
	rig_wait 20 is_read || fail "$(tail -n 3 "$log")" || return 1
	doctor || fail "doctor: $(jq -c '.[] | select(.level == "bad")' "$job/findings")" ||
		return 1
	has ok "mailbox whole" "answers are seen in" &&
		has ok "mailbox whole" "certificate of the server until" &&
		has ok post "would be taken" && has ok daemon "it runs" &&
		has ok store "ok" && has note backup "none was ever made" || return 1
	"$postwacht" -c "$conf" backup "$job/copy" > /dev/null || fail "backup" || return 1
	doctor
	has ok backup "0 days ago"
}

is_read() {
	[ "$(query "SELECT read_until > 0 FROM mailbox")" = 1 ]
}

test_an_answer_that_does_not_work_is_told_at_once() {
	office wrong
	rm -f "$conf"
	printf 'anders\n' > "$job/other.password"
	chmod 600 "$job/other.password"
	setup wrong --password-file "$job/other.password"
	ended 78 || return 1
	grep -q 'refuses user "wrong"' "$job/out" || fail "$(cat "$job/out")" || return 1
	[ ! -e "$conf" ] || fail "a configuration was written" || return 1
	setup wrong --from nobody
	ended 78 || return 1
	grep -q -- '--from nobody: expected an address' "$job/out" ||
		fail "$(cat "$job/out")"
}

# What a person types; the password is typed as well.
test_a_person_is_asked_and_may_correct() {
	office asked
	rm -f "$conf"
	printf '%s\n' asked@team.example own localhost tls "$RIG_IMAPS" asked \
		verkeerd y localhost tls "$RIG_IMAPS" asked geheim \
		'Gemeente Test' K Kinderopvang Noor asked-noor@team.example '' \
		postwacht@team.example localhost starttls "$RIG_SUBMISSION" \
		postwacht geheim "$state" |
		"$postwacht" -c "$conf" setup --ask --ca-file "$RIG_CA" > "$job/out" 2>&1 ||
		fail "$(tail -n 5 "$job/out")" || return 1
	[ "$(stat -c %a "$job/secrets/mailbox.password")" = 600 ] || fail "mode" || return 1
	grep -q "refuses user" "$job/out" || fail "the mistake is not told" || return 1
	grep -q 'Gemeente Test' "$conf" || fail "$(cat "$conf")" || return 1
	ls "$job" | grep -q setup- && fail "what was tried is left behind"
	return 0
}

test_b6_doctor_names_what_is_wrong_and_what_to_do() {
	office ill
	configure "$(mailbox ill "sent_folder = \"Bestaat niet\";")" \
		"$(mailbox wrongname "host = \"127.0.0.3\";")" \
		"$(mailbox nopassword "password_file = \"$job/none\";")"
	sed -i "s/port = $RIG_SUBMISSION/port = $RIG_SMTP/" "$conf"
	chmod 755 "$state"
	doctor
	ended 69 || return 1
	has bad "mailbox wrongname" "name in the configuration" &&
		has bad "mailbox nopassword" "cannot be read" &&
		has bad post "AUTH" && has bad rights "chmod 0750" &&
		has note store "there is none yet" || return 1
	"$postwacht" -c "$conf" doctor | grep -q -- '->' || fail "no remedy is printed"
}

# E7: the administrator is told how to have the copies of what is sent.
test_e7_answers_that_are_not_seen_in_sent_are_told() {
	office sentas
	configure
	for n in 1 2 3 4 5 6; do
		question $n | append sentas INBOX 2026-01-05T09:00:00+01:00
		cc_answer $n | append sentas INBOX 2026-01-06T09:00:00+01:00
	done
	once --as-of 2026-01-07T10:00:00+01:00 || fail "$(tail -n 3 "$log")" || return 1
	"$postwacht" -c "$conf" --as-of 2026-01-07T10:01:00+01:00 --json doctor \
		--offline > "$job/findings"
	has note "sent copies" "MessageCopyForSentAsEnabled" || return 1
	# H18: and that the clock went back since.
	"$postwacht" -c "$conf" --as-of 2026-01-07T09:00:00+01:00 --json doctor \
		--offline > "$job/findings"
	ended 69 && has bad clock "release --accept-clock"
}

# Our reply from somebody's own mailbox, with the team in the Cc. No two are
# alike: what is sent again and again is a confirmation (E18).
cc_answer() {
	local words=("zes kinderen van nul tot vier jaar" \
		"vijf baby's wanneer er een tweede volwassene bij is" \
		"alleen met toestemming van de houder van het gastouderbureau" \
		"dat hangt af van de leeftijd van de eigen kinderen thuis" \
		"volgens artikel tien van het besluit kwaliteit hoogstens twee" \
		"nee, dat moet eerst in het landelijk register staan")
	answer "$1" | sed "s/^From:.*/From: Daan <sentas-daan@team.example>\r/;
		s/^To:.*/&\nCc: sentas@team.example\r/;
		s/^Ja, een gastouder.*/${words[$(($1 - 1))]}; zie ook bijlage $1.\r/"
}

job_begin "${1:?build folder}" whole wrong asked ill wrongname nopassword sentas
job_tests
