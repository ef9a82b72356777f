"""Traces each figure of a page to what produced it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bs4 import Tag

from generator.references import mapping
from tests.built.figures import figures
from tests.built.html import Page, attribute, classes, texts
from tests.built.provenance import Provenance, added, words

__all__ = ["Tracing"]

WRITTEN_BY_HAND = {
    "about": {
        "0",  # what is not answered does not count as 0: a word about the method, not a rule
        "4.0",  # the licence of the rules, CC BY 4.0
    },
}
"""The figures of pages that no rule fills, each with its reason."""

OF_FILES = {"0", "1", "2", "8"}
"""The figures of the words about files of many partners: rows, UTF-8, and what 0 is not."""

CHIPS = {"saiten-cite", "saiten-see", "calc-source"}
"""The classes of links to sources and readings."""
SPOKEN = ("title", "aria-label")
"""Attributes that readers see or hear."""


class Tracing:
    """Traces each figure of a page to what produced it."""

    def __init__(self, page: Page, provenance: Provenance) -> None:
        self.page = page
        self.provenance = provenance
        self.fields = provenance.fields
        self._places: dict[str, set[str]] = {}
        self._areas: dict[str, set[str]] = {}
        self.titles = [" ".join(title.split()) for title in _titles(self.fields, page.language)]

    def stray(self) -> Iterator[str]:
        """What no cited field produced, with the text around it."""
        for tag, text in self._shown():
            for figure in figures(text):
                if figure not in self._known(tag, text):
                    yield f"{figure} in '{text.strip()}' within {_opening(tag)}"

    def _shown(self) -> Iterator[tuple[Tag, str]]:
        article = self.page.article
        for node in texts(article):
            tag = node.parent
            if tag is not None and attribute(tag, "href") != node.strip():
                yield tag, str(node)
        for tag in article.find_all(True):
            for name in SPOKEN:
                if attribute(tag, name):
                    yield tag, attribute(tag, name)

    def _known(self, tag: Tag, text: str) -> set[str]:
        """The figures that may stand here: what the closest element that says so allows."""
        if self.page.place in WRITTEN_BY_HAND:
            return WRITTEN_BY_HAND[self.page.place]
        for each in (tag, *tag.parents):
            if each is self.page.article:
                break
            for allowed in (self._chip, self._marked, self._heading, self._files, self._calculator):
                known = allowed(each, text)
                if known is not None:
                    return known
        return set()

    def _chip(self, tag: Tag, text: str) -> set[str] | None:
        """A link to a source or a reading: the page or the date of the place, and its name."""
        if not CHIPS & set(classes(tag)):
            return None
        known = self._led_to(attribute(tag, "href"))
        # Several sources of a question are numbered.
        count = len(tag.parent.select(".calc-source")) if tag.parent else 0
        numbers = range(1, count + 1) if "calc-source" in classes(tag) else ()
        return known | {str(number) for number in numbers}

    def _led_to(self, href: str) -> set[str]:
        """The figures of the place or the reading that a link leads to."""
        if href not in self._places:
            part, _, key = href.rpartition("/#")
            if part.endswith("readings"):
                shown: list[object] = [mapping(self.fields["readings"])[key]]
            else:
                sources = mapping(self.fields["sources"])
                place = mapping(mapping(sources["places"])[key])
                document = mapping(mapping(sources["documents"])[str(place["document"])])
                shown = [document["title"], document["dated"], place["title"], place.get("page")]
            self._places[href] = self.provenance.figures(shown)
        return self._places[href]

    def _marked(self, tag: Tag, text: str) -> set[str] | None:
        """An element that names its places, its terms, or the part of the edition that it shows."""
        if "saiten-spelled" in classes(tag):
            return self.provenance.figures(self.fields["abbreviations"])
        if tag.has_attr("data-sum"):
            return {added(attribute(tag, "data-sum"))}
        if tag.has_attr("data-from"):
            return self._part(attribute(tag, "data-from"))
        if tag.has_attr("data-cite"):
            return self.provenance.cited(attribute(tag, "data-cite").split())
        return None

    def _part(self, name: str) -> set[str]:
        """The figures of a part of the edition; `edition` is what the edition is."""
        if name != "edition":
            return self.provenance.figures(self.fields[name])
        own = ("edition", "title", "programme", "publisher", "summary", "checked")
        return self.provenance.figures([self.fields[each] for each in own])

    def _heading(self, tag: Tag, text: str) -> set[str] | None:
        """A heading whose words are those of a title or a question of the edition."""
        if tag.name not in ("h1", "h2", "h3"):
            return None
        shown = " ".join(text.split())
        return {figure for title in self.titles if title in shown for figure in figures(title)}

    def _files(self, tag: Tag, text: str) -> set[str] | None:
        """What is said of files of many partners, which states no rule."""
        return OF_FILES if "saiten-batch" in classes(tag) else None

    def _calculator(self, tag: Tag, text: str) -> set[str] | None:
        """The form: its area's rules, the score they add up to, its examples and their number."""
        if tag.name != "form" or not tag.has_attr("data-calculator"):
            return None
        area = attribute(tag, "data-area")
        if area not in self._areas:
            cases = mapping(self.fields["cases"]).values()
            own = [case for case in cases if mapping(case)["area"] == area]
            shown = [mapping(self.fields["areas"])[area], self.fields["score"], own]
            asked = mapping(mapping(mapping(self.fields["areas"])[area])["inputs"])
            counted = (str(len(asked)), str(len(tag.select("[data-example]"))))
            self._areas[area] = {*self.provenance.figures(shown), *counted}
        return self._areas[area]


def _titles(value: object, language: str) -> Iterator[str]:
    """Every title and question of the edition."""
    if isinstance(value, Mapping):
        for name, member in value.items():
            if name in ("title", "question"):
                yield from words(member, language)
            else:
                yield from _titles(member, language)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _titles(member, language)


def _opening(tag: Tag) -> str:
    """The tag that opens an element, to be found by."""
    attributes = "".join(f' {name}="{value}"' for name, value in tag.attrs.items())
    return f"<{tag.name}{attributes}>"
