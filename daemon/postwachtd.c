/*
 * postwachtd: arguments, signals, the loop, signs of life. One of the two
 * places that read the clock; everything below gets the moment as an
 * argument.
 */

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>

#include <getopt.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/text.h"
#include "daemon/notify.h"
#include "desk/desk.h"
#include "desk/office.h"
#include "edge/log.h"
#include "edge/nursery.h"
#include "edge/reader.h"
#include "edge/readers.h"
#include "edge/studio_serve.h"
#include "mail/message.h"

#define DEFAULT_CONFIG "/etc/postwacht/postwacht.conf"

/* The desk looks at the agenda at least this often. */
#define TICK_MS 5000

/* After SIGTERM the desk gets this long before the process ends anyway; the
 * store survives that. */
#ifdef POSTWACHT_INSTRUMENTED
#define STOP_SECONDS (5 * POSTWACHT_INSTRUMENTED)
#else
#define STOP_SECONDS 5
#endif

/* A configuration with more mistakes than this shows the first ones. */
#define MISTAKES_MAX 65536

struct arguments {
	const char *config;
	bool once, has_only, has_as_of;
	enum desk_step only;
	struct instant as_of;
};

struct service {
	struct arguments arguments;
	struct nursery *nursery; /* NULL in an instrumented build, */
	struct readers *readers; /* which reads in this process */
	struct office *office;
	struct desk *desk;
	int wake;     /* eventfd: stop or reload */
	int stopping; /* eventfd: stop, and it stays so */
	atomic_bool is_stopping, is_reloading, is_done;
	atomic_ullong ticks; /* the watchdog is fed by progress alone */
	int exit_code;
	bool is_orphaned; /* the nursery is gone; the main thread's alone */
	int done;         /* eventfd: the desk thread ended */
};

static struct instant
read_clock(void)
{
	return (struct instant){ (int64_t)time(NULL) };
}

static struct instant
moment(const struct arguments *a)
{
	return a->has_as_of ? a->as_of : read_clock();
}

static void
print_help(void)
{
	puts("postwachtd - watches a team's mailbox, keeps the deadline of "
	     "every question\n\n"
	     "  postwachtd [-c FILE] [--once] [--only STEP] [--as-of TIME]\n\n"
	     "  -c, --config FILE  configuration (" DEFAULT_CONFIG ")\n"
	     "      --once         one look, one round of notices, then end\n"
	     "      --only STEP    with --once: fetch, remind, send or\n"
	     "                     publish alone\n"
	     "      --as-of TIME   with --once: as if it were that moment\n"
	     "                     (RFC 3339); on a rehearsal store only\n"
	     "      --debug        more lines in the log\n"
	     "      --help         this text\n"
	     "      --version      the version\n\n"
	     "It stays in the foreground and logs to standard error. SIGTERM "
	     "ends it,\nSIGHUP reads the configuration and the rules anew.\n"
	     "Exit codes: 0 good, 64 usage, 70 internal, 75 try again, "
	     "78 configuration.");
}

/* -1: go on; else the exit code. */
static int
parse(int argc, char **argv, struct arguments *out)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "once", no_argument, NULL, 'o' },
		{ "only", required_argument, NULL, 's' },
		{ "as-of", required_argument, NULL, 'a' },
		{ "debug", no_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:", options, NULL)) != -1) {
		if (c == 'c')
			out->config = optarg;
		else if (c == 'o')
			out->once = true;
		else if (c == 'd')
			log_limit(LEVEL_DEBUG);
		else if (c == 'h') {
			print_help();
			return EX_OK;
		} else if (c == 'v') {
			puts("postwachtd " POSTWACHT_VERSION
#ifdef POSTWACHT_INSTRUMENTED
			     " (instrumented)"
#endif
			);
			return EX_OK;
		} else if (c == 's' && desk_step_parse(optarg, &out->only) == 0)
			out->has_only = true;
		else if (c == 'a' && instant_parse(optarg, &out->as_of) == 0)
			out->has_as_of = true;
		else {
			if (c == 's' || c == 'a')
				fprintf(stderr,
				    "postwachtd: '%s' is not a %s\n", optarg,
				    c == 's'
				        ? "step (fetch, remind, send, publish)"
				        : "moment (2026-11-23T09:00)");
			return EX_USAGE;
		}
	}
	if (optind < argc ||
	    ((out->has_only || out->has_as_of) && !out->once)) {
		fputs("postwachtd: --only and --as-of go with --once; "
		      "see --help\n",
		    stderr);
		return EX_USAGE;
	}
	return -1;
}

