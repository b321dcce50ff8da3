#!/bin/sh
# deps.sh build [check] [bench]: installs the Debian packages that are missing, by
# name, as root or through sudo. Servers among them are not started. Says one
# line when there is nothing to do.
set -eu

# awk is mawk, which is there, or gawk. libcurl's GnuTLS flavour is what
# libetpan-dev asks for; it replaces libcurl4-openssl-dev.
build="gcc make pkg-config libetpan-dev libcurl4-gnutls-dev libgnutls28-dev
	libsqlite3-dev libconfig-dev libgmime-3.0-dev libxml2-dev libxslt1-dev
	libpcre2-dev libunistring-dev libidn2-dev libjansson-dev libsystemd-dev
	libseccomp-dev libcairo2-dev libpango1.0-dev libxlsxwriter-dev
	fonts-dejavu-core tzdata ca-certificates"
check="clang clang-format libcmocka-dev libclang-rt-14-dev dovecot-imapd
	dovecot-lmtpd postfix openssl python3 python3-openpyxl sqlite3
	xsltproc jq procps mandoc curl glewlwyd
	chromium fonts-dejavu-core python3-prometheus-client"

# Beside which the benchmark measures.
bench="dovecot-sieve"

package="build-essential debhelper debootstrap lintian fakeroot mandoc"

usage() {
	echo "usage: $0 build [check] [package] [bench]" >&2
	exit 64
}
[ $# -gt 0 ] || usage
wanted=
for set in "$@"; do
	case $set in
	build) wanted="$wanted $build" ;;
	check) wanted="$wanted $check" ;;
	package) wanted="$wanted $package" ;;
	bench) wanted="$wanted $bench" ;;
	*) usage ;;
	esac
done

# Installed in full, of whatever architecture.
is_installed() {
	dpkg-query -W -f '${db:Status-Status}\n' "$1" 2> /dev/null |
		grep -qx installed
}

missing=
for package in $wanted; do
	is_installed "$package" || missing="$missing $package"
done
command -v awk > /dev/null || missing="$missing mawk"
# Node may come from elsewhere, with npm in it; Debian's two would conflict.
case " $* " in
*" check "*)
	command -v node > /dev/null || missing="$missing nodejs"
	command -v npm > /dev/null || missing="$missing npm"
	;;
esac
if [ -z "$missing" ]; then
	echo "deps: nothing is missing"
	exit 0
fi

if ! command -v apt-get > /dev/null; then
	echo "deps: these packages are missing, and this is no Debian with" \
		"apt-get:$missing" >&2
	exit 69
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
	# Sudo may ask for a password only where somebody can give one.
	as_root=sudo
	[ -t 0 ] || as_root="sudo -n"
	if ! command -v sudo > /dev/null || ! $as_root true; then
		echo "deps: these packages are missing, and there is neither root nor" \
			"sudo to install them:$missing" >&2
		exit 77
	fi
fi

# Debian starts a server as soon as it is installed, unless this says no
# (invoke-rc.d, exit code 101). Somebody else's policy is left alone.
policy=/usr/sbin/policy-rc.d
ours=
remove_policy() {
	[ -z "$ours" ] || $as_root rm -f "$policy"
	ours=
}
trap remove_policy EXIT
trap 'exit 1' HUP INT TERM
if [ ! -e "$policy" ]; then
	ours=yes
	printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" > /dev/null
	$as_root chmod 755 "$policy"
fi

echo "deps: installing$missing"
# Another installation may be under way; it is waited for.
$as_root apt-get -q update
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
	-o DPkg::Lock::Timeout=300 --no-install-recommends install $missing
