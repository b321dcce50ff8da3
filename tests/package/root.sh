#!/bin/bash
# root.sh DEB [ROOT]: the package as an administrator meets it, on a Debian 12
# that has nothing else: installed, set up, looked over by doctor, run by
# systemd under its unit, upgraded with data, removed, purged. Needs root,
# debootstrap and the servers of the tests; ROOT is a folder with such a
# Debian, made when it is not there. By hand: make package-root.
#
# The Debian has processes, mounts and control groups of its own, and shares
# the loopback network with the servers of the rig.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../servers/rig.sh"
. "$here/../servers/idp.sh"

deb=$(realpath "${1:?the package}")
root=${2:-}
failed=0
init=

ok() { echo "ok $1"; }

bad() {
	echo "FAILED $*"
	failed=$((failed + 1))
}

# is NAME COMMAND...: one look.
is() {
	local name=$1 out
	shift
	if out=$("$@" 2>&1); then
		ok "$name"
	else
		bad "$name: $out"
	fi
}

inside() { # in the Debian that runs
	nsenter -t "$init" -m -p -u -i -C -r -w "$@"
}

install_deb() { # FILE
	cp "$1" "$root/root/package.deb"
	chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		--no-install-recommends install --reinstall --allow-downgrades \
		/root/package.deb
}

make_root() {
	[ -n "$root" ] || root=$RIG/root
	[ ! -d "$root/etc" ] || return 0
	debootstrap --variant=minbase \
		--include=ca-certificates,systemd,systemd-sysv,dbus,sqlite3 bookworm \
		"$root" > "$RIG/log/debootstrap" 2>&1 ||
		rig_die "debootstrap: $(tail -n 3 "$RIG/log/debootstrap")"
	cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null
	chroot "$root" systemctl mask systemd-udevd systemd-networkd \
		systemd-resolved systemd-timesyncd console-getty.service \
		> /dev/null 2>&1
}

# Runs its systemd as the first process of namespaces of its own.
boot() {
	cat > "$RIG/boot" <<-B
	#!/bin/bash
	mount --make-rprivate /
	mount --bind $root $root
	mount -t proc proc $root/proc
	mount -t sysfs sysfs $root/sys
	if grep -q cgroup2 /proc/filesystems && [ -e /sys/fs/cgroup/cgroup.controllers ]; then
		mount -t cgroup2 cgroup2 $root/sys/fs/cgroup
	else
		mount -t tmpfs -o mode=755 tmpfs $root/sys/fs/cgroup
		mkdir $root/sys/fs/cgroup/systemd $root/sys/fs/cgroup/unified
		mount -t cgroup -o none,name=systemd cgroup $root/sys/fs/cgroup/systemd
		mount -t cgroup2 cgroup2 $root/sys/fs/cgroup/unified
	fi
	mount -t tmpfs tmpfs $root/run
	mount -t tmpfs tmpfs $root/tmp
	mount --rbind /dev $root/dev
	# No chroot: the kernel gives no user namespace out of one.
	mkdir -p $root/.before
	cd $root
	pivot_root . .before
	umount -l /.before
	exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		/lib/systemd/systemd --unit=multi-user.target
	B
	chmod +x "$RIG/boot"
	# A marker of this run, by which its init is found again.
	unshare --mount --pid --fork --uts --ipc --cgroup "$RIG/boot" \
		> "$RIG/log/boot" 2>&1 &
	booter=$!
	rig_wait 30 find_init || rig_die "it does not boot: $(cat "$RIG/log/boot")"
	rig_wait 60 inside systemctl is-system-running --quiet ||
		echo "note: $(inside systemctl is-system-running 2>&1)"
}

find_init() {
	init=$(pgrep -P "$booter") && [ -n "$init" ]
}

halt() {
	[ -z "$init" ] || kill -KILL "$init" 2>/dev/null
	idp_end
	wait 2>/dev/null
}

