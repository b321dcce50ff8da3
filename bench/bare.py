#!/usr/bin/env python3
"""bare.py PORT USER PASSWORD first|poll [UIDNEXT]: the least an IMAP client can do.

One connection, every command sent at once, the answers counted and thrown
away. first: the front 32 KB of every mail; poll: what came since UIDNEXT.
Prints the bytes that came down.
"""
import socket, sys

port, user, password, what = sys.argv[1:5]
uids = "1:*" if what == "first" else f"{sys.argv[5]}:*"
s = socket.create_connection(("127.0.0.1", int(port)))
s.sendall((f"a LOGIN {user} {password}\r\nb EXAMINE INBOX\r\n"
           f"c UID FETCH {uids} (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.32768>)\r\n"
           "d LOGOUT\r\n").encode())
buffer, n = bytearray(1 << 20), 0
while True:
    k = s.recv_into(buffer)
    if k == 0:
        break
    n += k
print(n)
