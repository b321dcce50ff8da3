#!/bin/bash
# test_write_back.sh BUILD: keywords and moves by rule, on a private Dovecot:
# only where the mailbox allows it, only what the server keeps, once, and never
# in the way of reading.
set -u
. "$(dirname "$0")/job.sh"

rules_with() { # the actions on stdin, in rules of this job's own
	cp -R "$job_rules" "$job/rules"
	cat > "$job/rules/70-eigen.conf"
	sed -i "s|^rules_dir.*|rules_dir = \"$job/rules\";|" "$conf"
}

running() {
	daemon_start
	rig_wait 20 caught_up || fail "it does not catch up: $(cat "$log")"
}

written() { # STATE
	[ "$(query "SELECT count(*) FROM write_back WHERE state = '$1'")" = "$2" ]
}

keywords() { # USER FOLDER
	rig_doveadm fetch -u "$1" flags mailbox "$2" | sed -n 's/^flags: //p'
}

count_in() { # USER FOLDER
	rig_doveadm search -u "$1" mailbox "$2" all | wc -l
}

test_a_keyword_is_set_where_the_mailbox_allows_it() {
	office keyword
	configure "$(mailbox keyword 'write_back = "keywords";')"
	rules_with <<-R
	actions = ( { name = "k"; keyword = "Postwacht-gezien";
	  move = "Verwerkt"; words = [ "gastouder*" ]; } );
	R
	rig_doveadm mailbox create -u keyword Verwerkt
	question 1 | rig_deliver keyword
	running || return 1
	question 2 | rig_deliver keyword
	rig_wait 20 written done 1 || fail "$(query 'SELECT * FROM write_back')" ||
		return 1
	# The first one is history, and a move is not allowed here.
	[ "$(keywords keyword INBOX | grep -c Postwacht-gezien)" = 1 ] ||
		fail "$(keywords keyword INBOX)" || return 1
	! keywords keyword INBOX | grep -q Seen || fail "marked as read" || return 1
	[ "$(query 'SELECT count(*) FROM write_back')" = 1 ] ||
		fail "$(query 'SELECT * FROM write_back')" || return 1
	daemon_stop || fail "exit $?"
}

test_a_move_is_made_once_and_the_question_stays_one() {
	office moved
	configure "$(mailbox moved 'write_back = "all";')"
	rules_with <<-R
	actions = ( { name = "m"; keyword = "Postwacht-gezien"; move = "Verwerkt";
	  words = [ "gastouder*" ]; } );
	R
	rig_doveadm mailbox create -u moved Verwerkt
	running || return 1
	question 1 | rig_deliver moved
	rig_wait 20 written done 2 || fail "$(query 'SELECT * FROM write_back')" ||
		return 1
	[ "$(count_in moved INBOX) $(count_in moved Verwerkt)" = "0 1" ] ||
		fail "INBOX $(count_in moved INBOX)" || return 1
	keywords moved Verwerkt | grep -q Postwacht-gezien ||
		fail "the keyword went" || return 1
	daemon_stop || fail "exit $?" || return 1
	# As if the power had gone between the move and its being written down.
	sqlite3 "$db" "UPDATE write_back SET state = 'waiting'"
	running || return 1
	rig_wait 30 written done 2 || fail "$(query 'SELECT * FROM write_back')" ||
		return 1
	[ "$(count_in moved INBOX) $(count_in moved Verwerkt)" = "0 1" ] ||
		fail "moved twice" || return 1
	[ "$(query 'SELECT count(*) FROM question')" = 1 ] ||
		fail "more than one question" || return 1
	daemon_stop || fail "exit $?"
}

test_what_the_server_refuses_is_said_and_nothing_waits_for_it() {
	office refused
	configure "$(mailbox refused 'write_back = "all";')"
	rules_with <<-R
	actions = ( { name = "m"; move = "Bestaat niet"; words = [ "gastouder*" ]; } );
	R
	running || return 1
	question 1 | rig_deliver refused
	rig_wait 20 written refused 1 || fail "$(query 'SELECT * FROM write_back')" ||
		return 1
	says 'event=write-back-refused' || fail "nothing is said" || return 1
	question 2 | rig_deliver refused
	rig_wait 20 written refused 2 || fail "the second waits" || return 1
	[ "$(count_in refused INBOX)" = 2 ] || fail "mail is gone" || return 1
	[ "$(query 'SELECT count(*) FROM question')" = 2 ] || fail "questions" ||
		return 1
	daemon_stop || fail "exit $?"
}

test_nothing_is_written_unless_it_is_asked_for() {
	local before
	office untold
	configure
	rules_with <<-R
	actions = ( { name = "m"; keyword = "Postwacht"; move = "Verwerkt";
	  words = [ "gastouder*" ]; } );
	R
	running || return 1
	question 1 | rig_deliver untold
	rig_wait 20 has_question || fail "not filed" || return 1
	[ "$(query 'SELECT count(*) FROM write_back')" = 0 ] || fail "queued" ||
		return 1
	! keywords untold INBOX | grep -qE 'Seen|Postwacht' ||
		fail "flags: $(keywords untold INBOX)" || return 1
	daemon_stop || fail "exit $?"
}

# A8: as Exchange, which lets nobody make keywords: PERMANENTFLAGS is without
# "\*", and nothing is tried.
test_a8_a_keyword_that_the_folder_does_not_keep_is_not_tried() {
	office exchange
	configure "$(mailbox exchange 'write_back = "keywords";')"
	rules_with <<-R
	actions = ( { name = "k"; keyword = "Postwacht"; words = [ "gastouder*" ]; } );
	R
	rig_doveadm mailbox status -u exchange messages INBOX > /dev/null
	# Lookup, read, insert and post; no right to write flags (RFC 4314).
	echo 'owner lrip' > "$RIG/mail/exchange/Maildir/dovecot-acl"
	running || return 1
	question 1 | rig_deliver exchange
	rig_wait 20 written refused 1 || fail "$(query 'SELECT * FROM write_back')" ||
		return 1
	says 'event=write-back-refused.*PERMANENTFLAGS' ||
		fail "$(grep write-back "$log")" || return 1
	question 2 | rig_deliver exchange
	rig_wait 20 written refused 2 || fail "the second waits" || return 1
	[ "$(query 'SELECT count(*) FROM question')" = 2 ] || fail "questions" ||
		return 1
	daemon_stop || fail "exit $?"
}

has_question() { [ "$(query 'SELECT count(*) FROM question')" = 1 ]; }

RIG_DOVECOT_EXTRA="mail_plugins = acl
plugin {
  acl = vfile
}"
job_begin "$1" keyword moved refused untold exchange
job_tests
