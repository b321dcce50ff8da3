#!/bin/sh
# test_post.sh BUILD: edge/post against a scripted SMTP peer. One line a
# story; the last line counts them. Needs python3 and openssl.
set -u
build=${1:-build}
here=$(dirname "$0")
dir=$(mktemp -d)
peer=
stop_peer() {
	if [ -n "$peer" ]; then
		kill "$peer" 2>/dev/null
		wait "$peer" 2>/dev/null
	fi
	peer=
}
trap 'stop_peer; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
passed=0 failed=0

probe=$build/servers/post_probe
[ -x "$probe" ] || { echo "$probe is not built: make probes" >&2; exit 1; }

# A CA, a certificate of its for localhost, and one that no CA signed.
certificates() (
	cd "$dir" || exit 1
	{
		openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt \
			-subj "/CN=Test CA" -days 2 \
			-addext basicConstraints=critical,CA:TRUE
		openssl req -newkey rsa:2048 -nodes -keyout server.key \
			-out server.csr -subj "/CN=localhost"
		printf 'subjectAltName=DNS:localhost\n' > ext
		openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key \
			-CAcreateserial -out server.crt -days 2 -extfile ext
		openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key \
			-out other.crt -subj "/CN=Other CA" -days 2
	} > openssl.log 2>&1
)
certificates || {
	cat "$dir/openssl.log" >&2
	exit 1
}
printf 'geheim\n' > "$dir/password"
chmod 600 "$dir/password"
printf 'Subject: proef\r\n\r\nRegel\r\n.\r\n..twee\r\n' > "$dir/mail.eml"
printf 'Subject: proef\n\nRegel\n.\nQUIT\rslot' > "$dir/bare.eml"
head -c 3000000 /dev/zero | tr '\0' 'x' | fold -w 70 > "$dir/large.eml"

# story NAME SCRIPT COMMANDS OUTCOMES [DIALOGUE]: starts a peer with SCRIPT,
# runs COMMANDS (";" between them), compares each outcome with a pattern (";"
# between them), then greps the dialogue for a pattern; "!" in front: absent.
story() {
	name=$1 script=$2 commands=$3 wanted=$4 dialogue=${5:-}
	rm -rf "$dir/peer"
	mkdir "$dir/peer"
	cp "$dir/server.crt" "$dir/server.key" "$dir/peer"
	: > "$dir/peer/dialogue"
	python3 "$here/smtp_peer.py" "$dir/peer" "$script" 2> "$dir/peer/err" &
	peer=$!
	tries=300
	until [ -s "$dir/peer/port" ] || [ "$tries" -eq 0 ]; do
		tries=$((tries - 1))
		sleep 0.1
	done
	printf '%s\n' "$commands" | tr ';' '\n' | sed 's/^ *//' |
		sed "s|^send$|send a@o.nl b@o.nl $dir/mail.eml|" |
		sed "s|^send \([a-z]*\)$|send a@o.nl b@o.nl $dir/\1.eml|" |
		PORT=$(cat "$dir/peer/port") "$probe" > "$dir/got" 2> "$dir/err"
	code=$?
	stop_peer
	printf '%s\n' "$wanted" | tr ';' '\n' | sed 's/^ *//' > "$dir/wanted"
	good=yes
	[ "$code" -eq 0 ] || good="probe ended with $code"
	[ "$(wc -l < "$dir/got")" -eq "$(wc -l < "$dir/wanted")" ] || good=outcomes
	line=0
	while IFS= read -r pattern; do
		line=$((line + 1))
		sed -n "${line}p" "$dir/got" | grep -Eq "^$pattern" || good=outcomes
	done < "$dir/wanted"
	case $dialogue in
	'') ;;
	!*) ! grep -Eq "${dialogue#!}" "$dir/peer/dialogue" || good=dialogue ;;
	*) grep -Eq "$dialogue" "$dir/peer/dialogue" || good=dialogue ;;
	esac
	if [ "$good" = yes ]; then
		passed=$((passed + 1))
		echo "ok   $name"
	else
		failed=$((failed + 1))
		echo "FAIL $name: $good"
		sed 's/^/  wanted   /' "$dir/wanted"
		sed 's/^/  got      /' "$dir/got"
		sed 's/^/  dialogue /' "$dir/peer/dialogue"
		cat "$dir/err" "$dir/peer/err"
	fi
}

