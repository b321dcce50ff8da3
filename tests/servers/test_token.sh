#!/bin/bash
# test_token.sh BUILD: logging in with access tokens. A real identity provider
# (glewlwyd) issues them, a real Dovecot checks them for IMAP and for the
# submission of a real Postfix; a scripted endpoint says what Microsoft says on
# a bad day.
set -u
. "$(dirname "$0")/job.sh"

here=$(cd "$(dirname "$0")" && pwd)
. "$here/idp.sh"

token_of() { # NAME
	curl -s --cacert "$RIG_CA" "https://localhost:$idp_port/api/idp/token" \
		-d grant_type=client_credentials -d client_id="$1" \
		-d client_secret="$app_secret" -d scope=mail |
		python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])'
}

# source NAME GRANT [SETTING ...]
source_of() {
	local name=$1 grant=$2
	shift 2
	printf '{ name = "%s"; grant = "%s"; client_id = "%s"; scope = "mail";
	  ca_file = "%s";' "$name" "$grant" "$name" "$RIG_CA"
	[[ "$*" = *endpoint* ]] ||
		printf ' endpoint = "https://localhost:%s/api/idp/token";' "$idp_port"
	printf ' %s }' "$*"
}

# tokens SOURCE ...: the mailbox of the office by its source, the notices by the
# source "postwacht", both by auth $auth.
tokens() {
	local list='' one
	configure
	printf '%s\n' "$app_secret" > "$job/app.secret"
	chmod 600 "$job/app.secret"
	for one in "$@" "$(source_of postwacht secret \
		"secret_file = \"$job/app.secret\";")"; do
		list="$list${list:+, }$one"
	done
	sed -i -e "s|^ password_file = .*;||" \
		-e "/id = \"$box\"/,/}/ s|password_file = [^;]*;|auth = \"${auth:-xoauth2}\"; token_source = \"$box\";|" \
		-e "/post = {/,/};/ s|password_file = [^;]*;|auth = \"${auth:-xoauth2}\"; token_source = \"postwacht\";|" \
		"$conf"
	printf 'token_sources = ( %s );\n' "$list" >> "$conf"
}

is_listed() { # SUBJECT
	"$postwacht" -c "$conf" --json list --all | jq -e --arg s "$1" \
		'any(.[]; .subject == $s)'
}

trouble() {
	"$postwacht" -c "$conf" --json status | jq -r '.mailboxes[0].trouble // ""'
}

is_in_trouble() { [ -n "$(trouble)" ]; }

peer_start() {
	peer=$(rig_port)
	python3 "$here/token_peer.py" "$peer" "$RIG/tls/good.crt" \
		"$RIG/tls/good.key" "$job/script" "$job/asked" 2> "$job/peer" &
	job_pids+=($!)
	rig_wait 10 rig_listens "$peer" || rig_die "the scripted endpoint"
}

asked() { cat "$job/asked" 2>/dev/null | wc -l; }

# No part of a secret stands in the log, the arguments or the environment.
is_discreet() {
	! grep -qF "$app_secret" "$log" &&
		! grep -qF "eyJ" "$log" &&
		! tr '\0' '\n' < "/proc/$daemon/cmdline" | grep -qF "$app_secret" &&
		! tr '\0' '\n' < "/proc/$daemon/environ" | grep -qF "$app_secret"
}

test_a_secret_reads_and_sends() {
	office secret
	tokens "$(source_of secret secret "secret_file = \"$job/app.secret\";")"
	daemon_start
	rig_wait 20 caught_up || fail "$(tail -n 3 "$log")" || return 1
	question 1 "Met een token" | rig_deliver secret
	rig_wait 10 is_listed "Met een token" || fail "it is not listed" || return 1
	is_discreet || fail "a secret shows" || return 1
	daemon_stop || fail "exit $?" || return 1
	# The digest of a morning goes out by XOAUTH2 as well.
	rehearse && is_sent_by XOAUTH2
}

