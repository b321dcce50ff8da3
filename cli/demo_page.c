/*
 * The pages to look at: each notice as it would be seen in a mail program, and
 * an index of the days with what came in beside what Postwacht wrote.
 */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/demo.h"
#include "edge/rulefile.h"
#include "notice/letter_part.h"

/* Bytes of the index: some hundred lines. */
#define INDEX_MAX (1u << 20)

static const char *const weekdays[] = { "maandag", "dinsdag", "woensdag",
	"donderdag", "vrijdag", "zaterdag", "zondag" };
static const char *const months[] = { "januari", "februari", "maart", "april",
	"mei", "juni", "juli", "augustus", "september", "oktober", "november",
	"december" };

/* What a reader calls each kind of notice. */
static const struct {
	const char *kind, *title;
} titles[] = {
	{ "digest", "Dagoverzicht" },
	{ "alert", "Te laat" },
	{ "reminder", "Herinnering" },
	{ "weekly", "Weekoverzicht" },
	{ "operator", "Beheer" },
};

/* Calm, without anything from elsewhere; colours of 4.5:1 on both grounds. */
static const char style[] =
    ":root{--ink:#1d2630;--dim:#566270;--line:#dbe0e6;--bg:#f5f6f8;"
    "--card:#fff;--link:#0b5394;--mark:#eaf1f8;color-scheme:light dark}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6eaef;--dim:#a5b0bc;"
    "--line:#333c47;--bg:#14181d;--card:#1c2229;--link:#8cc1f2;"
    "--mark:#22303d}}\n"
    "*{box-sizing:border-box}body{margin:0;background:var(--bg);"
    "color:var(--ink);font:15px/1.5 system-ui,'Segoe UI',Arial,sans-serif}\n"
    "main{max-width:1000px;margin:0 auto;padding:32px 20px 64px}\n"
    "h1{font-size:26px;margin:0 0 4px}h2{font-size:17px;margin:36px 0 10px}\n"
    "h3{font-size:13px;font-weight:600;color:var(--dim);margin:0 0 6px}\n"
    "a{color:var(--link)}p{max-width:44em;margin:6px 0}\n"
    ".dim{color:var(--dim)}\n"
    "dl{display:flex;flex-wrap:wrap;gap:10px;margin:20px 0}\n"
    "dl div{background:var(--card);border:1px solid var(--line);"
    "border-radius:8px;padding:10px 16px;min-width:118px}\n"
    "dt{font-size:13px;color:var(--dim)}dd{margin:0;font-size:22px}\n"
    ".last{display:inline-block;background:var(--mark);border-radius:8px;"
    "padding:10px 16px;margin:4px 0}\n"
    ".day{display:grid;grid-template-columns:1fr 1fr;gap:14px}\n"
    "@media(max-width:760px){.day{grid-template-columns:1fr}}\n"
    ".day>div{background:var(--card);border:1px solid var(--line);"
    "border-radius:8px;padding:12px 16px}\n"
    "ul{list-style:none;margin:0;padding:0}"
    "li{padding:5px 0 5px 52px;position:relative}\n"
    "li+li{border-top:1px solid var(--line)}\n"
    "time{position:absolute;left:0;color:var(--dim);"
    "font-variant-numeric:tabular-nums}\n"
    ".kind{font-size:12px;background:var(--mark);border-radius:4px;"
    "padding:1px 6px;margin-right:4px;white-space:nowrap}\n"
    ".who{display:block;color:var(--dim);font-size:13px}\n";

static void
add_escaped(struct text *t, const char *s)
{
	for (; *s; s++) {
		if (*s == '&')
			text_add(t, "&amp;");
		else if (*s == '<')
			text_add(t, "&lt;");
		else if (*s == '>')
			text_add(t, "&gt;");
		else if (*s == '"')
			text_add(t, "&quot;");
		else
			text_add_char(t, *s);
	}
}

