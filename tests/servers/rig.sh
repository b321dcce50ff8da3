# rig.sh: a private Dovecot and a private Postfix for the server tests; a shell
# library (bash). Everything lies under one folder of mktemp, listens on
# loopback with free ports, and is stopped when the test ends, however it ends.
#
#   . tests/servers/rig.sh
#   rig_begin                 the folder, the certificates, the trap
#   rig_user anna geheim      a mailbox and its password ($RIG/secret/anna); its
#                             addresses are anna@ whatever
#   RIG_DOVECOT_EXTRA=...     more configuration, behind all other
#   rig_dovecot_start         127.0.0.1:$RIG_IMAP (plain, STARTTLS), :$RIG_IMAPS,
#                             :$RIG_LMTP; 127.0.0.2, .3 and .4 with a self-signed,
#                             a wrong-name and an expired certificate
#   rig_postfix_start         127.0.0.1:$RIG_SMTP (STARTTLS, no login) and
#                             :$RIG_SUBMISSION (STARTTLS and login demanded; mail
#                             from @team.example gets Authentication-Results of
#                             mx.rig.example); delivers by LMTP to that Dovecot;
#                             RIG_POSTFIX_EXTRA: more services for master.cf.
#                             Needs root or sudo
#   rig_deliver anna < mail   by LMTP
#   rig_doveadm ...           doveadm of this Dovecot
#   rig_wait N COMMAND        until it succeeds, at most N seconds (RIG_SLOW
#                             times as many)
#   rig_slack BUILD           $slack, and RIG_SLOW: how many times slower than
#                             usual BUILD may be
#
# Dovecot runs as whoever runs the test: as root it serves mail under the user
# "mail".

RIG_SUDO=
[ "$(id -u)" = 0 ] || RIG_SUDO="sudo -n"
PATH=$PATH:/usr/sbin:/sbin

# The servers are not there: the tests say nothing.
rig_die() {
	echo "rig: $*" >&2
	exit 69
}

# A port that nobody listens on, on any of the loopback addresses, and that this
# rig has not given before: one of the hundred from RIG_PORTS on, below those
# that the kernel gives to whoever connects. Whoever runs several rigs at once
# gives each its own hundred (servers.sh).
rig_port() {
	python3 -c '
import os, socket, sys
first, given = int(sys.argv[1]), sys.argv[2]
for port in range(first, first + 100):
    try:
        os.mkdir("%s/%d" % (given, port))
        socket.socket().bind(("0.0.0.0", port))
    except OSError:
        continue
    print(port)
    break' "$RIG_PORTS" "$RIG/ports"
}

# How many times slower than usual what is tested may be: as RIG_SLOW says, and
# four times as slow when it is instrumented.
rig_slack() { # BUILD
	RIG_SLOW=${RIG_SLOW:-1}
	! "$1/postwachtd" --version | grep -q instrumented ||
		RIG_SLOW=$((RIG_SLOW * 4))
	slack=$RIG_SLOW
}

rig_wait() {
	local tries=$(($1 * 20 * ${RIG_SLOW:-1}))
	shift
	while ! "$@" >/dev/null 2>&1; do
		[ "$tries" -gt 0 ] || return 1
		tries=$((tries - 1))
		sleep 0.05
	done
}

