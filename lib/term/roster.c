/*
 * Who is who, who works when, and who stands in. Knows people and their
 * days; what they must be told it does not know.
 */

#include "term/roster.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

const struct team *
roster_team(const struct roster *r, const char *code)
{
	size_t i;

	for (i = 0; i < r->n_teams; i++) {
		if (text_is_same(r->teams[i].code, code))
			return &r->teams[i];
	}
	return NULL;
}

const struct colleague *
roster_by_id(const struct roster *r, const char *id)
{
	size_t i;

	for (i = 0; *id && i < r->n_people; i++) {
		if (text_is_same(r->people[i].id, id))
			return &r->people[i];
	}
	return NULL;
}

const struct colleague *
roster_by_address(const struct roster *r, const char *address)
{
	size_t i;

	for (i = 0; *address && i < r->n_people; i++) {
		if (text_is_same(r->people[i].address, address))
			return &r->people[i];
	}
	return NULL;
}

bool
roster_is_in_team(const struct colleague *c, const char *team)
{
	size_t i;

	if (c->n_teams == 0 || !*team || text_is_same(team, TEAM_BOTH))
		return true;
	for (i = 0; i < c->n_teams; i++) {
		if (text_is_same(c->teams[i], team))
			return true;
	}
	return false;
}

bool
roster_is_absent(const struct colleague *c, struct date d)
{
	size_t i;

	for (i = 0; i < c->n_absences; i++) {
		if (d.day >= c->absences[i].from.day &&
		    d.day <= c->absences[i].to.day)
			return true;
	}
	return false;
}

bool
roster_is_on(
    const struct colleague *c, const struct calendar *cal, struct date d)
{
	unsigned bit = 1U << ((unsigned)date_weekday(d) - 1);

	return (c->workdays & bit) && calendar_is_workday(cal, d);
}

bool
roster_works(
    const struct colleague *c, const struct calendar *cal, struct date d)
{
	return roster_is_on(c, cal, d) && !roster_is_absent(c, d);
}

const struct colleague *
roster_cover(const struct roster *r, const struct colleague *c,
    const struct calendar *cal, struct date d)
{
	size_t hops;

	if (!roster_is_absent(c, d))
		return c;
	/* Two who stand in for each other may both be away. */
	for (hops = 0; hops < r->n_people; hops++) {
		c = roster_by_id(r, c->stand_in);
		if (!c || roster_works(c, cal, d))
			return c;
	}
	return NULL;
}

/* Whoever does not say how long stays away until he is back. */
#define FOR_EVER ((struct date){ INT32_MAX })

/* Ends every absence on the day before he is back. */
static void
come_back(struct absence *absences, size_t n, struct date back)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (absences[i].to.day >= back.day)
			absences[i].to = date_add(back, -1);
	}
}

static struct colleague
with_lines(
    struct arena *a, struct colleague c, const struct presence *lines, size_t n)
{
	struct absence *absences = arena_grow(
	    a, c.absences, c.n_absences, c.n_absences + n, sizeof(*absences));
	size_t i;

	c.absences = absences;
	for (i = 0; i < n; i++) {
		if (!text_is_same(lines[i].person, c.id))
			continue;
		if (lines[i].is_back)
			come_back(absences, c.n_absences, lines[i].from);
		else
			absences[c.n_absences++] = (struct absence){
				lines[i].from,
				lines[i].has_until ? lines[i].until : FOR_EVER,
			};
	}
	return c;
}

struct roster
roster_with(struct arena *a, const struct roster *r,
    const struct presence *lines, size_t n)
{
	struct colleague *people =
	    arena_array(a, r->n_people + 1, sizeof(*people));
	struct roster out = *r;
	size_t i;

	for (i = 0; i < r->n_people; i++)
		people[i] = with_lines(a, r->people[i], lines, n);
	out.people = people;
	return out;
}
