#ifndef POSTWACHT_TREE_H
#define POSTWACHT_TREE_H

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/unit/unit.h"

/* A folder of its own for tests of sources that read files. */
struct tree {
	struct arena *arena;
	const char *root;
};

static inline struct tree
tree_new(void)
{
	struct tree t = { .arena = arena_new() };
	char *root = arena_printf(t.arena, "/tmp/postwacht-unit.XXXXXX");

	if (!mkdtemp(root))
		fail_msg("no folder for the test");
	t.root = root;
	return t;
}

static inline void
tree_done(struct tree *t)
{
	char *command = arena_printf(t->arena, "rm -rf '%s'", t->root);

	if (system(command) != 0)
		(void)fprintf(stderr, "%s stays behind\n", t->root);
	arena_free(t->arena);
}

static inline const char *
tree_path(struct tree *t, const char *name)
{
	return arena_printf(t->arena, "%s/%s", t->root, name);
}

static inline void
tree_folder(struct tree *t, const char *name)
{
	assert_int_equal(mkdir(tree_path(t, name), 0700), 0);
}

/* Written in full before it gets its name, as deliveries are. */
static inline void
tree_file(struct tree *t, const char *name, const char *bytes)
{
	const char *making = tree_path(t, "making");
	FILE *f = fopen(making, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, strlen(bytes), f), strlen(bytes));
	assert_int_equal(fclose(f), 0);
	assert_int_equal(rename(making, tree_path(t, name)), 0);
}

static inline void
tree_append(struct tree *t, const char *name, const char *bytes)
{
	FILE *f = fopen(tree_path(t, name), "a");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, strlen(bytes), f), strlen(bytes));
	assert_int_equal(fclose(f), 0);
}

#endif
