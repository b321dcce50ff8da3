/*
 * The configuration that setup writes: presets that follow from the answers,
 * and the file with its remarks.
 */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/setup.h"
#include "edge/provider.h"

static enum provider
provider_of(const struct setup *s)
{
	const char *word = s->at[SETUP_PROVIDER];

	if (word && strcmp(word, "microsoft365") == 0)
		return PROVIDER_MICROSOFT365;
	return word && strcmp(word, "google") == 0 ? PROVIDER_GOOGLE
	                                           : PROVIDER_NONE;
}

bool
setup_has_token(const struct setup *s)
{
	return provider_of(s) != PROVIDER_NONE ||
	    (s->at[SETUP_CLIENT_ID] && *s->at[SETUP_CLIENT_ID]);
}

static const char *
domain_of(const struct setup *s)
{
	const char *at =
	    s->at[SETUP_ADDRESS] ? strrchr(s->at[SETUP_ADDRESS], '@') : NULL;

	return at ? at + 1 : "";
}

static const char *
preset_host(const struct setup *s, bool is_imap)
{
	const struct provider_preset *p = provider_preset(provider_of(s));

	if (p)
		return is_imap ? p->imap_host : p->smtp_host;
	return *domain_of(s) ? arena_printf(s->arena, "%s.%s",
	                           is_imap ? "imap" : "smtp", domain_of(s))
	                     : NULL;
}

const char *
setup_preset(const struct setup *s, enum setup_item item)
{
	bool is_tls =
	    s->at[SETUP_SECURITY] && strcmp(s->at[SETUP_SECURITY], "tls") == 0;
	bool is_smtp_tls = s->at[SETUP_SMTP_SECURITY] &&
	    strcmp(s->at[SETUP_SMTP_SECURITY], "tls") == 0;

	switch (item) {
	case SETUP_PROVIDER:
		return "own";
	case SETUP_HOST:
		return preset_host(s, true);
	case SETUP_SECURITY:
		return "tls";
	case SETUP_PORT:
		return is_tls ? "993" : "143";
	case SETUP_USER:
		return s->at[SETUP_ADDRESS];
	case SETUP_SMTP_HOST:
		return preset_host(s, false);
	case SETUP_SMTP_SECURITY:
		return "starttls";
	case SETUP_SMTP_PORT:
		return is_smtp_tls ? "465" : "587";
	case SETUP_SMTP_USER:
		return s->at[SETUP_FROM];
	case SETUP_FROM:
		return *domain_of(s)
		    ? arena_printf(s->arena, "postwacht@%s", domain_of(s))
		    : NULL;
	case SETUP_TEAM_CODE:
		return "K";
	case SETUP_STATE_DIR:
		return "/var/lib/postwacht";
	case SETUP_ADDRESS:
	case SETUP_PASSWORD_FILE:
	case SETUP_TENANT:
	case SETUP_CLIENT_ID:
	case SETUP_ENDPOINT:
	case SETUP_SCOPE:
	case SETUP_SECRET_FILE:
	case SETUP_CERTIFICATE_FILE:
	case SETUP_KEY_FILE:
	case SETUP_CA_FILE:
	case SETUP_SENT_FOLDER:
	case SETUP_SMTP_PASSWORD_FILE:
	case SETUP_SMTP_CERTIFICATE_FILE:
	case SETUP_SMTP_KEY_FILE:
	case SETUP_ORGANISATION:
	case SETUP_TEAM_NAME:
	case SETUP_COORDINATOR:
	case SETUP_COORDINATOR_ADDRESS:
	case SETUP_LEADER:
	case SETUP_LEADER_ADDRESS:
	case SETUP_ITEMS:
		break;
	}
	return NULL;
}

/* name = "value"; when there is an answer. */
static void
put(const struct setup *s, struct text *out, const char *indent,
    const char *name, enum setup_item item)
{
	if (s->at[item] && *s->at[item])
		text_addf(out, "%s%s = \"%s\";\n", indent, name, s->at[item]);
}

static void
put_number(const struct setup *s, struct text *out, const char *indent,
    const char *name, enum setup_item item)
{
	if (s->at[item] && *s->at[item])
		text_addf(out, "%s%s = %s;\n", indent, name, s->at[item]);
}

/* A short fixed name: it stays when the address changes. */
static const char *
id_of(const struct setup *s, const char *words)
{
	char *id = arena_copy(s->arena, words), *c;

	id[strcspn(id, "@ ")] = '\0';
	for (c = id; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		else if (!((*c >= 'a' && *c <= 'z') ||
		             (*c >= '0' && *c <= '9')))
			*c = '-';
	}
	return *id >= 'a' || (*id >= '0' && *id <= '9') ? id : "een";
}

static void
print_general(const struct setup *s, struct text *out)
{
	text_add(out,
	    "# The configuration of Postwacht, as written by postwacht setup.\n"
	    "# What is absent has its default: postwacht.conf(5) names every\n"
	    "# setting, and postwacht.conf.example shows most of them. After a\n"
	    "# change: postwacht check, then systemctl reload postwachtd.\n\n"
	    "# The database and the key live here; back it up with postwacht\n"
	    "# backup.\n");
	put(s, out, "", "state_dir", SETUP_STATE_DIR);
	text_add(out,
	    "\n# Language of the notices: nl or en.\n"
	    "language = \"nl\";\n\n");
	put(s, out, "", "organisation", SETUP_ORGANISATION);
	text_addf(out,
	    "\n# Colleagues write from these domains; they are never the "
	    "asker, and\n# notices go nowhere else.\n"
	    "internal_domains = [ \"%s\" ];\n\n"
	    "# The service norm. Rules give other terms where they apply.\n"
	    "norm = \"5 werkdagen\";\n\n"
	    "# Statutory terms bind an administrative authority: write\n"
	    "# \"rechtens\" there.\n"
	    "statutory = \"richtsnoer\";\n\n"
	    "# Free days of the office beside the usual ones.\n"
	    "calendar = { closed = [ ]; };\n\n",
	    domain_of(s));
}