rig_listens() {
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# rig_certificate NAME "DNS:...,IP:..." [START END]: signed by the rig's CA, for
# a server, or for RIG_PURPOSE.
rig_certificate() {
	local tls=$RIG/tls
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-subj "/CN=$1" -keyout "$tls/$1.key" -out "$tls/$1.csr" 2>/dev/null
	printf 'subjectAltName=%s\nextendedKeyUsage=%s\n' "$2" \
		"${RIG_PURPOSE:-serverAuth}" > "$tls/$1.ext"
	openssl ca -batch -notext -config "$tls/ca.cnf" -extfile "$tls/$1.ext" \
		-startdate "${3:-$(date -u -d yesterday +%Y%m%d%H%M%SZ)}" \
		-enddate "${4:-$(date -u -d '30 days' +%Y%m%d%H%M%SZ)}" \
		-in "$tls/$1.csr" -out "$tls/$1.crt" 2>"$tls/$1.log" ||
		rig_die "certificate $1: $(cat "$tls/$1.log")"
}

rig_certificates() {
	local tls=$RIG/tls
	mkdir -p "$tls/issued"
	: > "$tls/index.txt"
	echo 01 > "$tls/serial"
	cat > "$tls/ca.cnf" <<-C
	[ca]
	default_ca = rig
	[rig]
	dir = $tls
	database = $tls/index.txt
	serial = $tls/serial
	new_certs_dir = $tls/issued
	certificate = $tls/ca.crt
	private_key = $tls/ca.key
	default_md = sha256
	policy = any
	unique_subject = no
	[any]
	commonName = supplied
	C
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 30 -subj "/CN=Test CA of the rig" \
		-addext basicConstraints=critical,CA:TRUE \
		-addext keyUsage=critical,keyCertSign \
		-keyout "$tls/ca.key" -out "$tls/ca.crt" 2>/dev/null
	rig_certificate good "DNS:localhost,IP:127.0.0.1"
	rig_certificate wrong-name "DNS:other.example"
	rig_certificate expired "IP:127.0.0.4" 20200101000000Z 20210101000000Z
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 30 -subj "/CN=127.0.0.2" \
		-addext "subjectAltName=IP:127.0.0.2" \
		-keyout "$tls/self-signed.key" -out "$tls/self-signed.crt" 2>/dev/null
	chmod 644 "$tls"/*.key
	RIG_CA=$tls/ca.crt
}

rig_begin() {
	RIG=$(mktemp -d "${TMPDIR:-/tmp}/postwacht-rig.XXXXXX") || exit 1
	trap rig_end EXIT
	trap 'exit 130' INT TERM HUP
	# The mail user must be able to walk down to its mailboxes.
	chmod 711 "$RIG"
	RIG_PORTS=${RIG_PORTS:-$((10000 + 100 * (RANDOM % 220)))}
	mkdir -p "$RIG"/{run,state,log,mail,secret,ports}
	chmod 755 "$RIG"/{mail,log}
	: > "$RIG/users"
	rig_certificates
	RIG_IMAP=$(rig_port) RIG_IMAPS=$(rig_port) RIG_LMTP=$(rig_port)
	RIG_SMTP=$(rig_port) RIG_SUBMISSION=$(rig_port)
}

rig_end() {
	local code=$?
	trap - EXIT
	rig_postfix_stop
	rig_dovecot_stop
	if [ -n "${RIG_KEEP-}" ]; then
		echo "rig: kept $RIG" >&2
	else
		[ ! -d "$RIG/postfix/queue" ] || $RIG_SUDO rm -rf "$RIG/postfix"
		rm -rf "$RIG"
	fi
	exit "$code"
}

rig_user() {
	printf '%s:{PLAIN}%s\n' "$1" "$2" >> "$RIG/users"
	(umask 077 && printf '%s\n' "$2" > "$RIG/secret/$1")
}

rig_dovecot_configure() {
	local mail_user mail_group own=
	if [ "$(id -u)" = 0 ]; then
		mail_user=mail mail_group=mail
		chown mail:mail "$RIG/mail"
	else
		mail_user=$(id -un) mail_group=$(id -gn)
		own="default_internal_user = $mail_user
default_internal_group = $mail_group
default_login_user = $mail_user"
	fi
	cat > "$RIG/dovecot.conf" <<-C
	base_dir = $RIG/run
	state_dir = $RIG/state
	log_path = $RIG/log/dovecot.log
	instance_name = postwacht-rig-$$
	protocols = imap lmtp
	listen = 127.0.0.1, 127.0.0.2, 127.0.0.3, 127.0.0.4
	$own
	ssl = yes
	ssl_cert = <$RIG/tls/good.crt
	ssl_key = <$RIG/tls/good.key
	disable_plaintext_auth = no
	auth_mechanisms = ${RIG_MECHANISMS:-plain login}
	auth_failure_delay = 0
	auth_username_format = %Ln
	default_vsz_limit = 1G
	default_process_limit = 100
	mail_max_userip_connections = 50
	first_valid_uid = 1
	mail_location = maildir:~/Maildir
	mail_log_prefix = "%s(%u): "
	imap_logout_format = in=%i out=%o
	passdb {
	  driver = passwd-file
	  args = scheme=PLAIN username_format=%u $RIG/users
	}
	userdb {
	  driver = static
	  args = uid=$mail_user gid=$mail_group home=$RIG/mail/%u
	}
	namespace inbox {
	  inbox = yes
	  mailbox "${RIG_SENT:-Verzonden items}" {
	    auto = subscribe
	    special_use = \\Sent
	  }
	  mailbox Concepten {
	    auto = create
	    special_use = \\Drafts
	  }
	  mailbox "Verwijderde items" {
	    auto = create
	    special_use = \\Trash
	  }
	  mailbox "Ongewenste e-mail" {
	    auto = create
	    special_use = \\Junk
	  }
	}
	protocol lmtp {
	  postmaster_address = postmaster@rig.example
	}
	service imap-login {
	  inet_listener imap {
	    port = $RIG_IMAP
	  }
	  inet_listener imaps {
	    port = $RIG_IMAPS
	    ssl = yes
	  }
	  chroot =
	}
	service lmtp {
	  inet_listener lmtp {
	    address = 127.0.0.1
	    port = $RIG_LMTP
	  }
	  user = $(id -un)
	}
	service auth {
	  unix_listener auth-smtp {
	    mode = 0666
	  }
	}
	service anvil {
	  chroot =
	}
	service stats {
	  chroot =
	}
	local 127.0.0.2 {
	  ssl_cert = <$RIG/tls/self-signed.crt
	  ssl_key = <$RIG/tls/self-signed.key
	}
	local 127.0.0.3 {
	  ssl_cert = <$RIG/tls/wrong-name.crt
	  ssl_key = <$RIG/tls/wrong-name.key
	}
	local 127.0.0.4 {
	  ssl_cert = <$RIG/tls/expired.crt
	  ssl_key = <$RIG/tls/expired.key
	}
	${RIG_DOVECOT_EXTRA-}
	C
}

rig_dovecot_start() {
	rig_dovecot_configure
	dovecot -c "$RIG/dovecot.conf" 2>"$RIG/log/dovecot.err" ||
		rig_die "Dovecot: $(cat "$RIG/log/dovecot.err")"
	rig_wait 10 rig_listens "$RIG_IMAP" || rig_die "Dovecot does not listen"
}

rig_dovecot_pid() {
	cat "$RIG/run/master.pid" 2>/dev/null
}

rig_dovecot_ended() {
	! kill -0 "$1" 2>/dev/null
}

# Ends Dovecot with its children; rig_dovecot_stop KILL as a power cut would.
rig_dovecot_stop() {
	local pid
	pid=$(rig_dovecot_pid) || return 0
	if [ "${1-}" = KILL ]; then
		kill -KILL $(pgrep -P "$pid") "$pid" 2>/dev/null
	else
		kill "$pid" 2>/dev/null
	fi
	rig_wait 10 rig_dovecot_ended "$pid"
	rm -f "$RIG/run/master.pid"
}

rig_doveadm() {
	doveadm -c "$RIG/dovecot.conf" "$@"
}

rig_deliver() {
	python3 -c '
import smtplib, sys
lmtp = smtplib.LMTP("127.0.0.1", int(sys.argv[1]))
lmtp.sendmail("sender@example.org", sys.argv[2:], sys.stdin.buffer.read())
lmtp.quit()' "$RIG_LMTP" "$@"
}

rig_postfix_configure() {
	local p=$RIG/postfix
	mkdir -p "$p/etc" "$p/queue" "$p/data"
	chmod 755 "$p"
	$RIG_SUDO chown postfix "$p/data"
	$RIG_SUDO chown root "$p/queue"
	cat > "$p/etc/main.cf" <<-C
	compatibility_level = 3.6
	queue_directory = $p/queue
	data_directory = $p/data
	command_directory = /usr/sbin
	daemon_directory = /usr/lib/postfix/sbin
	meta_directory = /etc/postfix
	shlib_directory = /usr/lib/postfix
	mail_owner = postfix
	setgid_group = postdrop
	inet_interfaces = 127.0.0.1
	inet_protocols = ipv4
	myhostname = mx.rig.example
	mydestination =
	alias_maps =
	alias_database =
	local_recipient_maps =
	virtual_mailbox_domains = static:all
	virtual_transport = lmtp:inet:127.0.0.1:$RIG_LMTP
	default_transport = lmtp:inet:127.0.0.1:$RIG_LMTP
	lmtp_destination_recipient_limit = 1
	mynetworks = 127.0.0.0/8
	smtpd_recipient_restrictions = permit_mynetworks, reject
	smtpd_relay_restrictions = permit_mynetworks, reject
	smtpd_tls_cert_file = $RIG/tls/good.crt
	smtpd_tls_key_file = $RIG/tls/good.key
	smtpd_tls_security_level = may
	smtpd_sasl_type = dovecot
	smtpd_sasl_path = $RIG/run/auth-smtp
	smtpd_client_connection_count_limit = 0
	smtpd_client_connection_rate_limit = 0
	maillog_file = $p/maillog
	maillog_file_prefixes = $RIG
	C
	# As a gateway does (RFC 8601): what claims to be by this server is taken
	# off, and mail of whoever logged in is vouched for.
	echo '/^Authentication-Results: *mx\.rig\.example/ IGNORE' > "$p/etc/outside"
	{
		cat "$p/etc/outside"
		echo '/^From:.*@team\.example/ PREPEND Authentication-Results:' \
			'mx.rig.example; dmarc=pass header.from=team.example'
	} > "$p/etc/own"
	cat > "$p/etc/master.cf" <<-C
	127.0.0.1:$RIG_SMTP inet n - n - - smtpd
	127.0.0.1:$RIG_SUBMISSION inet n - n - - smtpd
	  -o smtpd_tls_security_level=encrypt
	  -o smtpd_sasl_auth_enable=yes
	  -o cleanup_service_name=cleanup-own
	  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
	  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
	cleanup unix n - n - 0 cleanup
	  -o header_checks=regexp:$p/etc/outside
	cleanup-own unix n - n - 0 cleanup
	  -o header_checks=regexp:$p/etc/own
	qmgr unix n - n 300 1 qmgr
	tlsmgr unix - - n 1000? 1 tlsmgr
	rewrite unix - - n - - trivial-rewrite
	bounce unix - - n - 0 bounce
	defer unix - - n - 0 bounce
	trace unix - - n - 0 bounce
	verify unix - - n - 1 verify
	proxymap unix - - n - - proxymap
	error unix - - n - - error
	retry unix - - n - - error
	lmtp unix - - n - - lmtp
	anvil unix - - n - 1 anvil
	scache unix - - n - 1 scache
	postlog unix-dgram n - n - 1 postlogd
	${RIG_POSTFIX_EXTRA-}
	C
}

rig_postfix_start() {
	$RIG_SUDO true 2>/dev/null || rig_die "Postfix needs root or sudo without a password"
	rig_postfix_configure
	$RIG_SUDO postfix -c "$RIG/postfix/etc" start \
		>"$RIG/postfix/start.log" 2>&1 ||
		rig_die "Postfix: $(cat "$RIG/postfix/start.log")"
	rig_wait 10 rig_listens "$RIG_SMTP" || rig_die "Postfix does not listen"
}

rig_postfix_stop() {
	[ -d "$RIG/postfix/queue/pid" ] || return 0
	$RIG_SUDO postfix -c "$RIG/postfix/etc" stop >/dev/null 2>&1
	true
}
