#ifndef POSTWACHT_DAYWORDS_H
#define POSTWACHT_DAYWORDS_H

#include "base/date.h"
#include "triage/sentence.h"

/* A day as the words of a sentence name it. */
struct day_words {
	size_t n; /* tokens it takes */
	struct date day;
	bool is_near; /* today, tomorrow, this week, "a.s. vrijdag": needs no
	                 "uiterlijk" */
	bool is_end;  /* "eind van de week": "voor" does not take a day off */
};

/*
 * Reads the day that begins at token i: "vrijdag 30 januari", "30-1-2026",
 * "aanstaande vrijdag", "morgen", "eind van de week", "twee weken" (after
 * "binnen"). Days without a year lie on or after the day of receipt.
 *
 * returns  false when no day begins there, or only one that has passed
 */
bool day_words_read(const struct sentence *s, size_t i, struct date received,
    struct day_words *out);

/* The weekday that the token names, in full or short: 1 Monday .. 7; 0: none. */
int day_words_weekday(const struct token *t);

/* The number that the token is, in figures or as a word; -1: none. */
int day_words_number(const struct token *t);

/* "5 werkdagen", "twee weken", "24 uur" after "binnen". */
bool day_words_span(const struct sentence *s, size_t i, struct date received,
    struct day_words *out);

/* "12.00 uur", "16:30", "12 uur", with "om" or a comma in front. */
bool day_words_clock(const struct sentence *s, size_t i);

#endif
