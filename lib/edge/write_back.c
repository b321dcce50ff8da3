/*
 * SELECT, UID STORE of a keyword and UID MOVE. PERMANENTFLAGS is read before a
 * keyword is set (A8); without MOVE (RFC 6851) nothing is moved, since COPY
 * and EXPUNGE could take away more than was meant. Knows no queue.
 */

#include "edge/write_back.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/line.h"
#include "edge/login.h"
#include "edge/reply.h"
#include "edge/utf7.h"
#include "edge/wire.h"

struct writing {
	struct arena *arena;
	struct line *line;
	struct wire wire;
	mailimap *session;
	const char *folder; /* selected, or NULL */
};

static void
settle(struct write_job *job, enum write_result result, const char *reason)
{
	size_t n = strlen(reason);

	if (n >= sizeof(job->reason))
		n = text_utf8_prefix(reason, sizeof(job->reason) - 1);
	memcpy(job->reason, reason, n);
	job->reason[n] = '\0';
	job->result = result;
}

static void *
must(void *made)
{
	if (!made)
		abort();
	return made;
}

/* A "NO" of the server is an answer; all else ends the connection. */
static enum write_result
settle_answer(struct writing *w, struct write_job *job, int result, int no)
{
	const char *words =
	    w->session->imap_response ? w->session->imap_response : "";
	char clean[REPLY_TEXT];

	if (result == MAILIMAP_NO_ERROR)
		return WRITE_DONE;
	(void)reply_print(words, clean);
	if (result != no || w->wire.is_broken) {
		w->wire.is_broken = true;
		settle(job, WRITE_LATER, *clean ? clean : "the line broke");
		return WRITE_LATER;
	}
	settle(
	    job, reply_backoff(words) > 0 ? WRITE_LATER : WRITE_REFUSED, clean);
	return job->result;
}

/* Whether the selected folder keeps that keyword: it is listed, or "\*". */
static bool
keeps_keyword(const mailimap *session, const char *keyword)
{
	const struct mailimap_selection_info *info =
	    session->imap_selection_info;
	clistiter *i;

	if (!info || !info->sel_perm_flags)
		return false;
	for (i = clist_begin(info->sel_perm_flags); i; i = clist_next(i)) {
		const struct mailimap_flag_perm *flag = clist_content(i);

		if (flag->fl_type == MAILIMAP_FLAG_PERM_ALL)
			return true;
		if (flag->fl_flag &&
		    flag->fl_flag->fl_type == MAILIMAP_FLAG_KEYWORD &&
		    text_is_same(flag->fl_flag->fl_data.fl_keyword, keyword))
			return true;
	}
	return false;
}

static void
set_keyword(struct writing *w, struct write_job *job)
{
	struct mailimap_flag_list *flags;
	struct mailimap_store_att_flags *change;
	struct mailimap_set *set;

	if (!keeps_keyword(w->session, job->value)) {
		settle(job, WRITE_REFUSED,
		    "the folder keeps no such keyword (PERMANENTFLAGS)");
		return;
	}
	flags = must(mailimap_flag_list_new_empty());
	(void)mailimap_flag_list_add(
	    flags, must(mailimap_flag_new_flag_keyword(strdup(job->value))));
	change = must(mailimap_store_att_flags_new_add_flags_silent(flags));
	set = must(mailimap_set_new_single(job->uid));
	wire_begin(&w->wire);
	job->result =
	    settle_answer(w, job, mailimap_uid_store(w->session, set, change),
	        MAILIMAP_ERROR_UID_STORE);
	mailimap_set_free(set);
	mailimap_store_att_flags_free(change);
}

static void
move(struct writing *w, struct write_job *job)
{
	struct mailimap_set *set;
	const char *raw = "";

	if (strcmp(job->folder, job->value) == 0) {
		settle(job, WRITE_DONE, "it lies there");
		return;
	}
	if (!mailimap_has_extension(w->session, "MOVE")) {
		settle(job, WRITE_REFUSED, "the server cannot move (MOVE)");
		return;
	}
	if (utf7_encode(w->arena, job->value, &raw) != 0) {
		settle(job, WRITE_REFUSED, "no name of a folder");
		return;
	}
	set = must(mailimap_set_new_single(job->uid));
	wire_begin(&w->wire);
	job->result = settle_answer(w, job,
	    mailimap_uid_move(w->session, set, raw), MAILIMAP_ERROR_UID_MOVE);
	mailimap_set_free(set);
}

/* The folder of the job, selected. False: the job is settled. */
static bool
select_folder(struct writing *w, struct write_job *job)
{
	const struct mailimap_selection_info *info;
	const char *raw = job->folder;

	if (w->folder && strcmp(w->folder, job->folder) == 0)
		return true;
	w->folder = NULL;
	if (utf7_encode(w->arena, job->folder, &raw) != 0)
		raw = job->folder; /* the server's own writing */
	wire_begin(&w->wire);
	if (settle_answer(w, job, mailimap_select(w->session, raw),
	        MAILIMAP_ERROR_SELECT) != WRITE_DONE)
		return false;
	info = w->session->imap_selection_info;
	if (info && info->sel_perm == MAILIMAP_MAILBOX_READONLY) {
		settle(job, WRITE_REFUSED, "the folder is read-only");
		return false;
	}
	w->folder = job->folder;
	return true;
}

static void
carry_out(struct writing *w, struct write_job *job)
{
	const struct mailimap_selection_info *info;

	if (!select_folder(w, job))
		return;
	info = w->session->imap_selection_info;
	if (!info || info->sel_uidvalidity != job->uidvalidity) {
		/* UIDs began anew: that number is another message now. */
		settle(job, WRITE_REFUSED, "the folder has begun anew");
		return;
	}
	switch (job->kind) {
	case WRITE_KEYWORD:
		set_keyword(w, job);
		break;
	case WRITE_MOVE:
		move(w, job);
		break;
	}
}

static int
open_session(struct writing *w, const struct mailbox_settings *mailbox,
    struct trust *trust, int stop_fd, struct err *e)
{
	struct mailimap_capability_data *can = NULL;
	struct login_result login;

	w->line = line_open(trust, &mailbox->server, stop_fd, e);
	if (!w->line || login_run(w->line, &mailbox->server, &login, e) != 0)
		return -1;
	w->session = wire_open(&w->wire, w->line);
	if (!w->session)
		return err_set(e, ERR_FATAL, "out of memory");
	wire_begin(&w->wire);
	if (mailimap_capability(w->session, &can) != MAILIMAP_NO_ERROR)
		return err_set(e, ERR_AGAIN, "no CAPABILITY");
	mailimap_capability_data_free(can);
	return 0;
}

static void
close_session(struct writing *w)
{
	static const char bye[] = "z LOGOUT\r\n";

	if (w->session && !w->wire.is_broken)
		(void)line_write(w->line, bye, sizeof(bye) - 1, NULL);
	wire_close(w->session);
	line_close(w->line);
}

void
write_back(const struct mailbox_settings *mailbox, struct trust *trust,
    int stop_fd, struct write_job *jobs, size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct writing w = { .arena = a };
	struct err e = { 0 };
	bool is_open = open_session(&w, mailbox, trust, stop_fd, &e) == 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!is_open)
			settle(&jobs[i], WRITE_LATER, e.text);
		else if (!w.wire.is_broken)
			carry_out(&w, &jobs[i]);
	}
	close_session(&w);
}
