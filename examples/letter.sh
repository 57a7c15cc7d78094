#!/usr/bin/env bash
# Makes a draft, lists the newest, and checks for answers. It cannot send: that takes a person's yes.
#
#   examples/letter.sh socket ana@example.org "Hello" "Dear Ana, ..."    through `assistant call`
#   examples/letter.sh post   ana@example.org "Hello" "Dear Ana, ..."    through POST /rpc, by curl
#
# Needs bash 4 and, for post, curl. The environment says where and as whom:
#   ASSISTANT         the program; default: assistant
#   ASSISTANT_DATA    the data folder; default: the one in use
#   ASSISTANT_KEY     a key with read and draft: assistant token create --name letters --scope read,draft
#   ASSISTANT_URL     for post: https://localhost:PORT    } assistant web status
#   ASSISTANT_CACERT  for post: the authority's file      } shows both
set -euo pipefail

usage() { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }
[ $# -eq 4 ] || usage
door=$1 to=$2 subject=$3 body=$4

# A text as JSON has it.
json() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"} text=${text//$'\n'/\\n} text=${text//$'\r'/} text=${text//$'\t'/\\t}
  printf '"%s"' "$text"
}

# Both print the result of METHOD with PARAMETERS, or the problem, and fail. The key never stands in a command line, which everybody can read.
call_socket() { "${ASSISTANT:-assistant}" call "$1" - --json <<< "$2"; }

call_post() {
  local answer
  answer=$(curl --silent --show-error --fail-with-body --noproxy '*' --cacert "$ASSISTANT_CACERT" \
    --header @<(printf 'Authorization: Bearer %s\n' "$ASSISTANT_KEY") --header 'Content-Type: application/json' \
    --data-binary @- "$ASSISTANT_URL/rpc" <<< '{"jsonrpc":"2.0","id":1,"method":"'"$1"'","params":'"$2"'}') || { printf '%s\n' "$answer" >&2; return 1; }
  case $answer in
    *'"error":{"code":'*) printf '%s\n' "$answer" >&2; return 1 ;;
    *) printf '%s\n' "$answer" ;;
  esac
}

case $door in
  socket) call() { call_socket "$@"; } ;;
  post) : "${ASSISTANT_KEY:?names the key}" "${ASSISTANT_URL:?is shown by assistant web status}" "${ASSISTANT_CACERT:?is shown by assistant web status}"
    call() { call_post "$@"; } ;;
  *) usage ;;
esac

draft=$(call drafts/create '{"to":['"$(json "$to")"'],"subject":'"$(json "$subject")"',"body":'"$(json "$body")"'}')
[[ $draft =~ \"id\":\"([0-9a-f-]{36})\" ]] && echo "drafted: ${BASH_REMATCH[1]}"

# Without a JSON reader the subjects are picked out of the text, which does for a list that a person looks at.
echo "newest drafts:"
call drafts/list '{"limit":5}' | grep -o '"subject":"\([^"\\]\|\\.\)*"' | sed 's/^"subject":"\(.*\)"$/  \1/'

found=$(call tracking/check '{}')
echo "checked: $(grep -o '"verdict":{' <<< "$found" | wc -l | tr -d ' ') new"
