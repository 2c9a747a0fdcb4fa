"""A stand-in for a hub: what huggingface_hub calls to make a dataset repository and commit files to it.

The routes are those of the hub (https://huggingface.co/docs/hub/api): repos/create, validate-yaml, revision, tree,
preupload, commit, and git-lfs batch with plain uploads.
"""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlparse

SHA = "a" * 40


@dataclass
class Hub:
    """What the server was told: repositories with their files, uploads by sha256, requests in order."""

    token: str
    repos: dict[str, dict[str, bytes]] = field(default_factory=dict)
    private: dict[str, bool] = field(default_factory=dict)
    uploads: dict[str, bytes] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, content: Any, status: int = 200) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def known(self) -> bool:
        self.hub.requests.append(f"{self.command} {self.path}")
        if self.headers.get("Authorization") == f"Bearer {self.hub.token}":
            return True
        self.body()
        self.answer({"error": "Invalid credentials"}, 401)
        return False

    def repo(self) -> str:
        parts = urlparse(self.path).path.split("/")
        at = parts.index("datasets")
        return "/".join(parts[at + 1 : at + 3]).removesuffix(".git")

    def do_GET(self) -> None:
        if not self.known():
            return
        path = urlparse(self.path).path
        files = self.hub.repos.get(self.repo(), {})
        if "/tree/" in path:
            self.answer(
                [
                    {"type": "file", "path": p, "size": len(c), "oid": "0" * 40}
                    for p, c in sorted(files.items())
                ]
            )
        elif "/revision/" in path or path.startswith("/api/datasets/"):
            siblings = [{"rfilename": p} for p in sorted(files)]
            self.answer({"id": self.repo(), "sha": SHA, "siblings": siblings, "private": False, "tags": []})
        else:
            self.answer({"error": f"no such route: {path}"}, 404)

    def do_PUT(self) -> None:
        sha = self.path.rpartition("/")[2]
        self.hub.requests.append(f"PUT {self.path}")
        self.hub.uploads[sha] = self.body()
        self.answer({})

    def do_POST(self) -> None:
        if not self.known():
            return
        path, body = urlparse(self.path).path, self.body()
        if path == "/api/repos/create":
            self.create(json.loads(body))
        elif path == "/api/validate-yaml":
            self.hub.cards.append(json.loads(body)["content"])
            self.answer({"errors": [], "warnings": []})
        elif "/preupload/" in path:
            asked = json.loads(body)["files"]
            self.answer({
                "files": [
                    {"path": f["path"], "uploadMode": "lfs" if f["path"].endswith(".parquet") else "regular",
                     "shouldIgnore": False, "oid": None}
                    for f in asked
                ]
            })  # fmt: skip
        elif path.endswith("/info/lfs/objects/batch"):
            self.answer({
                "transfer": "basic",
                "objects": [
                    {"oid": o["oid"], "size": o["size"],
                     "actions": {"upload": {"href": f"{self.hub.url}/lfs/{o['oid']}", "header": {}}}}
                    for o in json.loads(body)["objects"]
                ],
            })  # fmt: skip
        elif "/commit/" in path:
            self.commit([json.loads(line) for line in body.splitlines() if line])
        else:
            self.answer({"error": f"no such route: {path}"}, 404)

    def create(self, asked: dict[str, Any]) -> None:
        name = f"{asked.get('organization') or 'me'}/{asked['name']}"
        if name in self.hub.repos:
            self.answer({"error": "exists", "url": f"{self.hub.url}/datasets/{name}"}, 409)
            return
        self.hub.repos[name] = {".gitattributes": b"*.parquet filter=lfs\n"}
        self.hub.private[name] = asked.get("private") is True or asked.get("visibility") == "private"
        self.answer({"url": f"{self.hub.url}/datasets/{name}", "name": name, "id": name})

    def commit(self, lines: list[dict[str, Any]]) -> None:
        files = self.hub.repos[self.repo()]
        for line in lines:
            value = line["value"]
            if line["key"] == "header":
                self.hub.messages.append(value["summary"])
            elif line["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif line["key"] == "lfsFile":
                files[value["path"]] = self.hub.uploads[value["oid"]]
            elif line["key"] == "deletedFile":
                del files[value["path"]]
        url = f"{self.hub.url}/datasets/{self.repo()}/commit/{SHA}"
        self.answer({"success": True, "commitOid": SHA, "commitUrl": url})


def start(token: str) -> tuple[Hub, ThreadingHTTPServer]:
    """A hub that listens on a free port of this machine, in a thread of its own."""
    hub = Hub(token)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hub": hub}))
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return hub, server
