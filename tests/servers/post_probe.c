/*
 * Drives edge/post from a script: the server from the environment, commands
 * on standard input, each outcome on a line of its own.
 *
 *   send FROM TO FILE   post_send; prints "sent", or the outcome, the kind of
 *                       the error and its reason
 *   close               post_close
 *   keep leave|end|none from now on no mail may leave, or none come to its end
 *   sleep MS
 *
 * HOST PORT SECURITY (tls, starttls, none) USER PASSWORD_FILE CA_FILE, and
 * COMMAND_MS FINAL_MS for the time limits.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/post.h"
#include "edge/settings.h"

static const char *
variable(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value ? value : otherwise;
}

static int
number(const char *name, const char *otherwise)
{
	long long value;

	if (text_to_int(variable(name, otherwise), 0, 1000000, &value) != 0)
		exit(EXIT_FAILURE);
	return (int)value;
}

static enum transport_security
security(void)
{
	const char *word = variable("SECURITY", "tls");

	return text_is_same(word, "none")    ? SECURITY_NONE
	    : text_is_same(word, "starttls") ? SECURITY_STARTTLS
	                                     : SECURITY_TLS;
}

static const char *
read_mail(struct arena *a, const char *path, size_t *n)
{
	FILE *f = fopen(path, "re");
	char *mail = arena_alloc(a, 10000000);

	if (!f)
		exit(EXIT_FAILURE);
	*n = fread(mail, 1, 10000000, f);
	(void)fclose(f);
	return mail;
}

static void
send_mail(struct post *p, char *words)
{
	static const char *const outcomes[] = { [POST_SENT] = "sent",
		[POST_LATER] = "later",
		[POST_REFUSED] = "refused",
		[POST_UNCERTAIN] = "uncertain" };
	static const char *const kinds[] = { [ERR_NONE] = "none",
		[ERR_AGAIN] = "again",
		[ERR_ITEM] = "item",
		[ERR_FIX] = "fix",
		[ERR_FATAL] = "fatal" };
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *from = strtok_r(NULL, " ", &words);
	const char *to = strtok_r(NULL, " ", &words);
	const char *path = strtok_r(NULL, " ", &words);
	struct err e = { ERR_NONE, "" };
	enum post_outcome outcome;
	const char *mail;
	size_t n;

	if (!path)
		exit(EXIT_FAILURE);
	mail = read_mail(a, path, &n);
	outcome = post_send(p, from, to, "mail", mail, n, &e);
	if (outcome == POST_SENT)
		(void)printf("sent\n");
	else
		(void)printf(
		    "%s %s %s\n", outcomes[outcome], kinds[e.kind], e.text);
	(void)fflush(stdout);
}

static int
may_leave(void *context)
{
	return text_is_same(context, "leave") ? -1 : 0;
}

static int
may_end(void *context)
{
	return text_is_same(context, "end") ? -1 : 0;
}

static void
pause_for(const char *ms)
{
	long long value;
	struct timespec t;

	if (text_to_int(ms, 0, 60000, &value) != 0)
		exit(EXIT_FAILURE);
	t.tv_sec = (time_t)(value / 1000);
	t.tv_nsec = (long)(value % 1000) * 1000000;
	(void)nanosleep(&t, NULL);
}

int
main(void)
{
	const struct post_settings settings = { .kind = POST_SMTP,
		.server = { .host = variable("HOST", "127.0.0.1"),
		    .port = number("PORT", "25"),
		    .security = security(),
		    .user = variable("USER", ""),
		    .password = { "", variable("PASSWORD_FILE", "") },
		    .ca_file = variable("CA_FILE", "") } };
	struct post *p = post_new(&settings);
	char line[1000], kept[sizeof(line)] = "none";
	const struct post_ask ask = { may_leave, may_end, kept };

	post_set_limits(
	    p, number("COMMAND_MS", "2000"), number("FINAL_MS", "2000"));
	post_ask(p, &ask);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		if (text_has_prefix(line, "send "))
			send_mail(p, line + 5);
		else if (text_has_prefix(line, "sleep "))
			pause_for(line + 6);
		else if (text_has_prefix(line, "keep "))
			(void)snprintf(kept, sizeof(kept), "%s", line + 5);
		else
			post_close(p);
	}
	post_free(p);
	return EXIT_SUCCESS;
}
