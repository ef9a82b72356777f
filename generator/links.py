"""Looks at the built HTML: every link and every anchor within the site leads somewhere.

MkDocs' strict mode sees only the links that Markdown makes; most of ours are HTML.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

__all__ = ["Broken", "broken", "told"]

ADDRESSES = {
    ("a", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("form", "data-runtime"),
}
# What the build writes is HTML with every `<` of a text escaped, so a tag is what looks like one.
_TAG = re.compile(
    r"""<([a-z][a-z0-9-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)"""
)
_ATTRIBUTE = re.compile(
    r"""\s(id|href|src|data-runtime)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"""
)


class Broken(NamedTuple):
    """A link that leads nowhere: the page, the link, and what is missing."""

    page: str
    href: str
    missing: str

    def __str__(self) -> str:
        """In words."""
        return f"{self.page}: the link '{self.href}' leads nowhere: {self.missing} is missing"


class _Page(NamedTuple):
    """The addresses that a page leads to, and the anchors that it has."""

    addresses: tuple[str, ...]
    ids: frozenset[str]


def broken(site: Path) -> list[Broken]:
    """Every link within the site that leads to no file or no anchor."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {
        name: _read((site / name).read_text(encoding="utf-8"))
        for name in sorted(files)
        if name.endswith(".html")
    }
    return [
        found
        for name, page in pages.items()
        if posixpath.basename(name) != "404.html"
        for found in _of_page(name, page, pages, files)
    ]


def told(found: list[Broken]) -> str:
    """Broken links in words; of those to one place on many pages, the first and their number."""
    by_target: dict[str, list[Broken]] = {}
    for each in found:
        by_target.setdefault(f"{each.missing} {each.href if '#' in each.href else ''}", []).append(
            each
        )
    return "\n".join(
        f"{first} (and on {len(others)} more pages)" if others else str(first)
        for first, *others in by_target.values()
    )


def _read(text: str) -> _Page:
    addresses: list[str] = []
    ids: set[str] = set()
    for tag in _TAG.finditer(text):
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            name = attribute[1]
            value = html.unescape(attribute[2] or attribute[3] or attribute[4] or "")
            if value and name == "id":
                ids.add(value)
            elif value and (tag[1], name) in ADDRESSES:
                addresses.append(value)
    return _Page(tuple(dict.fromkeys(addresses)), frozenset(ids))


def _of_page(name: str, page: _Page, pages: dict[str, _Page], files: set[str]) -> Iterator[Broken]:
    for href in page.addresses:
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            continue
        target = _target(name, unquote(parts.path), files)
        if target not in files:
            yield Broken(name, href, target)
        elif (
            parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids
        ):
            yield Broken(name, href, f"the anchor '{parts.fragment}'")


def _target(page: str, path: str, files: set[str]) -> str:
    """The file, below the root of the site, that a path on a page leads to."""
    if not path:
        return page
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    index = "index.html" if target == "." else f"{target}/index.html"
    return index if index in files else target
