#!/usr/bin/env python3
"""mail_client.py: what a colleague does in a mail program, over the rig's
servers: finds a notice in the own mailbox by IMAP, answers it or follows one
of its links by SMTP.

  reply PORTS USER PATTERN TEXT     answers the newest mail whose subject matches
  link PORTS USER PATTERN WORDS     follows the mailto link of that mail whose
                                    subject begins so
  text PORTS USER PATTERN           prints the text of that mail
  rules PORTS USER PATTERN FILE TEXT  answers it with FILE attached, behind a
                                    picture as mail clients put them into
                                    signatures
  move PORTS USER PATTERN FROM TO   moves the newest mail whose subject matches
                                    to another folder
  write PORTS USER TO SUBJECT TEXT  a mail of its own
  forge PORTS FROM TO HEADERS TEXT  a mail from outside, without login; HEADERS
                                    is lines of headers
PORTS is IMAPS:SUBMISSION:SMTP:CA
"""
import email
import email.policy
import email.utils
import html.parser
import imaplib
import os
import re
import smtplib
import ssl
import sys
import time
import urllib.parse

PASSWORD = "geheim"


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs).get("href", ""))


class Client:
    def __init__(self, ports, user):
        imap, self.submission, self.outside, ca = ports.split(":", 3)
        self.user = user
        self.address = f"{user}@team.example"
        self.trust = ssl.create_default_context(cafile=ca)
        self.imap_port = int(imap)

    def newest(self, pattern):
        """The newest mail in INBOX whose subject matches; waits for it."""
        for _ in range(200):
            imap = imaplib.IMAP4_SSL("localhost", self.imap_port,
                                     ssl_context=self.trust)
            imap.login(self.user, PASSWORD)
            imap.select("INBOX", readonly=True)
            uids = imap.uid("search", None, "ALL")[1][0].split()
            for uid in reversed(uids):
                data = imap.uid("fetch", uid, "(BODY.PEEK[])")[1][0][1]
                mail = email.message_from_bytes(
                    data, policy=email.policy.default)
                if re.search(pattern, str(mail["Subject"])):
                    imap.logout()
                    return mail
            imap.logout()
            time.sleep(0.05)
        sys.exit(f"{self.user} has no mail '{pattern}'")

    def message(self, to, subject, text):
        mail = email.message.EmailMessage()
        mail["From"] = f"{self.user} <{self.address}>"
        mail["To"] = to
        mail["Subject"] = subject
        mail["Date"] = email.utils.formatdate(localtime=True)
        mail["Message-ID"] = email.utils.make_msgid(domain="team.example")
        mail.set_content(text)
        return mail

    def send(self, mail):
        with smtplib.SMTP("localhost", int(self.submission)) as smtp:
            smtp.starttls(context=self.trust)
            smtp.login(self.user, PASSWORD)
            smtp.send_message(mail)


def answer(me, notice, text):
    user = me.user
    quoted = notice.get_body(("plain",)).get_content()
    body = (text + "\n\nMet vriendelijke groet,\n" + user + "\n\n"
            "Op ma 23 nov 2026 om 08:30 schreef Postwacht:\n" +
            "".join("> " + line + "\n" for line in quoted.splitlines()))
    mail = me.message(str(notice["Reply-To"] or notice["From"]),
                      "Re: " + str(notice["Subject"]), body)
    mail["In-Reply-To"] = str(notice["Message-ID"])
    mail["References"] = str(notice["Message-ID"])
    return mail


def reply(ports, user, pattern, text):
    me = Client(ports, user)
    me.send(answer(me, me.newest(pattern), text))


def rules(ports, user, pattern, path, text):
    me = Client(ports, user)
    mail = answer(me, me.newest(pattern), text)
    mail.add_attachment(os.urandom(30000), maintype="image", subtype="png",
                        filename="logo.png")
    with open(path, "rb") as file:
        mail.add_attachment(file.read(), maintype="application",
                            subtype="octet-stream",
                            filename=os.path.basename(path))
    me.send(mail)


def mailto(notice, words):
    links = Links()
    links.feed(notice.get_body(("html",)).get_content())
    for href in links.found:
        url = urllib.parse.urlsplit(href)
        subject = urllib.parse.parse_qs(url.query)["subject"][0]
        if subject.startswith(words):
            return urllib.parse.unquote(url.path), subject
    sys.exit(f"no link '{words}' among {links.found}")


def link(ports, user, pattern, words):
    me = Client(ports, user)
    to, subject = mailto(me.newest(pattern), words)
    print(subject)
    # The client puts its user's signature below an empty text.
    me.send(me.message(to, subject, "\n\n" + user + "\nAdviseur naleving\n"))


def text(ports, user, pattern):
    print(Client(ports, user).newest(pattern).get_body(("plain",))
          .get_content())


def move(ports, user, pattern, source, target):
    me = Client(ports, user)
    imap = imaplib.IMAP4_SSL("localhost", me.imap_port, ssl_context=me.trust)
    imap.login(user, PASSWORD)
    imap.select(f'"{source}"')
    for uid in reversed(imap.uid("search", None, "ALL")[1][0].split()):
        data = imap.uid("fetch", uid, "(BODY.PEEK[HEADER])")[1][0][1]
        mail = email.message_from_bytes(data, policy=email.policy.default)
        if re.search(pattern, str(mail["Subject"])):
            kind, answer = imap.uid("move", uid, f'"{target}"')
            imap.logout()
            sys.exit(0 if kind == "OK" else str(answer))
    sys.exit(f"{source} of {user} has no mail '{pattern}'")


def forge(ports, sender, to, headers, words):
    me = Client(ports, "nobody")
    lines = [f"From: {sender}", f"To: {to}",
             f"Date: {email.utils.formatdate()}",
             f"Message-ID: {email.utils.make_msgid(domain='evil.example')}"]
    lines += [h for h in headers.split("\n") if h]
    data = "\r\n".join(lines + ["", words, ""])
    with smtplib.SMTP("localhost", int(me.outside)) as smtp:
        smtp.sendmail("eve@evil.example", [to], data.encode())


def write(ports, user, to, subject, words):
    me = Client(ports, user)
    me.send(me.message(to, subject, words))


def main():
    acts = {"reply": reply, "rules": rules, "move": move, "link": link, "text": text, "forge": forge,
            "write": write}
    acts[sys.argv[1]](*sys.argv[2:])


main()
