/*
 * Attacks the readers' cell from inside, by reading functions that misbehave
 * at a word in the message, and looks at what the daemon's side makes of it.
 * The shipped programs hold none of this.
 *
 *   cell_probe attack           each misbehaviour; "ok NAME" or "FAILED NAME"
 *   cell_probe compare PATH...  mail read inside and outside gives the same,
 *                               in every charset too
 *   cell_probe deny CALL COMMAND...  runs a command to which the kernel
 *                               refuses that system call
 */

#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <linux/futex.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/facts_wire.h"
#include "edge/nursery.h"
#include "edge/readers.h"

#ifdef POSTWACHT_INSTRUMENTED
#define HAS_CELL false
#else
#define HAS_CELL true
#endif

#define WORD "X-Probe: "

/* ---- misbehaviour, in the reader ---- */

static void
try_open(struct reading *out)
{
	if (open("/etc/passwd", O_RDONLY) >= 0 || errno != EACCES)
		out->facts.subject = "a file was opened";
}

static void
try_create(struct reading *out)
{
	if (open("/tmp/cell_probe.file", O_WRONLY | O_CREAT, 0600) >= 0)
		out->facts.subject = "a file was made";
}

static void
try_connect(struct reading *out)
{
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EACCES)
		out->facts.subject = "a socket was opened";
}

static void
try_fork(struct reading *out)
{
	if (fork() >= 0 || errno != EACCES)
		out->facts.subject = "a process was forked";
}

static void
try_exec(struct reading *out)
{
	char *const argv[] = { (char[]){ "true" }, NULL };

	(void)execv("/bin/true", argv);
	if (errno != EACCES)
		out->facts.subject = "a program was started";
}

static void
try_kill(struct reading *out)
{
	if (kill(getppid(), SIGKILL) == 0)
		out->facts.subject = "the nursery was killed";
}

static void
try_spin(struct reading *out)
{
	volatile unsigned long n = 0;

	(void)out;
	for (;;)
		n = n + 1;
}

static void
try_hang(struct reading *out)
{
	int word = 0;

	(void)out;
	for (;;)
		(void)syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0);
}

static void
try_bloat(struct reading *out)
{
	struct arena *a = arena_new();

	(void)out;
	for (;;)
		(void)arena_alloc(a, 1024 * 1024);
}

static void
try_crash(struct reading *out)
{
	volatile uintptr_t nowhere = 8; /* hidden from the compiler */

	(void)out;
	*(volatile char *)nowhere = 1;
}

static void
try_garbage(struct reading *out)
{
	static const char noise[64] = "HTTP/1.1 200 OK\r\n\r\n";
	int fd;

	(void)out;
	for (fd = 0; fd < 64; fd++) {
		if (write(fd, noise, sizeof(noise)) > 0)
			return;
	}
}

