#!/bin/sh
# demo_check.sh BUILD: lives through the bundled mailbox in a folder of its own
# and looks at what came of it. The last line counts the checks.
set -u
build=${1:?build folder}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # check "what holds" WANTED GOT
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3" >&2
}

# The notices of a kind, as "day recipient" and sorted, from their keys.
notices() { # notices FOLDER KIND
	for file in "$1"/outbox/*-"$2".eml; do
		name=${file##*/}
		to=$(sed -n 's/^X-Postwacht-Notice: [a-z]*:\([a-z]*\):.*/\1/p;/^.$/q' "$file")
		printf '%s %s\n' "$(printf %.10s "$name")" "$to"
	done | sort
}

days_of() { # days_of KIND RECIPIENT: one line
	notices "$work/a" "$1" | sed -n "s/ $2\$//p" | tr '\n' ' '
}

# One line a question: what the rules and the conversation made of it.
questions() {
	"$build/postwacht" -c "$work/a/postwacht.conf" \
		--as-of 2026-11-23T09:00 --json list --all |
		awk -F'": ' '
		/^  {/ { split("", v) }
		/^    "/ {
			key = $1; sub(/^ *"/, "", key)
			value = $2; sub(/,$/, "", value); gsub(/"/, "", value)
			v[key] = value
		}
		/^  }/ {
			# a private person has no organisation
			if (v["number"] == 10)
				v["organisation"] = "-"
			printf "%d %s %s %s %s %s %s %s%s\n", v["number"],
				v["state"], v["team"], v["topic"], v["term"],
				v["deadline"], v["assignee"], v["organisation"],
				v["doubtful"] == "true" ? " ?" : ""
		}' | sort -n
}

# What depends on the key of the state folder alone: our hash in a Message-ID
# and the boundary that is made from it.
without_key() { # without_key FOLDER
	for file in "$1"/outbox/*.eml; do
		printf '%s\n' "${file##*/}"
		sed -e 's/<pw\.\([0-9]*\)\.[0-9a-f]*@/<pw.\1.-@/' \
			-e 's/=_pw_[0-9a-f]*/=_pw_-/g' "$file"
	done
}

"$build/postwacht" demo "$work/a" > "$work/a.out" 2> "$work/a.err"
check "the demonstration ends well" 0 $?
check "and says nothing on standard error" "" "$(cat "$work/a.err")"
# Of the processor's time: the machine may be busy with other things.
[ "$(times | awk 'NR == 2 { split($1, u, "[ms]"); split($2, v, "[ms]")
	print int((u[1] + v[1]) * 60 + u[2] + v[2]) }')" -lt 30 ]
check "with half a minute of processor time" 0 $?

check "every bundled mail is delivered, and none is moved or renamed" \
	"$(find demo/mailbox -name '*.eml' | wc -l)" \
	"$(find "$work/a/kinderopvang" "$work/a/werkeninkomen" -path '*/new/*.demo' | wc -l)"

wanted='1 handled K inspectierapport servicenorm 2026-11-02 null gemeente Utrecht
2 handled W kostendelersnorm servicenorm 2026-11-02 null gemeente Eindhoven
3 handled K gastouderopvang servicenorm 2026-11-03 bram GGD Hollands Midden
4 handled W terugvordering servicenorm 2026-11-04 null Orionis Walcheren
5 handled K bkr servicenorm 2026-11-09 yara gemeente Lelystad
6 handled W tegenprestatie servicenorm 2026-11-20 null Stroomopwaarts MVS
7 handled K model-verordening servicenorm 2026-11-10 null gemeente Utrechtse Heuvelrug
8 handled K peuteropvang-subsidie servicenorm 2026-11-19 null gemeente Barneveld
9 open K overtreding-categorie servicenorm 2026-11-12 bram gemeente Deventer
10 open W woo woo 2026-12-03 null -
11 handled K personenregister datum 2026-11-11 null Dienst Uitvoering Onderwijs
12 handled K lrk-registratie servicenorm 2026-11-16 null gemeente Laarbeek
13 handled W bijzondere-bijstand servicenorm 2026-11-17 null gemeente Dijk en Waard
14 handled W inkomstenaangifte servicenorm 2026-11-18 tijn gemeente Barendrecht
15 handled W huisbezoek servicenorm 2026-11-20 null gemeente Purmerend
16 open K ggd-inspectie-flexibel-toezicht servicenorm 2026-11-20 null GGD Twente
17 open K ve-uren servicenorm 2026-11-23 yara gemeente Moerdijk
18 open K hbo-coach servicenorm 2026-11-27 null Branchevereniging Maatschappelijke Kinderopvang (BMK)
19 open W boete servicenorm 2026-11-24 lotte gemeente Heerlen
20 open K handhaving-aanwijzing-dwangsom servicenorm 2026-11-25 null gemeente Geertruidenberg
21 open W statushouders servicenorm 2026-11-26 null gemeente Assen ?
22 open K taaleis servicenorm 2026-11-27 null gemeente Leusden
23 open W pw-in-balans servicenorm 2026-11-27 null gemeente Apeldoorn
24 open W bbz datum 2026-11-26 null gemeente Zwolle'
check "the questions are these, and stand like this" "$wanted" "$(questions)"

check "the coordinator has a digest on each of her mornings" \
	"2026-10-26 2026-10-27 2026-10-29 2026-10-30 2026-11-02 2026-11-03 2026-11-05 2026-11-06 2026-11-09 2026-11-10 2026-11-12 2026-11-13 2026-11-16 2026-11-17 2026-11-19 2026-11-20 2026-11-23 " \
	"$(days_of digest marieke)"
