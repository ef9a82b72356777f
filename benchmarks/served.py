"""A host for a folder: brotli where it is accepted, caching as ours, and a link that can be slow.

The slow link is made here, at the server, so that it is the same for pages, workers and service
workers, each of which Chromium's own emulation would treat apart. All connections to a host share
one line of so many bytes per second; each connection waits one round trip before its first answer,
and each answer another one. TLS, slow start and lost packets are left out: the real thing is slower
for everybody.
"""

from __future__ import annotations

import hashlib
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

__all__ = ["LOCAL", "SLOW", "Host", "Link"]

PIECE = 4096
"""Bytes sent at once over a slow link."""


class Link(NamedTuple):
    """A link: its name, its bytes per second (0: as fast as it goes), its round trip in seconds."""

    name: str
    rate: float
    round_trip: float


LOCAL = Link("localhost", 0, 0)
SLOW = Link("9 Mbit/s, 170 ms", 9_000_000 / 8, 0.170)


class Host(ThreadingHTTPServer):
    """Serves one folder at an address of its own, and keeps how much it sent when."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path, link: Link) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}/"
        self.link = link
        self.sent: list[tuple[float, int]] = []
        self._free = 0.0
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def bytes_until(self, moment: float) -> int:
        """The bytes of all answers, headers included, that left until then (seconds since 1970)."""
        return sum(size for sent, size in list(self.sent) if sent <= moment)

    def passed(self, size: int) -> None:
        """Wait until the line has carried so many bytes more, and count them."""
        if self.link.rate:
            with self._lock:
                self._free = max(self._free, time.monotonic()) + size / self.link.rate
                free = self._free
            time.sleep(max(0.0, free - time.monotonic()))
        self.sent.append((time.time(), size))

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is nothing special."""


class _Handler(SimpleHTTPRequestHandler):
    server: Host
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def setup(self) -> None:
        super().setup()
        time.sleep(self.server.link.round_trip)

    def do_GET(self) -> None:
        time.sleep(self.server.link.round_trip)
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self._answer(404, b"", {})
            return
        headers = {"Content-Type": self.guess_type(str(path)), "Vary": "Accept-Encoding"}
        packed = path.with_name(path.name + ".br")
        if packed.is_file() and "br" in self.headers.get("Accept-Encoding", ""):
            path = packed
            headers["Content-Encoding"] = "br"
        content = path.read_bytes()
        kept = "/runtime/files/" in self.path
        headers["Cache-Control"] = "max-age=31536000, immutable" if kept else "no-cache"
        headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == headers["ETag"]:
            self._answer(304, b"", headers)
        else:
            self._answer(200, content, headers)

    def _answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(content)))
        lines: list[bytes] = self._headers_buffer  # type: ignore[attr-defined]
        head = sum(map(len, lines)) + 2
        self.end_headers()
        self.server.passed(head)
        step = PIECE if self.server.link.rate else max(len(content), 1)
        for start in range(0, len(content), step):
            piece = content[start : start + step]
            # Counted first: whoever has the bytes may ask how many they were.
            self.server.passed(len(piece))
            self.wfile.write(piece)

    def log_message(self, *args: object) -> None:
        """Requests are of no interest."""