static void
try_forbidden(struct reading *out)
{
	(void)out;
	(void)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static void
try_code(struct reading *out)
{
	(void)out;
	(void)mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
try_exit(struct reading *out)
{
	(void)out;
	_exit(0);
}

static void
try_lie(struct reading *out)
{
	out->facts.subject = "two\nlines";
}

static void
try_outside(struct reading *out)
{
	(void)out;
	(void)raise(SIGKILL);
}

static const struct attack {
	const char *word;
	void (*run)(struct reading *out);
	const char *aside; /* a piece of it; NULL: read in full */
	bool needs_cell;
} attacks[] = {
	{ "open", try_open, NULL, true },
	{ "create", try_create, NULL, true },
	{ "connect", try_connect, "what the cell forbids", true },
	{ "fork", try_fork, "what the cell forbids", true },
	{ "exec", try_exec, "what the cell forbids", true },
	{ "kill", try_kill, "what the cell forbids", true },
	{ "ptrace", try_forbidden, "what the cell forbids", true },
	{ "code", try_code, "what the cell forbids", true },
	/* On a busy machine the clock may run out before the processor
	 * time does; is_limited() sees that both are set. */
	{ "spin", try_spin, "to read", false },
	{ "hang", try_hang, "too long", false },
	{ "bloat", try_bloat, "memory", true },
	{ "crash", try_crash, "its reader", false },
	{ "garbage", try_garbage, "no sensible answer", true },
	{ "lie", try_lie, "no sensible answer", false },
	{ "exit", try_exit, "exit code 0", false },
	{ "outside", try_outside, "signal 9", false },
};

static void
read_and_attack(
    struct arena *a, const struct fetched *mail, struct reading *out)
{
	const char *word = strstr(mail->bytes, WORD);
	size_t i;

	reader_read(a, mail, out);
	if (!word)
		return;
	word += strlen(WORD);
	for (i = 0; i < LENGTH(attacks); i++) {
		if (strncmp(word, attacks[i].word, strlen(attacks[i].word)) ==
		    0)
			attacks[i].run(out);
	}
}

/* ---- the daemon's side ---- */

struct bench {
	struct arena *arena;
	struct nursery *nursery;
	struct readers *readers;
};

static void
set_up(struct bench *b, reader_fn *read_mail)
{
	struct err e = { 0 };

	b->arena = arena_new();
	if (nursery_start(read_mail, &b->nursery, &e) != 0 ||
	    readers_open(b->nursery, 2, &b->readers, &e) != 0) {
		printf("FAILED set-up: %s\n", e.text);
		exit(1);
	}
}

static void
take_down(struct bench *b)
{
	readers_close(b->readers);
	nursery_close(b->nursery);
	arena_free(b->arena);
}

/* A mail; the word stands in the header or in the text. */
static struct fetched
mail_with(struct arena *a, const char *word, bool in_header)
{
	const char *probe = word ? arena_printf(a, WORD "%s\n", word) : "";
	char *s = arena_printf(a,
	    "From: n@x.example\nSubject: Vraag\nMessage-ID: <%p@x.example>\n"
	    "%s\nMag dit?\n%s",
	    (const void *)probe, in_header ? probe : "",
	    in_header ? "" : probe);

	return (struct fetched){
		.bytes = s, .n = strlen(s), .name = "", .aside = ""
	};
}

static bool
is_well(const struct reading *r)
{
	return !*r->aside && !r->is_unread &&
	    strcmp(r->facts.subject, "Vraag") == 0 &&
	    strncmp(r->facts.text_new, "Mag dit?", 8) == 0;
}

static void
say(const char *name, const char *what, bool is_good, const struct reading *r)
{
	if (is_good)
		printf("ok %s %s\n", name, what);
	else
		printf("FAILED %s %s: subject \"%s\" aside \"%s\"%s\n", name,
		    what, r->facts.subject, r->aside,
		    r->is_unread ? " unread" : "");
}

static int
read_some(
    struct bench *b, const struct fetched *mails, size_t n, struct reading *out)
{
	struct err e = { 0 };

	if (readers_read(b->readers, b->arena, mails, n, out, &e) == 0)
		return 0;
	printf("FAILED reading: %s\n", e.text);
	return -1;
}

/* The bad mail stands among good ones. */
static void
attack_in_text(struct bench *b, const struct attack *t)
{
	struct fetched mails[9];
	struct reading out[LENGTH(mails)];
	const size_t bad = 3;
	bool are_well = true;
	size_t i;

	for (i = 0; i < LENGTH(mails); i++)
		mails[i] =
		    mail_with(b->arena, i == bad ? t->word : NULL, false);
	if (read_some(b, mails, LENGTH(mails), out) != 0)
		return;
	if (t->aside)
		say(t->word, "is set aside with the reason",
		    strstr(out[bad].aside, t->aside) && !out[bad].is_unread &&
		        strcmp(out[bad].facts.subject, "Vraag") == 0,
		    &out[bad]);
	else
		say(t->word, "gets nothing and is read", is_well(&out[bad]),
		    &out[bad]);
	for (i = 0; i < LENGTH(mails); i++)
		are_well = are_well && (i == bad || is_well(&out[i]));
	say(t->word, "costs no other message", are_well, &out[bad + 1]);
}

static void
attack_in_header(struct bench *b)
{
	struct fetched mails[3] = { mail_with(b->arena, NULL, true),
		mail_with(b->arena, "crash", true),
		mail_with(b->arena, NULL, true) };
	struct reading out[LENGTH(mails)];

	mails[1].received.sec = 1769509000;
	mails[1].basis = RECEIPT_INTERNALDATE;
	if (read_some(b, mails, LENGTH(mails), out) != 0)
		return;
	say("headers", "that end readers leave what the source knows",
	    out[1].is_unread && strstr(out[1].aside, "its reader") &&
	        out[1].received.sec == 1769509000 && !*out[1].facts.subject,
	    &out[1]);
	say("headers", "that end readers cost no other message",
	    is_well(&out[0]) && is_well(&out[2]), &out[2]);
}

static void
attack_in_numbers(struct bench *b)
{
	enum {
		MANY = 120
	};
	struct fetched mails[MANY];
	struct reading out[MANY];
	bool are_well = true;
	size_t i, worst = 0;

	for (i = 0; i < MANY; i++)
		mails[i] = mail_with(b->arena,
		    i % 2       ? NULL
		        : i % 4 ? "crash"
		                : "lie",
		    false);
	if (read_some(b, mails, MANY, out) != 0)
		return;
	for (i = 0; i < MANY; i++) {
		if (i % 2 ? is_well(&out[i]) : *out[i].aside != '\0')
			continue;
		are_well = false;
		worst = i;
	}
	say("sixty attacks", "cost sixty messages", are_well, &out[worst]);
}

/* More than one reader's life. */
static void
read_many(struct bench *b)
{
	enum {
		MANY = 3 * READERS_MAILS
	};
	struct fetched *mails = arena_array(b->arena, MANY, sizeof(*mails));
	struct reading *out = arena_array(b->arena, MANY, sizeof(*out));
	size_t i, before = readers_counts(b->readers).replaced;
	bool are_well = true;

	for (i = 0; i < MANY; i++)
		mails[i] = mail_with(b->arena, NULL, false);
	if (read_some(b, mails, MANY, out) != 0)
		return;
	for (i = 0; i < MANY; i++)
		are_well = are_well && is_well(&out[i]);
	say("many messages", "outlive their readers",
	    are_well && readers_counts(b->readers).replaced == before, out);
}

/* ---- processes, seen from outside ---- */

static pid_t
parent_of(const char *pid)
{
	char path[300], line[512];
	FILE *f;
	size_t n;
	char *end;

	(void)snprintf(path, sizeof(path), "/proc/%s/stat", pid);
	f = fopen(path, "re");
	if (!f)
		return -1;
	n = fread(line, 1, sizeof(line) - 1, f);
	(void)fclose(f);
	line[n] = '\0';
	end = strrchr(line, ')'); /* "pid (name) state parent ..." */
	return end && strlen(end) > 4 ? (pid_t)strtol(end + 4, NULL, 10) : -1;
}

static size_t
children_of(pid_t parent, pid_t *out, size_t most)
{
	DIR *d = opendir("/proc");
	struct dirent *entry;
	size_t n = 0;

	while (d && (entry = readdir(d)) && n < most) {
		if (*entry->d_name >= '1' && *entry->d_name <= '9' &&
		    parent_of(entry->d_name) == parent)
			out[n++] = (pid_t)strtol(entry->d_name, NULL, 10);
	}
	if (d)
		(void)closedir(d);
	return n;
}

static bool
has_line(pid_t pid, const char *line)
{
	char path[64], s[256];
	bool is_there = false;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "re");
	while (f && fgets(s, sizeof(s), f)) {
		s[strcspn(s, "\n")] = '\0';
		is_there |= strcmp(s, line) == 0;
	}
	if (f)
		(void)fclose(f);
	return is_there;
}

/* A line of limits(5): name, soft, hard. */
static bool
has_limit(pid_t pid, const char *name, long long most)
{
	char path[64], s[256];
	bool is_there = false;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/limits", (int)pid);
	f = fopen(path, "re");
	while (f && fgets(s, sizeof(s), f)) {
		const char *soft = s + strlen(name);
		char *end;

		if (!text_has_prefix(s, name))
			continue;
		is_there = strtoll(soft, &end, 10) <= most && end > soft;
	}
	if (f)
		(void)fclose(f);
	return is_there;
}

static bool
is_limited(pid_t pid)
{
	static const struct {
		const char *name;
		long long most;
	} rows[] = {
		{ "Max cpu time", 10 }, /* after its first message */
		{ "Max open files", 0 },
		{ "Max processes", 0 },
		{ "Max file size", 0 },
		{ "Max core file size", 0 },
#ifndef POSTWACHT_INSTRUMENTED
		{ "Max address space", 1LL << 30 },
#endif
	};
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		if (!has_limit(pid, rows[i].name, rows[i].most)) {
			printf("FAILED readers: %s\n", rows[i].name);
			return false;
		}
	}
	return true;
}

