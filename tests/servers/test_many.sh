#!/bin/bash
# test_many.sh BUILD: one daemon with many mailboxes over TLS at a private
# Dovecot. MANY=200 is the size of the goal (docs/performance.md); the test
# takes fewer. REPORT=1 prints what was measured.
set -u
build=${1:?build folder}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/rig.sh"

many=${MANY:-24}
quiet=${QUIET:-5} # seconds over which the idle load is measured
passed=0 failed=0

ok() {
	passed=$((passed + 1))
	[ -z "${VERBOSE-}" ] || echo "ok $1"
}

fail() {
	failed=$((failed + 1))
	echo "FAILED $*" >&2
}

report() {
	[ -z "${REPORT-}" ] || echo "$*"
}

mailbox() { # N: the stanza of one mailbox
	printf '{ id = "box%d"; source = "imap"; host = "localhost"; port = %s;\n' \
		"$1" "$RIG_IMAPS"
	printf 'security = "tls"; user = "box%d"; password_file = "%s";\n' \
		"$1" "$RIG/secret/$([ "$1" = 1 ] && echo wrong || echo "box$1")"
	printf 'ca_file = "%s"; addresses = [ "box%d@rig.example" ]; team = "K"; poll = "60s"; }' \
		"$RIG_CA" "$1"
}

configure() {
	mkdir -p "$RIG/daemon/state" "$RIG/daemon/out"
	{
		cat <<-C
		state_dir = "$RIG/daemon/state";
		rules_dir = "$PWD/rules";
		organisation = "VNG";
		internal_domains = [ "rig.example" ];
		teams = ( { code = "K"; name = "Kinderopvang"; } );
		people = ( { id = "noor"; name = "Noor"; address = "noor@rig.example";
		  role = "coordinator"; },
		  { id = "hanna"; name = "Hanna"; address = "hanna@rig.example";
		  role = "leader"; } );
		post = { kind = "folder"; folder = "$RIG/daemon/out";
		  from = "postwacht@rig.example"; };
		C
		echo 'mailboxes = ('
		for i in $(seq "$many"); do
			[ "$i" = 1 ] || echo ,
			mailbox "$i"
		done
		echo ');'
	} > "$RIG/daemon/postwacht.conf"
}

alive() {
	kill -0 "$daemon" 2>/dev/null
}

# ask SQL: one number out of the daemon's store.
ask() {
	python3 -c '
import sqlite3, sys
db = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True, timeout=10)
print(db.execute(sys.argv[2]).fetchone()[0])' "$RIG/daemon/state/postwacht.db" "$1" 2>/dev/null
}

is_read() { # N: as many mailboxes have been read to their end
	alive && [ "$(ask 'SELECT count(*) FROM mailbox WHERE read_until IS NOT NULL')" = "$1" ]
}

has_messages() {
	[ "$(ask 'SELECT count(*) FROM message')" = "$1" ]
}

# await SECONDS COMMAND: looks less often than rig_wait, so that looking does
# not take the processor away.
await() {
	local until=$(($(date +%s) + $1))
	shift
	while ! "$@"; do
		[ "$(date +%s)" -lt "$until" ] || return 1
		sleep 0.3
	done
}

processes() { # the daemon and its readers
	echo "$daemon"
	pgrep -P "$daemon" | while read -r p; do echo "$p"; pgrep -P "$p"; done
}

pss_kb() {
	local p sum=0 kb
	for p in $(processes); do
		kb=$(awk '/^Pss:/ { print $2 }' "/proc/$p/smaps_rollup" 2>/dev/null)
		sum=$((sum + ${kb:-0}))
	done
	echo "$sum"
}

cpu_ticks() { # user and system, of 100 a second
	local p sum=0 t
	for p in $(processes); do
		t=$(sed 's/.*) //' "/proc/$p/stat" 2>/dev/null |
			awk '{ print $12 + $13 }')
		sum=$((sum + ${t:-0}))
	done
	echo "$sum"
}

now_ms() {
	date +%s%3N
}

