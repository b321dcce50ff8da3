#!/usr/bin/env python3
"""naive.py PORT USER PASSWORD DATABASE: the script that most people would write.

imaplib and email, a FETCH for each mail, the rules of bench/rules one by one
(the first that matches wins), a row in SQLite for each mail. Prints "message
id TAB class".
"""
import email, email.header, imaplib, os, re, sqlite3, sys

port, user, password, path = sys.argv[1:5]
conf = open(os.path.dirname(os.path.abspath(__file__)) + "/rules/50-bench.conf", encoding="utf-8").read()
conf = re.sub(r"^\s*#.*$", "", conf, flags=re.M)
RULES = []
for rule in re.split(r'\bname = "', conf)[1:]:
    wanted = rule.split("none = ")[0]

    def words(place):
        lists = re.findall(place + r" = \[(.*?)\]", wanted, flags=re.S)
        return [w.strip("*").lower() for w in re.findall(r'"([^"]+)"', lists[0])] if lists else []
    RULES.append((rule.split('"')[0], words("from"), words("subject"), words("all_text")))


def decoded(value):
    out = ""
    for s, charset in email.header.decode_header(value or ""):
        out += s if isinstance(s, str) else s.decode(charset or "latin-1", "replace")
    return re.sub(r"\r?\n[ \t]", " ", out)


def first_text(m):
    html = ""
    for p in m.walk():
        if p.get_content_maintype() != "text" or p.get_filename():
            continue
        text = (p.get_payload(decode=True) or b"").decode(p.get_content_charset() or "utf-8", "replace")
        if p.get_content_subtype() == "plain":
            return text
        html = html or re.sub(r"<[^>]+>", " ", text)
    return html


def classify(m):
    sender, subject, body = decoded(m["From"]).lower(), decoded(m["Subject"]).lower(), None
    for name, domains, in_subject, in_text in RULES:
        if domains and not any(d in sender for d in domains):
            continue
        if in_subject and not any(w in subject for w in in_subject):
            continue
        if in_text:
            if body is None:
                body = re.sub(r"\s+", " ", first_text(m)).lower()
            if not any(w in body for w in in_text):
                continue
        return name
    return "-"


db = sqlite3.connect(path)
db.execute("pragma journal_mode = wal")
db.execute("create table c(uid integer primary key, mid text, sender text, subject text, date text, class text)")
imap = imaplib.IMAP4("127.0.0.1", int(port))
imap.login(user, password)
imap.select("INBOX", readonly=True)
for k, uid in enumerate(imap.uid("SEARCH", "ALL")[1][0].split()):
    m = email.message_from_bytes(imap.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1][0][1])
    c = classify(m)
    db.execute("insert into c values(?,?,?,?,?,?)",
               (int(uid), m["Message-ID"], decoded(m["From"]), decoded(m["Subject"]), m["Date"], c))
    if k % 500 == 499:
        db.commit()
    print(f"{m['Message-ID'].strip().strip('<>')}\t{c}")
db.commit()
imap.logout()