static void
look_at_readers(struct bench *b)
{
	struct fetched mails[4 * READERS_AHEAD];
	struct reading out[LENGTH(mails)];
	pid_t nursery, readers[NURSERY_MAX];
	bool are_locked;
	size_t i, n = 0;

	for (i = 0; i < LENGTH(mails); i++)
		mails[i] = mail_with(b->arena, NULL, false);
	if (read_some(b, mails, LENGTH(mails), out) != 0)
		return;
	are_locked = children_of(getpid(), &nursery, 1) == 1;
	if (are_locked)
		n = children_of(nursery, readers, LENGTH(readers));
	for (i = 0; i < n; i++)
		are_locked = are_locked && is_limited(readers[i]) &&
		    has_line(readers[i], "NoNewPrivs:\t1") &&
		    (!HAS_CELL || has_line(readers[i], "Seccomp:\t2"));
	say("readers", "are two, each limited and under its filter",
	    are_locked && n == 2, &out[0]);
}

static void
kill_idle_readers(struct bench *b)
{
	struct fetched mails[4];
	struct reading out[LENGTH(mails)];
	pid_t nursery, readers[NURSERY_MAX];
	size_t i, n;
	bool are_well = true;

	if (children_of(getpid(), &nursery, 1) != 1)
		return;
	n = children_of(nursery, readers, LENGTH(readers));
	for (i = 0; i < n; i++)
		(void)kill(readers[i], SIGKILL);
	for (i = 0; i < LENGTH(mails); i++)
		mails[i] = mail_with(b->arena, NULL, false);
	if (read_some(b, mails, LENGTH(mails), out) != 0)
		return;
	for (i = 0; i < LENGTH(mails); i++)
		are_well = are_well && is_well(&out[i]);
	say("idle readers", "that die are no message's fault", are_well, out);
}

