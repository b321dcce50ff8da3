/*
 * A mail to its commands: which lines count, where they end, and what is a
 * note. What one sentence says is for triage/command_sentence.
 */

#include "triage/command.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/text.h"
#include "triage/command_sentence.h"
#include "triage/command_words.h"

#define LINE_MAX_BYTES 300 /* of a line as it is quoted back */

struct mail_reader {
	struct arena *arena;
	struct date today;
	bool is_english;
	size_t n;
	struct command_line line[COMMAND_LINES_MAX + 1];
};

static void
add(struct mail_reader *m, const char *text, enum command_fault fault,
    const struct command *c)
{
	struct command_line *line;

	if (m->n > COMMAND_LINES_MAX)
		return;
	if (m->n == COMMAND_LINES_MAX)
		fault = COMMAND_TOO_MUCH;
	line = &m->line[m->n++];
	*line = (struct command_line){ .text = text, .fault = fault };
	if (fault == COMMAND_GOOD)
		line->command = *c;
}

static const struct command *
last_good(const struct mail_reader *m)
{
	return m->n > 0 && m->line[m->n - 1].fault == COMMAND_GOOD
	    ? &m->line[m->n - 1].command
	    : NULL;
}

static void
note(struct mail_reader *m)
{
	if (m->n > 0)
		m->line[m->n - 1].command.has_note = true;
}

/* All commands of a sentence; false at the first that is none. */
static bool
read_commands(struct mail_reader *m, const struct sentence *s, size_t at,
    const char *text)
{
	struct command_reader r = { m->arena, s, at, m->today, m->is_english };

	do {
		struct command c = { .word = "" };
		enum command_fault fault =
		    command_sentence(&r, last_good(m), &c);

		add(m, text, fault, &c);
		if (fault != COMMAND_GOOD)
			return false;
	} while (r.at < s->n && command_follows(&r));
	return true;
}

/* The first token behind a greeting. */
static size_t
greeting_end(const struct mail_reader *m, const struct sentence *s)
{
	size_t i, n;

	for (i = 0; i < s->n && command_is_courtesy(&s->token[i]); i++) {
		if (command_phrase_at(s, i, m->is_english, &n))
			return i;
	}
	/* "Hoi Noor, 147 klaar": a name may stand between. */
	if (i > 0 && i + 1 < s->n && token_is(&s->token[i + 1], ","))
		return i + 2;
	return i;
}

/* "Dank je wel", "Bedankt voor het overzicht". */
static bool
is_courtesy(const struct mail_reader *m, const struct sentence *s)
{
	size_t i, n;

	if (command_phrase_at(s, 0, m->is_english, &n))
		return false;
	for (i = 0; i < s->n && command_is_courtesy(&s->token[i]); i++)
		;
	return i == s->n;
}

/* "Beste Noor,", "Goedemorgen Noor": a greeting and a name. */
static bool
is_greeting(const struct mail_reader *m, const struct sentence *s)
{
	size_t i, n, names = 0;

	if (s->n == 0 || s->n > 5 || !command_is_courtesy(&s->token[0]))
		return false;
	for (i = 0; i < s->n; i++) {
		if (command_phrase_at(s, i, m->is_english, &n) ||
		    token_number(&s->token[i]) >= 0)
			return false;
		names += !command_is_courtesy(&s->token[i]);
	}
	return names <= 2;
}

/* "vraag: een gemeente belde over ...": the rest as it was written. */
static bool
read_asked(struct mail_reader *m, const char *line, const char *folded)
{
	static const char *const heads[] = { "vraag:", "vraag :",
		"nieuwe vraag:", "question:", "new question:" };
	struct command c = { .kind = COMMAND_ASK };
	const char *colon = strchr(line, ':');
	size_t i;

	for (i = 0; colon && i < LENGTH(heads); i++) {
		if (!text_has_prefix(folded, heads[i]) ||
		    (i > 2 && !m->is_english))
			continue;
		c.word = arena_copy(m->arena, colon + 1 + (colon[1] == ' '));
		add(m, line, *c.word ? COMMAND_GOOD : COMMAND_WORD, &c);
		return true;
	}
	return false;
}