# As the real Postfix says who logged in, and how.
is_sent_by() { # MECHANISM
	rig_wait 20 $RIG_SUDO grep -q "sasl_method=$1, sasl_username=postwacht" \
		"$RIG/postfix/maillog" || fail "nobody sent by $1"
}

# A rehearsal of the next working morning, so that there is something to send.
rehearse() {
	rm -rf "$state"
	mkdir -p "$state"
	once --as-of 2026-11-23T09:00:00+01:00 || fail "once: $(tail -n 3 "$log")" ||
		return 1
	rig_wait 10 has_mail "$box-noor" || fail "no digest came: $(tail -n 3 "$log")"
}

test_a_secret_reads_and_sends_by_oauthbearer() {
	local auth=oauthbearer
	office bearer
	tokens "$(source_of bearer secret "secret_file = \"$job/app.secret\";")"
	rehearse && is_sent_by OAUTHBEARER
}

test_a_certificate_reads_by_oauthbearer() {
	local auth=oauthbearer
	office certificate
	tokens "$(source_of certificate certificate \
		"certificate_file = \"$RIG/app.crt\"; key_file = \"$RIG/app.key\";")"
	daemon_start
	rig_wait 20 caught_up || fail "$(tail -n 3 "$log")" || return 1
	question 1 "Met een certificaat" | rig_deliver certificate
	rig_wait 10 is_listed "Met een certificaat" || fail "it is not listed"
}

# B1: the provider takes each refresh token once; after three starts the file
# still holds one that is good, mode 0600.
test_b1_a_refresh_token_rotates_safely() {
	local first
	office refresh
	"$identity" refresh "$idp" refresh "$app_secret" > "$job/refresh.token"
	chmod 600 "$job/refresh.token"
	first=$(cat "$job/refresh.token")
	tokens "$(source_of refresh refresh "refresh_file = \"$job/refresh.token\";
	  secret_file = \"$job/app.secret\";")"
	for n in 1 2 3; do
		once || fail "start $n: $(tail -n 3 "$log")" || return 1
	done
	[ "$(cat "$job/refresh.token")" != "$first" ] ||
		fail "the old refresh token is kept" || return 1
	[ "$(stat -c %a "$job/refresh.token")" = 600 ] || fail "its mode"
}

# B4: a person logs in elsewhere; asked too often, it waits longer.
test_b4_auth_repairs_a_source() {
	office device
	peer_start
	echo '[
	  {"status": 200, "body": {"device_code": "d", "user_code": "ABCD-EFGH",
	    "verification_uri": "https://login.example/device", "interval": 1}},
	  {"status": 400, "body": {"error": "authorization_pending"}},
	  {"status": 200, "body": {"access_token": "a", "refresh_token": "nieuw"}}]' > "$job/script"
	tokens "$(source_of device refresh "refresh_file = \"$job/refresh.token\";
	  device_endpoint = \"https://localhost:$peer/device\";
	  endpoint = \"https://localhost:$peer/token\";")"
	"$postwacht" -c "$conf" auth device > "$job/out" 2>&1 ||
		fail "$(cat "$job/out")" || return 1
	grep -q 'https://login.example/device.*ABCD-EFGH' "$job/out" ||
		fail "$(cat "$job/out")" || return 1
	[ "$(cat "$job/refresh.token")" = nieuw ] || fail "no token is written" ||
		return 1
	[ "$(stat -c %a "$job/refresh.token")" = 600 ] || fail "its mode" || return 1
	"$postwacht" -c "$conf" auth postwacht > "$job/out" 2>&1
	ended 78
}

