# idp.sh: a private identity provider beside the servers of rig.sh; a shell
# library (bash), sourced behind it.
#
#   idp_start          after rig_begin, before rig_dovecot_start: the provider on
#                      https://localhost:$idp_port/api/idp/, and Dovecot set to
#                      take its tokens
#   idp_client NAME    an application, and a person, with $app_secret
#   idp_end            at the end

idp_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
identity=$idp_here/identity.py
app_secret=geheim-van-de-toepassing

idp_start() {
	idp=$RIG/idp
	idp_port=$(rig_port)
	check_port=$(rig_port)
	"$identity" prepare "$idp" "$idp_port" "$RIG/tls/good.crt" \
		"$RIG/tls/good.key" || rig_die "the identity provider"
	# No children of this shell, whose children are tests that it waits for.
	(glewlwyd -c "$idp/conf" > "$idp/out" 2>&1 & echo $! > "$idp/pid")
	("$identity" introspect "$idp" "$check_port" > "$idp/check" 2>&1 &
		echo $! >> "$idp/pid")
	"$identity" settle "$idp" || rig_die "the identity provider: $(cat "$idp/out")"
	idp_dovecot
}

idp_dovecot() {
	cat > "$RIG/oauth2.conf" <<-C
	introspection_mode = post
	introspection_url = http://127.0.0.1:$check_port/
	username_attribute = client_id
	active_attribute = active
	active_value = true
	C
	RIG_MECHANISMS="plain login xoauth2 oauthbearer"
	RIG_DOVECOT_EXTRA="passdb {
	  driver = oauth2
	  mechanisms = xoauth2 oauthbearer
	  args = $RIG/oauth2.conf
	}
	auth_verbose = yes"
}

idp_client() {
	"$identity" client "$idp" "$1" "$app_secret" || rig_die "client $1"
}

idp_end() {
	kill $(cat "$RIG/idp/pid")
}
