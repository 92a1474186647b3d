#!/bin/sh
# Makes the namespace with fedctl's search attributes; changes nothing when it is there.
set -eu

# await COMMAND… : once a second until it succeeds, for a minute; what it said is in /tmp/said
await() {
  tries=0
  until "$@" >/tmp/said 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { cat /tmp/said >&2; exit 1; }
    sleep 1
  done
}

await temporal operator cluster health
if ! temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 720h
fi
# A new namespace is not known everywhere at once.
await temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE"
for attribute in FedctlFederation:Keyword FedctlPhase:Keyword FedctlRegion:Keyword FedctlParked:Bool; do
  name=${attribute%%:*}
  grep -q "$name" /tmp/said ||
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type "${attribute##*:}"
done