# check NAME COMMAND...: about what the last story left behind.
check() {
	name=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "ok   $name"
	else
		failed=$((failed + 1))
		echo "FAIL $name"
	fi
}
arrived() {
	printf "%b" "$1" | cmp -s - "$dir/peer/mail.1"
}

export HOST=127.0.0.1 SECURITY=none USER="" PASSWORD_FILE="" CA_FILE=""
story "a mail is sent" '{}' 'send' 'sent$' 'C QUIT'
check "dots are stuffed and arrive as they were" \
	cmp -s "$dir/mail.eml" "$dir/peer/mail.1"
story "one connection serves several mails" '{}' 'send; send; send' \
	'sent; sent; sent' '!^2 '
story "bare line ends cannot end the mail early" '{}' 'send bare' 'sent' \
	'!C slot'
check "they arrive as CRLF" \
	arrived 'Subject: proef\r\n\r\nRegel\r\n.\r\nQUIT\r\nslot\r\n'
story "a large mail arrives whole" '{}' 'send large' 'sent' 'SIZE=3'
story "I3: 450 at RCPT is later, and the next mail goes" \
	'{"rcpt": ["450 4.2.1 full", "250 ok"]}' 'send; send' \
	'later again .*450 4.2.1 full; sent' '^1 C RSET'
story "I3: 550 at RCPT is refused, and the next mail goes" \
	'{"rcpt": ["550 5.1.1 unknown", "250 ok"]}' 'send; send' \
	'refused item .*550 5.1.1 unknown; sent' '^1 C RSET'
story "550 at MAIL is refused" '{"mail": ["550 5.7.1 no"]}' 'send' \
	'refused item .*sender was refused: 550'
story "530 at MAIL is about us, not about the mail" \
	'{"mail": ["530 5.7.0 log in first"]}' 'send' 'later fix .*530'
story "451 at DATA is later" '{"data": ["451 4.3.0 not now"]}' 'send' \
	'later again .*451'
story "452 after the dot is later" '{"dot": ["452 4.3.1 disk full", "250 ok"]}' \
	'send; send' 'later again .*452; sent' '!^2 '
story "554 after the dot is refused" '{"dot": ["554 5.6.0 bad", "250 ok"]}' \
	'send; send' 'refused item .*554; sent' '!^2 '
story "several lines of a reply are one" \
	'{"dot": ["554-5.7.1 one\n554-5.7.1 two\n554 5.7.1 three"]}' 'send' \
	'refused item .*554 5.7.1 one 5.7.1 two 5.7.1 three'
story "I1: silence after the dot is uncertain" '{"dot": ["|hang"]}' 'send' \
	'uncertain item .*no answer came'
story "I1: a connection closed after the dot is uncertain" \
	'{"dot": ["|close", "250 ok"]}' 'send; send' 'uncertain item; sent' '^2 '
story "nonsense after the dot is uncertain" '{"dot": ["hello there"]}' 'send' \
	'uncertain item'
story "a 354 after the dot is uncertain" '{"dot": ["354 more"]}' 'send' \
	'uncertain item'
story "silence at DATA is later" '{"data": ["|hang"]}' 'send' 'later again'
story "a connection closed at DATA is later" '{"data": ["|close"]}' 'send' \
	'later again'
story "a connection closed in the middle of a large mail is later" \
	'{"body": ["|close"]}' 'send large' 'later again'
story "a refusal in the middle of a mail is later" \
	'{"body": ["421 4.3.2 stopping|close"]}' 'send large' 'later again'
story "silence at connect is later" '{"connect": ["|hang"]}' 'send' \
	'later again'
story "554 at connect needs a person" '{"connect": ["554 5.3.2 no"]}' 'send' \
	'later fix .*554'
