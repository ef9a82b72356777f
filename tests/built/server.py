"""Serves a built site as a host would: with the headers of `_headers`, and its own 404 page."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["serve"]

Headers = Mapping[str, Mapping[str, str]]
"""By the pattern of the paths that they are sent with."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port, and give its address."""
    headers = read_headers(folder / "_headers")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder, headers))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def read_headers(path: Path) -> Headers:
    """The headers that a host is asked to send, by pattern."""
    headers: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            pattern = line.strip()
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            headers.setdefault(pattern, {})[name] = value
    return headers


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, folder: Path, headers: Headers, *args: object) -> None:
        self._folder = folder
        self._headers = headers
        super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

    def end_headers(self) -> None:
        for pattern, headers in self._headers.items():
            if fnmatchcase(self.path, pattern):
                for name, value in headers.items():
                    self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        language = "en/" if self.path.startswith("/en/") else ""
        page = (self._folder / language / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Requests are of no interest."""