test_install() {
	is "it is installed" install_deb "$deb"
	is "it has a user of its own" chroot "$root" id postwacht
	is "secrets are for the service alone" sh -c \
		"[ \"\$(stat -c %a%G $root/etc/postwacht/secrets)\" = \
		750\$(chroot $root stat -c %G /var/lib/postwacht) ] ||
		[ \"\$(stat -c %a $root/etc/postwacht/secrets)\" = 750 ]"
	is "it is not enabled before it is set up" sh -c \
		"[ ! -e $root/etc/systemd/system/multi-user.target.wants/postwachtd.service ]"
	is "its rules are good" chroot "$root" postwacht check
}

prepare_secrets() {
	cp "$RIG_CA" "$root/etc/postwacht/ca.pem"
	printf '%s\n' "$app_secret" > "$root/etc/postwacht/secrets/app"
	chroot "$root" chown postwacht:postwacht /etc/postwacht/secrets/app
	chmod 600 "$root/etc/postwacht/secrets/app"
}

test_setup() {
	prepare_secrets
	is "setup tries tokens and writes the configuration" inside postwacht setup \
		--address vragen@team.example --provider own --host localhost \
		--port "$RIG_IMAPS" --security tls --user vragen \
		--client-id vragen --scope mail \
		--endpoint "https://localhost:$idp_port/api/idp/token" \
		--secret-file /etc/postwacht/secrets/app \
		--ca-file /etc/postwacht/ca.pem --organisation Team --team-code K \
		--team-name Kinderopvang --coordinator Noor \
		--coordinator-address noor@team.example --smtp-host localhost \
		--smtp-port "$RIG_SUBMISSION" --smtp-security starttls \
		--smtp-user vragen --from postwacht@team.example \
		--state-dir /var/lib/postwacht
	is "the service starts" inside systemctl enable --now postwachtd
	is "it is ready" rig_wait 30 is_good
	is "doctor finds nothing bad" inside postwacht doctor
	inside postwacht doctor
}

is_good() { inside postwacht status; }

mail_in() {
	printf '%s\r\n' "From: Vrager <vrager@utrecht.nl>" \
		"To: vragen@team.example" "Subject: $1" \
		"Message-ID: <$1@utrecht.nl>" "Date: $(date -R)" "" "Goedemorgen," "" \
		"Hoeveel kinderen mag een gastouder tegelijk opvangen?" | rig_deliver vragen
}

is_listed() {
	inside postwacht --json list | grep -q "$1"
}

service() { # NAME: a field of /proc/PID/status of the daemon
	local pid
	pid=$(inside systemctl show -P MainPID postwachtd)
	inside sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status"
}

is_closed_in() {
	[ "$(service NoNewPrivs)" = 1 ] && [ "$(service Seccomp)" = 2 ] &&
		[ "$(service CapEff)" = 0000000000000000 ]
}

# Below 1.5 of 10 (the smaller the better).
is_hardened() {
	inside systemd-analyze security postwachtd.service --no-pager |
		tee "$RIG/log/security" | tail -n 1
	awk '/Overall exposure level/ { exit !($(NF - 2) <= 1.5) }' "$RIG/log/security"
}

test_work() {
	mail_in Een
	is "a question is listed while it runs under its unit" rig_wait 30 is_listed Een
	is "no capability, no new privilege, a filter of calls" is_closed_in
	is "its exposure is at most 1.5" is_hardened
	tail -n 1 "$RIG/log/security"
	# A morning to come, in a store of its own: the first digest.
	sed "s|state_dir = .*|state_dir = \"/var/lib/postwacht/rehearsal\";|" \
		"$root/etc/postwacht/postwacht.conf" > "$root/etc/postwacht/rehearsal.conf"
	chmod 644 "$root/etc/postwacht/rehearsal.conf"
	inside install -d -o postwacht -g postwacht -m 750 /var/lib/postwacht/rehearsal
	is "a first digest goes out" inside setpriv --reuid postwacht --regid postwacht \
		--clear-groups postwachtd -c /etc/postwacht/rehearsal.conf --once \
		--as-of 2027-01-04T09:00:00+01:00
	is "and arrives" rig_wait 20 has_digest
}

# A second daemon of its own, on other mail.
test_instances() {
	inside install -d -o postwacht -g postwacht /srv/jeugd/new /srv/jeugd/cur \
		/srv/jeugd/tmp
	sed -e 's|state_dir = .*|state_dir = "/var/lib/postwacht-jeugd";|' \
		-e '/^mailboxes = (/,/^);/d' -e '/^post = {/,/^};/d' \
		"$root/etc/postwacht/postwacht.conf" > "$root/etc/postwacht/jeugd.conf"
	cat >> "$root/etc/postwacht/jeugd.conf" <<-C
	mailboxes = ( { id = "jeugd"; source = "maildir"; path = "/srv/jeugd";
	  addresses = [ "jeugd@team.example" ]; team = "K"; } );
	post = { kind = "folder"; folder = "/var/lib/postwacht-jeugd/out";
	  from = "postwacht@team.example"; };
	C
	chmod 644 "$root/etc/postwacht/jeugd.conf"
	is "a second daemon starts" inside systemctl start postwachtd@jeugd
	is "and reads its own mail" rig_wait 30 inside postwacht \
		-c /etc/postwacht/jeugd.conf status
	is "beside the first" is_good
	inside systemctl stop postwachtd@jeugd
}

has_digest() {
	rig_doveadm -f flow fetch -u noor hdr.subject mailbox INBOX | grep -q 'Vragen ma'
}

# What version 0.1.0 left: the store as its only migration made it.
old_store() {
	local db=$root/var/lib/postwacht/postwacht.db
	inside systemctl stop postwachtd
	rm -f "$db" "$db"-wal "$db"-shm
	awk '/^-- name: MIGRATION_1$/ { on = 1; next } /^-- name: / { on = 0 } on' \
		"$here/../../lib/edge/schema.sql" | sqlite3 "$db"
	sqlite3 "$db" "PRAGMA journal_mode = WAL; PRAGMA user_version = 1;
		INSERT INTO meta VALUES ('kind', 0), ('activated_at', 1764000000);
		INSERT INTO mailbox (name, activated_at, messages)
		VALUES ('vragen', 1764000000, 5);" > /dev/null
	chroot "$root" chown postwacht:postwacht /var/lib/postwacht/postwacht.db
}

# The package under an older number.
older_package() {
	local work=$RIG/older
	dpkg-deb -R "$deb" "$work"
	sed -i 's/^Version: .*/Version: 0.1.0/' "$work/DEBIAN/control"
	dpkg-deb -b "$work" "$RIG/older.deb" > /dev/null
}

in_store() { # QUERY
	sqlite3 "$root/var/lib/postwacht/postwacht.db" "$1"
}

is_upgraded() {
	[ "$(in_store 'PRAGMA user_version')" -gt 1 ] &&
		[ "$(in_store "SELECT activated_at FROM mailbox WHERE name = 'vragen'")" = 1764000000 ]
}

test_upgrade() {
	older_package
	is "the previous version is there" inside_install "$RIG/older.deb"
	old_store
	is "it is upgraded" inside_install "$deb"
	inside systemctl start postwachtd
	is "with its data" rig_wait 30 is_upgraded
	is "and works" rig_wait 30 is_good
}

inside_install() { # FILE; maintainer scripts see the running systemd
	cp "$1" "$root/root/package.deb"
	inside env DEBIAN_FRONTEND=noninteractive dpkg -i /root/package.deb
}

test_removal() {
	inside dpkg -r postwacht > "$RIG/log/remove" 2>&1
	is "removal keeps configuration and data" test -e \
		"$root/var/lib/postwacht/postwacht.db" -a -e "$root/etc/postwacht/postwacht.conf"
	is "nothing of it runs" sh -c "! pgrep -P $init postwachtd"
	inside dpkg -P postwacht > "$RIG/log/purge" 2>&1
	is "purging drops both" test ! -e "$root/var/lib/postwacht" -a ! -e "$root/etc/postwacht"
}

rig_begin
trap 'code=$?; halt; (exit $code); rig_end' EXIT
for user in postwacht vragen noor; do rig_user "$user" geheim; done
idp_start
idp_client vragen
idp_client postwacht
rig_dovecot_start
rig_postfix_start
make_root
test_install
boot
test_setup
test_work
test_instances
test_upgrade
test_removal
echo "$failed failed"
[ "$failed" -eq 0 ]
