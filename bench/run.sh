#!/bin/bash
# run.sh BUILD: how fast, beside the least that a client can do (bare.py) and the
# script that most people would write (naive.py), on a private Dovecot with a
# mailbox that it makes. Prints one table. Machines are noisy: the ratios count,
# each from one run. MAILS and ROUNDS say how much (5000, 3).
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
export POSTWACHT_BUILD=$build
mails=${MAILS:-5000} rounds=${ROUNDS:-3} reactions=${REACTIONS:-50}
. "$here/../tests/servers/rig.sh"

row() { printf '%-34s %12s %12s %12s  %s\n' "$@"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'; }

# timed FILE COMMAND: adds "wall cpu" in seconds to FILE.
timed() {
	local file=$1
	shift
	/usr/bin/time -q -a -o "$file" -f '%e %U %S' "$@" > "$RIG/out" 2>> "$RIG/log/bench.log"
}
walls() { awk '{ print $1 }' "$1" | median; }
cpus() { awk '{ print $2 + $3 }' "$1" | median; }

# The bytes that the server sent in sessions that ended since line $1 of its log.
sent_since() {
	sleep 0.3
	tail -n "+$(($1 + 1))" "$RIG/log/dovecot.log" |
		sed -n 's/.* out=\([0-9]*\)$/\1/p' | awk '{ n += $1 } END { print n + 0 }'
}
log_lines() { wc -l < "$RIG/log/dovecot.log"; }

# Proportional memory of a process and its children, KB.
pss() {
	local pid
	for pid in "$1" $(pgrep -P "$1"); do
		awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null
	done | awk '{ n += $1 } END { print n + 0 }'
}

cold() { find "$RIG/mail/bench" -name dovecot.index.cache -delete; }

first_readings() {
	local round pid
	for round in $(seq "$rounds"); do
		cold
		timed "$RIG/bare" "$here/bare.py" "$RIG_IMAP" bench geheim first
		rm -rf "$RIG/state-$round"
		mkdir "$RIG/state-$round"
		cold
		timed "$RIG/ours" env STATE="$RIG/state-$round" IMAP_HOST=127.0.0.1 \
			IMAP_PORT="$RIG_IMAP" IMAP_USER=bench IMAP_PASS=geheim \
			"$here/peer-postwacht" ingest
	done
	cold
	timed "$RIG/naive" "$here/naive.py" "$RIG_IMAP" bench geheim "$RIG/naive.db"
	sort "$RIG/out" > "$RIG/naive.classes"
	"$build/bench/store_probe" each "$RIG/state-1/postwacht.conf" | sort > "$RIG/our.classes"
	row "first reading, wall s" "$(walls "$RIG/bare")" "$(walls "$RIG/ours")" \
		"$(walls "$RIG/naive")" "$(ratio "$(walls "$RIG/ours")" "$(walls "$RIG/bare")") x bare, $(ratio \
			"$(walls "$RIG/naive")" "$(walls "$RIG/ours")") x faster than the script"
	row "first reading, CPU s" "$(cpus "$RIG/bare")" "$(cpus "$RIG/ours")" "$(cpus "$RIG/naive")" ""
	row "classes unlike the script's" "" \
		"$(comm -13 "$RIG/naive.classes" "$RIG/our.classes" | wc -l)" "" "of $mails"
}

# another_state NAME: configured like the first, with an empty store.
another_state() {
	cp -r "$RIG/state-1" "$RIG/$1"
	rm -f "$RIG/$1/state"/*
	sed -i "s|$RIG/state-1|$RIG/$1|g" "$RIG/$1/postwacht.conf"
}

peak() {
	local pid most=0 now
	another_state state-peak
	"$build/postwachtd" -c "$RIG/state-peak/postwacht.conf" --once --only fetch \
		2>> "$RIG/log/bench.log" &
	pid=$!
	while kill -0 $pid 2>/dev/null; do
		now=$(pss $pid)
		[ "$now" -le "$most" ] || most=$now
		sleep 0.1
	done
	wait $pid
	row "memory, first reading, MB (PSS)" "" "$((most / 1024))" "" ""
}

storing() {
	local read classify all
	read -r read classify < <("$build/bench/read_bench" "$RIG/state-1/postwacht.conf" \
		"$RIG/mail/bench/Maildir/cur")
	another_state state-cpu
	timed "$RIG/alone" "$build/postwachtd" -c "$RIG/state-cpu/postwacht.conf" \
		--once --only fetch
	all=$(awk -v s="$(cpus "$RIG/alone")" -v n="$mails" 'BEGIN { print s * 1e6 / n }')
	row "CPU a mail, us: read, judge, all" "" "$read" "$classify" "$(printf %.0f "$all")"
	row "storing and fetching, of all" "" \
		"$(awk -v a="$all" -v r="$read" -v c="$classify" 'BEGIN { printf "%.0f %%", 100 * (a - r - c) / a }')" "" ""
}

polls() {
	local before bare ours next
	next=$((mails + 1))
	before=$(log_lines)
	timed "$RIG/bare-poll" "$here/bare.py" "$RIG_IMAP" bench geheim poll $next
	bare=$(sent_since "$before")
	before=$(log_lines)
	timed "$RIG/our-poll" env STATE="$RIG/state-1" IMAP_HOST=127.0.0.1 \
		IMAP_PORT="$RIG_IMAP" IMAP_USER=bench IMAP_PASS=geheim \
		"$here/peer-postwacht" poll
	ours=$(sent_since "$before")
	row "poll after reconnect, bytes down" "$bare" "$ours" "" "nothing new"
	row "poll after reconnect, wall s" "$(walls "$RIG/bare-poll")" "$(walls "$RIG/our-poll")" "" \
		"with the start of the program"
}

kept() {
	local pid before cpu0 cpu1 bytes
	sed -i 's/user = "bench";/& poll = "10s";/' "$RIG/state-1/postwacht.conf"
	before=$(log_lines)
	"$build/postwachtd" -c "$RIG/state-1/postwacht.conf" 2>> "$RIG/log/bench.log" &
	pid=$!
	sleep 5
	row "memory, idle, MB (PSS)" "" "$(($(pss $pid) / 1024))" "" ""
	cpu0=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	sleep 30
	cpu1=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	kill $pid
	wait $pid
	bytes=$(sent_since "$before")
	row "30 s idle, 3 polls: CPU ms" "" "$(((cpu1 - cpu0) * 10))" "" ""
	row "login and 3 polls, bytes down" "" "$bytes" "" "kept connection"
}

# react WHAT [LIBRARY]: mail by mail, with a library in front of the daemon's.
react() {
	local p50 p99 most lost pid follower
	FIFO=$RIG/fifo
	rm -f "$FIFO"
	mkfifo "$FIFO"
	exec 9<> "$FIFO"
	LD_PRELOAD=${2-} "$build/postwachtd" -c "$RIG/state-1/postwacht.conf" \
		2>> "$RIG/log/bench.log" &
	pid=$!
	sleep 2
	"$build/bench/store_probe" follow "$RIG/state-1/postwacht.conf" > "$FIFO" &
	follower=$!
	sleep 1
	IFS=$'\t' read -r p50 p99 most lost < <("$here/react.py" "$RIG_IMAP" "$RIG_LMTP" bench geheim \
		"$FIFO" "$reactions")
	kill "$pid" "$follower"
	wait "$pid" "$follower" 2>/dev/null
	row "$1" "" "$p50" "" "p99 $p99, most $most, lost $lost of $reactions"
}

rules() {
	local what us compile
	while IFS=$'\t' read -r what us compile; do
		row "rules over 12 KB, us" "" "$us" "" "$what; read in $compile us"
	done < <("$build/bench/rules_bench")
}

# Rules on a hundred mails of their own: Sieve takes its time. The wall of a dry
# run less that of an empty script, so that only the rules count.
rule_mails=100
by_sieve() { # RULES
	local began ended
	"$build/bench/rules_bench" --sieve "$1" > "$RIG/rules.sieve"
	began=$(date +%s%N)
	sieve-filter -c "$RIG/dovecot.conf" -u rules "$RIG/rules.sieve" INBOX \
		> /dev/null 2>> "$RIG/log/bench.log" || echo "sieve-filter failed" >&2
	ended=$(date +%s%N)
	echo $(((ended - began) / 1000000))
}

rules_on_mail() {
	local what n rate mb ms none
	mkdir -p "$RIG/mail/rules"
	"$here/make_mailbox.py" "$rule_mails" "$RIG/mail/rules/Maildir" ||
		rig_die "no mailbox"
	[ "$(id -u)" != 0 ] || chown -R mail:mail "$RIG/mail/rules"
	while IFS=$'\t' read -r what n rate mb; do
		row "$n rules, $what" "" "$rate" "" "mails a second; $mb MB of text a second"
	done < <("$build/bench/rules_bench" --mail "$RIG/mail/rules/Maildir/cur")
	none=$(by_sieve 0)
	for n in 50 500 5000; do
		ms=$(by_sieve $n)
		row "$n rules, Sieve" "" "$(awk -v m="$rule_mails" -v t="$((ms - none))" \
			'BEGIN { printf "%.0f", (t > 0 ? m * 1000 / t : 0) }')" "" \
			"mails a second; $ms ms, $none ms without rules"
	done
}

rig_begin
rig_user bench geheim
rig_user rules geheim
rig_dovecot_start
mkdir -p "$RIG/mail/bench"
"$here/make_mailbox.py" "$mails" "$RIG/mail/bench/Maildir" || rig_die "no mailbox"
[ "$(id -u)" != 0 ] || chown -R mail:mail "$RIG/mail/bench"
rig_doveadm index -u bench INBOX
row "$mails mails" bare Postwacht script ""
first_readings
storing
peak
polls
kept
react "IDLE: push to stored, ms"
react "the same, a sync takes 10 ms" "$build/bench/slow_sync.so"
rules
rules_on_mail
"$here/post.sh" "$build"
