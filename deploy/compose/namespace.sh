#!/bin/sh
# Makes the namespace with fedctl's search attributes; changes nothing when it is there.
set -eu

until temporal operator cluster health >/dev/null 2>&1; do sleep 1; done
if ! temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 720h
fi
# A new namespace is not known everywhere at once.
tries=0
until temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" >/tmp/known 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || { cat /tmp/known >&2; exit 1; }
  sleep 1
done
for attribute in FedctlFederation:Keyword FedctlPhase:Keyword FedctlRegion:Keyword FedctlParked:Bool; do
  name=${attribute%%:*}
  grep -q "$name" /tmp/known ||
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type "${attribute##*:}"
done