/* One line of the log for each mistake. */
static void
log_mistakes(const struct text *mistakes)
{
	const char *s = mistakes->data;

	while (*s) {
		size_t n = strcspn(s, "\n");

		if (n > 0)
			log_line(LEVEL_ERROR, "%.*s", (int)n, s);
		s += n + (s[n] == '\n');
	}
}

static int
open_office(const struct arguments *a, struct office **out, struct err *e)
{
	SCOPED(arena_done) struct arena *arena = arena_new();
	struct text mistakes;
	int result;

	text_init(&mistakes, MISTAKES_MAX);
	result =
	    office_open(a->config, office_rules_dir(arena), out, &mistakes, e);
	if (result != 0)
		log_mistakes(&mistakes);
	text_done(&mistakes);
	return result;
}

/* Time as an argument is for rehearsals (decisions.md 19). */
static int
open_desk(struct service *s, struct err *e)
{
	const struct arguments *a = &s->arguments;

	return desk_open(s->office, s->readers,
	    a->has_as_of ? STORE_REHEARSAL : STORE_LIVE, moment(a), &s->desk,
	    e);
}

static void
reload(struct service *s)
{
	struct office *office = NULL;
	struct err e = { 0 };
	int done;

	notify("RELOADING=1");
	done = open_office(&s->arguments, &office, &e) == 0
	    ? desk_reload(s->desk, office, read_clock(), &e)
	    : 0;
	arena_give_back();
	if (done > 0)
		log_line(LEVEL_NOTICE, "event=reloaded");
	else if (done == 0)
		log_line(LEVEL_ERROR,
		    "event=reload-refused reason=\"%s\" the old "
		    "configuration and rules stay in use",
		    e.text);
	else {
		log_line(
		    LEVEL_ERROR, "event=reload-failed reason=\"%s\"", e.text);
		s->exit_code = err_exit_code(e.kind);
		atomic_store(&s->is_stopping, true);
	}
	notify("READY=1");
}

static int
tick(struct service *s, const enum desk_step *only)
{
	struct err e = { 0 };

	atomic_fetch_add(&s->ticks, 1);
	if (desk_tick(s->desk, moment(&s->arguments), only, &e) == 0)
		return 0;
	s->exit_code = err_exit_code(e.kind);
	return -1;
}

static void
clear_wake(struct service *s)
{
	uint64_t count;

	if (read(s->wake, &count, sizeof(count)) < 0)
		return; /* nobody had woken us */
}

/* A watchdog that is shorter than a tick must be fed in time as well. */
static int
tick_ms(void)
{
	int watchdog = notify_watchdog_ms();

	return watchdog > 0 && watchdog < TICK_MS ? watchdog : TICK_MS;
}

static void
live(struct service *s)
{
	int ms = tick_ms();

	while (!atomic_load(&s->is_stopping)) {
		bool has_new_rules = desk_takes_new_rules(s->desk);

		if (atomic_exchange(&s->is_reloading, false) || has_new_rules)
			reload(s);
		else if (tick(s, NULL) != 0)
			return;
		desk_wait(s->desk, s->wake, ms);
		clear_wake(s);
	}
}

