#!/bin/bash
# test_import.sh BUILD: two years of mail, brought in from a Maildir and from an
# mbox: stopped by force on the way, gone on with, and brought in again. What
# came and went keeps its own dates, and nothing is sent. Needs no server.
set -u
build=$(cd "${1:?build folder}" && pwd) || exit 1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/postwacht-import.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
conf=$work/postwacht.conf db=$work/state/postwacht.db
questions=700

fail() {
	echo "FAILED $name: $*"
	return 1
}

pw() {
	"$build/postwacht" -c "$conf" --as-of "2026-11-02 09:00" "$@" \
		> "$work/out" 2>&1
}

query() {
	sqlite3 "$db" "$1"
}

begin() { # a store that has seen its first start
	rm -rf "$work/state"
	mkdir -m 700 "$work/state"
	mkdir -p "$work"/live/{cur,new,tmp} "$work/outbox"
	cat > "$conf" <<-END
		state_dir = "$work/state";
		rules_dir = "$root/rules"; organisation = "Team";
		internal_domains = [ "team.example" ];
		notice_domains = [ "team.example" ];
		teams = ( { code = "K"; name = "Kinderopvang"; } );
		people = ( { id = "noor"; name = "Noor";
			address = "noor@team.example"; role = "coordinator"; } );
		mailboxes = ( { id = "box"; source = "maildir"; path = "$work/live";
			addresses = [ "box@team.example" ]; team = "K"; } );
		post = { kind = "folder"; folder = "$work/outbox";
			from = "postwacht@team.example"; };
	END
	"$build/postwachtd" -c "$conf" --once --as-of "2026-11-02 09:00" \
		> "$work/out" 2>&1 || fail "first start: $(cat "$work/out")"
}

# A question each day or so from January 2024 on, answered a day later.
write_mail() {
	python3 - "$work" "$questions" <<-'END'
	import email.utils, os, random, sys
	work, count = sys.argv[1], int(sys.argv[2])
	words = ("gastouder locatie register toezicht inspectie groep ouder norm "
	         "besluit termijn rapport herstel plan aanvraag houder").split()
	rnd = random.Random(5)
	for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
	    os.makedirs(os.path.join(work, "old", folder))
	boxes = {"": open(os.path.join(work, "in.mbox"), "w"),
	         ".Sent": open(os.path.join(work, "sent.mbox"), "w")}


	def write(folder, when, sender, to, subject, mid, reply, text):
	    mail = "From: %s\nTo: %s\nSubject: %s\nDate: %s\nMessage-ID: <%s>\n" % (
	        sender, to, subject, email.utils.formatdate(when), mid)
	    if reply:
	        mail += "In-Reply-To: <%s>\n" % reply
	    mail += "\n%s\n" % text
	    path = os.path.join(work, "old", folder, "cur",
	                        "%d.M%sP1.rig:2,S" % (when, mid.replace("@", "_")))
	    with open(path, "w") as out:
	        out.write(mail)
	    boxes[folder].write("From x@y %s\n%s\n" % (
	        __import__("time").asctime(__import__("time").gmtime(when)), mail))


	for i in range(count):
	    when = 1704182400 + i * 86400  # 2 January 2024, 08:00 UTC
	    asker = "vrager%d@utrecht.nl" % i
	    write("", when, asker, "box@team.example", "Vraag %d" % i,
	          "q%d@utrecht.nl" % i, None,
	          "Mag dit bij %s?" % " ".join(rnd.sample(words, 5)))
	    write(".Sent", when + 90000, "Team <box@team.example>", asker,
	          "RE: Vraag %d" % i, "a%d@team.example" % i, "q%d@utrecht.nl" % i,
	          "Dat mag niet; %s." % " ".join(rnd.sample(words, 12)))
	END
}

# What holds however it came in.
all_is_there() {
	local messages handled late sent
	messages=$(query "SELECT count(*) FROM message WHERE is_history")
	[ "$messages" = $((2 * questions)) ] || fail "$messages messages" || return 1
	handled=$(query "SELECT count(*) FROM question WHERE state = 'handled'")
	[ "$handled" = "$questions" ] || fail "$handled are handled" || return 1
	late=$(query "SELECT count(*) FROM event a JOIN event o USING (question)
		WHERE a.kind = 'answered' AND o.kind = 'opened'
		AND a.at - o.at = 90000")
	[ "$late" = "$questions" ] || fail "$late have their own dates" || return 1
	sent=$(query "SELECT count(*) FROM notice WHERE kind <> 'digest'")
	[ "$sent" = 0 ] || fail "$sent notices" || return 1
	pw audit --rebuild && grep -q ', 0 differ' "$work/out" ||
		fail "audit: $(cat "$work/out")"
}

# Killed between two batches; false when it was faster than that.
kill_on_the_way() {
	local pid n=0
	begin || return 1
	"$build/postwacht" -c "$conf" --as-of "2026-11-02 09:00" import \
		"$work/old" --mailbox box --sent .Sent > "$work/out" 2>&1 &
	pid=$!
	while kill -0 $pid 2> /dev/null && [ "${n:-0}" -lt 100 ]; do
		n=$(query "SELECT count(*) FROM message" 2> /dev/null)
	done
	kill -9 $pid 2> /dev/null
	wait $pid 2> /dev/null
	n=$(query "SELECT count(*) FROM message")
	[ "$n" -gt 0 ] && [ "$n" -lt $((2 * questions)) ]
}

test_an_import_is_killed_and_gone_on_with() {
	local tries=0
	until kill_on_the_way; do
		tries=$((tries + 1))
		[ $tries -lt 10 ] || fail "it was never killed on the way" || return 1
	done
	pw import "$work/old" --mailbox box --sent .Sent ||
		fail "$(cat "$work/out")" || return 1
	all_is_there || return 1
	pw import "$work/old" --mailbox box --sent .Sent &&
		grep -q '^0 messages imported' "$work/out" ||
		fail "a third time: $(cat "$work/out")"
}

test_an_mbox_brings_the_same() {
	begin || return 1
	pw import "$work/in.mbox" --mailbox box --sent "$work/sent.mbox" ||
		fail "$(cat "$work/out")" || return 1
	grep -q "^$((2 * questions)) messages imported" "$work/out" ||
		fail "$(cat "$work/out")" || return 1
	all_is_there || return 1
	# What a Maildir brings of the same mail is known.
	pw import "$work/old" --mailbox box --sent .Sent &&
		grep -q "^0 messages imported, $((2 * questions)) were known" \
			"$work/out" || fail "both: $(cat "$work/out")" || return 1
	all_is_there
}

write_mail || exit 1
failed=0
for name in $(declare -F | sed -n 's/^declare -f \(test_.*\)/\1/p'); do
	if "$name"; then echo "ok $name"; else failed=1; fi
done
exit $failed