begin() {
	# By hand most systems give 1,024 descriptors at first; the daemon takes
	# what it may have.
	(ulimit -Sn 256; exec "$build/postwachtd" -c "$RIG/daemon/postwacht.conf" \
		2> "$RIG/daemon/log") &
	daemon=$!
}

finish() {
	kill -TERM "$daemon" 2>/dev/null
	wait "$daemon"
}

RIG_DOVECOT_EXTRA="default_process_limit = 2500
default_client_limit = 5000
mail_max_userip_connections = 0
service imap-login {
  service_count = 0
  client_limit = 4000
  process_limit = 4
  process_min_avail = 2
}
service imap {
  process_limit = 2400
}
service anvil {
  client_limit = 9000
}
service auth {
  client_limit = 9000
}"

rig_slack "$build"
rig_begin
(umask 077 && echo anders > "$RIG/secret/wrong")
for i in $(seq "$many"); do rig_user "box$i" "geheim$i"; done
rig_dovecot_start
configure
daemon=0
began=$(now_ms)
begin

t=every_mailbox_but_the_one_with_a_wrong_password_is_read # B3
if await $((60 * slack)) is_read $((many - 1)); then
	ok "$t"
	report "caught up: $many mailboxes in $(($(now_ms) - began)) ms"
else
	fail "$t: $(ask 'SELECT count(*) FROM mailbox WHERE read_until IS NOT NULL')" \
		"$(tail -n 5 "$RIG/daemon/log")"
fi

t=the_refused_one_is_told_once # B3
rig_wait 10 grep -q event=mailbox-trouble "$RIG/daemon/log"
if [ "$(grep -c 'event=mailbox-trouble mailbox=box1 ' "$RIG/daemon/log")" = 1 ] &&
	[ "$(grep -c 'event=mailbox-trouble' "$RIG/daemon/log")" = 1 ]; then
	ok "$t"
else
	fail "$t: $(grep trouble "$RIG/daemon/log")"
fi

# What the start leaves to do, the page and its charts among it, takes as long
# as it takes: one quiet stretch is looked for.
most=$(((quiet * 2 + 2) * slack))
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
	before=$(cpu_ticks)
	sleep "$quiet"
	used=$(($(cpu_ticks) - before))
	[ "$used" -gt "$most" ] || break
done
report "idle: $used ticks of 10 ms in $quiet s, PSS $(pss_kb) kB," \
	"$(ls "/proc/$daemon/fd" | wc -l) descriptors," \
	"$(ls "/proc/$daemon/task" | wc -l) threads"
t=many_idle_mailboxes_cost_next_to_nothing
if [ "$used" -le "$most" ]; then ok "$t"; else fail "$t: $used"; fi

t=a_delivery_to_each_mailbox_is_seen_soon
began=$(now_ms)
for i in $(seq 2 "$many"); do
	printf '%s\r\n' "From: vrager@gemeente.example" "To: box$i@rig.example" \
		"Subject: Vraag $i" "Message-ID: <v$i@gemeente.example>" \
		"Date: Mon, 23 Nov 2026 09:12:00 +0100" "" "Mag dat?" > "$RIG/mail.$i"
	args+=("box$i" "$RIG/mail.$i")
done
python3 - "$RIG_LMTP" "${args[@]}" <<-P
import smtplib, sys
lmtp = smtplib.LMTP("127.0.0.1", int(sys.argv[1]))
for user, path in zip(sys.argv[2::2], sys.argv[3::2]):
    lmtp.sendmail("sender@example.org", [user], open(path, "rb").read())
lmtp.quit()
P
report "delivered in $(($(now_ms) - began)) ms"
if await $((30 * slack)) has_messages $((many - 1)); then
	ok "$t"
	report "all seen and filed $(($(now_ms) - began)) ms after the first delivery began"
else
	fail "$t: $(ask 'SELECT count(*) FROM message')"
fi

t=it_ends_soon
began=$(now_ms)
finish
code=$?
report "ended in $(($(now_ms) - began)) ms"
if [ "$code" = 0 ] && [ $(($(now_ms) - began)) -lt $((5000 * slack)) ]; then
	ok "$t"
else
	fail "$t: exit $code"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
