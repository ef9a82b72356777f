"""Built pages, read: their article, their items and what an item shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

__all__ = [
    "LANGUAGES",
    "PATHS",
    "PLACES",
    "TREES",
    "WRITTEN",
    "Built",
    "Item",
    "Page",
    "attribute",
    "classes",
    "texts",
]

UNSEEN = ("script", "style", "template")
MARKS = {"saiten-cite", "saiten-anchor", "headerlink"}
"""What stands beside a text to lead elsewhere."""
HEADING = re.compile("h[1-6]")

PLACES = (
    "",
    "programme",
    "score",
    "areas/infrastructure",
    "areas/data-ai",
    "areas/digital-app-innovation",
    "areas/modern-work",
    "areas/security",
    "areas/business-applications",
    "calculator",
    "competencies",
    "benefits",
    "specializations",
    "timeline",
    "transition",
    "readings",
    "sources",
)
"""The pages of the edition, below the root of a tree."""
WRITTEN = ("about", "developers", "maintainers")
"""The pages that are written by hand."""
OF_THE_SITE = (*WRITTEN, "editions")
"""The pages that belong to no edition."""
LANGUAGES = {"ja": "", "en": "en/"}
TREES = ("", "v/2022-03-16/")
PATHS = tuple(
    f"{language}{tree}{place}/" if place else f"{language}{tree}"
    for language in LANGUAGES.values()
    for tree in TREES
    for place in (PLACES if tree else (*PLACES, *OF_THE_SITE))
)
"""Every page of the site, below its root."""


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value, empty if it has none."""
    value = tag.get(name)
    return value if isinstance(value, str) else ""


def classes(tag: Tag) -> list[str]:
    """The classes of an element."""
    return attribute(tag, "class").split()


def texts(tag: Tag) -> Iterator[NavigableString]:
    """The texts that a reader sees within an element."""
    for node in tag.descendants:
        if type(node) is NavigableString and not any(each.name in UNSEEN for each in node.parents):
            yield node


@dataclass(frozen=True)
class Item:
    """What stands at an anchor: an element, or a heading with everything below it."""

    elements: tuple[Tag, ...]

    @property
    def said(self) -> list[str]:
        """Its texts one by one, without marks, and with abbreviations as they stand."""
        return list(self._said(MARKS | {"saiten-spelled"}))

    @property
    def text(self) -> str:
        """What it says, as one text."""
        return " ".join("".join(self.said).split())

    @property
    def full_text(self) -> str:
        """What it says, with abbreviations spelled out."""
        return " ".join("".join(self._said(MARKS)).split())

    def _said(self, leave_out: set[str]) -> Iterator[str]:
        for element in self.elements:
            for node in texts(element):
                if not any(leave_out & set(classes(parent)) for parent in node.parents):
                    yield node

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [
            attribute(link, "href") for each in self.elements for link in each.select("a[href]")
        ]

    @property
    def cites(self) -> set[str]:
        """The places that it cites itself, or that something within or around it cites."""
        around = [parent for each in self.elements for parent in each.parents]
        within = [tag for each in self.elements for tag in each.select("[data-cite]")]
        return {
            place
            for tag in (*self.elements, *around, *within)
            for place in attribute(tag, "data-cite").split()
        }


class Page:
    """A page of the built site."""

    def __init__(self, site: Path, path: str) -> None:
        self.path = path
        self.file = site / path / "index.html" if not path.endswith(".html") else site / path

    @property
    def language(self) -> str:
        return "en" if self.path.startswith("en/") else "ja"

    @property
    def tree(self) -> str:
        """The folder of its edition's tree, below the root of its language."""
        found = re.match(r"v/[^/]+/", self.below_language)
        return found[0] if found else ""

    @property
    def below_language(self) -> str:
        return self.path.removeprefix(LANGUAGES[self.language])

    @property
    def place(self) -> str:
        """Its address below the root of its tree."""
        return self.below_language.removeprefix(self.tree).rstrip("/")

    @cached_property
    def html(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser", multi_valued_attributes=None)

    @cached_property
    def article(self) -> Tag:
        """What the page is about."""
        (article,) = self.soup.select("article")
        return article

    @cached_property
    def ids(self) -> list[str]:
        """The addresses within the article, in its order."""
        return [attribute(tag, "id") for tag in self.article.select("[id]")]

    def item(self, anchor: str) -> Item:
        """What stands at an anchor."""
        (element,) = self.article.select(f'[id="{anchor}"]')
        if not HEADING.fullmatch(element.name):
            return Item((element,))
        below = []
        for sibling in element.find_next_siblings():
            if HEADING.fullmatch(sibling.name) and sibling.name <= element.name:
                break
            below.append(sibling)
        return Item((element, *below))


class Built:
    """The built site: its folder, and each page read at most once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pages: dict[str, Page] = {}

    def page(self, path: str) -> Page:
        """A page by its path, such as `en/score/`."""
        return self._pages.setdefault(path, Page(self.folder, path))

    def paths(self) -> list[str]:
        """The paths of all pages that were built."""
        files = sorted(self.folder.rglob("index.html"))
        paths = [file.parent.relative_to(self.folder).as_posix() for file in files]
        return ["" if path == "." else f"{path}/" for path in paths]
