"""notify_socket.py SOCKET: writes what a service tells its manager to standard
output, one line a state with the milliseconds since the start of this
program in front, until it is ended (sd_notify(3))."""
import os
import socket
import sys
import time

path = sys.argv[1]
heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
heard.bind(path)
began = time.monotonic()
print("0 LISTENING=1", flush=True)
while True:
    said = heard.recv(4096).decode()
    ms = int((time.monotonic() - began) * 1000)
    for state in said.split("\n"):
        print(ms, state, flush=True)
