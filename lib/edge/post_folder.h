#ifndef POSTWACHT_POST_FOLDER_H
#define POSTWACHT_POST_FOLDER_H

#include <stddef.h>

#include "base/err.h"
#include "edge/post.h"

/*
 * Writes "<name>.eml" into the folder, so that it is either there in full and
 * synced, or not at all; an older file of that name is replaced. The folder
 * is made when only its last part is missing.
 *
 * returns  POST_SENT; POST_LATER; POST_REFUSED for a name that is no file
 *          name; POST_UNCERTAIN when the file stands but its entry in the
 *          folder could not be synced
 */
enum post_outcome post_folder_put(const char *folder, const char *name,
    const char *bytes, size_t n, struct err *e);

#endif
