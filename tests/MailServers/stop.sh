#!/usr/bin/env bash
# Ends the servers that start.sh began in FOLDER, and only those.   stop.sh FOLDER
set -u
base=$(cd "${1:?usage: stop.sh FOLDER}" && pwd)
postfix -c "$base/postfix/etc" stop >> "$base/log/start.log" 2>&1
doveadm -c "$base/dovecot/etc/dovecot.conf" stop >> "$base/log/start.log" 2>&1
# Both answer before they have ended.
for _ in $(seq 100); do
  alive=0
  for file in "$base/postfix/queue/pid/master.pid" "$base/dovecot/run/master.pid"; do
    [ -f "$file" ] && pid=$(tr -d ' \n' < "$file") && [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null && alive=1
  done
  [ "$alive" = 0 ] && exit 0
  sleep 0.1
done
echo "stop.sh: a server in $base does not end" >&2
exit 1
