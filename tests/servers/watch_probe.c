/*
 * Watches one mailbox by the same calls as the daemon and prints what it is
 * told, one line each; the server tests read these lines.
 *
 *   watch_probe [name=value ...] [cursor=folder:uidvalidity:last_uid ...]
 *       [interest=folder:uidvalidity:uid ...]
 *
 * Names: source (imap, maildir, mbox), path, host, port, security (tls,
 * starttls, none), user, password_file, ca, sent, poll and time_limit (seconds), once (1),
 * seconds (after which it ends). "poke" on standard input pokes the watch.
 */

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "edge/interest.h"
#include "edge/settings.h"
#include "edge/watch.h"

#define CURSORS_MAX 8

struct probe {
	struct mailbox_settings mailbox;
	bool once;
	long long seconds;
	size_t n_cursors;
	struct cursor cursors[CURSORS_MAX];
	size_t n_interest;
	struct whereabouts interest[CURSORS_MAX];
};

static void
take_number(const char *value, long long most, long long *out)
{
	if (text_to_int(value, 0, most, out) != 0) {
		(void)fprintf(stderr, "not a number: %s\n", value);
		exit(2);
	}
}

/* "INBOX:1700000000:12" */
static struct cursor
take_place(char *value)
{
	char *last = strrchr(value, ':'), *validity;
	long long v, n;

	if (!last)
		exit(2);
	*last++ = '\0';
	validity = strrchr(value, ':');
	if (!validity)
		exit(2);
	*validity++ = '\0';
	take_number(validity, UINT32_MAX, &v);
	take_number(last, UINT32_MAX, &n);
	return (struct cursor){ .folder = value,
		.uidvalidity = (uint32_t)v,
		.last_uid = (uint32_t)n };
}

static void
take_cursor(struct probe *p, char *value)
{
	if (p->n_cursors == CURSORS_MAX)
		exit(2);
	p->cursors[p->n_cursors++] = take_place(value);
}

static void
take_interest(struct probe *p, char *value)
{
	struct cursor place = take_place(value);

	if (p->n_interest == CURSORS_MAX)
		exit(2);
	p->interest[p->n_interest++] = (struct whereabouts){ place.folder,
		place.uidvalidity, place.last_uid };
}

static void
take_word(struct probe *p, const char *name, const char *value)
{
	struct mailbox_settings *m = &p->mailbox;
	const struct {
		const char *name;
		const char **place;
	} words[] = {
		{ "path", &m->path },
		{ "host", &m->server.host },
		{ "user", &m->server.user },
		{ "password_file", &m->server.password.file },
		{ "ca", &m->server.ca_file },
		{ "sent", &m->sent_folder },
	};
	size_t i;

	for (i = 0; i < LENGTH(words); i++)
		if (strcmp(name, words[i].name) == 0) {
			*words[i].place = value;
			return;
		}
	(void)fprintf(stderr, "unknown: %s\n", name);
	exit(2);
}

static void
take_argument(struct probe *p, char *argument)
{
	struct mailbox_settings *m = &p->mailbox;
	char *value = strchr(argument, '=');
	long long n;

	if (!value)
		exit(2);
	*value++ = '\0';
	if (strcmp(argument, "cursor") == 0) {
		take_cursor(p, value);
	} else if (strcmp(argument, "interest") == 0) {
		take_interest(p, value);
	} else if (strcmp(argument, "source") == 0) {
		m->source = strcmp(value, "imap") == 0 ? MAILBOX_IMAP
		    : strcmp(value, "mbox") == 0       ? MAILBOX_MBOX
		                                       : MAILBOX_MAILDIR;
	} else if (strcmp(argument, "security") == 0) {
		m->server.security = strcmp(value, "tls") == 0 ? SECURITY_TLS
		    : strcmp(value, "none") == 0               ? SECURITY_NONE
		                                 : SECURITY_STARTTLS;
	} else if (strcmp(argument, "port") == 0) {
		take_number(value, 65535, &n);
		m->server.port = (int)n;
	} else if (strcmp(argument, "poll") == 0) {
		take_number(value, 86400, &n);
		m->poll_seconds = (int)n;
	} else if (strcmp(argument, "time_limit") == 0) {
		take_number(value, 600, &n);
		m->server.time_limit = (int)n;
	} else if (strcmp(argument, "once") == 0) {
		p->once = true;
	} else if (strcmp(argument, "seconds") == 0) {
		take_number(value, 86400, &p->seconds);
	} else {
		take_word(p, argument, value);
	}
}

