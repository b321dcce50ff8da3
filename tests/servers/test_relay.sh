#!/bin/bash
# test_relay.sh BUILD: notices that leave by the organisation's relay, which
# knows this machine by its TLS client certificate and asks for no login
# (users.md 14). The relay is a real Postfix that demands the certificate,
# verifies it and looks it up by its fingerprint.
set -u
. "$(dirname "$0")/job.sh"

fingerprint_of() { # NAME
	openssl x509 -in "$RIG/tls/$1.crt" -noout -fingerprint -sha256 |
		cut -d= -f2
}

# relay NAME [PORT [SECURITY]]: the office sends by that relay and shows the
# certificate NAME ("": none). As its administrator keeps it: the key is closed
# to others.
relay() {
	local name=$1 port=${2:-$demands} security=${3:-starttls} own=
	if [ -n "$name" ]; then
		install -m 644 "$RIG/tls/$name.crt" "$job/relay.crt"
		install -m 600 "$RIG/tls/$name.key" "$job/relay.key"
		own="client_certificate_file = \"$job/relay.crt\";
		  client_key_file = \"$job/relay.key\";"
	fi
	configure
	sed -i '/^post = {/,$d' "$conf"
	cat >> "$conf" <<-C
	post = { kind = "smtp"; host = "localhost"; port = $port;
	  ca_file = "$RIG_CA"; from = "postwacht@team.example"; $own
	  security = "$security"; };
	C
}

# The digest of a working morning, from a store of its own.
morning() {
	once --as-of 2026-11-23T09:0${1:-0}:00+01:00
}

has_digest() {
	subjects "$box-noor" | grep -q '^Vragen '
}

doctor() {
	"$postwacht" -c "$conf" --json doctor > "$job/findings" 2>"$job/err"
}

# has LEVEL WORDS: doctor found that about the post.
has() {
	jq -e --arg level "$1" --arg says "$2" 'any(.[];
		.level == $level and .link == "post" and
		((.says + " " + .remedy) | contains($says)))' \
		"$job/findings" > /dev/null ||
		fail "no $1 with '$2': $(jq -c '.[] | select(.link == "post")' \
			"$job/findings")"
}

test_a_digest_leaves_by_certificate() {
	office listed
	relay listed
	morning || fail "once: $(tail -n 3 "$log")" || return 1
	rig_wait 10 has_digest || fail "no digest: $(tail -n 3 "$log")" || return 1
	# What the relay says of whom it took it from.
	rig_doveadm fetch -u listed-noor hdr mailbox INBOX |
		grep -q 'Client CN "listed".*verified OK' ||
		fail "$(rig_doveadm fetch -u listed-noor hdr.received mailbox INBOX)" ||
		return 1
	doctor
	has ok "$(fingerprint_of listed)" &&
		has note "client certificate until" && has ok "would be taken"
}

# What setup writes works, from flags and as a person answers ("-": no login);
# the relay is tried as the answer is given.
test_setup_writes_a_relay() {
	office setup
	rm -f "$conf"
	install -m 600 "$RIG/tls/listed.key" "$job/relay.key"
	setup_by "$RIG/tls/stranger.crt" --smtp-user '' < /dev/null
	ended 78 || return 1
	grep -q 'do not belong together' "$job/out" || fail "$(cat "$job/out")" ||
		return 1
	printf '%s\n' '' - | setup_by "$RIG/tls/listed.crt" --ask || fail "$(cat "$job/out")" || return 1
	doctor
	has ok "would be taken" && has ok "$(fingerprint_of listed)"
}

setup_by() { # CERTIFICATE FLAG ...
	local certificate=$1
	shift
	"$postwacht" -c "$conf" setup --address setup@team.example --provider own \
		--host localhost --port "$RIG_IMAPS" --security tls --user setup \
		--password-file "$RIG/secret/setup" --ca-file "$RIG_CA" \
		--organisation Team --team-code K --team-name Kinderopvang \
		--coordinator Noor --coordinator-address setup-noor@team.example \
		--smtp-host localhost --smtp-port "$demands" \
		--smtp-security starttls \
		--smtp-certificate-file "$certificate" --smtp-key-file "$job/relay.key" \
		--from postwacht@team.example --state-dir "$state" "$@" > "$job/out" 2>&1
}

# Nothing is lost by it: what could not leave goes once it is mended.
test_a_certificate_that_is_not_trusted_is_told_and_mended() {
	office stranger
	relay stranger
	morning
	ended 75 || return 1
	says 'notice-later.*Client certificate not trusted; the relay does not' ||
		fail "$(tail -n 3 "$log")" || return 1
	doctor
	has bad "have its issuer trusted there" || return 1
	relay listed
	morning 9 || fail "once: $(tail -n 3 "$log")" || return 1
	rig_wait 10 has_digest || fail "no digest: $(tail -n 3 "$log")"
}

test_a_missing_certificate_is_told() {
	office missing
	relay ''
	morning
	ended 75 || return 1
	says 'notice-later.*set client_certificate_file' ||
		fail "$(tail -n 3 "$log")"
}

