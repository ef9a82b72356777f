"""The service worker: which files it keeps, each with its hash."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

__all__ = ["write_service_worker"]

SOURCE = Path(__file__).parent / "service-worker.js"
NOT_KEPT = ("_headers", "sitemap.xml", "404.html", "runtime/manifest.json")
"""For hosts and robots; and what only the server can say."""


def write_service_worker(site: Path) -> None:
    """Write `service-worker.js`, and the list of all files of the site that it keeps."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    hashes = {
        _address(path.relative_to(site).as_posix()): _integrity(path)
        for path in files
        if not path.relative_to(site).as_posix().endswith(NOT_KEPT)
    }
    text = json.dumps(hashes, ensure_ascii=False, separators=(",", ":"))
    build = hashlib.sha256(text.encode()).hexdigest()[:12]
    listed = f"runtime/files/site-{build}.json"
    (site / listed).parent.mkdir(parents=True, exist_ok=True)
    (site / listed).write_text(text, encoding="utf-8")
    code = SOURCE.read_text(encoding="utf-8")
    code = code.replace("BUILD_ID", build).replace("LIST_PATH", listed)
    (site / "service-worker.js").write_text(code, encoding="utf-8")


def _address(path: str) -> str:
    """A page is asked for by its folder."""
    return path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path


def _integrity(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