# B2, B4: the exact code and the remedy, in the status and by exit code; the
# other mailbox goes on (B3), and it is well again once the cause is gone.
test_b2_b3_b4_an_expired_secret_is_told_with_its_code() {
	office broken
	peer_start
	echo '[{"status": 401, "body": {"error": "invalid_client",
	  "error_description": "AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: 1"}}]' > "$job/script"
	printf '%s\n' "$app_secret" > "$job/app.secret"
	tokens "$(source_of broken secret "secret_file = \"$job/app.secret\";
	  endpoint = \"https://localhost:$peer/token\";")"
	sed -i "s|^mailboxes = (|&$(mailbox other | tr '\n' ' '),|" "$conf"
	daemon_start
	rig_wait 20 is_told AADSTS7000222 ||
		fail "not told: $(tail -n 3 "$log")" || return 1
	"$postwacht" -c "$conf" status | grep -q 'make a new one in Entra' ||
		fail "no remedy: $("$postwacht" -c "$conf" status)" || return 1
	! "$postwacht" -c "$conf" status >/dev/null || fail "status says all is well" ||
		return 1
	question 1 "Bij de ander" | rig_deliver other
	rig_wait 10 is_listed "Bij de ander" || fail "the other one is held up" ||
		return 1
	[ "$(asked)" -le 2 ] || fail "asked $(asked) times"
}

is_told() {
	"$postwacht" -c "$conf" status | grep -q "$1"
}

# A token that the server refuses is replaced once, on the same connection.
test_b8_a_refused_token_is_replaced_once() {
	office replaced
	peer_start
	jq -n --arg good "$(token_of replaced)" '[
	  {status: 200, body: {access_token: "eyJhbGciOiJub25lIn0.e30.", expires_in: 3600}},
	  {status: 200, body: {access_token: $good, expires_in: 3600}}]' > "$job/script"
	printf '%s\n' "$app_secret" > "$job/app.secret"
	tokens "$(source_of replaced secret "secret_file = \"$job/app.secret\";
	  endpoint = \"https://localhost:$peer/token\";")"
	daemon_start
	rig_wait 20 caught_up || fail "$(tail -n 3 "$log")" || return 1
	[ "$(asked)" = 2 ] || fail "asked $(asked) times"
}

# Busy is no fault of the configuration: it passes, and Retry-After holds.
test_a12_a_busy_endpoint_is_left_alone() {
	office busy
	peer_start
	echo '[{"status": 429, "headers": {"Retry-After": "3600"},
	  "body": {"error": "temporarily_unavailable"}}]' > "$job/script"
	printf '%s\n' "$app_secret" > "$job/app.secret"
	tokens "$(source_of busy secret "secret_file = \"$job/app.secret\";
	  endpoint = \"https://localhost:$peer/token\";")"
	once
	ended 75 || fail "exit $?" || return 1
	daemon_start
	rig_wait 20 is_in_trouble || fail "no trouble is told" || return 1
	kill -HUP "$daemon"
	rig_wait 10 says event=reloaded || fail "no reload" || return 1
	[ "$(asked)" -le 2 ] || fail "asked $(asked) times"
}

test_an_endpoint_of_another_name_gets_no_secret() {
	office name
	peer_start
	echo '[{"status": 200, "body": {"access_token": "x"}}]' > "$job/script"
	printf '%s\n' "$app_secret" > "$job/app.secret"
	tokens "$(source_of name secret "secret_file = \"$job/app.secret\";
	  endpoint = \"https://127.0.0.5:$peer/token\";")"
	once
	[ "$(asked)" = 0 ] || fail "the secret was sent"
}

# Before the servers start.
job_prepare() {
	idp_start
	openssl req -x509 -newkey rsa:2048 -nodes -days 5 -subj /CN=app \
		-keyout "$RIG/app.key" -out "$RIG/app.crt" 2>/dev/null
	chmod 600 "$RIG/app.key"
	for name in postwacht secret bearer refresh replaced; do
		idp_client "$name"
	done
	"$identity" certified "$idp" certificate "$RIG/app.crt" ||
		rig_die "client certificate"
}

job_finish() {
	idp_end
}

command -v glewlwyd > /dev/null || {
	echo "FAILED glewlwyd is not installed"
	exit 1
}
job_begin "${1:?build folder}" secret bearer certificate refresh broken other \
	replaced busy name device
job_tests