size_t
demo_notices_count(const struct demo_notices *all, const char *kind)
{
	size_t i, n = 0;

	for (i = 0; i < all->n; i++)
		n += strcmp(all->at[i].kind, kind) == 0;
	return n;
}

const struct demo_notice *
demo_notices_last(const struct demo_notices *all, const char *kind)
{
	size_t i;

	for (i = all->n; i > 0; i--) {
		if (strcmp(all->at[i - 1].kind, kind) == 0)
			return &all->at[i - 1];
	}
	return NULL;
}

/* The name is day, number and kind: "2026-11-23-0042-digest". */
static int
write_notice(struct arena *a, const char *folder, const char *path,
    struct demo_notice *n, struct err *e)
{
	const char *bytes = NULL, *dash = strrchr(n->name, '-');
	struct letter_part part;
	size_t size = 0;

	if (file_read(a, path, DEMO_FILE_MAX, &bytes, &size, e) != 0)
		return -1;
	letter_part_read(a, bytes, size, &part);
	n->kind = dash ? dash + 1 : "";
	n->at = part.date;
	n->to = *part.to_name ? part.to_name : part.to;
	n->subject = part.subject;
	return demo_write_file(
	    arena_printf(a, "%s/html/%s.html", folder, n->name), part.html,
	    strlen(part.html), e);
}

int
demo_notices_write(struct arena *a, const char *folder, const char *outbox,
    struct demo_notices *out, struct err *e)
{
	struct demo_notices all = { 0 };
	struct demo_names names;
	size_t i;

	if (demo_names(a, outbox, ".eml", &names, e) != 0)
		return -1;
	all.at = arena_array(a, names.n + 1, sizeof(*all.at));
	for (i = 0; i < names.n; i++) {
		struct demo_notice *n = &all.at[all.n++];

		n->name = arena_copy_n(
		    a, names.at[i], strlen(names.at[i]) - strlen(".eml"));
		if (write_notice(a, folder,
		        arena_printf(a, "%s/%s", outbox, names.at[i]), n,
		        e) != 0)
			return -1;
	}
	*out = all;
	return 0;
}

static void
add_time(struct text *t, struct instant at)
{
	int minute = date_minute(at);

	text_addf(t, "<time>%02d:%02d</time>", minute / 60, minute % 60);
}

static void
add_mail(struct text *t, const struct demo_mail *m)
{
	text_add(t, "<li>");
	add_time(t, m->at);
	add_escaped(t, m->subject);
	text_add(t, "<span class=\"who\">");
	text_add(t, m->is_sent ? "verzonden aan " : "van ");
	add_escaped(t, m->is_sent ? m->to : m->from);
	text_add(t, "</span></li>\n");
}

static const char *
title_of(const char *kind)
{
	size_t i;

	for (i = 0; i < LENGTH(titles); i++) {
		if (strcmp(titles[i].kind, kind) == 0)
			return titles[i].title;
	}
	return kind;
}

static void
add_notice(struct text *t, const struct demo_notice *n)
{
	text_add(t, "<li>");
	add_time(t, n->at);
	text_addf(t, "<span class=\"kind\">%s</span>", title_of(n->kind));
	text_add(t, "<a href=\"html/");
	add_escaped(t, n->name);
	text_add(t, ".html\">");
	add_escaped(t, n->subject);
	text_add(t, "</a><span class=\"who\">aan ");
	add_escaped(t, n->to);
	text_add(t, "</span></li>\n");
}

static void
add_day_title(struct text *t, struct date day)
{
	struct civil c = date_civil(day);

	text_addf(t, "<h2>%s %d %s</h2>\n",
	    weekdays[date_weekday(day) - MONDAY], c.day, months[c.month - 1]);
}

