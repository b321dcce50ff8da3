# Postwacht. `make` leaves build/postwachtd and build/postwacht.
#
#   make deps     installs the Debian packages that are missing
#   make demo     builds and lives through the bundled mailbox
#   make score    how well the shipped rules read labelled mail
#   make check    every test, with a private Dovecot and Postfix
#   make torture  SEED= KILLS=500: the daemon under kills, cuts and full disks
#   make bench    speed, beside a bare reader and a plain script
#   make states   the state diagram and its table, from the code (graphviz)
#   make install  PREFIX=/usr/local DESTDIR=
#   make deb      the Debian packages, in build/deb; make package-root tries them
#
# SANITIZE=1 builds with ASan and UBSan, SANITIZE=thread with TSan,
# SANITIZE=fuzzer (clang) for tests/fuzz; BUILD names another build folder.
# POSTWACHT_INSTRUMENTED says how many times slower such a build may be.

VERSION := 0.2.0

PREFIX  ?= /usr/local
BINDIR  := $(PREFIX)/bin
SBINDIR := $(PREFIX)/sbin
DATADIR := $(PREFIX)/share/postwacht
MANDIR  := $(PREFIX)/share/man
UNITDIR ?= $(PREFIX)/lib/systemd/system
COMPLETIONDIR ?= $(PREFIX)/share/bash-completion/completions
SYSUSERSDIR ?= $(PREFIX)/lib/sysusers.d

BUILD ?= build
CC    ?= gcc
Q     := $(if $(V),,@)

PACKAGES := gmime-3.0 libconfig sqlite3 libcurl gnutls libxml-2.0 libxslt \
	libpcre2-8 jansson libidn2 libseccomp pangocairo
SYSTEMD  := $(shell pkg-config --exists libsystemd && echo libsystemd)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes \
	-Wstrict-prototypes -Wwrite-strings -Wformat=2 -Wvla -Wswitch-enum \
	-Wnull-dereference -Wno-overlength-strings -Wimplicit-function-declaration -Werror
SANITIZERS_1      := address,undefined
SANITIZERS_thread := thread
SANITIZERS_fuzzer := fuzzer-no-link,address,undefined
SANITIZERS := $(if $(SANITIZE),$(or $(SANITIZERS_$(SANITIZE)),$(error SANITIZE is 1, thread or fuzzer)))
SAN  := $(if $(SANITIZE),-fsanitize=$(SANITIZERS) -fno-sanitize-recover=all -fno-omit-frame-pointer)
HARDEN := -fstack-protector-strong -fPIE $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
OPTIMISE ?= -O2 -g

CFLAGS  ?=
CPPFLAGS_ALL := -D_GNU_SOURCE -DPOSTWACHT_VERSION='"$(VERSION)"' \
	$(if $(SANITIZE),-DPOSTWACHT_INSTRUMENTED=4) \
	$(if $(SYSTEMD),-DPOSTWACHT_SYSTEMD) \
	-iquote lib -iquote . -iquote $(BUILD)/gen \
	$(shell pkg-config --cflags $(PACKAGES) $(SYSTEMD) 2>/dev/null | sed 's/-I/-isystem /g') $(CPPFLAGS)
CFLAGS_ALL := -std=c17 $(OPTIMISE) $(WARN) $(HARDEN) $(SAN) \
	-fvisibility=hidden -pthread $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now -pthread $(SAN) $(LDFLAGS)
LDLIBS_ALL := $(shell pkg-config --libs $(PACKAGES) $(SYSTEMD) 2>/dev/null) \
	-letpan -lunistring -lxlsxwriter -lm

