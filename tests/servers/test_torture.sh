#!/bin/bash
# test_torture.sh BUILD [ARGUMENT ...]: tests/torture/torture.py with a private
# Dovecot and Postfix, and a small disk for each of its two jobs. Without
# arguments the short form; `make torture` is the long one.
set -u
. "$(dirname "$0")/rig.sh"
here=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${1:?build folder}" && pwd)
shift
[ $# -gt 0 ] || set -- --seconds 40 --kills 100000

# What it started ends with it, whatever happens.
torture_end() {
	local code=$? pid disk
	trap - EXIT
	for pid in $(cat "$RIG/torture/pids" 2>/dev/null); do
		grep -qasF "$RIG/" "/proc/$pid/cmdline" && kill -KILL "$pid" 2>/dev/null
	done
	pid=$(rig_dovecot_pid) && kill -CONT "$pid" $(pgrep -P "$pid")
	for disk in "$RIG"/torture/*/disk; do
		mountpoint -q "$disk" && $RIG_SUDO umount "$disk"
	done
	(exit "$code")
	rig_end
}

disk() { # FOLDER SIZE
	mkdir -p "$1"
	$RIG_SUDO mount -t tmpfs -o "size=$2,mode=700,uid=$(id -u)" torture "$1" ||
		rig_die "a small disk needs root or sudo without a password"
}

rig_slack "$build"
rig_begin
trap torture_end EXIT
export ASAN_OPTIONS=detect_leaks=1:log_path=$RIG/log/sanitizer
export UBSAN_OPTIONS=print_stacktrace=1:log_path=$RIG/log/sanitizer
for box in pijn dagen; do
	rig_user "$box" geheim
	for name in noor sara bram fenna joris lotte daan hanna ruud; do
		rig_user "$box-$name" geheim
	done
	disk "$RIG/torture/$box/disk" 160m
done
rig_dovecot_start
rig_postfix_start
export RIG RIG_IMAP RIG_LMTP RIG_SMTP RIG_SUDO RIG_SLOW
PYTHONDONTWRITEBYTECODE=1 python3 "$here/tests/torture/torture.py" "$build" "$here/rules" "$@"
code=$?
[ "$code" = 0 ] || tail -n 40 "$RIG"/torture/*/log
if ls "$RIG"/log/sanitizer* >/dev/null 2>&1; then
	cat "$RIG"/log/sanitizer*
	code=1
fi
[ "$code" = 0 ] || [ -z "${TORTURE_KEEP-}" ] ||
	cp -R "$RIG/torture" "$TORTURE_KEEP"
exit "$code"
