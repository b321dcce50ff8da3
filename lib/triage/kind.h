#ifndef POSTWACHT_KIND_H
#define POSTWACHT_KIND_H

#include <stdbool.h>

#include "triage/asker.h"
#include "triage/classify.h"

/* What the kind is decided from. */
struct kind_evidence {
	const struct facts *facts;
	const struct house *house;
	const struct asker *asker;
	const struct matches *matches;
	bool is_asking; /* the new text asks something, by the question rules */
	struct date received;
};

/*
 * The kind of a message (design.md 6.1), by the strongest evidence: our own
 * hash, report types, the server's verdict, RFC 3834 and list headers, the
 * null return-path; subjects only together with a second sign.
 *
 * out      *why  one Dutch sentence
 */
enum kind kind_of(const struct kind_evidence *evidence, const char **why);

/*
 * Signs of a machine that were seen and were not enough, for explanations.
 *
 * returns  one Dutch sentence; "" where the i-th is not seen, NULL behind the
 *          last
 */
const char *kind_nearly(const struct kind_evidence *evidence, size_t i);

#endif
