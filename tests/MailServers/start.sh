#!/usr/bin/env bash
# Starts a private Postfix and Dovecot in one folder, apart from any that the system runs:   start.sh FOLDER   (root; see ../install-debian.sh)
#
#   owner@a.test   the account under test      bob@b.test    takes mail
#   away@b.test    answers by a sieve vacation  full@b.test   is over its quota
#   anyone else at a.test or b.test is unknown; every other domain has no route
#
# Mail goes in by `sendmail -C FOLDER/postfix/etc` and comes out in FOLDER/mail/ADDRESS/Maildir, which Dovecot keeps. Nothing looks up a name:
# hosts are written as numbers, DNS is off, users are in a file. One port is open, on loopback, for Dovecot to hand its vacation replies to Postfix.
set -euo pipefail
base=${1:?usage: start.sh FOLDER}
mkdir -p "$base"
base=$(cd "$base" && pwd)
# Postfix and Dovecot work as users of their own, who must get through.
chmod 755 "$base"
pf=$base/postfix dc=$base/dovecot mail=$base/mail log=$base/log
mkdir -p "$pf/etc" "$pf/queue" "$pf/data" "$dc/etc" "$dc/run" "$dc/state" "$mail/away@b.test" "$log"
chown postfix "$pf/data"

free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 20000))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
  done
  echo "start.sh: no free port" >&2
  exit 1
}
smtp=$(free_port)

user() { echo "$1:{PLAIN}pw:8:8::$mail/$1::${2:-}"; }
{
  user owner@a.test
  user bob@b.test
  user away@b.test
  user full@b.test 'userdb_quota_rule=*:storage=1K'
} > "$dc/etc/users"
cat > "$mail/away@b.test/.dovecot.sieve" << SIEVE
require ["vacation"];
vacation :days 1 :subject "Out of office until 8 September" :addresses ["away@b.test"] "I am away until 8 September. Please write to bob@b.test in urgent cases.";
SIEVE
for address in owner@a.test bob@b.test; do
  mkdir -p "$mail/$address/Maildir/new" "$mail/$address/Maildir/cur" "$mail/$address/Maildir/tmp"
done
chown -R mail:mail "$mail"

cat > "$dc/etc/dovecot.conf" << DOVECOT
base_dir = $dc/run
state_dir = $dc/state
log_path = $log/dovecot.log
protocols = lmtp
listen = 127.0.0.1
ssl = no
first_valid_uid = 8
hostname = mx.b.test
postmaster_address = postmaster@b.test
mail_location = maildir:~/Maildir
mail_plugins = quota
submission_host = 127.0.0.1:$smtp
lda_mailbox_autocreate = yes
passdb {
  driver = passwd-file
  args = username_format=%u $dc/etc/users
}
userdb {
  driver = passwd-file
  args = username_format=%u $dc/etc/users
}
namespace inbox {
  inbox = yes
  separator = /
}
service lmtp {
  unix_listener $pf/queue/dovecot-lmtp {
    mode = 0600
    user = postfix
  }
}
protocol lmtp {
  mail_plugins = quota sieve
}
plugin {
  sieve = ~/.dovecot.sieve
  quota = maildir:User quota
  quota_rule = *:storage=0
  quota_exceeded_message = Mailbox is full
}
DOVECOT

cat > "$pf/etc/main.cf" << MAIN
compatibility_level = 3.6
queue_directory = $pf/queue
data_directory = $pf/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = $log/postfix.log
maillog_file_prefixes = $base
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
lmtp_dns_support_level = disabled
smtpd_peername_lookup = no
smtp_bind_address = 127.0.0.1
myhostname = mta.a.test
mydomain = a.test
myorigin = a.test
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
relay_domains = a.test b.test
relay_recipient_maps =
relay_transport = lmtp:unix:dovecot-lmtp
default_transport = error:5.4.4 this private world has no route to that domain
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_rate_limit = 0
smtpd_tls_security_level = none
message_size_limit = 30000000
MAIN

cat > "$pf/etc/master.cf" << MASTER
127.0.0.1:$smtp inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
MASTER

postfix -c "$pf/etc" start > "$log/start.log" 2>&1 || { cat "$log/start.log" >&2; exit 1; }
dovecot -c "$dc/etc/dovecot.conf" >> "$log/start.log" 2>&1 || { cat "$log/start.log" >&2; postfix -c "$pf/etc" stop; exit 1; }
for _ in $(seq 100); do
  [ -S "$pf/queue/dovecot-lmtp" ] && (exec 3<> "/dev/tcp/127.0.0.1/$smtp") 2> /dev/null && exit 0
  sleep 0.1
done
echo "start.sh: the servers do not answer; see $log" >&2
exit 1
