#!/bin/bash
# valgrind.sh [TEST ...]: server tests (test_job.sh, ...) with postwachtd,
# postwacht, the studio and the probes under valgrind's memcheck: no invalid
# access, no use of what was never set, no block that is lost. The daemon reads
# mail in its own process then (POSTWACHT_INSTRUMENTED): no process gets into
# the cell under valgrind 3.19, which keeps the hard limit on descriptors to
# itself and knows no landlock. Nursery and readers have ASan and UBSan
# (test_cell.sh, unit tests) and the fuzz targets slot and wire. Slow: by hand,
# not in `make check`.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$PWD/build/valgrind
[ $# -gt 0 ] || set -- test_job.sh test_ops.sh test_trouble.sh \
	test_commands.sh test_days.sh test_imap.sh test_imap_odd.py test_post.sh
command -v valgrind > /dev/null || {
	echo "valgrind.sh: install valgrind first" >&2
	exit 69
}
run=$build/run
make -j"$(nproc)" --no-print-directory CC="${CC:-gcc}" BUILD=build/valgrind \
	CPPFLAGS="-DPOSTWACHT_INSTRUMENTED=30 \
		-DSTUDIO_PROGRAM='\"$run/studio/start\"'" \
	OPTIMISE="-O1 -g" all probes || exit 1

# under FILE COMMAND: a program that is COMMAND under valgrind.
under() {
	cat > "$1" <<-W
	#!/bin/sh
	PATH=$run/studio:\$PATH
	exec valgrind -q --leak-check=full --errors-for-leak-kinds=definite \\
		--show-leak-kinds=definite --error-exitcode=99 --num-callers=20 \\
		--suppressions="$PWD/tests/valgrind.supp" \\
		--log-file="\${JOB_REPORTS:-$build/report}.%p" $2
	W
	chmod +x "$1"
}

# The programs go by their names in a folder of wrappers; the studio is the
# daemon by the name that it is started under.
rm -rf "$run"
mkdir -p "$run/servers" "$run/studio"
for program in postwachtd postwacht servers/watch_probe servers/post_probe; do
	under "$run/$program" "$build/$program \"\$@\""
done
ln -s "$build/postwachtd" "$run/studio/pw-studio"
under "$run/studio/start" pw-studio

rm -f "$build"/report.*
export RIG_SLOW=10 JOB_TESTS=2
SERVERS_JOBS=1 tests/servers.sh "$run" "$@"
code=$?
# What no test looked at itself.
cat "$build"/report.* 2>/dev/null | grep . && code=1
exit $code
