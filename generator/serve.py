"""`saiten serve`: builds the site, serves it, and shows every saved change in the open page.

The page that is being looked at is built first, within about a second; the rest follows.
No service worker and no inline script is involved: served HTML gets one script of its own, which
waits for the server to say that the page has changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from generator import site
from generator.errors import BuildError
from generator.following import Follower
from generator.served import Served
from generator.site import Options

__all__ = ["serve"]

HOST = "127.0.0.1"
OWN = "/__saiten/"
RELOAD = Path(__file__).parent / "reload.mjs"


def serve(rules: Path, docs: Path, port: int, say: Callable[[str], None]) -> None:
    """Build, serve and follow changes until interrupted.

    Raises:
        BuildError: the first build fails, or the port is taken.
    """
    options = Options(rules, docs, docs.resolve().parent / "build" / "served")
    site.build(options, say)
    served = Served(options.out)
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, served))
    except OSError as error:
        raise BuildError(f"port {port}: {error.strerror}", "choose another with --port") from error
    follower = Follower(options, served, say)
    follower.start()
    say(f"serving http://{HOST}:{server.server_port}/ (stop with Ctrl+C)")
    try:
        server.serve_forever()
    finally:
        follower.stop()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folder, and tells open pages of changes."""

    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, served: Served, *args: object) -> None:
        self._served = served
        super().__init__(*args, directory=str(served.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, the script that waits, or the answer that it waits for."""
        parts = urlsplit(self.path)
        if parts.path == f"{OWN}reload.mjs":
            self._send(RELOAD.read_bytes(), "text/javascript")
        elif parts.path == f"{OWN}wait":
            query = {
                key: values[0]
                for key, values in parse_qs(parts.query, keep_blank_values=True).items()
            }
            seen = {"digest": query.get("digest", ""), "complaint": query.get("complaint", "")}
            state = self._served.wait(query.get("path", "/"), seen)
            self._send(json.dumps(state).encode(), "application/json")
        else:
            self._send_page_or_file(parts.path)

    def _send_page_or_file(self, path: str) -> None:
        page = Path(self.translate_path(path)) / "index.html"
        if path.endswith("/") and page.is_file():
            script = f'<script type="module" src="{OWN}reload.mjs"></script></head>'.encode()
            self._send(page.read_bytes().replace(b"</head>", script, 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Nothing is cached while rules are being written."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing for each request."""
