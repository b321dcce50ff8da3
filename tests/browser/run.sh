#!/bin/sh
# run.sh BUILD [page.js] [--pictures FOLDER] FILE.html...: look.js, or another
# script of this folder, over pages, with the
# libraries of package-lock.json installed below BUILD. Nothing of it is part
# of Postwacht: it is how the pages are tested.
set -eu
build=${1:?build folder}
shift
script=look.js
case ${1:-} in *.js)
	script=$1
	shift
	;;
esac
here=$(cd "$(dirname "$0")" && pwd)
home=$build/browser
mkdir -p "$home"
if ! cmp -s "$here/package-lock.json" "$home/installed.json"; then
	cp "$here/package.json" "$here/package-lock.json" "$home"
	npm --prefix "$home" ci --ignore-scripts --no-audit --no-fund \
		> "$home/npm.log" 2>&1 || {
		cat "$home/npm.log" >&2
		exit 1
	}
	cp "$here/package-lock.json" "$home/installed.json"
fi
cp "$here"/*.js "$home"
exec node "$home/$script" "$@"
