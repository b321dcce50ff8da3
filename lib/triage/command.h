#ifndef POSTWACHT_TRIAGE_COMMAND_H
#define POSTWACHT_TRIAGE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

struct arena;

/* What a person can tell Postwacht by mail (users.md, "Commands by mail"). */
enum command_kind {
	COMMAND_DONE,        /* "147 klaar [day]" */
	COMMAND_PHONE,       /* "147 telefonisch [day]" */
	COMMAND_EXTEND,      /* "147 uitstel 3", "147 uitstel tot 4 december" */
	COMMAND_ASSIGN,      /* "147 naar daan" */
	COMMAND_TOPIC,       /* "147 onderwerp bkr" */
	COMMAND_TEAM,        /* "147 team W" */
	COMMAND_NO_QUESTION, /* "147 geen vraag" */
	COMMAND_A_QUESTION,  /* "b812 toch een vraag" */
	COMMAND_CLOSE,       /* "147 doorverwezen": word says the reason */
	COMMAND_WAIT,        /* "147 wacht" */
	COMMAND_REOPEN,      /* "147 heropen" */
	COMMAND_JOIN,        /* "147 hoort bij 139" */
	COMMAND_SPLIT,       /* "147 los" */
	COMMAND_ABSENT,      /* "afwezig daan t/m 4 december" */
	COMMAND_BACK,        /* "terug daan" */
	COMMAND_OVERVIEW,    /* "overzicht" */
	COMMAND_WHY,         /* "waarom 147" */
	COMMAND_ASK,         /* "vraag: ...": one that came by telephone */
	COMMAND_HELP,        /* "help" */
	COMMAND_UNDO,        /* "ongedaan 88" */
	COMMAND_USE,         /* "gebruik": the rules that were mailed */
};

/* The Dutch word by which mails and logs call it: "klaar". */
const char *command_name(enum command_kind kind);

/* The words of a link in a notice, which whoever follows it sends as they are:
 * "147 klaar" or "147 done", "b812 toch een vraag", "ongedaan 88". number: of
 * the question, message or step. NULL: no link gives that command. */
const char *command_link(
    struct arena *a, enum command_kind kind, int64_t number, bool is_english);

/* What a line is about: a question's number or, "b812", a message. */
struct command_target {
	int64_t number;
	bool is_message;
};

#define COMMAND_TARGETS_MAX 20  /* of one line */
#define COMMAND_LINES_MAX   50  /* of one mail; more is not understood */
#define COMMAND_DAYS_MAX    260 /* working days of one extension: a year */

struct command {
	enum command_kind kind;
	size_t n_targets; /* 0: what the mail replies to */
	struct command_target target[COMMAND_TARGETS_MAX];
	/* COMMAND_ASSIGN, _ABSENT, _BACK: a name, folded; "" is the sender.
	 * COMMAND_TOPIC, _TEAM: folded. COMMAND_CLOSE: "referred",
	 * "no-answer-needed", "duplicate" or "withdrawn". COMMAND_ASK: the
	 * text as written. Else "". */
	const char *word;
	bool has_day;
	struct date day; /* it happened; the new last day; the last day away */
	bool has_from;
	struct date from; /* COMMAND_ABSENT: the first day away */
	int days;         /* COMMAND_EXTEND in working days; else 0 */
	int64_t other;    /* COMMAND_JOIN: question; COMMAND_UNDO: event */
	bool has_note;    /* more was written behind it */
};

/* Why a line is no command. */
enum command_fault {
	COMMAND_GOOD,
	COMMAND_UNKNOWN,  /* no word that is known */
	COMMAND_DOUBTFUL, /* "147 nog niet klaar", "147 klaar?" */
	COMMAND_DAY,      /* a day is missing or cannot be read */
	COMMAND_WORD,     /* a name, topic, team or number is missing */
	COMMAND_TOO_MUCH, /* too many lines, or too many numbers */
};

struct command_line {
	const char *text; /* as written, one line */
	enum command_fault fault;
	struct command command; /* when COMMAND_GOOD */
};

struct command_mail {
	size_t n;
	const struct command_line *line;
};

/*
 * The commands of a mail, a line or a sentence each: lines of the new text
 * until a blank line behind a command, a signature or a quotation. Greetings
 * and thanks are passed over; case, accents, full stops and "#" do not count.
 * A line behind "klaar" that names no number and is like no command is its
 * note.
 *
 * in       text   the new text of the mail, UTF-8
 *          today  civil day on which it was received: what days without a
 *                 year are reckoned from
 *          is_english  English words count too
 * out      in the arena; n is 0 when nothing was written
 * example  "Hoi,\n#147 en 148: klaar gisteren\n141 naar Daan\n\nGroet" ->
 *          done 147 148 on yesterday; assign 141 "daan"
 */
struct command_mail command_read(
    struct arena *a, const char *text, struct date today, bool is_english);

/* One line alone, such as a subject: never passed over. */
struct command_mail command_read_line(
    struct arena *a, const char *line, struct date today, bool is_english);

#endif
