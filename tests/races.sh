#!/bin/bash
# races.sh [TEST ...]: the unit tests, and server tests (test_job.sh, ...) in a
# build with ThreadSanitizer: watchers, courier, desk and main thread at work.
# By hand, not in `make check`.
set -u
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- test_job.sh test_ops.sh test_trouble.sh \
	test_commands.sh test_days.sh test_many.sh test_token.sh \
	test_write_back.sh test_discreet.sh test_kill.sh test_imap.sh \
	test_imap_odd.py test_post.sh
make_it() {
	make -j"$(nproc)" --no-print-directory CC="${CC:-gcc}" BUILD=build/tsan \
		SANITIZE=thread OPTIMISE="-O1 -g" "$@"
}
make_it all probes || exit 1
export RIG_SLOW=5
# Charts are drawn by pango and fontconfig, which are built without it and
# hand memory over in ways that it does not see.
export TSAN_OPTIONS=suppressions=$PWD/tests/races.supp
line=$(make_it unit 2>&1 | tee build/tsan/unit.log | grep -E '^[0-9]+ passed, [0-9]+ failed$')
[ -n "$line" ] || line="0 passed, 1 failed"
grep -E 'FAILED|WARNING: ThreadSanitizer' build/tsan/unit.log
echo "-- unit: $line"
SERVERS_JOBS=1 tests/servers.sh build/tsan "$@" && [ "${line##*, }" = "0 failed" ]
