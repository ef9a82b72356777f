"""No figure stands on a page that no cited field produced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from bs4 import Tag

from generator.load import Loaded
from generator.references import as_list, mapping
from tests.site.figures import figures
from tests.site.html import LANGUAGES, PATHS, Built, Page, attribute, classes, texts
from tests.site.provenance import Provenance, added, words

pytest_plugins = ["tests.site.plugin"]

WRITTEN_BY_HAND = {
    "about": {
        "0",  # what is not answered does not count as 0: a word about the method, not a rule
        "4.0",  # the licence of the rules, CC BY 4.0
    },
}
"""The figures of pages that no rule fills, each with its reason."""

CHIPS = {"saiten-cite", "calc-source"}
SPOKEN = ("title", "aria-label")
"""Attributes that readers see or hear."""


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "/")
def test_no_figure_stands_without_a_source(built: Built, loaded: Loaded, path: str) -> None:
    page = built.page(path)
    assert list(_Figures(page, loaded.fields).stray()) == []


class _Figures:
    """The figures of a page, each traced to what produced it."""

    def __init__(self, page: Page, fields: Mapping[str, object]) -> None:
        self.page = page
        self.fields = fields
        self.provenance = Provenance(fields, page.language)

    def stray(self) -> Iterator[str]:
        """What no cited field produced, with the text around it."""
        for tag, text in self._shown():
            for figure in figures(text):
                if figure not in self._known(tag, text):
                    yield f"{figure} in '{text.strip()}' within {_opening(tag)}"

    def _shown(self) -> Iterator[tuple[Tag, str]]:
        article = self.page.article
        for node in texts(article):
            if node.parent is not None:
                yield node.parent, str(node)
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
            for allowed in (self._chip, self._marked, self._heading, self._calculator):
                known = allowed(each, text)
                if known is not None:
                    return known
        return set()

    def _chip(self, tag: Tag, text: str) -> set[str] | None:
        """A link to a source or a reading: the page or the date of the place, and its name."""
        if not {"saiten-cite", "calc-source", "saiten-see"} & set(classes(tag)):
            return None
        part, _, key = attribute(tag, "href").rpartition("/#")
        if part.endswith("readings"):
            return self.provenance.figures(mapping(self.fields["readings"])[key])
        sources = mapping(self.fields["sources"])
        place = mapping(mapping(sources["places"])[key])
        document = mapping(mapping(sources["documents"])[str(place["document"])])
        ordinals = range(1, len(tag.find_parent().select(f".{classes(tag)[0]}")) + 1)  # type: ignore[union-attr]
        return {
            str(place.get("page")),
            *self.provenance.figures([document["title"], document["dated"], place["title"]]),
            *map(str, ordinals if "calc-source" in classes(tag) else ()),
        }

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
        titles = (title for title in _titles(self.fields, self.page.language) if title in text)
        return {figure for title in titles for figure in figures(title)}

    def _calculator(self, tag: Tag, text: str) -> set[str] | None:
        """The form: its area's questions and rules, the score they add up to, and its examples."""
        if tag.name != "form" or not tag.has_attr("data-calculator"):
            return None
        area = attribute(tag, "data-area")
        cases = [
            case for case in mapping(self.fields["cases"]).values() if mapping(case)["area"] == area
        ]
        shown = [mapping(self.fields["areas"])[area], self.fields["score"], cases]
        return {*self.provenance.figures(shown), str(len(tag.select("[data-example]")))}


def _titles(value: object, language: str) -> Iterator[str]:
    """Every title and question of the edition."""
    if isinstance(value, Mapping):
        for name, member in value.items():
            if name in ("title", "question"):
                yield from (" ".join(each.split()) for each in words(member, language))
            else:
                yield from _titles(member, language)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _titles(member, language)


def _opening(tag: Tag) -> str:
    """The tag that opens an element, to be found by."""
    attributes = "".join(f' {name}="{value}"' for name, value in tag.attrs.items())
    return f"<{tag.name}{attributes}>"
