#!/usr/bin/env python3
"""react.py IMAP LMTP USER PASSWORD FIFO N: from the server's push to the store.

Delivers N mails, one by one. A bare connection in IDLE on the same mailbox
notes when the server says EXISTS, the FIFO when the daemon has stored the
mail. Prints the milliseconds between the two: p50, p99, greatest, lost.
"""
import os, select, smtplib, socket, sys, time

imap, lmtp, user, password, fifo, n = sys.argv[1:7]
stored = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
s = socket.create_connection(("127.0.0.1", int(imap)))
s.sendall(f"a LOGIN {user} {password}\r\nb EXAMINE INBOX\r\nc IDLE\r\n".encode())
seen = b""
while b"\n+ " not in seen:
    seen += s.recv(65536)
post = smtplib.LMTP("127.0.0.1", int(lmtp))


def deliver(mid):
    text = (f"From: Test <t@stad1.example>\r\nTo: loket@samenloket.example\r\nSubject: Vraag {mid[1:-1]}\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0100\r\nMessage-ID: {mid}\r\n\r\n" + "Kunt u laten weten hoe dit verder gaat?\r\n" * 20)
    post.sendmail("t@stad1.example", [f"{user}@samenloket.example"], text.encode())


took, lost = [], 0
for k in range(int(n) + 1):
    mid = f"<{k}.{time.time_ns()}@stad1.example>"
    deliver(mid)
    pushed = done = None
    end, line = time.time() + 3, b""
    while time.time() < end and not (pushed and done):
        for fd in select.select([s, stored], [], [], 1)[0]:
            if fd is s:
                if b"EXISTS" in s.recv(65536):
                    pushed = pushed or time.time()
            else:
                line += os.read(stored, 65536)
                if mid.encode() in line:
                    done = time.time()
    if k == 0:
        continue  # the first one warms both
    if done and pushed:
        took.append(1e3 * (done - pushed))
    else:
        lost += 1
    time.sleep(0.05)
took.sort()
print("%.1f\t%.1f\t%.1f\t%d" % (took[len(took) // 2], took[int(len(took) * 0.99)], took[-1], lost) if took else f"-\t-\t-\t{lost}")
