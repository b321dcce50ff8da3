/*
 * A libconfig tree walked against the table of settings: unknown names, wrong
 * types, missing values, defaults. It knows how libconfig's types fit the
 * kinds of the table; what the values mean to each other is checked elsewhere.
 */

#include "edge/settings_tree.h"

#include <assert.h>
#include <libconfig.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/settings_mistakes.h"
#include "edge/settings_table.h"
#include "edge/settings_tell.h"
#include "edge/settings_value.h"

#define NAMES_MAX  64  /* settings in one group, shared ones included */
#define PATH_BYTES 160 /* "mailboxes.password_credential" and deeper */

struct walk {
	struct mistakes *mistakes;
	const char *folder;
};

/* A group of the file beside the table's rows for it and where they go. */
struct branch {
	const struct setting_group *group;
	config_setting_t *tree; /* NULL: the file has none, defaults hold */
	char *base;
	const char *path; /* "mailboxes." */
};

static void read_group(const struct walk *w, const struct branch *b);

static void
remember(const struct walk *w, const void *field, const config_setting_t *s,
    bool is_group, bool is_bad)
{
	place_add(w->mistakes,
	    (struct setting_place){ .field = field,
	        .is_group = is_group,
	        .file = setting_file(s),
	        .line = setting_line(s),
	        .is_bad = is_bad });
}

/* libconfig keeps what nobody asks for; a typo would lose a setting. */
static void
refuse_unknown(const struct walk *w, const struct branch *b)
{
	const char *names[NAMES_MAX];
	size_t n = setting_names(b->group, names, NAMES_MAX);
	int i;

	for (i = 0; i < config_setting_length(b->tree); i++) {
		const config_setting_t *s =
		    config_setting_get_elem(b->tree, (unsigned)i);
		size_t j = 0;

		while (j < n && strcmp(config_setting_name(s), names[j]) != 0)
			j++;
		if (j == n)
			tell_unknown(w->mistakes, b->path, s, names, n);
	}
}

/* A scalar as text, when its type is the one that the kind wants. */
static const char *
scalar_text(
    const struct walk *w, const struct setting *row, const config_setting_t *s)
{
	int type = config_setting_type(s);

	if (row->kind == SETTING_INT &&
	    (type == CONFIG_TYPE_INT || type == CONFIG_TYPE_INT64))
		return arena_printf(w->mistakes->arena, "%lld",
		    type == CONFIG_TYPE_INT ? config_setting_get_int(s)
		                            : config_setting_get_int64(s));
	if (row->kind == SETTING_BOOL && type == CONFIG_TYPE_BOOL)
		return config_setting_get_bool(s) ? "true" : "false";
	if (row->kind != SETTING_INT && row->kind != SETTING_BOOL &&
	    type == CONFIG_TYPE_STRING)
		return config_setting_get_string(s);
	return NULL;
}

static bool
read_scalar(const struct walk *w, const struct branch *b,
    const struct setting *row, const config_setting_t *s, void *out)
{
	const char *value = scalar_text(w, row, s);
	bool fits = value &&
	    setting_read(w->mistakes->arena, row, value, w->folder, out);

	if (!fits)
		tell_misfit(w->mistakes, b->path, row, s);
	return fits;
}

/* What holds where the file says nothing, or nothing that fits. */
static void
set_preset(const struct walk *w, const struct setting *row, void *out)
{
	bool fits =
	    setting_read(w->mistakes->arena, row, row->preset, w->folder, out);

	assert(fits);
	(void)fits;
}

static void
read_value(const struct walk *w, const struct branch *b,
    const struct setting *row, const config_setting_t *s)
{
	void *field = b->base + row->offset;
	bool fits = s && read_scalar(w, b, row, s, field);

	if (s)
		remember(w, field, s, false, !fits);
	else if (row->is_required && b->tree)
		tell_missing(w->mistakes, b->path, row, b->tree);
	if (!fits)
		set_preset(w, row, field);
}

static void
set_list(
    const struct branch *b, const struct setting *row, void *list, size_t n)
{
	memcpy(b->base + row->offset, &list, sizeof(list));
	memcpy(b->base + row->count, &n, sizeof(n));
}