static void
kill_nursery(struct bench *b)
{
	struct fetched mail = mail_with(b->arena, "crash", false);
	struct reading out = { .aside = "", .facts.subject = "" };
	struct err e = { 0 };
	pid_t nursery;
	int failed;

	if (children_of(getpid(), &nursery, 1) != 1)
		return;
	(void)kill(nursery, SIGKILL);
	failed = readers_read(b->readers, b->arena, &mail, 1, &out, &e);
	say("a nursery", "that is gone leaves the messages for later",
	    failed == -1 && e.kind == ERR_AGAIN, &out);
}

static int
attack_all(void)
{
	struct bench b;
	size_t i, most = 0;

	set_up(&b, read_and_attack);
	look_at_readers(&b);
	for (i = 0; i < LENGTH(attacks); i++) {
		if (HAS_CELL || !attacks[i].needs_cell) {
			attack_in_text(&b, &attacks[i]);
			most++;
		}
	}
	attack_in_header(&b);
	attack_in_numbers(&b);
	read_many(&b);
	kill_idle_readers(&b);
	kill_nursery(&b);
	take_down(&b);
	return most > 0 ? 0 : 1;
}

/* ---- the same inside and outside ---- */

/* nftw() gives its callback no context. */
static struct bench comparing;
static size_t n_compared, n_different;

static struct fetched
load(struct arena *a, const char *path, off_t size)
{
	char *bytes = arena_alloc(a, (size_t)size + 1);
	FILE *f = fopen(path, "re");
	struct fetched mail = { .bytes = bytes, .name = "", .aside = "" };

	if (f) {
		mail.n = fread(bytes, 1, (size_t)size, f);
		(void)fclose(f);
	}
	return mail;
}

static void
compare(const char *name, const struct fetched *mail)
{
	SCOPED(text_done) struct text inside = { 0 };
	SCOPED(text_done) struct text outside = { 0 };
	struct bench *b = &comparing;
	struct reading in, out;

	text_init(&inside, FACTS_WIRE_MAX);
	text_init(&outside, FACTS_WIRE_MAX);
	if (read_some(b, mail, 1, &in) != 0)
		exit(1);
	reader_read(b->arena, mail, &out);
	facts_wire_put(&inside, &in.facts, &in.fingerprint);
	facts_wire_put(&outside, &out.facts, &out.fingerprint);
	n_compared++;
	if (*in.aside || inside.len != outside.len ||
	    memcmp(inside.data, outside.data, inside.len) != 0) {
		n_different++;
		printf("FAILED compare %s: aside \"%s\"\n", name, in.aside);
	}
}

