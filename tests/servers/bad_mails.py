"""bad_mails.py MAILDIR: puts mails there that are hardly any, in a fixed order
(Dovecot numbers them by the time in their names)."""
import os
import random
import sys

new = os.path.join(sys.argv[1], "new")
rnd = random.Random(4)
head = b"From: a@gemeente.example\r\nTo: team@team.example\r\n"
deep = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
    for n in range(3000))
mails = [
    rnd.randbytes(20000),
    b"",
    b"\0" * 5000,
    b"\r\n",
    b"Subject: " + b"x" * 3000000 + b"\r\n\r\nMag dat?\r\n",
    head + b"".join(b"X-%d: y\r\n" % n for n in range(100000)) + b"\r\nMag dat?",
    head + b"References: " + b" <a@b>" * 200000 + b"\r\n\r\nMag dat?\r\n",
    head + b"MIME-Version: 1.0\r\n" + deep,
    head + b"Content-Type: text/plain; charset=none\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + rnd.randbytes(9000),
    head + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 50000 + b"<table",
    head + b"Subject: =?utf-8?B?" + b"8" * 9000 + b"?= =?x?Q?=00=FF?=\r\n"
    b"Date: Fri, 99 Foo 99999 99:99:99 +9999\r\n\r\nMag dat?\r\n",
]
os.makedirs(new, exist_ok=True)
for n, mail in enumerate(mails):
    with open(os.path.join(new, "%d.M%dP1.rig" % (1790000000 + n, n)), "wb") as out:
        out.write(mail)
print(len(mails))