/* [ "a", "b" ]: what does not fit is left out, with its mistake told. */
static void
read_list(const struct walk *w, const struct branch *b,
    const struct setting *row, const config_setting_t *s)
{
	size_t n = (size_t)config_setting_length(s), size = setting_size(row);
	char *list = arena_array(w->mistakes->arena, n ? n : 1, size);
	size_t i, kept = 0;
	bool is_bad = false;

	for (i = 0; i < n; i++) {
		const config_setting_t *item =
		    config_setting_get_elem(s, (unsigned)i);
		char *out = list + kept * size;

		if (read_scalar(w, b, row, item, out)) {
			remember(w, out, item, false, false);
			kept++;
		} else {
			is_bad = true;
		}
	}
	remember(w, b->base + row->offset, s, false, is_bad);
	set_list(b, row, list, kept);
}

/* ( { ... }, { ... } ). */
static void
read_groups(const struct walk *w, const struct branch *b,
    const struct setting *row, const config_setting_t *s)
{
	size_t n = (size_t)config_setting_length(s), size = row->group->size;
	char *list = arena_array(w->mistakes->arena, n ? n : 1, size);
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		config_setting_t *item =
		    config_setting_get_elem(s, (unsigned)i);
		struct branch inner = { row->group, item, list + kept * size,
			arena_printf(
			    w->mistakes->arena, "%s%s.", b->path, row->name) };

		if (!config_setting_is_group(item)) {
			tell_misfit(w->mistakes, b->path, row, item);
			continue;
		}
		remember(w, inner.base, item, true, false);
		read_group(w, &inner);
		kept++;
	}
	remember(w, b->base + row->offset, s, false, kept < n);
	set_list(b, row, list, kept);
}

static void
read_many(const struct walk *w, const struct branch *b,
    const struct setting *row, const config_setting_t *s)
{
	bool is_many = s &&
	    (config_setting_is_list(s) ||
	        (config_setting_is_array(s) &&
	            (!row->group || config_setting_length(s) == 0)));

	if (s && !is_many) {
		tell_misfit(w->mistakes, b->path, row, s);
		remember(w, b->base + row->offset, s, false, true);
		return;
	}
	if (row->is_required && b->tree &&
	    (!s || config_setting_length(s) == 0)) {
		tell_missing(w->mistakes, b->path, row, b->tree);
		return;
	}
	if (s && row->group)
		read_groups(w, b, row, s);
	else if (s)
		read_list(w, b, row, s);
}

static void
read_inner(const struct walk *w, const struct branch *b,
    const struct setting *row, config_setting_t *s)
{
	struct branch inner = { row->group, s, b->base + row->offset,
		arena_printf(w->mistakes->arena, "%s%s.", b->path, row->name) };

	if (s && !config_setting_is_group(s)) {
		tell_misfit(w->mistakes, b->path, row, s);
		inner.tree = NULL;
	} else if (!s && row->is_required && b->tree) {
		tell_missing(w->mistakes, b->path, row, b->tree);
	}
	if (s)
		remember(w, inner.base, s, true, !inner.tree);
	read_group(w, &inner);
}

static void
read_rows(const struct walk *w, const struct branch *b)
{
	size_t i;

	for (i = 0; i < b->group->n; i++) {
		const struct setting *row = &b->group->at[i];
		config_setting_t *s = b->tree && row->name
		    ? config_setting_get_member(b->tree, row->name)
		    : NULL;

		if (row->kind == SETTING_SHARED)
			read_rows(w,
			    &(struct branch){ row->group, b->tree,
			        b->base + row->offset, b->path });
		else if (row->kind == SETTING_GROUP)
			read_inner(w, b, row, s);
		else if (row->is_list)
			read_many(w, b, row, s);
		else
			read_value(w, b, row, s);
	}
}

static void
read_group(const struct walk *w, const struct branch *b)
{
	if (b->tree)
		refuse_unknown(w, b);
	read_rows(w, b);
}

int
settings_tree_read(struct mistakes *m, const char *file, const char *folder,
    const struct setting_group *table, void *out)
{
	SCOPED(config_destroy) config_t config;
	const struct walk w = { m, folder };

	config_init(&config);
	config_set_include_dir(&config, folder);
	if (config_read_file(&config, file) != CONFIG_TRUE) {
		tell_syntax(m, file, &config);
		return -1;
	}
	read_group(&w,
	    &(struct branch){ table, config_root_setting(&config), out, "" });
	return 0;
}
