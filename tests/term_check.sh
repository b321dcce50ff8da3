#!/bin/bash
# postwacht term, from the command line: the worked examples in one batch, and
# the shape of what it prints.
set -u
build=${1:-build}
term="$build/postwacht term"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0 passed=0

check() { # what, wanted, got
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
	fi
}

# The type of an example is a term as it stands; a length is one of the law.
python3 - "$work" <<'PY'
import csv, sys
rows = list(csv.DictReader(open("tests/corpus/termijn_voorbeelden.csv")))
out = sys.argv[1]
named = {"woo_4w": "woo", "woo_6w": "woo --extended", "klacht_6w": "klacht",
         "klacht_10w": "klacht_commissie", "klacht_6w+4w": "klacht --extended",
         "bezwaar_indienen_6w": "bezwaar_indienen",
         "bezwaar_beslis_6w": "bezwaar", "bezwaar_beslis_12w": "bezwaar_commissie",
         "beschikking_8w": "beschikking", "avg_1m": "avg", "avg_3m": "avg --extended"}
def name(t):
    unit, n = t.split("_")[0], t.split("_")[-1]
    return named.get(t) or n + (" dagen --atw" if unit == "dagen" else " werkdagen")
with open(out + "/types", "w") as a, open(out + "/names", "w") as b, open(out + "/wanted", "w") as c:
    for r in rows:
        print(r["type"], r["start"], sep="\t", file=a)
        print(name(r["type"]), r["start"], sep="\t", file=b)
        print(r["deadline"], file=c)
PY
check "29 worked examples" 29 "$(wc -l <"$work/wanted")"
for form in types names; do
	check "the examples by $form" "$(cat "$work/wanted")" "$($term --batch "$work/$form" 2>&1)"
	n=0
	while IFS=$'\t' read -r t from <&3 && read -r day <&4; do
		# shellcheck disable=SC2086
		[ "$($term $t $from | cut -c1-10 | head -1)" = "$day" ] && n=$((n + 1))
	done 3<"$work/$form" 4<"$work/wanted"
	check "each of them alone by $form" 29 "$n"
done

shape() { python3 -c '
import json, sys
d = json.load(sys.stdin)
print(sorted(d), d["last_day"], d["steps"][-1]["day"], any("Atw art. 1" in (s["article"] or "") for s in d["steps"]))'; }
check "one JSON document" \
	"['from', 'last_day', 'steps', 'term'] 2026-12-28 2026-12-28 True" \
	"$($term woo 2026-11-27 --json | shape)"
check "a moment of receipt is a day of Amsterdam" 2026-12-01 \
	"$($term 5 werkdagen 2026-11-23T23:30:00Z | cut -c1-10 | head -1)"
check "a pause" 2026-11-16 \
	"$($term '5 werkdagen' 2026-11-02 --paused 2026-11-04..2026-11-11 | cut -c1-10 | head -1)"
check "hours end at an hour" "2026-11-30  maandag 30 november 2026 16:00" \
	"$($term datalek 2026-11-27T16:00:00+01:00 | head -1)"
printf '5 werkdagen\t2026-11-02\nooit\t2026-11-02\n1 week\t2026-11-02\n' >"$work/bad"
check "a bad line keeps the others in place" "2026-11-09 - 2026-11-09 65" \
	"$($term --batch "$work/bad" 2>/dev/null | tr '\n' ' ')$($term --batch "$work/bad" >/dev/null 2>&1; echo $?)"
check "and says where" 1 "$($term --batch "$work/bad" 2>&1 >/dev/null | grep -c "bad:2: \"ooit\" is not a term")"
for bad in "woo" "ooit 2026-11-02" "woo 2026-13-02" "4 weken 2026-11-02 --extended" "woo 2026-11-02 --paused maandag"; do
	# shellcheck disable=SC2086
	$term $bad >"$work/out" 2>"$work/why"
	code=$?
	check "refused: $bad" "yes 0 1" \
		"$([ $code -eq 64 ] || [ $code -eq 65 ] && echo yes) $(wc -l <"$work/out") $(wc -l <"$work/why")"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
