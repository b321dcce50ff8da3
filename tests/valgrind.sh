#!/bin/bash
# valgrind.sh [TEST ...]: server tests (job, trouble, ops, days, post) with
# postwachtd and postwacht under valgrind's memcheck: no invalid access, no use
# of what was never set, no block that is lost. The programs read mail in their
# own process then (POSTWACHT_INSTRUMENTED), since the cell forbids what
# valgrind does. Slow: by hand, not in `make check`.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$PWD/build/valgrind
[ $# -gt 0 ] || set -- job ops trouble
command -v valgrind > /dev/null || {
	echo "valgrind.sh: install valgrind first" >&2
	exit 69
}
make -j"$(nproc)" --no-print-directory CC="${CC:-gcc}" BUILD=build/valgrind \
	CPPFLAGS=-DPOSTWACHT_INSTRUMENTED OPTIMISE="-O1 -g" all probes || exit 1
# The programs go by their names in a folder of wrappers.
mkdir -p "$build/run"
ln -sfn ../servers "$build/run/servers"
for program in postwachtd postwacht; do
	cat > "$build/run/$program" <<-W
	#!/bin/sh
	exec valgrind -q --leak-check=full --errors-for-leak-kinds=definite \\
		--show-leak-kinds=definite --error-exitcode=99 --num-callers=20 \\
		--suppressions="$PWD/tests/valgrind.supp" \\
		--log-file="\${JOB_REPORTS:-$build/report}.%p" "$build/$program" "\$@"
	W
	chmod +x "$build/run/$program"
done
export RIG_SLOW=10 JOB_TESTS=2
passed=0 failed=0
for name in "$@"; do
	out=$("tests/servers/test_$name.sh" "$build/run" 2>&1)
	printf '%s\n' "$out"
	passed=$((passed + $(printf '%s\n' "$out" | grep -c '^ok ')))
	failed=$((failed + $(printf '%s\n' "$out" | grep -c '^FAILED ')))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
