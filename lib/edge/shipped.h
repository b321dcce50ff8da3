#ifndef POSTWACHT_EDGE_SHIPPED_H
#define POSTWACHT_EDGE_SHIPPED_H

struct arena;

/*
 * The folder of that name that ships with the program ("rules", "demo"):
 * beside the build folder of a source tree, else under share/postwacht of the
 * prefix that the program was installed under, else of /usr. In the arena;
 * whether it is there shows when it is used.
 */
const char *shipped_folder(struct arena *a, const char *name);

#endif
