# job.sh: postwachtd and postwacht at work on the servers of rig.sh; a shell
# library (bash) for the tests that run the real programs.
#
#   . tests/servers/job.sh
#   job_begin BUILD NAME ...  the rig and both servers, with mailboxes for each
#                             office NAME; everything ends with the test,
#                             however it ends. Calls job_prepare, if the test
#                             has one, before the servers start, and job_finish
#                             at the end
#   office NAME               a job of its own: $job, $conf, $state, $db, $log,
#                             the shared mailbox $box = NAME and its colleagues
#                             NAME-noor (coordinator), NAME-daan (adviser),
#                             NAME-hanna (leader), all new and empty
#   configure [MAILBOX ...]   writes $conf; without groups: the one of $box;
#                             with the lines of $job_settings
#   daemon_start, daemon_stop, daemon_kill, once [ARGUMENT ...], ended CODE
#   question N, deliver USER, append USER FOLDER MOMENT
#   job_tests                 runs every test_* of the script, JOB_TESTS at a time
#
# A test says "ok NAME" or "FAILED NAME: reason"; `fail REASON` is how it ends
# badly. What the sanitizers find fails the test in which they found it.

. "$(dirname "${BASH_SOURCE[0]}")/rig.sh"

job_rules=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../rules" && pwd)
JOB_TESTS=${JOB_TESTS:-4}
job_pids=()
job_mount=
daemon=

job_begin() {
	local name
	build=$1
	postwachtd=$build/postwachtd
	postwacht=$build/postwacht
	rig_slack "$build"
	rig_begin
	trap job_end EXIT
	rig_user postwacht geheim
	shift
	# All before it starts: Dovecot sees a user that is added a second late.
	for name; do
		rig_user "$name" geheim
		rig_user "$name-noor" geheim
		rig_user "$name-daan" geheim
		rig_user "$name-hanna" geheim
	done
	! declare -F job_prepare > /dev/null || job_prepare
	rig_dovecot_start
	rig_postfix_start
}

job_end() {
	local code=$?
	trap - EXIT
	kill $(jobs -p) 2>/dev/null
	wait
	! declare -F job_finish > /dev/null || job_finish
	(exit "$code")
	rig_end
}

# Ends what a test left running or mounted.
job_release() {
	local pid
	for pid in "${job_pids[@]}"; do
		kill -KILL "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
	done
	job_pids=()
	[ -z "$job_mount" ] || $RIG_SUDO umount "$job_mount"
	job_mount=
}

fail() {
	printf '%s\n' "$*" > "$why"
	return 1
}

now_ms() {
	date +%s%3N
}

office() {
	[ -f "$RIG/secret/$1" ] || rig_die "office $1: not named at job_begin"
	job=$RIG/job/$1 box=$1
	conf=$job/postwacht.conf state=$job/state log=$job/log
	db=$state/postwacht.db
	mkdir -p "$state"
	: > "$log"
}

# mailbox NAME [SETTING ...]: a group for `configure`. A setting that is given
# takes the place of the usual one. No limit on the server's time is met because
# the machine is slow.
mailbox() {
	local name=$1 given
	shift
	given="$*"
	printf '{ id = "%s"; addresses = [ "%s@team.example" ]; team = "K";\n' \
		"$name" "$name"
	[[ $given = *host* ]] || printf ' host = "localhost";'
	[[ $given = *port* ]] || printf ' port = %s;' "$RIG_IMAPS"
	[[ $given = *user* ]] || printf ' user = "%s";' "$name"
	[[ $given = *password_file* ]] ||
		printf ' password_file = "%s";' "$RIG/secret/$name"
	[[ $given = *poll* ]] || printf ' poll = "10s";'
	[[ $given = *time_limit* ]] || printf ' time_limit = "10m";'
	[[ $given = *security* ]] || printf ' security = "tls";'
	printf ' ca_file = "%s";\n %s }\n' "$RIG_CA" "$given"
}

