/*
 * The keys of the state folder, by which what is ours is known again.
 */

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/rulefile.h"
#include "edge/whole.h"

static const char *
path_of(const struct office *o, const char *name)
{
	return arena_printf(o->arena, "%s/%s", o->settings.state_dir, name);
}

/* "" when the file is not there. */
static int
read_or_empty(const struct office *o, const char *name, const char **bytes,
    size_t *n, struct err *e)
{
	const char *path = path_of(o, name);

	*bytes = "";
	*n = 0;
	return access(path, F_OK) == 0
	    ? file_read(o->arena, path, KEY_FILE_MAX, bytes, n, e)
	    : 0;
}

static int
write_new_key(struct office *o, struct err *e)
{
	unsigned char key[DIGEST_BYTES];

	digest_random(key, sizeof(key));
	if (whole_write(o->settings.state_dir, KEY_FILE, (const char *)key,
	        sizeof(key), 0600, e) != 0)
		return -1;
	memcpy(o->key, key, sizeof(key));
	return 0;
}

static int
read_key(struct office *o, struct err *e)
{
	const char *bytes;
	size_t n;

	if (read_or_empty(o, KEY_FILE, &bytes, &n, e) != 0)
		return -1;
	if (n == 0 && access(path_of(o, KEY_FILE), F_OK) != 0)
		return write_new_key(o, e);
	if (n != sizeof(o->key))
		return err_set(e, ERR_FIX,
		    "%s: the key has %zu bytes, not %d; restore it from a "
		    "backup",
		    path_of(o, KEY_FILE), n, DIGEST_BYTES);
	memcpy(o->key, bytes, sizeof(o->key));
	return 0;
}

static int
digit_of(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* "<64 digits> 2026-11-28": 0, or -1 when it is not one. */
static int
parse_line(const char *line, size_t n, struct ours_key *out)
{
	char day[DATE_TEXT];
	struct date replaced;
	size_t i;

	if (n != 2 * DIGEST_BYTES + DATE_TEXT || line[2 * DIGEST_BYTES] != ' ')
		return -1;
	for (i = 0; i < DIGEST_BYTES; i++) {
		int high = digit_of(line[2 * i]),
		    low = digit_of(line[2 * i + 1]);

		if (high < 0 || low < 0)
			return -1;
		out->bytes[i] = (unsigned char)(16 * high + low);
	}
	memcpy(day, line + 2 * DIGEST_BYTES + 1, DATE_TEXT - 1);
	day[DATE_TEXT - 1] = '\0';
	if (date_parse(day, &replaced) != 0)
		return -1;
	out->until = date_add(replaced, OURS_KEY_DAYS);
	return 0;
}

/* All of a file's lines, behind the key in use, the latest first. */
static int
read_old_keys(struct office *o, const char *bytes, struct err *e)
{
	size_t lines = 0, n = 1, i;
	struct ours_key *keys;
	const char *p;

	for (p = bytes; *p; p++)
		lines += *p == '\n';
	keys = arena_array(o->arena, lines + 1, sizeof(*keys));
	memcpy(keys[0].bytes, o->key, sizeof(o->key));
	keys[0].until = OURS_FOREVER;
	for (p = bytes, i = 1; *p; i++) {
		size_t length = strcspn(p, "\n");

		if (!p[length] || parse_line(p, length, &keys[lines + 1 - i]))
			return err_set(e, ERR_FIX,
			    "%s:%zu: no key and day; restore it from a backup",
			    path_of(o, OLD_KEYS_FILE), i);
		p += length + 1;
		n++;
	}
	o->house.keys = (struct ours_keys){ n, keys };
	return 0;
}

int
office_load_key(struct office *o, struct err *e)
{
	const char *bytes;
	size_t n;

	if (read_key(o, e) != 0 ||
	    read_or_empty(o, OLD_KEYS_FILE, &bytes, &n, e) != 0)
		return -1;
	return read_old_keys(o, bytes, e);
}

int
office_renew_key(struct office *o, struct instant now, struct err *e)
{
	char hex[DIGEST_TEXT], day[DATE_TEXT];
	const char *bytes, *next;
	size_t n;

	if (office_load_key(o, e) != 0 ||
	    read_or_empty(o, OLD_KEYS_FILE, &bytes, &n, e) != 0)
		return -1;
	digest_hex(o->key, sizeof(o->key), hex);
	next = arena_printf(
	    o->arena, "%s%s %s\n", bytes, hex, date_print(date_of(now), day));
	if (strlen(next) > KEY_FILE_MAX)
		return err_set(e, ERR_FIX, "%s has grown too large",
		    path_of(o, OLD_KEYS_FILE));
	if (whole_write(o->settings.state_dir, OLD_KEYS_FILE, next,
	        strlen(next), 0600, e) != 0 ||
	    write_new_key(o, e) != 0)
		return -1;
	return office_load_key(o, e);
}
