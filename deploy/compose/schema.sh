#!/bin/sh
# Makes or brings up to date the two databases of Temporal; changes nothing when they are.
set -eu

for name in temporal:temporal temporal_visibility:visibility; do
  database=${name%%:*}
  folder=/etc/temporal/schema/postgresql/v12/${name##*:}/versioned
  sql() { temporal-sql-tool --plugin postgres12 --endpoint "$POSTGRES_SEEDS" --port "$DB_PORT" --user "$POSTGRES_USER" --password "$POSTGRES_PWD" --database "$database" "$@"; }
  sql create-database
  sql setup-schema --version 0.0
  sql update-schema --schema-dir "$folder"
done