static void
add_day(struct text *t, struct date day, const struct demo_mails *mails,
    const struct demo_notices *notices)
{
	size_t i, n = 0;

	add_day_title(t, day);
	text_add(t, "<div class=\"day\"><div><h3>In de postvakken</h3><ul>\n");
	for (i = 0; i < mails->n; i++) {
		if (date_of(mails->at[i].at).day != day.day)
			continue;
		add_mail(t, &mails->at[i]);
		n++;
	}
	text_add(t, n ? "" : "<li class=\"dim\">Niets.</li>\n");
	text_add(t, "</ul></div><div><h3>Berichten van Postwacht</h3><ul>\n");
	for (i = n = 0; i < notices->n; i++) {
		if (date_of(notices->at[i].at).day != day.day)
			continue;
		add_notice(t, &notices->at[i]);
		n++;
	}
	text_add(t, n ? "" : "<li class=\"dim\">Geen.</li>\n");
	text_add(t, "</ul></div></div>\n");
}

static bool
is_busy(struct date day, const struct demo_mails *mails,
    const struct demo_notices *notices)
{
	size_t i;

	for (i = 0; i < mails->n; i++) {
		if (date_of(mails->at[i].at).day == day.day)
			return true;
	}
	for (i = 0; i < notices->n; i++) {
		if (date_of(notices->at[i].at).day == day.day)
			return true;
	}
	return false;
}

/* The newest day first: that is the one to begin with. */
static void
add_days(struct text *t, const struct demo_mails *mails,
    const struct demo_notices *notices)
{
	struct date first, day;

	if (mails->n == 0)
		return;
	first = date_of(mails->at[0].at);
	day = date_of(mails->at[mails->n - 1].at);
	if (notices->n > 0 &&
	    date_of(notices->at[notices->n - 1].at).day > day.day)
		day = date_of(notices->at[notices->n - 1].at);
	for (; day.day >= first.day; day = date_add(day, -1)) {
		if (is_busy(day, mails, notices))
			add_day(t, day, mails, notices);
	}
}

static void
add_figure(struct text *t, const char *name, size_t value)
{
	text_addf(t, "<div><dt>%s</dt><dd>%zu</dd></div>\n", name, value);
}

static void
add_front(struct text *t, const struct demo_notices *notices,
    const struct demo_outcome *o)
{
	const struct demo_notice *last = demo_notices_last(notices, "digest");

	text_add(t,
	    "<h1>Vier weken met Postwacht</h1>\n<p class=\"dim\">Twee "
	    "postvakken met verzonnen post, van maandag 26 oktober tot "
	    "maandag 23 november 2026, 9 uur. Alle namen zijn bedacht; er is "
	    "niets echt verstuurd.</p>\n<dl>\n");
	add_figure(t, "Berichten gelezen", o->mails);
	add_figure(t, "Vragen", o->questions);
	add_figure(t, "Op tijd beantwoord", o->in_time);
	add_figure(t, "Te laat beantwoord", o->answered_late);
	add_figure(t, "Nu te laat", o->late);
	add_figure(t, "Nog open", o->open);
	text_add(t, "</dl>\n");
	if (!last)
		return;
	text_add(t, "<p class=\"last\">Begin hier: <a href=\"html/");
	add_escaped(t, last->name);
	text_add(t,
	    ".html\">het dagoverzicht van de laatste ochtend</a></p>"
	    "\n");
}

int
demo_index_write(struct arena *a, const char *folder,
    const struct demo_mails *mails, const struct demo_notices *notices,
    const struct demo_outcome *outcome, struct err *e)
{
	SCOPED(text_done) struct text t;

	text_init(&t, INDEX_MAX);
	text_addf(&t,
	    "<!DOCTYPE html>\n<html lang=\"nl\"><head>"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width,initial-scale=1\">\n"
	    "<title>Vier weken met Postwacht</title>\n"
	    "<style>\n%s</style></head>\n<body><main>\n",
	    style);
	add_front(&t, notices, outcome);
	add_days(&t, mails, notices);
	text_add(&t, "</main></body></html>\n");
	return demo_write_file(
	    arena_printf(a, "%s/index.html", folder), t.data, t.len, e);
}
