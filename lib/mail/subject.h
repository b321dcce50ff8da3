#ifndef POSTWACHT_SUBJECT_H
#define POSTWACHT_SUBJECT_H

struct arena;

/*
 * The base subject: what stays the same in a conversation. Strips, as often
 * as they occur at the front, reply and forward prefixes (Re, Fwd, Fw, Antw,
 * Antwoord, Doorst, Doorgest, Betr, AW, WG, SV, VS, TR, RV, RE[2], with or
 * without blank; full-width colon too) and bracket tags such as [EXTERN] or
 * [SPAM?] when text follows; and "(fwd)" at the end. The rest is folded
 * (base/fold.h).
 *
 * example  "RE: [EXTERN] Antw: Vraag over BKR" -> "vraag over bkr"
 */
const char *subject_base(struct arena *a, const char *subject);

enum subject_kind {
	SUBJECT_PLAIN,
	SUBJECT_REPLY,
	SUBJECT_FORWARD,
};

/* What the outermost prefix says: "FW: RE: x" is a forward. "Betr" and
 * "Betreft" count as a reply, which is the cautious reading. */
enum subject_kind subject_kind(struct arena *a, const char *subject);

#endif
