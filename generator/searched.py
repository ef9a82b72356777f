"""Shows the search index only what it keeps of a page.

The theme's search plugin reads a page tag by tag, also what it leaves out in the end: forms and
comparisons, nearly nine tenths of the tags. Here their content is left out before it reads. It also
loses count in an element that holds others of its name, and indexes the rest of it after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

__all__ = ["WithoutExcluded", "without_excluded"]

_EXCLUDED = re.compile(
    r"""<([a-z][a-z0-9]*)(?:\s+[a-z][\w:.-]*(?:="[^"<]*"|='[^'<]*')?)*?"""
    r"""\s+data-search-exclude(?=[\s>])(?:[^<>"']|"[^"<]*"|'[^'<]*')*>"""
)
_NOTE = re.compile(r'\s?data-search-\w+="[^"]+"')
"""What the search plugin takes away of a page once it has read it."""


class WithoutExcluded(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Empties what is excluded from the search until the search plugin has read the page."""

    def __init__(self) -> None:
        """No page has been read."""
        self._whole = ""

    @event_priority(100)
    def _before(self, _context: TemplateContext, /, *, page: Page, **_others: object) -> None:
        self._whole = page.content or ""
        if not _is_excluded(page):
            page.content = without_excluded(self._whole)

    @event_priority(-100)
    def _after(self, _context: TemplateContext, /, *, page: Page, **_others: object) -> None:
        if not _is_excluded(page):
            page.content = _NOTE.sub("", self._whole)

    on_page_context = CombinedEvent(_before, _after)


def _is_excluded(page: Page) -> bool:
    """Whether the search plugin leaves the whole page out."""
    return bool((page.meta.get("search") or {}).get("exclude"))


def without_excluded(html: str) -> str:
    """HTML in which every element with `data-search-exclude` is empty."""
    return "".join(_pieces(html))


def _pieces(html: str) -> Iterator[str]:
    start = 0
    while excluded := _EXCLUDED.search(html, start):
        end = _end(html, excluded[1], excluded.end())
        yield html[start : excluded.end()]
        start = end
    yield html[start:]


def _end(html: str, name: str, start: int) -> int:
    """Where the element that has begun before `start` ends; there, if it never does."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>])").finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return start
