#!/bin/sh
# page.sh BUILD [PICTURES]: the published files, as those who use them see
# them: the page of the bundled mailbox before axe-core and in use (page.js),
# the gauges read by Prometheus' client library. With a folder, leaves
# pictures. The last line counts.
set -u
build=${1:?build folder}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # check "what holds" COMMAND...
	what=$1
	shift
	if "$@" > "$work/log" 2>&1; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "$what"
	cat "$work/log"
}

count() { # count COMMAND...: one that counts itself
	"$@" > "$work/log" 2>&1
	line=$(tail -n 1 "$work/log" | grep -E '^[0-9]+ passed, [0-9]+ failed$')
	grep -v '^[0-9]* passed, [0-9]* failed$' "$work/log"
	p=${line%% passed*} f=${line##*, }
	passed=$((passed + ${p:-0}))
	f=${f%% failed*}
	failed=$((failed + ${f:-1}))
}

check "the bundled mailbox is lived through" \
	"$build/postwacht" demo "$work/demo"
check "postwacht publish ends well" "$build/postwacht" \
	-c "$work/demo/postwacht.conf" --as-of 2026-11-23T09:00 publish
check "sample pages are made" env POSTWACHT_PAGES="$work" \
	"$build/tests/test_publish"
public=$work/demo/state/public
check "the gauges are read by Prometheus' client" \
	"$here/prom_check.py" "$public/postwacht.prom"
check "those of the sample too" "$here/prom_check.py" "$work/postwacht.prom"
printf 'postwacht_questions_open{team="K} 1\n' > "$work/bad.prom"
check "which finds fault with a bad file" \
	sh -c '! "$1" "$2"' - "$here/prom_check.py" "$work/bad.prom"
count "$here/run.sh" "$build" ${2:+--pictures "$2"} \
	"$public/overview.html" "$work/hostile.html"
count "$here/run.sh" "$build" page.js "$public/overview.html" \
	"$work/hostile.html" "$work/many.html"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