configure() {
	local groups='' group
	[ $# -gt 0 ] || set -- "$(mailbox "$box")"
	for group; do
		groups="$groups${groups:+,}
$group"
	done
	cat > "$conf" <<-C
	state_dir = "$state";
	rules_dir = "$job_rules";
	organisation = "Team";
	internal_domains = [ "team.example" ];
	notice_domains = [ "team.example" ];
	teams = ( { code = "K"; name = "Kinderopvang"; } );
	people = (
	  { id = "noor"; name = "Noor"; address = "$box-noor@team.example";
	    role = "coordinator"; },
	  { id = "daan"; name = "Daan"; address = "$box-daan@team.example";
	    teams = [ "K" ]; },
	  { id = "hanna"; name = "Hanna"; address = "$box-hanna@team.example";
	    role = "leader"; }
	);
	mailboxes = ($groups );
	${job_settings-}
	post = { kind = "smtp"; host = "localhost"; port = $RIG_SUBMISSION;
	  security = "starttls"; ca_file = "$RIG_CA"; user = "postwacht";
	  password_file = "$RIG/secret/postwacht";
	  from = "postwacht@team.example"; };
	C
}

daemon_start() {
	"$postwachtd" -c "$conf" "$@" 2>>"$log" &
	daemon=$!
	job_pids+=("$daemon")
}

# The mailbox was read to its end, and nothing is wrong with it.
caught_up() {
	[ "$(query "SELECT read_until > 0 AND trouble IS NULL FROM mailbox
		WHERE name = '$box'")" = 1 ]
}

# Its exit code; takes at most N seconds ($1, 10).
daemon_stop() {
	kill -TERM "$daemon"
	daemon_wait "${1:-10}"
}

daemon_wait() {
	local code
	rig_wait "$1" job_ended "$daemon" || return 1
	wait "$daemon"
	code=$?
	job_forget "$daemon"
	return $code
}

daemon_kill() {
	kill -KILL "$daemon"
	wait "$daemon" 2>/dev/null
	job_forget "$daemon"
}

# A child that ended is a zombie until somebody waits for it.
job_ended() {
	! [ -d "/proc/$1" ] || grep -q '^State:.Z' "/proc/$1/status"
}

job_forget() {
	local pid kept=()
	for pid in "${job_pids[@]}"; do
		[ "$pid" = "$1" ] || kept+=("$pid")
	done
	job_pids=("${kept[@]}")
}

once() {
	"$postwachtd" -c "$conf" --once "$@" 2>>"$log"
}

# ended CODE: how the command before it must have ended.
ended() {
	local code=$?
	[ $code = "$1" ] || fail "exit $code: $(tail -n 5 "$log")"
}

# The journal of a daemon that was killed is taken up first, by one at a time.
query() {
	sqlite3 -readonly -cmd '.timeout 20000' "file:${2:-$db}" "$1" 2>/dev/null
}

says() { # PATTERN, in the log of this job
	grep -q -- "$1" "$log"
}

# question N [SUBJECT] [DATE]: a mail with a question to the shared mailbox.
question() {
	printf '%s\r\n' "From: Vrager $1 <vrager$1@gemeente.example>" \
		"To: $box@team.example" "Subject: ${2:-Vraag $1}" \
		"Message-ID: <$1.$box@gemeente.example>" \
		"Date: $(date -R ${3:+-d "$3"})" "" \
		"Goedemorgen," "" \
		"Mag een gastouder zes kinderen tegelijk opvangen? Wij horen graag" \
		"hoe dat zit." "" "Met vriendelijke groet," "Vrager $1"
}

# answer N [SUBJECT] [DATE]: our reply to question N.
answer() {
	printf '%s\r\n' "From: Daan <$box@team.example>" \
		"To: Vrager $1 <vrager$1@gemeente.example>" \
		"Subject: Re: ${2:-Vraag $1}" \
		"Message-ID: <answer.$1.$box@team.example>" \
		"In-Reply-To: <$1.$box@gemeente.example>" \
		"Date: $(date -R ${3:+-d "$3"})" "" \
		"Beste vrager," "" \
		"Ja, een gastouder mag ten hoogste zes kinderen tegelijk opvangen." \
		"" "Met vriendelijke groet," "Daan"
}

# append USER FOLDER MOMENT: the mail on stdin, received at that moment.
append() {
	python3 -c '
import imaplib, ssl, sys
from datetime import datetime
port, ca, user, folder, moment = sys.argv[1:]
imap = imaplib.IMAP4_SSL("localhost", int(port),
    ssl_context=ssl.create_default_context(cafile=ca))
imap.login(user, "geheim")
at = imaplib.Time2Internaldate(datetime.fromisoformat(moment))
said, data = imap.append("\"%s\"" % folder, None, at, sys.stdin.buffer.read())
imap.logout()
sys.exit(said != "OK")' "$RIG_IMAPS" "$RIG_CA" "$@"
}

# FOLDER UID | FLAGS of every mail of somebody; \Recent says who looked first.
flags() { # USER
	rig_doveadm -f tab fetch -u "$1" "mailbox uid flags" all |
		sed -e 1d -e 's/\\Recent *//' -e 's/\t/ /; s/\t/ | /; s/ *$//' | sort
}

# The mails in somebody's INBOX: their subjects, one a line, in order.
subjects() {
	rig_doveadm -f flow fetch -u "$1" hdr.subject mailbox INBOX 2>/dev/null |
		sed 's/^hdr.subject=//' |
		python3 -c '
import sys
from email.header import decode_header, make_header
for line in sys.stdin:
	print(make_header(decode_header(line.rstrip("\n"))))'
}

has_mail() { # USER
	[ -n "$(subjects "$1")" ]
}

# One test, in a background shell of its own.
job_test() {
	local reports began=$(now_ms)
	trap job_release EXIT
	trap 'exit 1' INT TERM HUP
	why=$RIG/log/$1.why
	export ASAN_OPTIONS=detect_leaks=1:log_path=$RIG/log/$1.report
	export UBSAN_OPTIONS=print_stacktrace=1:log_path=$RIG/log/$1.report
	export TSAN_OPTIONS=log_path=$RIG/log/$1.report${TSAN_OPTIONS:+:$TSAN_OPTIONS}
	export JOB_REPORTS=$RIG/log/$1.report
	: > "$why"
	note=
	"$1" || [ -s "$why" ] || fail "it ended with $?"
	job_release
	reports=$(cat "$RIG/log/$1.report"* 2>/dev/null)
	[ -z "$reports" ] || printf '%s\n' "$reports" >> "$why"
	if [ -s "$why" ]; then
		echo "FAILED $1: $(head -n 1 "$why")"
		sed 1d "$why"
	else
		echo "ok $1${note:+ ($note)}"
	fi
	[ -z "${TIMES-}" ] || echo "  $1: $(($(now_ms) - began)) ms"
}

# Several at a time: most of what they do is waiting.
job_tests() {
	local test running=0 failed=0
	for test in $(sed -n 's/^\(test_[a-z0-9_]*\)() {.*/\1/p' "$0"); do
		[ -z "${ONLY-}" ] || [ "$test" = "$ONLY" ] || continue
		[ $running -lt $JOB_TESTS ] || wait -n
		running=$((running + 1))
		job_test "$test" > "$RIG/log/$test.out" &
	done
	wait
	cat "$RIG"/log/test_*.out
	! grep -q '^FAILED ' "$RIG"/log/test_*.out
}
