#!/bin/sh
# clang-tidy, one file a call: with two files in one call version 14 reports a
# false uninitialised va_list.
set -u
cd "$(dirname "$0")/.." || exit 1
packages="gmime-3.0 libconfig sqlite3 libcurl gnutls libxml-2.0 libxslt libpcre2-8 jansson libidn2 libseccomp"
bad=0
for file in ${*:-$(git ls-files 'lib/*.c' 'daemon/*.c' 'cli/*.c')}; do
	clang-tidy --quiet "$file" -- -std=c17 -D_GNU_SOURCE -DPOSTWACHT_VERSION='"lint"' \
		-iquote lib -iquote . -iquote build/gen $(pkg-config --cflags $packages) 2>/dev/null || bad=1
done
exit "$bad"
