#ifndef POSTWACHT_STUDIO_SERVE_H
#define POSTWACHT_STUDIO_SERVE_H

/* What the process of a picture calls itself instead of by its program. */
#define STUDIO_NAME "pw-studio"

/*
 * The first thing in main of every program that uses edge/studio: when it was
 * started to make a picture or workbook it does so and does not return. The
 * order is its standard input, a file; what is made goes to standard output.
 */
void studio_serve(int argc, char **argv);

#endif
