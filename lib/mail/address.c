/*
 * Mail addresses: what makes one valid, its domain as A-labels, and when two
 * are the same person. The only file that knows libidn2. Headers are taken
 * apart elsewhere.
 */

#include "mail/address.h"

#include <idn2.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "mail/utf8.h"

/* RFC 5321, 4.5.3.1: 64 and 255 octets; senders exceed the first. */
#define LOCAL_MAX  255
#define DOMAIN_MAX 255

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char *
lowered(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_copy_n(a, s, n);
	size_t i;

	for (i = 0; i < n; i++)
		copy[i] = lower(copy[i]);
	return copy;
}

static bool
is_domain_text(const char *s)
{
	static const char ok[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";

	return *s && *s != '.' && *s != '-' && s[strspn(s, ok)] == '\0' &&
	    !strstr(s, "..");
}

static bool
is_literal(const char *s)
{
	static const char ok[] = "abcdefghijklmnopqrstuvwxyz0123456789:.";
	size_t n = strlen(s);

	return n > 2 && s[0] == '[' && strspn(s + 1, ok) == n - 2 &&
	    s[n - 1] == ']';
}

static bool
is_ascii(const char *s)
{
	for (; *s; s++) {
		if ((unsigned char)*s >= 0x80)
			return false;
	}
	return true;
}

static void
idn_done(char **s)
{
	idn2_free(*s);
}

/* The domain as A-labels in lower case, or "". */
static const char *
domain_of(struct arena *a, const char *s)
{
	SCOPED(idn_done) char *labels = NULL;
	size_t n = strlen(s);
	char *domain;

	while (n > 0 && s[n - 1] == '.')
		n--;
	if (n == 0 || n > DOMAIN_MAX)
		return "";
	domain = lowered(a, s, n);
	if (!is_ascii(domain)) {
		/* IDNA 2008 with the mapping of UTS 46, as mail and
		 * browsers do it. */
		if (idn2_to_ascii_8z(domain, &labels,
		        IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
			return "";
		domain = lowered(a, labels, strlen(labels));
	}
	return is_domain_text(domain) || is_literal(domain) ? domain : "";
}

static bool
is_local_text(const char *s, size_t n)
{
	size_t i;

	if (n == 0 || n > LOCAL_MAX)
		return false;
	if (n > 2 && s[0] == '"' && s[n - 1] == '"')
		return !memchr(s, '\n', n) && !memchr(s, '\r', n);
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c <= ' ' || c == 0x7F || strchr("()<>[],;:\"\\", c))
			return false;
	}
	return true;
}

/* Without blanks, angle brackets and "mailto:" around it. */
static char *
bare(struct arena *a, const char *s)
{
	size_t n;

	s += strspn(s, " \t\r\n<");
	if (strncmp(s, "mailto:", 7) == 0)
		s += 7;
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n>", s[n - 1]))
		n--;
	return arena_copy_n(a, s, n);
}

struct address
address_make(struct arena *a, const char *name, const char *addr_spec)
{
	struct address out = { name ? name : "", "", "" };
	char *spec, *at;

	if (!addr_spec)
		return out;
	spec = bare(a, utf8_line(a, addr_spec, strlen(addr_spec)));
	at = strrchr(spec, '@');
	if (!at)
		return out;
	out.domain = domain_of(a, at + 1);
	if (*out.domain && is_local_text(spec, (size_t)(at - spec)))
		out.addr = arena_printf(a, "%s@%s",
		    lowered(a, spec, (size_t)(at - spec)), out.domain);
	return out;
}

/* The length of the local part without its tag; "+x@y" is all tag. */
static size_t
local_length(const char *s)
{
	size_t n = (size_t)(strrchr(s, '@') - s);
	const char *plus = memchr(s, '+', n);

	return plus && plus > s ? (size_t)(plus - s) : n;
}

bool
address_is_same(const char *a, const char *b)
{
	size_t n, i;

	if (!strrchr(a, '@') || !strrchr(b, '@'))
		return false;
	n = local_length(a);
	if (n != local_length(b))
		return false;
	for (i = 0; i < n; i++) {
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	a = strrchr(a, '@');
	b = strrchr(b, '@');
	for (; *a && lower(*a) == lower(*b); a++, b++)
		continue;
	return !*a && !*b;
}

bool
address_list_has(const struct address_list *list, const char *addr)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (address_is_same(list->at[i].addr, addr))
			return true;
	}
	return false;
}
