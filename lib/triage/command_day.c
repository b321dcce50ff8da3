/*
 * Days in a command, which mostly lie behind us, where the days of a letter lie
 * ahead. Leans on triage/daywords for names of days and months.
 */

#include "triage/command_day.h"

#include <string.h>

#include "base/err.h"
#include "triage/daywords.h"

/* So far back a day without a year is looked for; day_words_read reaches 300
 * days ahead of where it starts. */
#define BACK_DAYS 299

static const struct {
	const char *word;
	int days;
} near[] = {
	{ "vandaag", 0 },
	{ "vanmorgen", 0 },
	{ "vanochtend", 0 },
	{ "vanmiddag", 0 },
	{ "zojuist", 0 },
	{ "zonet", 0 },
	{ "net", 0 },
	{ "today", 0 },
	{ "gisteren", -1 },
	{ "gister", -1 },
	{ "gisterochtend", -1 },
	{ "gistermiddag", -1 },
	{ "gisterenmiddag", -1 },
	{ "gisteravond", -1 },
	{ "yesterday", -1 },
	{ "eergisteren", -2 },
	{ "morgen", 1 },
	{ "tomorrow", 1 },
};

static const char *const last[] = { "afgelopen", "vorige", "last", "jl", "op",
	"on", "sinds", "per", NULL };

static size_t
read_near(
    const struct sentence *s, size_t i, struct date today, struct date *out)
{
	size_t k;

	for (k = 0; i < s->n && k < LENGTH(near); k++) {
		if (token_is(&s->token[i], near[k].word)) {
			*out = date_add(today, near[k].days);
			return 1;
		}
	}
	return 0;
}

/* "donderdag", "vorige week do": the last one. A date behind it decides. */
static size_t
read_weekday(
    const struct sentence *s, size_t i, struct date today, struct date *out)
{
	int weekday, back;
	size_t weeks = 0;

	if (i < s->n && token_is(&s->token[i], "week"))
		weeks = 1;
	if (i + weeks >= s->n)
		return 0;
	weekday = day_words_weekday(&s->token[i + weeks]);
	if (weekday == 0)
		return 0;
	back = ((int)date_weekday(today) - weekday + 7) % 7;
	if (weeks && back < (int)date_weekday(today))
		back += 7;
	*out = date_add(today, -back);
	return 1 + weeks;
}

size_t
command_day_past(
    const struct sentence *s, size_t i, struct date today, struct date *out)
{
	struct day_words d;
	struct date day = today;
	size_t at = i, n;

	if (at < s->n && token_in(&s->token[at], last))
		at++;
	n = read_near(s, at, today, out);
	if (n > 0)
		return at + n - i;
	n = read_weekday(s, at, today, &day);
	/* "do 19 november": the weekday says nothing more. */
	if ((day_words_read(s, at + n, date_add(today, -BACK_DAYS), &d) ||
	        day_words_read(s, at + n, today, &d)) &&
	    !d.is_near && !d.is_end &&
	    day_words_weekday(&s->token[at + n]) == 0) {
		*out = d.day;
		return at + n + d.n - i;
	}
	if (n == 0)
		return 0;
	*out = day;
	return at + n - i;
}

size_t
command_day_future(
    const struct sentence *s, size_t i, struct date today, struct date *out)
{
	struct day_words d;

	if (!day_words_read(s, i, today, &d))
		return 0;
	*out = d.day;
	return d.n;
}
