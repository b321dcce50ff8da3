#!/bin/sh
# demo.sh BUILD: lives through the bundled mailbox; the pages land in
# build/demo.
set -eu
build=${1:?build folder}
mkdir -p build
exec "$build/postwacht" demo build/demo