static int
compare_file(
    const char *path, const struct stat *st, int type, struct FTW *where)
{
	struct fetched mail;

	(void)where;
	if (type != FTW_F || st->st_size == 0)
		return 0;
	arena_clear(comparing.arena);
	mail = load(comparing.arena, path, st->st_size);
	compare(path, &mail);
	return 0;
}

/* Bytes of every value under every name: in the text, in an encoded word, and
 * raw in one, where GMime asks for the charset by the name in the mail. */
static void
compare_charset(const char *name)
{
	struct arena *a = comparing.arena;
	char every[224], *s;
	struct fetched mail = { .name = "", .aside = "" };
	size_t i;

	arena_clear(a);
	for (i = 0; i < sizeof(every); i++)
		every[i] = (char)(0x20 + i);
	every[sizeof(every) - 1] = '\0';
	s = arena_printf(a,
	    "From: =?%s?Q?M=FCller_=A4?= <n@x.example>\n"
	    "To: =?%s?Q?M\xFCller?= <m@x.example>\n"
	    "Subject: =?%s?B?xOPEs6Giu/LX7g==?= =?%s?Q?=1B=24B=46=7C?=\n"
	    "Content-Type: text/plain; charset=%s\n\n%s\n\x1B$BF|K\\8l\x1B(B\n",
	    name, name, name, name, name, every);
	mail.bytes = s;
	mail.n = strlen(s);
	compare(name, &mail);
}

static void
compare_charsets(void)
{
	static const char *const names[] = { "us-ascii", "utf-8", "utf-7",
		"utf-16", "utf-32", "iso-8859-1", "iso-8859-2", "iso-8859-5",
		"iso-8859-7", "iso-8859-8-i", "iso-8859-9", "iso-8859-15",
		"windows-1250", "windows-1251", "windows-1252", "windows-1255",
		"windows-1258", "cp1252", "koi8-r", "koi8-u", "macintosh",
		"ibm850", "tis-620", "gb2312", "gbk", "gb18030", "big5",
		"big5-hkscs", "shift_jis", "cp932", "euc-jp", "euc-kr",
		"ks_c_5601-1987", "iso-2022-jp", "iso-2022-kr" };
	size_t i;

	for (i = 0; i < LENGTH(names); i++)
		compare_charset(names[i]);
}

static int
compare_all(int n, char **paths)
{
	size_t refused;
	int i;

	set_up(&comparing, reader_read);
	message_init();
	compare_charsets();
	for (i = 0; i < n; i++) {
		if (nftw(paths[i], compare_file, 16, FTW_PHYS) != 0)
			printf("FAILED compare %s: cannot be read\n", paths[i]);
	}
	refused = readers_counts(comparing.readers).refused;
	take_down(&comparing);
	printf("%s %zu messages are read the same inside and outside\n",
	    n_different == 0 ? "ok" : "FAILED", n_compared);
	printf("%s no file is asked for (%zu)\n",
	    refused == 0 ? "ok" : "FAILED", refused);
	return n_different == 0 && refused == 0 ? 0 : 1;
}

static int
deny(const char *name, char **command)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int call = seccomp_syscall_resolve_name(name);

	if (!filter || call == __NR_SCMP_ERROR ||
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) != 0 ||
	    seccomp_load(filter) != 0) {
		printf("FAILED deny %s\n", name);
		return 1;
	}
	(void)execv(command[0], command);
	return 1;
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };

	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	if (date_init(&e) != 0)
		return 1;
	if (argc == 2 && strcmp(argv[1], "attack") == 0)
		return attack_all();
	if (argc > 2 && strcmp(argv[1], "compare") == 0)
		return compare_all(argc - 2, argv + 2);
	if (argc > 3 && strcmp(argv[1], "deny") == 0)
		return deny(argv[2], argv + 3);
	fputs("usage: cell_probe attack | compare PATH... | "
	      "deny CALL COMMAND...\n",
	    stderr);
	return 64;
}