# One that is trusted and not on the relay's list: the administrator of the
# relay sees which one to add, and what waits goes then.
test_a_certificate_that_is_not_listed_is_told() {
	office unlisted
	relay unlisted "$asks"
	doctor
	ended 69 || return 1
	has bad "is refused: 554 5.7.1" && has ok "$(fingerprint_of unlisted)" ||
		return 1
	morning
	ended 75 || return 1
	says 'notice-later.*554 5.7.1' || fail "$(tail -n 3 "$log")" || return 1
	relay listed "$asks"
	morning 9 || fail "once: $(tail -n 3 "$log")" || return 1
	rig_wait 10 has_digest || fail "no digest: $(tail -n 3 "$log")"
}

test_certificates_that_cannot_be_shown_are_told() {
	office broken
	relay listed
	cp "$RIG/tls/unlisted.key" "$job/relay.key"
	chmod 600 "$job/relay.key"
	doctor
	has bad "do not belong together" || return 1
	relay listed
	chmod 644 "$job/relay.key"
	doctor
	has bad "chmod 600" || return 1
	relay server
	doctor
	has note "not issued for clients" || return 1
	relay ended
	doctor
	has bad "the client certificate ended on"
}

# A server that ends TLS itself says no more than an alert.
test_an_alert_is_told_in_words() {
	local port
	office alert
	port=$(rig_port)
	openssl s_server -accept "$port" -quiet -CAfile "$RIG_CA" \
		-cert "$RIG/tls/good.crt" -key "$RIG/tls/good.key" \
		-Verify 1 -verify_return_error > "$job/server" 2>&1 &
	job_pids+=($!)
	rig_wait 10 rig_listens "$port" || fail "$(cat "$job/server")" || return 1
	relay stranger "$port" tls
	doctor
	has bad "does not accept client_certificate_file" || return 1
	relay '' "$port" tls
	doctor
	has bad "may want a certificate of this machine"
}

# A renewed certificate counts after a reload.
test_a_reload_takes_a_renewed_certificate() {
	office renewed
	relay stranger
	last_morning || fail "no digest was made: $(tail -n 3 "$log")" || return 1
	daemon_start
	rig_wait $((20 * slack)) again_refused || fail "$(tail -n 3 "$log")" || return 1
	install -m 644 "$RIG/tls/listed.crt" "$job/relay.crt"
	install -m 600 "$RIG/tls/listed.key" "$job/relay.key"
	kill -HUP "$daemon"
	rig_wait $((20 * slack)) says event=reloaded || fail "no reload" || return 1
	query_write "UPDATE notice SET not_before = 0"
	rig_wait $((20 * slack)) has_digest || fail "no digest: $(tail -n 3 "$log")"
}

# The last morning with a digest, whatever day it is today: the daemon goes on
# from there by the clock.
last_morning() {
	local n at
	for n in 0 1 2 3 4 5 6 7 8 9; do
		at=$(date -d "$n days ago 09:00" +%FT%T%:z)
		[ "$(date -d "$at" +%s)" -lt "$(date +%s)" ] || continue
		rm -rf "$state"
		mkdir "$state"
		once --as-of "$at"
		! says event=notice-later || return 0
	done
	return 1
}

again_refused() {
	[ "$(grep -c 'Client certificate not trusted' "$log")" -ge 2 ]
}

query_write() {
	sqlite3 -cmd '.timeout 60000' "$db" "$1"
}

# Before the servers start.
job_prepare() {
	local name list=$RIG/listed common
	RIG_PURPOSE=clientAuth
	rig_certificate listed DNS:postwacht.team.example
	rig_certificate unlisted DNS:other.team.example
	rig_certificate ended DNS:postwacht.team.example \
		20200101000000Z 20210101000000Z
	RIG_PURPOSE=
	rig_certificate server DNS:server.team.example
	cp "$RIG/tls/self-signed.crt" "$RIG/tls/stranger.crt"
	cp "$RIG/tls/self-signed.key" "$RIG/tls/stranger.key"
	for name in listed server ended; do
		echo "$(fingerprint_of "$name") $name"
	done > "$list"
	demands=$(rig_port) asks=$(rig_port)
	common="  -o smtpd_tls_security_level=encrypt
  -o smtpd_tls_CAfile=$RIG_CA
  -o smtpd_tls_fingerprint_digest=sha256
  -o smtpd_tls_received_header=yes
  -o relay_clientcerts=texthash:$list
  -o smtpd_recipient_restrictions=permit_tls_clientcerts,reject
  -o smtpd_relay_restrictions=permit_tls_clientcerts,reject"
	RIG_POSTFIX_EXTRA="127.0.0.1:$demands inet n - n - - smtpd
  -o smtpd_tls_req_ccert=yes
$common
127.0.0.1:$asks inet n - n - - smtpd
  -o smtpd_tls_ask_ccert=yes
$common"
}

job_begin "${1:?build folder}" setup listed stranger missing unlisted broken alert \
	renewed
job_tests
