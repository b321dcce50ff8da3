#!/bin/bash
# valgrind.sh [TEST ...]: server tests (test_job.sh, ...) with postwachtd,
# postwacht and watch_probe under valgrind's memcheck: no invalid access, no use
# of what was never set, no block that is lost. The programs read mail in their
# own process then (POSTWACHT_INSTRUMENTED), since the cell forbids what
# valgrind does. Slow: by hand, not in `make check`.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$PWD/build/valgrind
[ $# -gt 0 ] || set -- test_job.sh test_ops.sh test_trouble.sh test_imap.sh \
	test_imap_odd.py
command -v valgrind > /dev/null || {
	echo "valgrind.sh: install valgrind first" >&2
	exit 69
}
make -j"$(nproc)" --no-print-directory CC="${CC:-gcc}" BUILD=build/valgrind \
	CPPFLAGS=-DPOSTWACHT_INSTRUMENTED OPTIMISE="-O1 -g" all probes || exit 1
# The programs go by their names in a folder of wrappers.
rm -rf "$build/run"
mkdir -p "$build/run/servers"
ln -s "$build"/servers/* "$build/run/servers/"
for program in postwachtd postwacht servers/watch_probe; do
	rm -f "$build/run/$program"
	cat > "$build/run/$program" <<-W
	#!/bin/sh
	exec valgrind -q --leak-check=full --errors-for-leak-kinds=definite \\
		--show-leak-kinds=definite --error-exitcode=99 --num-callers=20 \\
		--suppressions="$PWD/tests/valgrind.supp" \\
		--log-file="\${JOB_REPORTS:-$build/report}.%p" "$build/$program" "\$@"
	W
	chmod +x "$build/run/$program"
done
rm -f "$build"/report.*
export RIG_SLOW=10 JOB_TESTS=2
SERVERS_JOBS=1 tests/servers.sh "$build/run" "$@"
code=$?
# What no test looked at itself.
cat "$build"/report.* 2>/dev/null | grep . && code=1
exit $code
