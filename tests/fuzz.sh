#!/bin/sh
# fuzz.sh [SECONDS]: each libFuzzer target under ASan and UBSan for a few
# seconds (longer by hand), seeded with the mail of tests/corpus and demo.
set -u
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-10}
out=build/fuzz
mkdir -p "$out/lib"
flags="-std=c17 -g -O1 -D_GNU_SOURCE -iquote lib -iquote . -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
packages="gmime-3.0 libxml-2.0 libidn2 gnutls libpcre2-8 libcurl sqlite3 libconfig libxslt jansson"
cflags=$(pkg-config --cflags $packages)
libs="$(pkg-config --libs $packages) -lunistring -lm -pthread"
# A header that changed makes every object old.
find lib -name '*.h' -newer "$out/built" 2> /dev/null | grep -q . && rm -f "$out"/lib/*.o
[ -e "$out/built" ] || rm -f "$out"/lib/*.o
touch "$out/built"
for c in lib/base/*.c lib/mail/*.c lib/term/*.c lib/triage/*.c lib/edge/facts_wire.c; do
	o="$out/lib/$(echo "$c" | tr / _).o"
	[ "$o" -nt "$c" ] || clang $flags $cflags -c -o "$o" "$c" || exit 1
done
passed=0 failed=0
for target in tests/fuzz/fuzz_*.c; do
	name=$(basename "$target" .c)
	corpus=$out/$name.corpus
	mkdir -p "$corpus"
	cp -n tests/corpus/"${name#fuzz_}"/* "$corpus"/ 2>/dev/null
	if clang $flags -fsanitize=fuzzer $cflags -o "$out/$name" "$target" "$out"/lib/*.o $libs &&
		"$out/$name" -max_total_time="$seconds" -max_len=16384 -timeout=10 \
			-rss_limit_mb=2048 -artifact_prefix="$out/$name." "$corpus" > "$out/$name.log" 2>&1; then
		passed=$((passed + 1))
		tail -n 1 "$out/$name.log"
	else
		failed=$((failed + 1))
		tail -n 30 "$out/$name.log"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