/* One step until it has nothing more to do, or fails: a full disk or a locked
 * store is for the next run (exit 75). */
static int
run_step(struct service *s, enum desk_step step,
    bool (*is_finished)(struct service *s))
{
	const size_t failures = desk_counts(s->desk).step_failures;

	do {
		if (tick(s, &step) != 0)
			return -1;
		if (is_finished(s) ||
		    desk_counts(s->desk).step_failures > failures)
			break;
		desk_wait(s->desk, s->wake, 100);
	} while (!atomic_load(&s->is_stopping));
	return 0;
}

static bool
is_fetched(struct service *s)
{
	return desk_is_caught_up(s->desk);
}

static bool
is_at_once(struct service *s)
{
	(void)s;
	return true;
}

static bool
is_sent(struct service *s)
{
	return desk_is_posted(s->desk);
}

static void
run_once(struct service *s)
{
	static const struct {
		bool (*is_finished)(struct service *s);
	} rows[] = {
		[DESK_FETCH] = { is_fetched },
		[DESK_REMIND] = { is_at_once },
		[DESK_SEND] = { is_sent },
		[DESK_PUBLISH] = { is_at_once },
	};
	struct desk_counts c;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		if (s->arguments.has_only && (size_t)s->arguments.only != i)
			continue;
		if (run_step(s, (enum desk_step)i, rows[i].is_finished) != 0)
			return;
	}
	c = desk_counts(s->desk);
	log_line(LEVEL_NOTICE,
	    "event=once filed=%zu known=%zu aside=%zu questions=%zu made=%zu "
	    "sent=%zu mailboxes=%zu in_trouble=%zu",
	    c.filed, c.known, c.aside, c.opened, c.made, c.sent, c.mailboxes,
	    c.in_trouble);
	if (c.in_trouble > 0 || c.step_failures > 0 || c.sent < c.given)
		s->exit_code = EX_TEMPFAIL;
}

static bool
wants_watchers(const struct arguments *a)
{
	return !a->has_only || a->only == DESK_FETCH;
}

static void *
desk_thread(void *context)
{
	struct service *s = context;
	const uint64_t one = 1;
	struct err e = { 0 };

	if (wants_watchers(&s->arguments) &&
	    desk_watch(s->desk, s->arguments.once, moment(&s->arguments), &e) !=
	        0) {
		log_line(LEVEL_ERROR, "%s", e.text);
		s->exit_code = err_exit_code(e.kind);
	} else if (s->arguments.once)
		run_once(s);
	else
		live(s);
	desk_close(s->desk, moment(&s->arguments));
	atomic_store(&s->is_done, true);
	if (write(s->done, &one, sizeof(one)) < 0)
		return NULL;
	return NULL;
}

static void
wake_desk(struct service *s)
{
	const uint64_t one = 1;

	if (write(s->wake, &one, sizeof(one)) < 0)
		return; /* it is awake already */
}

/* Without the nursery no message can be read any more: a new start has one. */
static bool
is_nursery_gone(struct service *s, struct pollfd *nursery)
{
	if (nursery->revents == 0 || atomic_load(&s->is_stopping))
		return false;
	log_line(LEVEL_ERROR,
	    "event=stopping reason=\"the nursery of the readers is gone\"");
	nursery->fd = -1;
	s->is_orphaned = true;
	return true;
}

static void
stop(struct service *s)
{
	const uint64_t one = 1;

	atomic_store(&s->is_stopping, true);
	(void)!write(s->stopping, &one, sizeof(one));
	notify("STOPPING=1");
	(void)alarm(STOP_SECONDS);
}

