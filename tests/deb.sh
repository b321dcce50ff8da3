#!/bin/sh
# deb.sh: builds the Debian packages from what git knows of this checkout, into
# build/deb, and looks them over with lintian: no error, no warning.
set -eu
cd "$(dirname "$0")/.."
version=$(sed -n 's/^VERSION := //p' Makefile)
grep -q "^postwacht ($version)" debian/changelog || {
	echo "deb: debian/changelog is not of version $version" >&2
	exit 1
}
out=$PWD/build/deb
rm -rf "$out"
mkdir -p "$out/postwacht-$version"
git ls-files -z | grep -zv '^tests/corpus/' | xargs -0 cp --parents -t "$out/postwacht-$version"
cd "$out/postwacht-$version"
# The same sources give the same bytes: the date is that of the changelog.
DEB_BUILD_OPTIONS="nocheck ${DEB_BUILD_OPTIONS-}" dpkg-buildpackage -us -uc -b \
	> "$out/build.log" 2>&1 || {
	tail -n 40 "$out/build.log" >&2
	exit 1
}
cd "$out"
ls -1 ./*.deb
lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs ./*.changes
echo "lintian: no error, no warning"
