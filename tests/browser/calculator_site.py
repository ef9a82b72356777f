"""A small site for the calculator alone: its form in the theme's style sheets, served as strictly as the real one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

import material

from generator import bundle
from generator.load import load_edition
from generator.templating import environment

ROOT = Path(__file__).resolve().parents[2]
EDITION = "2022-03-16"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
STYLES = ROOT / "docs" / "theme" / "assets" / "stylesheets"
PAGE = """\
<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Calculator</title><link rel="icon" href="data:,">
{styles}
<link rel="stylesheet" href="../../{style}">
<script type="module" src="../../{script}"></script>
</head>
<body data-md-color-scheme="{scheme}"><div class="md-container"><main class="md-main">
<div class="md-main__inner md-grid"><div class="md-content"><article class="md-content__inner md-typeset">
<h1>{title}</h1>
{content}
<p><a href="#">{title}</a></p>
</article></div></div></main></div></body>
</html>
"""


class Fault(Protocol):
    """Answers a request in another way than with the file; False leaves it to the file after all."""

    def __call__(self, handler: Handler) -> bool: ...


class Handler(SimpleHTTPRequestHandler):
    """Serves the site with its policy, its cache rules, and the faults that a test asks for."""

    faults: dict[str, Fault]
    policy: str

    def do_GET(self) -> None:
        for part, fault in self.faults.items():
            if part in self.path and fault(self):
                return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        hashed = "/runtime/" in self.path and not self.path.endswith("manifest.json")
        self.send_header("Cache-Control", "max-age=31536000, immutable" if hashed else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are of no interest."""


class Site:
    """The site while it is served."""

    def __init__(self, address: str, handler: type[Handler]) -> None:
        self.address = address
        self._handler = handler

    @property
    def faults(self) -> dict[str, Fault]:
        """What goes wrong, by a part of the path."""
        return self._handler.faults

    def page(self, name: str, language: str = "ja", scheme: str = "default") -> str:
        """The address of a page."""
        return f"{self.address}{language}-{scheme}/{name}/"

    def set_policy(self, policy: str) -> None:
        self._handler.policy = policy


def write(folder: Path) -> None:
    """Write the pages: each area alone, and the chooser, in both languages and schemes."""
    fields = load_edition(ROOT / "rules", EDITION).fields
    bundle.bundle(folder, {EDITION: fields})
    styles = [*sorted(_material().glob("*.css")), *sorted(STYLES.glob("*.css"))]
    for path in styles:
        _write(folder / "styles" / path.name, path.read_text(encoding="utf-8"))
    links = "\n".join(f'<link rel="stylesheet" href="../../styles/{path.name}">' for path in styles)
    script, style = bundle.assets()
    for language in ("ja", "en"):
        for name, content in _contents(language, fields):
            for scheme in ("default", "slate"):
                html = PAGE.format(
                    language=language,
                    scheme=scheme,
                    styles=links,
                    script=script,
                    style=style,
                    content=content,
                    title=name,
                )
                _write(folder / f"{language}-{scheme}" / name / "index.html", html)


def _contents(language: str, fields: object) -> Iterator[tuple[str, str]]:
    imports = (
        '{% from "_calculator.jinja" import calculator_form, calculator_chooser with context %}'
    )
    env = environment(language, fields)
    form = env.from_string(
        imports + "{{ calculator_form(edition, area, '../../', edition.cases) }}"
    )
    chooser = env.from_string(
        imports + "{{ calculator_chooser(edition, '../../', edition.cases) }}"
    )
    for area in fields["areas"]:
        yield area, form.render(edition=fields, area=area)
    yield "calculator", chooser.render(edition=fields)


def _material() -> Path:
    return Path(material.__file__).parent / "templates" / "assets" / "stylesheets"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def serve(folder: Path) -> Iterator[Site]:
    """Serve a folder on a free port."""

    class Here(Handler):
        faults: dict[str, Fault] = {}
        policy = POLICY

        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Here)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}/", Here)
    finally:
        server.shutdown()
        server.server_close()