/* Signals as they come; a sign of life for as long as the desk ticks. */
static void
watch_over(struct service *s, int signals)
{
	struct pollfd fds[] = { { .fd = signals, .events = POLLIN },
		{ .fd = s->done, .events = POLLIN },
		{ .fd = s->nursery ? nursery_fd(s->nursery) : -1 } };
	int watchdog = notify_watchdog_ms();
	unsigned long long seen = 0;
	struct signalfd_siginfo info;

	while (!atomic_load(&s->is_done)) {
		(void)poll(fds, LENGTH(fds), watchdog ? watchdog : -1);
		if (atomic_load(&s->ticks) != seen) {
			seen = atomic_load(&s->ticks);
			notify("WATCHDOG=1");
		}
		if (is_nursery_gone(s, &fds[2])) {
			stop(s);
			wake_desk(s);
		}
		if (!(fds[0].revents & POLLIN) ||
		    read(signals, &info, sizeof(info)) != sizeof(info))
			continue;
		if (info.ssi_signo == SIGHUP)
			atomic_store(&s->is_reloading, true);
		else
			stop(s);
		wake_desk(s);
	}
}

static int
serve(struct service *s, int signals)
{
	pthread_t thread;

	s->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	s->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	s->stopping = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	desk_set_stop(s->desk, s->stopping);
	if (s->wake < 0 || s->done < 0 || s->stopping < 0 ||
	    pthread_create(&thread, NULL, desk_thread, s) != 0) {
		log_line(LEVEL_ERROR, "cannot start the desk thread");
		return EX_OSERR;
	}
	if (!s->arguments.once)
		log_line(LEVEL_NOTICE, "event=started version=%s",
		    POSTWACHT_VERSION);
	notify("READY=1");
	watch_over(s, signals);
	(void)pthread_join(thread, NULL);
	(void)close(s->wake);
	(void)close(s->done);
	(void)close(s->stopping);
	return s->is_orphaned ? EX_TEMPFAIL : s->exit_code;
}

/* Every thread that starts from here on leaves signals to the main one. */
static int
take_signals(void)
{
	sigset_t set;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Each mailbox takes three descriptors, and the usual soft limit is 1,024:
 * as many as may be had. Where that is refused, the limit is as it is. */
static void
raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

/* One reader a core, as far as they are of use. */
static size_t
readers_wanted(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (cores < 1)
		return 1;
	return cores < READERS_MAX ? (size_t)cores : READERS_MAX;
}

/* Ahead of everything that is worth stealing, and of every thread. */
static int
open_readers(struct service *s, struct err *e)
{
#ifdef POSTWACHT_INSTRUMENTED
	message_open_charsets();
	(void)s;
	(void)e;
	(void)readers_wanted;
	return 0;
#else
	if (nursery_start(reader_read, &s->nursery, e) != 0)
		return -1;
	return readers_open(s->nursery, readers_wanted(), &s->readers, e);
#endif
}

static int
run(struct service *s, int signals)
{
	struct err e = { 0 };
	int code;

	message_init();
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	if (open_office(&s->arguments, &s->office, &e) != 0 ||
	    open_desk(s, &e) != 0) {
		log_line(
		    LEVEL_ERROR, "event=not-started reason=\"%s\"", e.text);
		return err_exit_code(e.kind);
	}
	code = serve(s, signals);
	curl_global_cleanup();
	return code;
}

int
main(int argc, char **argv)
{
	struct service s = { .arguments = { .config = DEFAULT_CONFIG } };
	struct err e = { 0 };
	int code, signals;

	studio_serve(argc, argv);
	if (date_init(&e) != 0) {
		log_line(LEVEL_ERROR, "%s", e.text);
		return err_exit_code(e.kind);
	}
	code = parse(argc, argv, &s.arguments);
	if (code >= 0)
		return code;
	if (open_readers(&s, &e) != 0) {
		log_line(
		    LEVEL_ERROR, "event=not-started reason=\"%s\"", e.text);
		code = err_exit_code(e.kind);
	} else {
		signals = take_signals();
		raise_descriptors();
		code = run(&s, signals);
		(void)close(signals);
	}
	readers_close(s.readers);
	nursery_close(s.nursery);
	return code;
}