story "421 at connect passes" '{"connect": ["421 4.3.2 busy|close"]}' 'send' \
	'later again .*421'
story "421 at the second mail: one new connection, in silence" \
	'{"mail": ["250 ok", "421 4.4.2 idle too long|close", "250 ok"]}' \
	'send; send' 'sent; sent' '^2 C MAIL'
story "421 while idle: one new connection, in silence" \
	'{"idle": ["421 4.4.2 bye|close", ""]}' \
	'send; sleep 200; send' 'sent; sent' '^2 C MAIL'
story "closed while idle: one new connection, in silence" \
	'{"idle": ["|close", ""]}' 'send; sleep 200; send' 'sent; sent' '^2 C MAIL'
story "closed at MAIL each time: one new attempt, then later" \
	'{"mail": ["250 ok", "|close"]}' 'send; send' 'sent; later again' '!^3 '
story "a mail that may not leave is later, and the server hears no DATA" '{}' \
	'keep leave; send; keep none; send' 'later again; sent' '!^1 C DATA'
story "a mail that may not come to its end is broken off" '{}' \
	'keep end; send; keep none; send' 'later again .*broken off; sent' \
	'!^1 C [.]'
# Sender, recipient and DATA at once (RFC 2920).
no_data='"data": ["503 5.5.1 nobody", "354 go on"]'
both='"ehlo": ["250-peer.example\n250-PIPELINING\n250 8BITMIME"]'
story "pipelining: several mails over one connection" "{$both}" \
	'send; send large; send' 'sent; sent; sent' '!^2 '
story "pipelining: 550 at MAIL, the recipient has been said" \
	"{$both, \"mail\": [\"550 5.7.1 no\", \"250 ok\"], \"rcpt\": [\"503 5.5.1 first\", \"250 ok\"], $no_data}" \
	'send; send' 'refused item .*sender was refused: 550; sent' '^1 C RCPT'
story "pipelining: 550 at MAIL and closed" \
	"{$both, \"mail\": [\"550 5.7.1 no|close\", \"250 ok\"]}" \
	'send; send' 'refused item .*sender was refused: 550; sent' '^2 C MAIL'
story "pipelining: 550 at RCPT is refused, and the next mail goes" \
	"{$both, \"rcpt\": [\"550 5.1.1 unknown\", \"250 ok\"], $no_data}" 'send; send' \
	'refused item .*recipient was refused: 550; sent' '!^2 '
story "pipelining: 550 at MAIL, and silence about the recipient" \
	"{$both, \"mail\": [\"550 5.7.1 no\", \"250 ok\"], \"rcpt\": [\"|hang\", \"250 ok\"]}" \
	'send; send' 'refused item .*sender was refused: 550; sent' '^2 C MAIL'
story "pipelining: 550 at RCPT and closed is refused" \
	"{$both, \"rcpt\": [\"550 5.1.1 unknown|close\"]}" 'send' \
	'refused item .*recipient was refused: 550'
story "pipelining: a server that wants the mail of a refused recipient gets none" \
	"{$both, \"rcpt\": [\"550 5.1.1 unknown\", \"250 ok\"]}" 'send; send' \
	'refused item .*recipient was refused: 550; sent' '!^1 C [.]'
story "pipelining: 451 at DATA is later, and the next mail goes" \
	"{$both, \"data\": [\"451 4.3.0 not now\", \"354 go on\"]}" 'send; send' \
	'later again .*451; sent' '!^2 '
story "pipelining: closed at MAIL: one new connection, in silence" \
	"{$both, \"mail\": [\"250 ok\", \"|close\", \"250 ok\"]}" \
	'send; send' 'sent; sent' '^2 C MAIL'
story "pipelining: closed at RCPT is later" \
	"{$both, \"rcpt\": [\"|close\"]}" 'send' 'later again'
story "pipelining: a mail that may not leave is not named to the server" "{$both}" \
	'keep leave; send' 'later again' '!C MAIL'
