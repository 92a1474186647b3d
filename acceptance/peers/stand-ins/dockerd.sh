#!/usr/bin/env bash
# A docker daemon that lasts as long as its standard input is open: apart.sh FOLDER dockerd.sh FOLDER
set -euo pipefail

folder=$1

# Nothing leads out of this network. gRPC asks for more than addresses, and waits for the answer: here
# everything that no container is called is answered at once.
nowhere=192.0.2.53
ip address add "$nowhere/32" dev lo
python3 - "$nowhere" <<'PYTHON' &
import socket, sys
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], 53))
while True:
    question, sender = server.recvfrom(4096)
    # The question again, as an answer: no such name.
    server.sendto(question[:2] + b"\x81\x83" + question[4:], sender)
PYTHON

dockerd --host "unix://$folder/docker.sock" --data-root "$folder/data" --exec-root "$folder/exec" \
  --pidfile "$folder/docker.pid" --dns "$nowhere" --cgroup-parent /fedctl-stand-ins --log-level warn &
daemon=$!
exec 3<&0
cat <&3 >/dev/null &
wait -n "$daemon" $!
