/*
 * Reminders over one SMTP connection: what libcurl gets through with a handle
 * that keeps it, and what edge/post does.
 *
 *   post_bench curl|post N BYTES HOST PORT USER PASSWORD_FILE CA_FILE FROM TO
 *
 * STARTTLS and login are demanded. Prints mails a second, from the first to
 * the last: connecting is left out.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/post.h"
#include "edge/rulefile.h"
#include "edge/settings.h"

#define MAIL_MAX (1 << 20)

struct job {
	long long n, size, port;
	const char *host, *user, *password_file, *ca, *from, *to;
	struct text mail;
};

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
write_mail(struct job *j)
{
	text_init(&j->mail, MAIL_MAX);
	text_addf(&j->mail,
	    "From: <%s>\r\nTo: <%s>\r\nSubject: Herinnering\r\n"
	    "Message-ID: <bench@team.example>\r\n"
	    "Date: Mon, 02 Nov 2026 08:30:00 +0100\r\n\r\n",
	    j->from, j->to);
	while ((long long)j->mail.len < j->size)
		text_add(&j->mail,
		    "Bij deze vraag hebben we nog geen antwoord gezien.\r\n");
}

/* How much of the mail libcurl has had. */
struct feed {
	const struct text *mail;
	size_t at;
};

static size_t
feed(char *to, size_t size, size_t n, void *context)
{
	struct feed *f = context;
	size_t left = f->mail->len - f->at;
	size_t give = size * n < left ? size * n : left;

	memcpy(to, f->mail->data + f->at, give);
	f->at += give;
	return give;
}

static void
set_up(CURL *c, const struct job *j, struct arena *a, const char *password,
    struct curl_slist *to, struct feed *f)
{
	curl_easy_setopt(c, CURLOPT_URL,
	    arena_printf(a, "smtp://%s:%lld/bench", j->host, j->port));
	curl_easy_setopt(
	    c, CURLOPT_MAIL_FROM, arena_printf(a, "<%s>", j->from));
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, feed);
	curl_easy_setopt(c, CURLOPT_READDATA, f);
	curl_easy_setopt(c, CURLOPT_USERNAME, j->user);
	curl_easy_setopt(c, CURLOPT_PASSWORD, password);
	curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(c, CURLOPT_CAINFO, j->ca);
}

/* *began is when the first had gone. */
static int
by_curl(const struct job *j, double *began)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct feed f = { &j->mail, 0 };
	struct curl_slist *to =
	    curl_slist_append(NULL, arena_printf(a, "<%s>", j->to));
	CURL *c = curl_easy_init();
	CURLcode result = CURLE_OK;
	const char *password = "";
	struct err e;
	size_t length;
	long long i;

	if (file_read(a, j->password_file, 4096, &password, &length, &e) != 0)
		return -1;
	password = arena_copy_n(a, password, strcspn(password, "\n"));
	set_up(c, j, a, password, to, &f);
	for (i = 0; i < j->n && result == CURLE_OK; i++) {
		f.at = 0;
		result = curl_easy_perform(c);
		if (i == 0)
			*began = seconds();
	}
	if (result != CURLE_OK)
		fprintf(stderr, "%s\n", curl_easy_strerror(result));
	curl_easy_cleanup(c);
	curl_slist_free_all(to);
	return result == CURLE_OK ? 0 : -1;
}

static int
by_post(const struct job *j, double *began)
{
	struct post_settings s = { .kind = POST_SMTP,
		.from = j->from,
		.folder = "",
		.server = { .host = j->host,
		    .port = (int)j->port,
		    .security = SECURITY_STARTTLS,
		    .user = j->user,
		    .ca_file = j->ca,
		    .password = { "", j->password_file } } };
	struct post *p = post_new(&s);
	struct err e = { 0 };
	long long i;
	int failed = 0;

	for (i = 0; i < j->n && !failed; i++) {
		failed = post_send(p, j->from, j->to, "bench", j->mail.data,
		             j->mail.len, &e) != POST_SENT;
		if (i == 0)
			*began = seconds();
	}
	if (failed)
		fprintf(stderr, "%s\n", e.text);
	post_free(p);
	return failed ? -1 : 0;
}

int
main(int argc, char **argv)
{
	struct job j = { 0 };
	double began = 0;
	int result;

	if (argc != 11 || text_to_int(argv[2], 2, 1000000, &j.n) != 0 ||
	    text_to_int(argv[3], 1, MAIL_MAX, &j.size) != 0 ||
	    text_to_int(argv[5], 1, 65535, &j.port) != 0) {
		fprintf(stderr, "see the head of bench/post_bench.c\n");
		return EX_USAGE;
	}
	j.host = argv[4];
	j.user = argv[6];
	j.password_file = argv[7];
	j.ca = argv[8];
	j.from = argv[9];
	j.to = argv[10];
	write_mail(&j);
	(void)curl_global_init(CURL_GLOBAL_ALL);
	result = strcmp(argv[1], "curl") == 0 ? by_curl(&j, &began)
	                                      : by_post(&j, &began);
	if (result == 0)
		printf("%.0f\n", (double)(j.n - 1) / (seconds() - began));
	text_done(&j.mail);
	return result == 0 ? EX_OK : EX_UNAVAILABLE;
}
