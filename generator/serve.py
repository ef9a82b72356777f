"""`saiten serve`: builds the site, serves it, and shows every saved change in the open page.

The page that is being looked at is built first, within about a second; the rest follows.
No service worker and no inline script is involved: served HTML gets one script of its own, which
waits for the server to say that the page has changed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Thread
from urllib.parse import parse_qs, urlsplit

from generator import site
from generator.errors import BuildError
from generator.findings import show
from generator.onepage import build_page
from generator.shelf import Shelf, UnsoundError, read_shelf
from generator.site import PREFIX, Options
from generator.watch import changes
from generator.words import LANGUAGES, load_words

__all__ = ["Served", "serve"]

HOST = "127.0.0.1"
WAIT_SECONDS = 25
OWN = "/__saiten/"
RELOAD = Path(__file__).parent / "reload.mjs"
CODE = Path(__file__).resolve().parents[1]


class Served:
    """What is served now: the folder, the page looked at last, and the last complaint."""

    def __init__(self, folder: Path) -> None:
        """Serve `folder`."""
        self.folder = folder
        self.viewed = "/"
        self._complaint = ""
        self._changed = Condition()

    def say_changed(self, complaint: str = "") -> None:
        """Wake every page that waits."""
        with self._changed:
            self._complaint = complaint
            self._changed.notify_all()

    def state(self, path: str) -> dict[str, str]:
        """What a page compares: a digest of its HTML and of the style sheets, and the complaint."""
        page = self.folder / path.strip("/") / "index.html"
        digest = hashlib.sha256(page.read_bytes() if page.is_file() else b"")
        for sheet in sorted((self.folder / "assets" / "stylesheets").glob("*.css")):
            digest.update(sheet.read_bytes())
        return {"digest": digest.hexdigest(), "complaint": self._complaint}

    def wait(self, path: str, seen: dict[str, str]) -> dict[str, str]:
        """The page's state, as soon as it differs from what was seen, or after a while."""
        self.viewed = path
        with self._changed:
            self._changed.wait_for(lambda: self.state(path) != seen, timeout=WAIT_SECONDS)
            return self.state(path)


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
    stop = Event()
    Thread(target=_follow, args=(options, served, stop, say), daemon=True).start()
    say(f"serving http://{HOST}:{server.server_port}/ (stop with Ctrl+C)")
    try:
        server.serve_forever()
    finally:
        stop.set()
        server.server_close()


def _follow(options: Options, served: Served, stop: Event, say: Callable[[str], None]) -> None:
    """Build again whenever something is saved; a mistake is shown and what stood before stays."""
    package = CODE / "generator"
    folders = (
        options.rules,
        options.docs,
        package / "templates",
        package / "wordlists",
        CODE / "calculator",
    )
    for changed in changes(folders, stop):
        say(f"changed: {', '.join(sorted(path.name for path in changed))}")
        load_words.cache_clear()
        try:
            shelf = read_shelf(options.rules)
            _build_viewed(options, shelf, served)
            site.build(options, say)
            served.say_changed()
        except UnsoundError as error:
            _complain(served, say, "\n".join(show(finding) for finding in error.findings))
        except BuildError as error:
            _complain(served, say, str(error))


def _complain(served: Served, say: Callable[[str], None], problem: str) -> None:
    say(problem)
    served.say_changed(problem)


def _build_viewed(options: Options, shelf: Shelf, served: Served) -> None:
    """Build the page that is being looked at, and show it."""
    language = (
        LANGUAGES[1] if served.viewed.startswith(f"/{PREFIX[LANGUAGES[1]]}") else LANGUAGES[0]
    )
    path = served.viewed.removeprefix(f"/{PREFIX[language]}").strip("/")
    file = f"{path}/index.md" if path else "index.md"
    text = _markdown(options, shelf, language, file)
    if text is None:
        return
    site.write_page(options, language, file, text)
    built = build_page(site.configure(options, shelf, language), file)
    if built is not None:
        target = options.out / PREFIX[language] / path / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built, target)
        served.say_changed()


def _markdown(options: Options, shelf: Shelf, language: str, file: str) -> bytes | None:
    """The Markdown of one page, made from the rules or written by hand."""
    for path, render_page in site.rendered(shelf, language):
        if path == file:
            return render_page().encode()
    written = options.docs / language / file.replace("/index.md", ".md")
    return written.read_bytes() if written.is_file() else None


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
