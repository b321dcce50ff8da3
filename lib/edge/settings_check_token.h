#ifndef POSTWACHT_SETTINGS_CHECK_TOKEN_H
#define POSTWACHT_SETTINGS_CHECK_TOKEN_H

struct mistakes;
struct settings;

/* Each source of tokens has a name of its own and what its grant asks for;
 * what is wrong is added to *m. */
void check_token_sources(struct mistakes *m, const struct settings *s);

#endif