story "pipelining: a mail that may not come to its end is broken off" "{$both}" \
	'keep end; send; keep none; send' 'later again .*broken off; sent' \
	'!^1 C [.]'
story "an endless reply is no reply" \
	"{\"ehlo\": [\"$(awk 'BEGIN { for (i = 0; i < 200; i++) printf "250-x\\n"; print "250 x" }')\"]}" \
	'send' 'later again'
story "codes that differ within a reply are no reply" \
	'{"mail": ["250-one\n550 two"]}' 'send' 'later again'
story "control characters of a reply are not repeated" \
	'{"rcpt": ["550 5.1.1 a\u001b[31mb\u00e9"]}' 'send' \
	'refused item .*550 5.1.1 a \[31mb\?$'
story "an address with a bracket is refused unsent" '{}' \
	"send a@o.nl b@o.nl>x $dir/mail.eml" 'refused item' '!C MAIL'
story "a closed post opens again" '{}' 'send; close; send' 'sent; sent' '^2 C MAIL'

export SECURITY=starttls HOST=localhost CA_FILE="$dir/ca.crt" USER=postwacht \
	PASSWORD_FILE="$dir/password"
offer='"ehlo": ["250-x\n250 STARTTLS", "250-x\n250 AUTH PLAIN LOGIN"]'
story "STARTTLS, then AUTH PLAIN" "{$offer}" 'send' 'sent' \
	'A \|postwacht\|geheim'
story "STARTTLS, then AUTH LOGIN" \
	'{"ehlo": ["250-x\n250 STARTTLS", "250-x\n250 AUTH LOGIN"]}' 'send' \
	'sent' 'A geheim'
story "no STARTTLS offered: nothing is sent" \
	'{"ehlo": ["250-x\n250 AUTH PLAIN"]}' 'send' 'later fix .*STARTTLS' \
	'!(AUTH$|MAIL)'
story "STARTTLS refused: nothing is sent" \
	"{$offer, \"starttls\": [\"454 4.7.0 not now\"]}" 'send' \
	'later again .*454' '!(AUTH$|MAIL)'
story "words slipped in behind STARTTLS are refused" \
	"{$offer, \"starttls\": [\"220 go|+250 injected\"]}" 'send' \
	'later fix' '!(AUTH$|MAIL)'
story "the offer before TLS does not count after it" \
	'{"ehlo": ["250-STARTTLS\n250-STARTTLS\n250 AUTH PLAIN", "250 x"]}' \
	'send' 'later fix .*AUTH' '!(C AUTH$|MAIL)'
story "a wrong password needs a person" \
	"{$offer, \"auth\": [\"535 5.7.8 wrong\"]}" 'send' \
	'later fix .*correct user or password: 535 5.7.8' '!MAIL'
story "B7: basic authentication that has ended needs a person" \
	"{$offer, \"auth\": [\"550 5.7.30 Basic authentication is not supported\"]}" \
	'send' 'later fix .*5.7.30.*token source' '!MAIL'
story "a login that fails for now passes" \
	"{$offer, \"auth\": [\"454 4.7.0 try again\"]}" 'send' \
	'later again .*454' '!MAIL'
chmod 644 "$dir/password"
story "a password that others may read is not used" "{$offer}" 'send' \
	'later fix .*mode 0644' '!C AUTH$'
chmod 600 "$dir/password"
CA_FILE="$dir/other.crt"
story "a certificate of an unknown CA is refused" "{$offer}" 'send' \
	'later fix' '!(AUTH$|MAIL)'
CA_FILE="$dir/ca.crt" HOST=127.0.0.1
story "a certificate for another name is refused" "{$offer}" 'send' \
	'later fix' '!(AUTH$|MAIL)'
HOST=localhost SECURITY=tls
story "TLS from the first byte" \
	'{"implicit_tls": true, "ehlo": ["250-x\n250 AUTH=PLAIN"]}' \
	'send; send' 'sent; sent' 'A \|postwacht\|geheim'
HOST=192.0.2.1 SECURITY=none
story "no plain text to another machine" '{}' 'send' \
	'later fix .*this very machine'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
