#!/bin/bash
# manual.sh BUILD: what the manual shows is tried: each example of "Regels
# schrijven" is checked as a file of its own and all of them together, the
# examples with mistakes give the output that stands below them, and the man
# pages are clean mdoc.
set -u
build=$(cd "${1:?build folder}" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
chapter=$root/docs/handleiding/regels-schrijven.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

result() { # result NAME CODE [FILE]
	if [ "$2" -eq 0 ]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "FAILED $1"
	[ -z "${3:-}" ] || sed 's/^/    /' "$3"
}

# Every block that begins with ```NAME, as NAME.1, NAME.2, ...
awk -v work="$work" '
	/^```[a-z]/ { name = substr($0, 4); file = work "/" name "." ++n[name]; next }
	/^```/ { file = ""; next }
	file { print > file }' "$chapter"

cp -R "$root/rules" "$work/mijn-regels"
cat > "$work/postwacht.conf" <<END
state_dir = "$work"; organisation = "VNG"; internal_domains = [ "vng.nl" ];
notice_domains = [ "vng.nl" ];
teams = ( { code = "K"; name = "Kinderopvang"; }, { code = "W"; name = "Werk"; } );
people = (
  { id = "noor"; name = "Noor"; address = "noor@vng.nl"; role = "coordinator"; },
  { id = "daan"; name = "Daan"; address = "daan@vng.nl"; } );
mailboxes = ( { id = "k"; source = "maildir"; path = "$work/mail";
  addresses = [ "k@vng.nl" ]; team = "K"; } );
post = { kind = "folder"; folder = "$work/out"; from = "postwacht@vng.nl";
  from_name = "Postwacht"; };
END

check() {
	(cd "$work" && "$build/postwacht" -c postwacht.conf check --rules mijn-regels) \
		> "$work/out" 2>&1
}

check
result "the shipped rules" $? "$work/out"
examples=0
for block in "$work"/regels.*; do
	cp "$block" "$work/mijn-regels/70-eigen.conf"
	check
	result "example ${block##*.}" $? "$work/out"
	examples=$((examples + 1))
done
[ "$examples" -eq 11 ]
result "eleven examples, not $examples" $?
rm "$work/mijn-regels/70-eigen.conf"
for block in "$work"/regels.*; do
	cp "$block" "$work/mijn-regels/7${block##*.}.conf"
done
check
result "all examples together" $? "$work/out"
rm "$work"/mijn-regels/7*.conf

for block in "$work"/fout.*; do
	cp "$block" "$work/mijn-regels/70-eigen.conf"
	check
	[ $? -eq 78 ]
	result "the example ${block##*/} is refused" $?
	grep -v '^postwacht check:' "$work/out" |
		diff - "$work/uitvoer.${block##*.}" > "$work/diff" 2>&1
	result "the output of ${block##*/} stands in the manual" $? "$work/diff"
done

# A page that is not installed yet cannot be found by the others.
for page in "$root"/docs/man/*.[1-8] "$build"/man/*.[1-8]; do
	mandoc -Tlint -Wstyle "$page" 2>&1 |
		grep -v 'referenced manual not found\|outdated mandoc.db' > "$work/lint"
	[ ! -s "$work/lint" ]
	result "mandoc ${page##*/}" $? "$work/lint"
done
for word in $("$build/postwacht" --commands | cut -f1); do
	grep -q "^\.It Ic $word\( \|\$\)" "$build/man/postwacht.1"
	result "postwacht.1 has $word" $?
done

# Asked what they take, they all say so and do nothing.
for word in $("$build/postwacht" --commands | cut -f1); do
	"$build/postwacht" "$word" --help 2>&1 | head -n 1
done > "$work/helps"
"$build/postwacht" --commands | awk -F '\t' '
	{ print "postwacht " $1 ($2 == "" ? "" : " " $2) }' |
	diff - "$work/helps" > "$work/diff" 2>&1
result "every command has its --help" $? "$work/diff"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
