/*
 * The text format of Prometheus. It knows what has to be escaped where.
 */

#include "report/prom.h"

#include "base/text.h"

void
prom_metric(
    struct text *out, const char *name, enum prom_type type, const char *says)
{
	text_addf(out, "# HELP %s ", name);
	for (; *says; says++) {
		if (*says == '\\')
			text_add(out, "\\\\");
		else if (*says == '\n')
			text_add(out, "\\n");
		else
			text_add_char(out, *says);
	}
	text_addf(out, "\n# TYPE %s %s\n", name,
	    type == PROM_COUNTER ? "counter" : "gauge");
}

static void
add_value(struct text *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\\' || *s == '"')
			text_addf(out, "\\%c", *s);
		else if (*s == '\n')
			text_add(out, "\\n");
		else
			text_add_char(out, *s);
	}
}

void
prom_sample(struct text *out, const char *name,
    const struct prom_label labels[PROM_LABELS], long long value)
{
	size_t i;

	text_add(out, name);
	for (i = 0; i < PROM_LABELS && labels[i].name; i++) {
		text_addf(out, "%s%s=\"", i == 0 ? "{" : ",", labels[i].name);
		add_value(out, labels[i].value);
		text_add_char(out, '"');
	}
	text_addf(out, "%s %lld\n", i > 0 ? "}" : "", value);
}