/* The following lines of a text that was put down. */
static void
append_asked(struct mail_reader *m, const char *line)
{
	struct command *c = &m->line[m->n - 1].command;

	c->word = arena_printf(m->arena, "%s\n%s", c->word, line);
}

/* A later sentence of the line: a command when it names a number, else said
 * in addition. */
static void
read_more(struct mail_reader *m, const char *at, const char *text)
{
	struct sentence s;

	while (last_good(m) && sentence_next(&at, &s)) {
		struct command_reader r = { m->arena, &s, 0, m->today,
			m->is_english };

		if (!command_follows(&r)) {
			note(m);
			continue;
		}
		if (!read_commands(m, &s, 0, text))
			return;
	}
}

/* A line that goes on about the command before it. */
static bool
is_note(const struct mail_reader *m, const struct sentence *s)
{
	struct command_reader r = { m->arena, s, 0, m->today, m->is_english };
	size_t n;

	return last_good(m) && !command_follows(&r) &&
	    !command_phrase_at(s, 0, m->is_english, &n) &&
	    !command_is_near(m->arena, &s->token[0], m->is_english);
}

static void
read_line(
    struct mail_reader *m, const char *line, const char *folded, bool is_alone)
{
	const char *at = folded;
	struct sentence s;
	size_t start;

	if (last_good(m) && last_good(m)->kind == COMMAND_ASK) {
		append_asked(m, line);
		return;
	}
	if (read_asked(m, line, folded))
		return;
	if (!sentence_next(&at, &s)) {
		if (strcmp(folded, "?") == 0 || is_alone)
			add(m, line, COMMAND_UNKNOWN, NULL);
		return;
	}
	if (!is_alone && (is_courtesy(m, &s) || is_greeting(m, &s))) {
		/* "Dank! 147 klaar." */
		if (*at)
			read_line(m, line, at + (*at == ' '), is_alone);
		return;
	}
	if (!is_alone && is_note(m, &s)) {
		note(m);
		return;
	}
	start = is_alone ? 0 : greeting_end(m, &s);
	if (read_commands(m, &s, start, line))
		read_more(m, at, line);
}

/* Without blanks around it and the mark of a list before it. */
static const char *
trim(struct arena *a, const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r", s[n - 1]))
		n--;
	while (n > 0 && strchr(" \t*", *s)) {
		s++;
		n--;
	}
	if (n > 1 && s[0] == '-' && s[1] == ' ') {
		s += 2;
		n -= 2;
	}
	if (n > 3 && strncmp(s, "\xe2\x80\xa2", 3) == 0) {
		s += 3;
		n -= 3;
	}
	if (n > LINE_MAX_BYTES)
		n = text_utf8_prefix(s, LINE_MAX_BYTES);
	return arena_copy_n(a, s, n);
}

static struct command_mail
mail_of(struct mail_reader *m)
{
	struct command_line *lines =
	    arena_array(m->arena, m->n + 1, sizeof(*lines));

	memcpy(lines, m->line, m->n * sizeof(*lines));
	return (struct command_mail){ m->n, lines };
}

struct command_mail
command_read(
    struct arena *a, const char *text, struct date today, bool is_english)
{
	struct mail_reader m = {
		.arena = a, .today = today, .is_english = is_english
	};

	while (*text) {
		size_t n = strcspn(text, "\n");
		const char *raw = arena_copy_n(a, text, n);
		const char *line = trim(a, text, n);
		const char *folded = fold(a, line, strlen(line), NULL);

		text += n + (text[n] == '\n');
		while (*folded == ' ')
			folded++;
		if (!*folded) {
			if (m.n > 0)
				break;
			continue;
		}
		if (command_is_closing(folded) || text_has_prefix(raw, "--"))
			break;
		read_line(&m, line, folded, false);
	}
	return mail_of(&m);
}

struct command_mail
command_read_line(
    struct arena *a, const char *line, struct date today, bool is_english)
{
	struct mail_reader m = {
		.arena = a, .today = today, .is_english = is_english
	};
	const char *one = trim(a, line, strcspn(line, "\n"));

	read_line(&m, one, fold(a, one, strlen(one), NULL), true);
	return mail_of(&m);
}