LIB_SRC    := $(sort $(wildcard lib/*/*.c))
DAEMON_SRC := $(sort $(wildcard daemon/*.c))
CLI_SRC    := $(sort $(wildcard cli/*.c))
TEST_SRC   := $(sort $(wildcard tests/unit/test_*.c))

LIB_OBJ    := $(LIB_SRC:%.c=$(BUILD)/%.o)
DAEMON_OBJ := $(DAEMON_SRC:%.c=$(BUILD)/%.o)
CLI_OBJ    := $(CLI_SRC:%.c=$(BUILD)/%.o)
TEST_BIN   := $(TEST_SRC:tests/unit/%.c=$(BUILD)/tests/%)
FUZZERS    := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BENCHES    := $(patsubst bench/%.c,$(BUILD)/bench/%, \
	$(filter-out bench/slow_sync.c,$(wildcard bench/*.c))) \
	$(BUILD)/bench/slow_sync.so
PROBES     := $(patsubst tests/servers/%.c,$(BUILD)/servers/%,$(wildcard tests/servers/*_probe.c)) \
	$(BUILD)/servers/disk.so
GEN        := $(BUILD)/gen/queries.inc $(BUILD)/gen/schema.inc



.PHONY: all manuals states probes fuzzers bench bench-tools deps demo score check unit servers \
	torture floors \
	format lint install deb package-root clean
.SECONDARY:
.DELETE_ON_ERROR:

MANUALS := $(BUILD)/man/postwacht.1 $(BUILD)/man/postwacht.conf.5 \
	docs/man/postwacht-rules.5 docs/man/postwachtd.8

all: $(BUILD)/postwachtd $(BUILD)/postwacht

manuals: $(MANUALS)

# What the program itself knows best is not written a second time.
$(BUILD)/man/postwacht.1: docs/man/postwacht.1.in docs/man/commands.awk $(BUILD)/postwacht
	@mkdir -p $(@D)
	@echo "  MAN   $@"
	$(Q)$(BUILD)/postwacht --commands | awk -f docs/man/commands.awk > $@.part
	$(Q)sed -e '/^@COMMANDS@$$/r $@.part' -e '/^@COMMANDS@$$/d' $< > $@

$(BUILD)/man/postwacht.conf.5: docs/man/postwacht.conf.5.in docs/man/settings.awk $(BUILD)/postwacht
	@mkdir -p $(@D)
	@echo "  MAN   $@"
	$(Q)$(BUILD)/postwacht --settings | awk -f docs/man/settings.awk > $@.part
	$(Q)sed -e '/^@SETTINGS@$$/r $@.part' -e '/^@SETTINGS@$$/d' $< > $@

$(BUILD)/postwachtd: $(DAEMON_OBJ) $(BUILD)/libpostwacht.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(BUILD)/postwacht: $(CLI_OBJ) $(BUILD)/libpostwacht.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(BUILD)/libpostwacht.a: $(LIB_OBJ)
	@echo "  AR    $@"
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/libpostwacht.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL) -lcmocka

# Small programs that the server tests drive.
$(BUILD)/servers/%: $(BUILD)/tests/servers/%.o $(BUILD)/libpostwacht.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

# libFuzzer targets, with SANITIZE=fuzzer CC=clang. What a target defines
# itself takes the place of the library's object.
$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/libpostwacht.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LDLIBS_ALL)

# What is loaded in front of the C library.
define PRELOAD
@mkdir -p $(@D)
@echo "  LINK  $@"
$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -fPIC -shared -o $@ $< -ldl
endef

$(BUILD)/servers/disk.so: tests/servers/disk.c
	$(PRELOAD)

$(BUILD)/bench/slow_sync.so: bench/slow_sync.c
	$(PRELOAD)

# The tools of the benchmark.
$(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/libpostwacht.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(BUILD)/%.o: %.c | $(GEN)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# The queries as an enumeration and a table, the schema as strings: SQL stays
# in files that sqlite3 can read.
$(BUILD)/gen/%.inc: lib/edge/%.sql lib/edge/sql.awk
	@mkdir -p $(@D)
	@echo "  GEN   $@"
	$(Q)awk -f lib/edge/sql.awk $< > $@

deps:
	$(Q)./tests/deps.sh build

demo: deps
	$(Q)$(MAKE) --no-print-directory all
	$(Q)./tests/demo.sh $(BUILD)

score: all
	$(Q)./tests/score.sh $(BUILD)

check:
	$(Q)./tests/deps.sh build check
	$(Q)./tests/check.sh

unit: $(TEST_BIN)
	$(Q)./tests/unit.sh $(BUILD)

probes: $(PROBES)

fuzzers: $(FUZZERS)

bench-tools: $(BENCHES)

bench: all bench-tools
	$(Q)./tests/deps.sh build check bench
	$(Q)./bench/run.sh $(BUILD)

servers: all probes
	$(Q)./tests/servers.sh $(BUILD)

# The long form; the short one is among the server tests.
SEED  ?=
KILLS ?= 500
torture: all
	$(Q)./tests/servers/test_torture.sh $(BUILD) --kills $(KILLS) $(if $(SEED),--seed $(SEED))

states: $(BUILD)/tests/test_states
	$(Q)$< dot | dot -Tsvg -Gid=states_$$($< name) > docs/pictures/states.svg
	$(Q)$< table > $(BUILD)/states.table
	$(Q)awk -v table=$(BUILD)/states.table '/^<!-- made by/ { print; print ""; \
		while ((getline line < table) > 0) print line; print ""; skip = 1 } \
		/^<!-- end/ { skip = 0 } !skip && !/^<!-- made by/' docs/states.md \
		> $(BUILD)/states.md && cp $(BUILD)/states.md docs/states.md

floors:
	$(Q)./tests/floors.sh

format:
	$(Q)clang-format -i $(shell git ls-files '*.c' '*.h')

lint:
	$(Q)./tests/lint.sh

install: all manuals
	$(Q)$(if $(SANITIZE),echo "an instrumented build is not installed" >&2; exit 1)
	install -d $(DESTDIR)$(SBINDIR) $(DESTDIR)$(BINDIR) \
		$(DESTDIR)$(DATADIR)/rules $(DESTDIR)$(DATADIR)/demo \
		$(DESTDIR)$(UNITDIR) $(DESTDIR)$(SYSUSERSDIR) $(DESTDIR)$(MANDIR)/man1 \
		$(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man8 $(DESTDIR)$(COMPLETIONDIR)
	install -m 755 $(BUILD)/postwachtd $(DESTDIR)$(SBINDIR)/postwachtd
	install -m 755 $(BUILD)/postwacht $(DESTDIR)$(BINDIR)/postwacht
	cp -R rules/. $(DESTDIR)$(DATADIR)/rules
	chmod -R u=rwX,go=rX $(DESTDIR)$(DATADIR)
	cp -R demo/. $(DESTDIR)$(DATADIR)/demo
	install -m 644 $(filter %.1,$(MANUALS)) $(DESTDIR)$(MANDIR)/man1
	install -m 644 $(filter %.5,$(MANUALS)) $(DESTDIR)$(MANDIR)/man5
	install -m 644 $(filter %.8,$(MANUALS)) $(DESTDIR)$(MANDIR)/man8
	install -m 644 completions/postwacht $(DESTDIR)$(COMPLETIONDIR)/postwacht
	install -m 644 systemd/postwacht.conf.example $(DESTDIR)$(DATADIR)/postwacht.conf.example
	sed 's|@SBINDIR@|$(SBINDIR)|g' systemd/postwachtd.service.in > $(DESTDIR)$(UNITDIR)/postwachtd.service
	sed -f systemd/instance.sed $(DESTDIR)$(UNITDIR)/postwachtd.service > $(DESTDIR)$(UNITDIR)/postwachtd@.service
	chmod 644 $(DESTDIR)$(UNITDIR)/postwachtd.service $(DESTDIR)$(UNITDIR)/postwachtd@.service
	install -m 644 systemd/postwacht.sysusers $(DESTDIR)$(SYSUSERSDIR)/postwacht.conf

# From a copy of what git knows, so that nothing of a build gets into it.
deb:
	$(Q)./tests/deps.sh build package
	$(Q)./tests/deb.sh

# On a Debian that has nothing else, booted beside the servers of the rig; ROOT
# keeps it for another time.
package-root: deb
	$(Q)./tests/deps.sh check package
	$(Q)./tests/package/root.sh $(firstword $(wildcard build/deb/postwacht_*.deb)) $(ROOT)

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(DAEMON_OBJ:.o=.d) $(CLI_OBJ:.o=.d) \
	$(TEST_SRC:%.c=$(BUILD)/%.d) \
	$(PROBES:$(BUILD)/servers/%=$(BUILD)/tests/servers/%.d) \
	$(FUZZERS:$(BUILD)/fuzz/%=$(BUILD)/tests/fuzz/%.d) \
	$(wildcard $(BUILD)/bench/*.d)
