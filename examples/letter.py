#!/usr/bin/env python3
"""Makes a draft, lists the newest, and checks for answers. It cannot send: that takes a person's yes.

    examples/letter.py socket ana@example.org "Hello" "Dear Ana, ..."    through the socket (the named pipe on Windows)
    examples/letter.py post   ana@example.org "Hello" "Dear Ana, ..."    through POST /rpc

Needs Python 3.8 and nothing else. The environment says where and as whom:
    ASSISTANT_DATA    for socket: the data folder, as `assistant status` shows it; any command starts its host
    ASSISTANT_KEY     a key with read and draft: assistant token create --name letters --scope read,draft
    ASSISTANT_URL     for post: https://localhost:PORT    } assistant web status
    ASSISTANT_CACERT  for post: the authority's file      } shows both
"""

import http.client
import json
import os
import socket
import ssl
import sys
import urllib.parse


class Refused(Exception):
    """What the host answered instead of a result."""


def result(answer):
    if "error" in answer:
        raise Refused(f"{answer['error']['code']}: {answer['error']['message']}")
    return answer["result"]


class Socket:
    """One connection: a request is a line, and so is its answer."""

    def __init__(self, folder, key):
        self._lines = self._open(self._endpoint(folder))
        self._last = 0
        # The key is said once, and only what this script needs is kept of its rights.
        hello = {"client": {"name": "letter.py", "version": "1"}, "scopes": ["read", "draft"]}
        if key:
            hello["clientKey"] = key
        self.call("initialize", hello)

    def call(self, method, params):
        self._last += 1
        request = {"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}
        self._lines.write(json.dumps(request).encode() + b"\n")
        self._lines.flush()
        while True:
            line = self._lines.readline()
            if not line:
                raise Refused("the host closed the connection")
            answer = json.loads(line)
            if answer.get("id") == self._last:  # What has no id is a notification.
                return result(answer)

    @staticmethod
    def _endpoint(folder):
        try:
            with open(os.path.join(folder, "host.lock"), encoding="utf-8") as held:
                return dict(line.strip().split("=", 1) for line in held if "=" in line)["endpoint"]
        except FileNotFoundError:
            raise Refused(f"no host runs on {folder}: assistant status starts it") from None

    @staticmethod
    def _open(endpoint):
        if os.name == "nt":
            return open(rf"\\.\pipe\{endpoint}", "r+b", buffering=0)
        peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        peer.connect(endpoint)
        return peer.makefile("rwb")


class Post:
    """One request for each call, over TLS that trusts the host's own authority and no other."""

    def __init__(self, url, authority, key):
        place = urllib.parse.urlsplit(url)
        self._place = (place.hostname, place.port)
        self._trust = ssl.create_default_context(cafile=authority)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def call(self, method, params):
        connection = http.client.HTTPSConnection(*self._place, context=self._trust, timeout=60)
        try:
            body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
            connection.request("POST", "/rpc", body, self._headers)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != 200:
                raise Refused(f"{answer.status}: {said.decode()}")
            return result(json.loads(said))
        finally:
            connection.close()


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in ("socket", "post"):
        sys.exit(__doc__)
    door, to, subject, body = sys.argv[1:]
    env = os.environ
    try:
        if door == "socket":
            host = Socket(env["ASSISTANT_DATA"], env.get("ASSISTANT_KEY"))
        else:
            host = Post(env["ASSISTANT_URL"], env["ASSISTANT_CACERT"], env["ASSISTANT_KEY"])
        draft = host.call("drafts/create", {"to": [to], "subject": subject, "body": body})
        print("drafted:", draft["id"])
        print("newest drafts:")
        for each in host.call("drafts/list", {"limit": 5})["drafts"]:
            print(" ", each["subject"])
        print("checked:", len(host.call("tracking/check", {})["found"]), "new")
    except KeyError as missing:
        sys.exit(f"{missing.args[0]} is not set; see {sys.argv[0]} --help")
    except Refused as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main()
