#ifndef POSTWACHT_ADDRESS_H
#define POSTWACHT_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* One mailbox of an address header, decoded. Text from hostile mail: shown
 * only after escaping, never put into a header as it is. */
struct address {
	const char *name;   /* display name, UTF-8, "" when there is none */
	const char *addr;   /* local@domain in lower case, "" when invalid */
	const char *domain; /* behind the last '@', in lower case, IDN as
	                       A-labels, no final dot; "" when there is none */
};

struct address_list {
	size_t n;
	struct address *at;
};

/* Completes addr and domain from an addr-spec as it stands in a mail. */
struct address address_make(
    struct arena *a, const char *name, const char *addr_spec);

/* The same person: equal addr; a plus part ("box+tag@") is ignored. Two
 * empty addresses are nobody. */
bool address_is_same(const char *a, const char *b);

bool address_list_has(const struct address_list *list, const char *addr);

#endif
