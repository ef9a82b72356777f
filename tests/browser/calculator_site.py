"""A small site for the calculator alone: the form in the theme's style sheets, strictly served."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

import material  # type: ignore[import-untyped]

from calculator.edition import Edition
from generator import bundle
from generator.joining import join
from generator.load import load_edition, load_index
from generator.pages import forms
from generator.prose import tidy
from generator.source import Source
from generator.templating import environment
from tests.lanterns import lantern_guild

Fields = Mapping[str, object]

ROOT = Path(__file__).resolve().parents[2]
EDITION = "2022-03-16"
EDITIONS = load_index(ROOT / "rules").editions
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
PAGE = """\
<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Calculator</title><link rel="icon" href="data:,">
<script src="../../{early}"></script>
{styles}
<link rel="stylesheet" href="../../{style}">
<script type="module" src="../../{script}"></script>
</head>
<body data-md-color-scheme="{scheme}"><div class="md-container"><main class="md-main">
<div class="md-main__inner md-grid"><div class="md-content">
<article class="md-content__inner md-typeset">
<h1>{title}</h1>
{content}
<p><a href="#">{title}</a></p>
</article></div></div></main></div></body>
</html>
"""
MACROS = '{% from "_calculator.jinja" import calculator_form, calculator_chooser with context %}'
FORM = MACROS + "{{ calculator_form(area) }}"
BATCH = '{% from "_batch.jinja" import batch with context %}'
CHOOSER = MACROS + BATCH + "{{ calculator_chooser() }}{{ batch() }}"


class Fault(Protocol):
    """Answers a request in its own way; False leaves it to the file after all."""

    def __call__(self, handler: Handler, /) -> bool: ...


class Handler(SimpleHTTPRequestHandler):
    """Serves the site with its policy, its cache rules, and the faults that a test asks for."""

    server: Server

    def do_GET(self) -> None:
        for part, fault in list(self.server.faults.items()):
            if part in self.path and fault(self):
                return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.server.policy)
        kept = "/runtime/files/" in self.path
        self.send_header("Cache-Control", "max-age=31536000, immutable" if kept else "no-cache")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Requests are of no interest."""


class Server(ThreadingHTTPServer):
    """A server to which a browser that hangs up is nothing special."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.faults: dict[str, Fault] = {}
        self.policy = POLICY

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Site:
    """The site while it is served."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.address = f"http://127.0.0.1:{server.server_port}/"

    @property
    def faults(self) -> dict[str, Fault]:
        """What goes wrong, by a part of the path."""
        return self.server.faults

    def page(self, name: str, language: str = "ja", scheme: str = "default") -> str:
        """The address of a page."""
        return f"{self.address}{language}-{scheme}/{name}/"

    def mend(self) -> None:
        """Let nothing go wrong any more."""
        self.server.faults.clear()
        self.server.policy = POLICY


def write(folder: Path) -> None:
    """Write the pages: each area alone, and the chooser, in both languages and schemes.

    Areas of later editions have the edition before their name.
    """
    editions = {key: load_edition(ROOT / "rules", key).fields for key in EDITIONS}
    bakers = load_edition(ROOT / "tests" / "programmes" / "bakers", "1720-06-01").fields
    for name in ("1720-06-01", "1720-06-02"):
        # Without a title no other form offers it.
        untitled = {key: each for key, each in bakers.items() if key != "title"}
        editions[name] = {**untitled, "edition": name}
    editions["lanterns"] = {**lantern_guild(), "edition": "lanterns"}
    bundle.bundle(folder, editions)
    styles = dict(_styles())
    for name, style in styles.items():
        _write(folder / "styles" / name, style)
    links = "\n".join(f'<link rel="stylesheet" href="../../styles/{name}">' for name in styles)
    for language in ("ja", "en"):
        for name, content in _contents(language, editions):
            for scheme in ("default", "slate"):
                html = PAGE.format(
                    language=language,
                    scheme=scheme,
                    styles=links,
                    title=name,
                    content=content,
                    **bundle.assets()._asdict(),
                )
                _write(folder / f"{language}-{scheme}" / name / "index.html", html)


def _contents(language: str, editions: Mapping[str, Fields]) -> Iterator[tuple[str, str]]:
    for key, fields in editions.items():
        name = "" if key in (EDITION, "lanterns") else f"{key}-"
        env = environment(language, fields)
        source = Source(fields, Edition.from_dict(fields), ())
        given = {
            "edition": fields,
            "forms": forms(source, source.edition.areas, language),
            "root": "../../",
            "base": "../../",
        }
        for area in source.edition.areas:
            yield name + area, tidy(env.from_string(FORM).render(area=area, **given))
        if "nouns" in fields:
            yield f"{name}calculator", tidy(env.from_string(CHOOSER).render(**given))


def _styles() -> Iterator[tuple[str, str]]:
    """The theme's style sheets: Material's, then our own, joined as the build does it."""
    templates = Path(material.__file__).parent / "templates"
    for path in sorted((templates / "assets" / "stylesheets").glob("*.css")):
        yield path.name, path.read_text(encoding="utf-8")
    ours = ROOT / "docs" / "theme" / "assets" / "stylesheets"
    for name, style in join(ours, ["saiten.css"], bundle.MODULES).files.items():
        yield name, style.decode()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def serve(folder: Path) -> Iterator[Site]:
    """Serve a folder on a free port."""
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(server)
    finally:
        server.shutdown()
        server.server_close()
