#!/usr/bin/env bash
# Installs what some suites need, on Debian as root: real mail servers (Postfix 3.7, Dovecot 2.3 with LMTP and sieve), a real key ring
# (gnome-keyring in a session bus of its own), strace, which kills at the k-th system call, certutil, which
# tells browsers whom to trust, poppler's pdftotext, which reads PDFs, and what VS Code for the browser and llama.cpp's server are built with.
# Starts no service, configures no system-wide mail, and removes no other mail program.
set -euo pipefail
packages=(postfix dovecot-core dovecot-lmtpd dovecot-sieve gnome-keyring libsecret-tools dbus strace chromium libnss3-tools dunst libnotify-bin xvfb poppler-utils libkrb5-dev g++ make cmake git python3)

[ "$(id -u)" = 0 ] || { echo "install-debian.sh: needs root" >&2; exit 1; }
[ -f /etc/debian_version ] || { echo "install-debian.sh: this is not Debian" >&2; exit 1; }
if dpkg-query -W -f '${db:Status-Status}\n' "${packages[@]}" 2> /dev/null | grep -cx installed | grep -qx "${#packages[@]}"; then
  exit 0
fi

# Debian starts a service when it is installed, unless this file says no. One that is there already is put back as it was.
policy=/usr/sbin/policy-rc.d
saved=
restore() {
  if [ -n "$saved" ]; then mv -f "$saved" "$policy"; else rm -f "$policy"; fi
}
if [ -e "$policy" ] || [ -L "$policy" ]; then
  saved=$(mktemp "$policy.XXXXXX")
  cp -a --remove-destination "$policy" "$saved"
fi
trap restore EXIT
rm -f "$policy"
printf '#!/bin/sh\nexit 101\n' > "$policy"
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
apt-get update -q
apt-get install -q -y --no-install-recommends --no-remove "${packages[@]}"
