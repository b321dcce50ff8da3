#ifndef POSTWACHT_FIND_H
#define POSTWACHT_FIND_H

#include "edge/names.h"
#include "edge/source.h"

/* The files of one Maildir folder that were not handed out before. */

struct box {
	const char *name; /* of the folder */
	enum folder_role role;
	const char *path;
	uint32_t last_uid;
	unsigned scan; /* how many there were */
	struct names names;
};

/* A file that was not seen before. */
struct found {
	struct name *name;
	const char *file; /* "cur/..." below the box */
	struct instant received;
	enum receipt_basis basis;
	bool is_answered;
	bool is_gone;
};

struct found_list {
	struct arena *arena;
	size_t n, room;
	struct found **items;
};

/* Every file that is there now, known or not, in no order. */
int find_all(struct box *b, struct found_list *l, struct err *e) MUST_CHECK;

/* Looks into new and cur of the box; the list is in order of receipt and
 * name. */
int find_new(struct box *b, struct found_list *l, struct err *e) MUST_CHECK;

#endif
