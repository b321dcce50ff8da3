#!/bin/bash
# test_rules.sh BUILD: a first rule, as the manual has it: written with a
# mistake, checked, corrected, replayed, taken into use by a daemon that runs on
# a real Dovecot, put to the question that was there, and held against what
# somebody corrected.
set -u
. "$(dirname "$0")/job.sh"

sandpit() { # NUMBER
	cat <<END
From: Vrager <vrager@utrecht.nl>
To: $box@team.example
Subject: Zandbakvraag $1
Message-ID: <zand.$1.$box@utrecht.nl>
Date: $(date -R)

Hoe diep mag de zandbak van een kinderdagverblijf zijn?
END
}

topic_of() { # NUMBER
	query "SELECT q.topic FROM question q JOIN message m ON m.id = q.opened_by
		WHERE m.subject = 'Zandbakvraag $1'"
}

is_filed() { [ -n "$(topic_of "$1")" ]; }

rule() { # WORD
	cat <<END
topics = (
  {
    name = "zandbakken";
    says = "Vragen over zandbakken";
    $1 = [ "zandbak*" ];
    examples = [ "Hoe diep mag de zandbak zijn?" ];
  }
);
END
}

says_in() { # TEXT, in the output of the last command
	grep -qF -- "$1" "$job/out" || fail "'$1' is not in: $(cat "$job/out")"
}

ask() { # EXPECTED-EXIT WORDS...
	local expected=$1 code
	shift
	"$postwacht" -c "$conf" "$@" > "$job/out" 2>&1
	code=$?
	[ "$code" = "$expected" ] ||
		fail "$* ended with $code: $(cat "$job/out")"
}

test_a_first_rule_from_the_manual_to_its_use() {
	office first
	configure
	cp -R "$job_rules" "$job/rules"
	cp -R "$job_rules" "$job/new"
	sed -i "s|^rules_dir.*|rules_dir = \"$job/rules\";|" "$conf"
	grep -q "$job/rules" "$conf" || fail "no rules_dir" || return 1
	daemon_start
	rig_wait 20 caught_up || fail "it does not catch up: $(cat "$log")" || return 1
	sandpit 1 | rig_deliver first
	rig_wait 10 is_filed 1 || fail "the first question is not filed" || return 1
	[ "$(topic_of 1)" = overig ] || fail "topic $(topic_of 1)" || return 1

	rule wrods > "$job/new/70-eigen.conf"
	ask 78 check --rules "$job/new" || return 1
	says_in '70-eigen.conf:5: onbekende instelling "wrods"' &&
		says_in 'Bedoel je "words"?' &&
		says_in '    5 |     wrods = [ "zandbak*" ];' &&
		says_in '      |     ^^^^^' || return 1
	rule words > "$job/new/70-eigen.conf"
	ask 0 check --rules "$job/new" || return 1
	ask 0 replay --rules "$job/new" || return 1
	says_in '"Zandbakvraag 1"; onderwerp overig -> zandbakken' &&
		says_in 'Anders: 1 vragen' || return 1
	[ "$(topic_of 1)" = overig ] || fail "replay changed something" || return 1

	rule wrods > "$job/rules/70-eigen.conf"
	kill -HUP "$daemon"
	rig_wait 10 says 'event=reload-refused' || fail "not refused" || return 1
	says 'onbekende instelling' || fail "the mistake is not told" || return 1
	sandpit 2 | rig_deliver first
	rig_wait 10 is_filed 2 || fail "the old rules do not work on" || return 1
	[ "$(topic_of 2)" = overig ] || fail "broken rules are used" || return 1

	cp "$job/new/70-eigen.conf" "$job/rules/70-eigen.conf"
	kill -HUP "$daemon"
	rig_wait 10 says 'event=reloaded' || fail "not reloaded" || return 1
	sandpit 3 | rig_deliver first
	rig_wait 10 is_filed 3 || fail "the new rules do not work" || return 1
	[ "$(topic_of 3)" = zandbakken ] || fail "topic $(topic_of 3)" || return 1
	[ "$(topic_of 1)" = overig ] || fail "an old question changed" || return 1
	ask 0 refile || return 1
	[ "$(topic_of 1) $(topic_of 2)" = "zandbakken zandbakken" ] ||
		fail "refile: $(topic_of 1) $(topic_of 2)" || return 1

	ask 0 set 2 topic=bkr || return 1
	[ "$(topic_of 2)" = bkr ] || fail "set: $(topic_of 2)" || return 1
	ask 0 replay --against corrections || return 1
	says_in 'Onderwerp: 1 verbeterd met de hand; goed was 0, nu 0.' &&
		says_in 'onderwerp zandbakken -> bkr' || return 1
	ask 0 refile 2 || return 1
	[ "$(topic_of 2)" = bkr ] || fail "refile took a correction away" || return 1
	daemon_stop || fail "exit $?"
}

job_begin "$1" first
job_tests