static void
print_mail(const struct batch *b, const struct fetched *mail)
{
	(void)printf("mail folder=%s uid=%u size=%zu received=%lld basis=%d "
	             "answered=%d cut=%d name=%s aside=\"%s\"\n",
	    b->folder, mail->uid, mail->n, (long long)mail->received.sec,
	    (int)mail->basis, mail->is_answered, mail->is_cut, mail->name,
	    mail->aside);
}

static void
print_news(struct news *news)
{
	struct batch *b = news->batch;
	size_t i;

	switch (news->kind) {
	case NEWS_BATCH:
		for (i = 0; i < b->n; i++)
			print_mail(b, &b->mails[i]);
		(void)printf("batch folder=%s role=%s uidvalidity=%u "
		             "uidnext=%u last=%u epoch=%d n=%zu end=%d\n",
		    b->folder, folder_role_name(b->role), b->uidvalidity,
		    b->uid_next, b->last_uid, b->is_new_epoch, b->n,
		    b->is_last);
		for (i = 0; i < b->n_answered; i++)
			(void)printf("answered folder=%s uid=%u\n", b->folder,
			    b->answered[i]);
		batch_free(b);
		break;
	case NEWS_CAUGHT_UP:
		(void)printf("caught_up\n");
		break;
	case NEWS_TROUBLE:
		(void)printf("trouble kind=%s retry=%d text=%s\n",
		    news->error.kind == ERR_FIX ? "fix" : "again",
		    news->retry_in, news->error.text);
		break;
	case NEWS_WELL:
		(void)printf("well\n");
		break;
	case NEWS_PASSED:
		(void)printf("passed text=%s\n", news->error.text);
		break;
	case NEWS_LISTING:
		(void)printf("listing folder=%s from=%u to=%u n=%zu end=%d\n",
		    news->listing->folder, news->listing->from,
		    news->listing->to, news->listing->n,
		    news->listing->is_last);
		listing_free(news->listing);
		break;
	case NEWS_LISTED:
		(void)printf("listed\n");
		break;
	case NEWS_UNREAD: /* there are no readers here */
		break;
	}
	(void)fflush(stdout);
}

/* Lets standard input poke, or ask for a listing ("list"); false when it has
 * ended. */
static bool
read_poke(struct watch *w)
{
	char line[16];

	if (read(STDIN_FILENO, line, sizeof(line)) <= 0)
		return false;
	if (line[0] == 'l')
		watch_list(w);
	else
		watch_poke(w);
	return true;
}

static void
follow(const struct probe *p, struct inbox *in, struct watch *w)
{
	struct pollfd fds[] = { { .fd = inbox_fd(in), .events = POLLIN },
		{ .fd = STDIN_FILENO, .events = POLLIN } };
	int64_t until = line_ticks() + p->seconds * 1000;
	struct news news;

	for (;;) {
		int64_t left = until - line_ticks();

		if (left <= 0 || poll(fds, LENGTH(fds), (int)left) == 0)
			return;
		if (fds[1].revents && !read_poke(w))
			fds[1].fd = -1;
		while (inbox_take(in, 0, &news)) {
			bool is_last = p->once &&
			    (news.kind == NEWS_CAUGHT_UP ||
			        news.kind == NEWS_TROUBLE);

			print_news(&news);
			if (is_last)
				return;
		}
	}
}

int
main(int argc, char **argv)
{
	struct probe p = { .seconds = 300 };
	struct err e;
	struct trust *trust;
	struct inbox *in;
	struct watch *w;
	int64_t began;
	int i;

	(void)signal(SIGPIPE, SIG_IGN);
	p.mailbox = (struct mailbox_settings){ .id = "probe",
		.poll_seconds = 60,
		.path = "",
		.sent_folder = "",
		.server = { .host = "localhost",
		    .user = "",
		    .ca_file = "",
		    .password = { "", "" } } };
	for (i = 1; i < argc; i++)
		take_argument(&p, argv[i]);
	trust = trust_new();
	in = inbox_new(INBOX_ROOM);
	w = watch_start(&p.mailbox, 0, trust, in, p.cursors, p.n_cursors, NULL,
	    0, p.once, &e);
	if (!w) {
		(void)fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	watch_set_interest(w, p.interest, p.n_interest);
	follow(&p, in, w);
	began = line_ticks();
	watch_stop(w);
	(void)printf("stopped ms=%lld\n", (long long)(line_ticks() - began));
	inbox_free(in);
	trust_free(trust);
	return 0;
}
