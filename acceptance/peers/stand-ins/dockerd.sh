#!/usr/bin/env bash
# A docker daemon of its own, which lasts as long as its standard input is open.
#
#   dockerd.sh FOLDER
#
# Its network, mounts, rules and processes are its own as well: what is published on 127.0.0.1 is
# published on the loopback of this network, no bridge or rule is seen outside, and with the first of
# its processes all are gone. Then FOLDER and the groups of its containers are removed.
set -euo pipefail

folder=$1
group=fedctl-stand-ins

if [[ ${2:-} != inside ]]; then
  trap '' HUP INT TERM # the end of the input is the end, however it comes about
  mkdir -p "$folder"
  unshare --net --mount --pid --ipc --uts --fork --kill-child --mount-proc "$0" "$folder" inside && code=0 || code=$?
  find /sys/fs/cgroup -depth -type d -path "*/$group*" -exec rmdir {} + 2>/dev/null || true
  rm -rf "$folder"
  exit "$code"
fi

ip link set lo up
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
  --pidfile "$folder/docker.pid" --dns "$nowhere" --cgroup-parent "/$group" --log-level warn &
daemon=$!
exec 3<&0
cat <&3 >/dev/null &
wait -n "$daemon" $!
