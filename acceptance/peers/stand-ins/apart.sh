#!/usr/bin/env bash
# Runs a command with a network, mounts and processes of its own: what it publishes on 127.0.0.1 is on
# the loopback of this network, no bridge, rule or mount is seen outside, and when it ends, as it does
# with the end of its standard input, no process of it is left. Then FOLDER and the groups of its
# containers are removed.
#
#   apart.sh FOLDER COMMAND…
set -euo pipefail

folder=$1
shift
trap '' HUP INT TERM # the end of the input is the end, however it comes about
mkdir -p "$folder"
unshare --net --mount --pid --ipc --uts --fork --kill-child --mount-proc \
  bash -euc 'ip link set lo up; "$@"' inside "$@" && code=0 || code=$?
find /sys/fs/cgroup -depth -type d -path '*/fedctl-stand-ins*' -exec rmdir {} + 2>/dev/null || true
rm -rf "$folder"
exit "$code"
