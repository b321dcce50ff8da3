#ifndef POSTWACHT_PROM_H
#define POSTWACHT_PROM_H

#include <stddef.h>

struct text;

enum prom_type {
	PROM_GAUGE,
	PROM_COUNTER,
};

/* Labels of one sample at most. */
#define PROM_LABELS 3

/* What a sample is told apart by; a name that is NULL ends the list. */
struct prom_label {
	const char *name, *value;
};

/*
 * The text format of Prometheus, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/, consulted
 * 2026-11-28), for the textfile collector of a node exporter. Values of labels
 * may hold anything; names are ours.
 */

/* The two lines before the samples of a metric; says is one sentence. */
void prom_metric(
    struct text *out, const char *name, enum prom_type type, const char *says);

void prom_sample(struct text *out, const char *name,
    const struct prom_label labels[PROM_LABELS], long long value);

#endif
