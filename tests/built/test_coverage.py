"""Every statement of the deck stands on the site, with its figures, terms, links and source."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

import pytest
import yaml

from tests.built.figures import figures
from tests.built.html import LANGUAGES, TREES, Built, Item, Page
from tests.built.project import EDITION, ROOT

pytest_plugins = ["tests.built.plugin"]

Entry = Mapping[str, object]

STATEMENTS = (4, 4, 5, 3, 5, 4, 7, 6, 3, 5, 4, 8, 5, 1, 8, 13, 10, 5, 5, 7, 10, 4, 9, 13)
"""How many statements each page of the deck makes."""

COVERAGE = cast(
    "dict[str, Entry]",
    yaml.safe_load((ROOT / "tests" / "coverage" / f"{EDITION}.yml").read_text(encoding="utf-8")),
)
ROOTS = tuple(f"{prefix}{tree}" for prefix in LANGUAGES.values() for tree in TREES)


def test_every_statement_of_the_deck_has_an_entry() -> None:
    wanted = [
        f"p{page:02}-{place}"
        for page, count in enumerate(STATEMENTS, 1)
        for place in range(1, count + 1)
    ]
    assert list(COVERAGE) == wanted
    assert len(wanted) == 148


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root or "/")
@pytest.mark.parametrize("statement", COVERAGE)
def test_statement_stands_where_the_map_says(built: Built, statement: str, root: str) -> None:
    entry = COVERAGE[statement]
    also = cast("list[Entry]", entry.get("also", []))
    assert [problem for each in (entry, *also) for problem in _problems(built, each, root)] == []


def _problems(built: Built, entry: Entry, root: str) -> Iterator[str]:
    page = built.page(f"{root}{entry['page']}/".lstrip("/"))
    anchor = str(entry["anchor"])
    if page.ids.count(anchor) != 1:
        yield f"{page.path}#{anchor} stands there {page.ids.count(anchor)} times"
        return
    item = page.item(anchor)
    for problem in (*_missing(item, entry), *_uncited(page, item, entry)):
        yield f"{page.path}#{anchor}: {problem}"


def _missing(item: Item, entry: Entry) -> Iterator[str]:
    wanted = Counter(str(figure) for figure in cast("list[object]", entry.get("figures", [])))
    shown = Counter(figure for said in item.said for figure in figures(said))
    for figure, times in (wanted - shown).items():
        yield f"the figure {figure} is missing ({times} times)"
    for term in cast("list[str]", entry.get("terms", [])):
        if term not in item.text and term not in item.full_text:
            yield f"the term '{term}' is missing"
    for link in cast("list[str]", entry.get("links", [])):
        if link not in item.links:
            yield f"the link {link} is missing"


def _uncited(page: Page, item: Item, entry: Entry) -> Iterator[str]:
    """The place that is not cited, or that no link leads to: within the same tree and language."""
    if "cite" not in entry:
        return
    place = str(entry["cite"])
    if place not in item.cites:
        yield f"the place '{place}' is not cited"
    sources = f"{LANGUAGES[page.language]}{page.tree}sources/"
    if f"{sources}#{place}" not in {_resolved(page, href) for href in item.links}:
        yield f"no link leads to {sources}#{place}"


def _resolved(page: Page, href: str) -> str:
    """A relative link as a path below the root of the site."""
    path, _, fragment = href.partition("#")
    folder = posixpath.normpath(posixpath.join(page.path, path))
    return f"{folder}/#{fragment}"