check "what is late is told on the first morning and each third working day" \
	"2026-11-13 2026-11-18 2026-11-23 " "$(days_of alert bram)"
check "what is late and answered that day is told once" \
	"2026-11-10 " "$(days_of alert yara)"
check "what is late with nobody is told to the coordinator" \
	"2026-11-23 " "$(days_of alert marieke)"
check "the reminders go to those who have the question, on days they work" \
	"2026-11-05 yara
2026-11-09 yara
2026-11-11 bram
2026-11-12 bram
2026-11-17 tijn
2026-11-19 yara
2026-11-23 lotte
2026-11-23 yara" "$(notices "$work/a" reminder)"
check "what is late for three days is told to the project leader, once in three" \
	"2026-11-17 2026-11-20 " "$(days_of escalation annelies)"
check "a Woo request is a signal to the coordinator" "2026-11-06 " \
	"$(grep -l '^X-Postwacht-Notice: signal:10:woo:marieke' \
		"$work"/a/outbox/*-signal.eml | sed 's,.*/\(.\{10\}\).*,\1 ,' | tr -d '\n')"
check "each project leader has a summary on each Monday after a full week" \
	"2026-11-02 annelies
2026-11-02 ruud
2026-11-09 annelies
2026-11-09 ruud
2026-11-16 annelies
2026-11-16 ruud
2026-11-23 annelies
2026-11-23 ruud" "$(notices "$work/a" weekly)"
check "another library reads each summary's workbook" "0 failed" \
	"$(tests/workbook.py "$work"/a/outbox/*-weekly.eml | sed -n 's/^[0-9]* passed, //p')"
report() {
	"$build/postwacht" -c "$work/a/postwacht.conf" \
		--as-of 2026-11-23T09:00 report "$@" 2> "$work/report.err"
}
check "the books of each week balance in JSON" true "$(report --year 2026 --format json |
	jq '[.parts[], .teams[], .figures | .open_before + .received + .reopened +
		.resumed - .handled - .paused == .open_after] | all')"
check "the kinds of organisation add up" true "$(report --year 2026 --by kind --format json |
	jq '([.groups[].received] | add) == .figures.received')"
check "CSV has a line for each month and one for the year" 4 \
	"$(report --year 2026 --format csv | grep -c '')"
check "the page holds all it needs" 0 "$(report --month 2026-11 --format html |
	grep -cE '(src|href)="?(https?:)?//')"
report --quarter 2026-Q4 --format xlsx > "$work/report.xlsx"
check "another library reads the report's workbook" "0 failed" \
	"$(tests/workbook.py "$work/report.xlsx" | sed -n 's/^[0-9]* passed, //p')"
sed 's/^language = .*/language = "en";/' "$work/a/postwacht.conf" > "$work/a/english.conf"
check "the English report reads well" \
	"In November 2026, 20 questions came in and 11 were handled. Open at the" \
	"$("$build/postwacht" -c "$work/a/english.conf" --as-of 2026-11-23T09:00 \
		report --month 2026-11 | sed -n 3p)"
report --by person > /dev/null
check "nobody is measured without the works council" 78 $?
report --week 2026-W54 > /dev/null
check "a week that does not exist is refused" 64 $?
check "there are no other notices" 41 "$(ls "$work/a/outbox" | wc -l)"
check "all at half past eight" 41 \
	"$(cat "$work/a"/outbox/*.eml | grep -c '^Date: .* 08:30:00 +0100')"
check "none goes outside" 41 \
	"$(cat "$work/a"/outbox/*.eml | grep -c '^To: [A-Z][a-z]* <[a-z]*@vng\.nl>')"

check "each notice can be read as a page" 41 \
	"$(grep -l '<html[^>]* lang="nl"' "$work/a"/html/*.html | wc -l)"
digest=$(ls "$work/a"/html/2026-11-23-*-digest.html)
for section in 'Te laat (2)' 'Vandaag (1)' 'Later deze week (2)' \
	'Nieuw sinds vrijdag (3)' 'Tussenbericht gestuurd (2)' \
	'Graag even kijken (1)' 'Geen vraag (1 van een mens)'; do
	grep -qF "$section" "$digest"
	check "the last digest has '$section'" 0 $?
done
broken=$(sed -n 's/.*href="\(html[^"]*\)".*/\1/p' "$work/a/index.html" |
	while read -r page; do [ -s "$work/a/$page" ] || echo "$page"; done)
check "every link of the index leads to a page" "" "$broken"
grep -qF "html/${digest##*/}" "$work/a.out"
check "the last lines name the last digest" 0 $?

"$build/postwacht" demo "$work/b" > "$work/b.out" 2>&1
without_key "$work/a" > "$work/a.notices"
without_key "$work/b" > "$work/b.notices"
cmp -s "$work/a.notices" "$work/b.notices"
check "a second run gives the same notices, to the byte" 0 $?

"$build/postwacht" demo "$work/b" > "$work/b.out" 2>&1
check "an earlier demonstration is replaced" 0 $?
check "and leaves nothing behind" 41 "$(ls "$work/b/outbox" | wc -l)"
mkdir "$work/c"
echo "kostbaar" > "$work/c/brief.txt"
"$build/postwacht" demo "$work/c" > /dev/null 2>&1
check "a folder with something else in it is refused" 78 $?
check "and left as it was" "brief.txt" "$(ls -A "$work/c")"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