static void
print_person(const struct setup *s, struct text *out, enum setup_item name,
    enum setup_item address, const char *role, const char *end)
{
	text_addf(out,
	    "\t{\n\t\tid = \"%s\";\n\t\tname = \"%s\";\n\t\taddress = "
	    "\"%s\";\n\t\trole = \"%s\";\n\t}%s\n",
	    id_of(s, s->at[name]), s->at[name], s->at[address], role, end);
}

static void
print_people(const struct setup *s, struct text *out)
{
	bool has_leader = s->at[SETUP_LEADER] && *s->at[SETUP_LEADER];

	text_addf(out,
	    "teams = (\n\t{\n\t\tcode = \"%s\";\n\t\tname = \"%s\";\n\t}\n"
	    ");\n\n"
	    "# Who works on the questions. Add the advisers, with role = "
	    "\"adviser\",\n# days (\"ma di do\") and stand_in, so that a "
	    "forwarded question is theirs.\npeople = (\n",
	    s->at[SETUP_TEAM_CODE], s->at[SETUP_TEAM_NAME]);
	print_person(s, out, SETUP_COORDINATOR, SETUP_COORDINATOR_ADDRESS,
	    "coordinator", has_leader ? "," : "");
	if (has_leader)
		print_person(
		    s, out, SETUP_LEADER, SETUP_LEADER_ADDRESS, "leader", "");
	text_add(out, ");\n\n");
}

static void
print_token(const struct setup *s, struct text *out)
{
	bool has_secret = s->at[SETUP_SECRET_FILE] && *s->at[SETUP_SECRET_FILE];

	text_addf(out,
	    "# Where access tokens come from.\ntoken_sources = (\n\t{\n"
	    "\t\tname = \"token\";\n\t\tgrant = \"%s\";\n",
	    has_secret ? "secret" : "certificate");
	if (provider_of(s) != PROVIDER_NONE)
		put(s, out, "\t\t", "provider", SETUP_PROVIDER);
	put(s, out, "\t\t", "tenant", SETUP_TENANT);
	put(s, out, "\t\t", "client_id", SETUP_CLIENT_ID);
	put(s, out, "\t\t", "endpoint", SETUP_ENDPOINT);
	put(s, out, "\t\t", "scope", SETUP_SCOPE);
	put(s, out, "\t\t", "secret_file", SETUP_SECRET_FILE);
	put(s, out, "\t\t", "certificate_file", SETUP_CERTIFICATE_FILE);
	put(s, out, "\t\t", "key_file", SETUP_KEY_FILE);
	put(s, out, "\t\t", "ca_file", SETUP_CA_FILE);
	text_add(out, "\t}\n);\n\n");
}

static void
print_login(const struct setup *s, struct text *out, const char *indent,
    enum setup_item user, enum setup_item password)
{
	put(s, out, indent, "user", user);
	if (setup_has_token(s) && s->at[user] && *s->at[user])
		text_addf(out,
		    "%sauth = \"xoauth2\";\n"
		    "%stoken_source = \"token\";\n",
		    indent, indent);
	else
		put(s, out, indent, "password_file", password);
	put(s, out, indent, "ca_file", SETUP_CA_FILE);
}

static void
print_mailbox(const struct setup *s, struct text *out)
{
	text_addf(out,
	    "# The watched mailboxes. The id is fixed: it stays when address "
	    "or server\n# change. Everything that lies there now is history "
	    "and causes no mail.\nmailboxes = (\n\t{\n\t\tid = \"%s\";\n",
	    id_of(s, s->at[SETUP_ADDRESS]));
	if (provider_of(s) != PROVIDER_NONE)
		put(s, out, "\t\t", "provider", SETUP_PROVIDER);
	put(s, out, "\t\t", "host", SETUP_HOST);
	put_number(s, out, "\t\t", "port", SETUP_PORT);
	put(s, out, "\t\t", "security", SETUP_SECURITY);
	print_login(s, out, "\t\t", SETUP_USER, SETUP_PASSWORD_FILE);
	text_addf(out, "\t\taddresses = [ \"%s\" ];\n", s->at[SETUP_ADDRESS]);
	put(s, out, "\t\t", "team", SETUP_TEAM_CODE);
	put(s, out, "\t\t", "sent_folder", SETUP_SENT_FOLDER);
	text_add(out, "\t}\n);\n\n");
}

static void
print_post(const struct setup *s, struct text *out)
{
	text_add(out,
	    "# How notices leave. To look first at what would be sent: kind =\n"
	    "# \"folder\" with folder = \"/path\", and no server.\n"
	    "post = {\n\tkind = \"smtp\";\n");
	put(s, out, "\t", "host", SETUP_SMTP_HOST);
	put_number(s, out, "\t", "port", SETUP_SMTP_PORT);
	put(s, out, "\t", "security", SETUP_SMTP_SECURITY);
	print_login(s, out, "\t", SETUP_SMTP_USER, SETUP_SMTP_PASSWORD_FILE);
	put(s, out, "\t", "client_certificate_file",
	    SETUP_SMTP_CERTIFICATE_FILE);
	put(s, out, "\t", "client_key_file", SETUP_SMTP_KEY_FILE);
	put(s, out, "\t", "from", SETUP_FROM);
	text_add(out, "};\n");
}

void
setup_print(const struct setup *s, struct text *out)
{
	print_general(s, out);
	print_people(s, out);
	if (setup_has_token(s))
		print_token(s, out);
	print_mailbox(s, out);
	print_post(s, out);
}
