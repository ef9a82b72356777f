"""Looks at the built HTML: every link and every anchor within the site leads somewhere.

MkDocs' strict mode sees only the links that Markdown makes; most of ours are HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

__all__ = ["Broken", "broken"]

ADDRESSES = {
    ("a", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("form", "data-runtime"),
}


class Broken(NamedTuple):
    """A link that leads nowhere: the page, the link, and what is missing."""

    page: str
    href: str
    missing: str

    def __str__(self) -> str:
        """In words."""
        return f"{self.page}: the link '{self.href}' leads nowhere: {self.missing} is missing"


class _Reader(HTMLParser):
    """Collects the addresses and the ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name == "id":
                self.ids.add(value)
            elif value and (tag, name) in ADDRESSES:
                self.addresses.append(value)


Read = Callable[[Path], _Reader]
"""Reads a page, once."""


def broken(site: Path) -> list[Broken]:
    """Every link within the site that leads to no file or no anchor."""
    read: Read = cache(_read)
    return [
        found
        for page in sorted(site.rglob("*.html"))
        if page.name != "404.html"
        for found in _of_page(site, page, read)
    ]


def _read(page: Path) -> _Reader:
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader


def _of_page(site: Path, page: Path, read: Read) -> Iterator[Broken]:
    shown = page.relative_to(site).as_posix()
    for href in dict.fromkeys(read(page).addresses):
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if target.is_dir():
            target = target / "index.html"
        if not target.is_file():
            yield Broken(shown, href, _name(site, target))
        elif (
            parts.fragment
            and target.suffix == ".html"
            and unquote(parts.fragment) not in read(target).ids
        ):
            yield Broken(shown, href, f"the anchor '{parts.fragment}'")


def _name(site: Path, target: Path) -> str:
    try:
        return target.relative_to(site.resolve()).as_posix()
    except ValueError:
        return str(target)
