"""Text from the rules on its way into a page: escaped, spelled out, with its sources beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from generator.load import Fields
from generator.references import as_list, mapping

__all__ = ["Chip", "Prose", "heading", "in_language", "tidy"]

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|])")
UNSPOKEN = re.compile(r"(<(?:template|option)\b.*?</(?:template|option)>|<[^>]*>)", re.DOTALL)
"""Tags, and elements whose content is text alone."""


def in_language(text: object, language: str) -> str:
    """A text of the edition in one language, on one line; of a noun, its many."""
    words = mapping(text)[language] if isinstance(text, Mapping) else text
    chosen = words[-1] if isinstance(words, list) else words
    return " ".join(str(chosen).split())


def heading(text: str) -> Markup:
    """A text as the plain content of a Markdown heading: neither Markdown nor HTML takes effect."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return Markup(MARKDOWN.sub(r"\\\1", escaped))  # noqa: S704


def tidy(text: str) -> str:
    """A rendered page without the blank lines and indentation of its template.

    Blank lines stay around headings, which Markdown reads; it leaves the HTML alone.
    """
    lines: list[str] = []
    for line in (each.strip() for each in text.splitlines()):
        if line.startswith("#"):
            lines += ["", line, ""]
        elif line:
            lines.append(line)
    return "\n".join(lines).strip() + "\n"


class Chip(NamedTuple):
    """A link to a source or a reading: where it leads, its short label, and its name in full."""

    href: str
    label: str
    title: str


class Prose:
    """The words of one page of an edition in one language.

    Remembers which abbreviations the page has spelled out: each is, where it first stands.
    """

    def __init__(self, edition: Fields, language: str, base: str) -> None:
        """`base` leads from the page to the root of its edition's pages."""
        self._edition = edition
        self._language = language
        self._base = base
        self._spelled: set[str] = set()
        self._titles = {
            str(escape(short)): mapping(each)["title"]
            for short, each in mapping(edition.get("abbreviations")).items()
        }
        known = sorted(self._titles, key=len, reverse=True)
        alternatives = "|".join(re.escape(each) for each in known)
        self._abbreviation = (
            re.compile(rf"(?<![A-Za-z0-9])({alternatives})(?![A-Za-z0-9])") if known else None
        )

    def plain(self, text: object) -> str:
        """A text of the edition, for attributes and titles."""
        return in_language(text, self._language)

    def prose(self, text: object) -> Markup:
        """A text of the edition as HTML, with abbreviations spelled out where they first stand."""
        return Markup(self._spell_out(str(escape(self.plain(text)))))  # noqa: S704

    def spelled(self, block: Markup) -> Markup:
        """A piece of HTML with abbreviations spelled out in its texts, in each section anew."""
        pieces = []
        for piece in UNSPOKEN.split(str(block)):
            if piece.startswith("<section"):
                self._spelled.clear()
            pieces.append(piece if piece.startswith("<") else self._spell_out(piece))
        return Markup("".join(pieces))  # noqa: S704

    def _spell_out(self, escaped: str) -> str:
        return self._abbreviation.sub(self._spell, escaped) if self._abbreviation else escaped

    def _spell(self, match: re.Match[str]) -> str:
        short = match.group(1)
        if short in self._spelled:
            return short
        self._spelled.add(short)
        if match.string[: match.start()].endswith("(") and match.string[match.end() :].startswith(
            ")"
        ):
            return short
        title = escape(self.plain(self._titles[short]))
        return f'{short}<span class="saiten-spelled"> ({title})</span>'

    def cites(self, value: object) -> list[Chip]:
        """The links to the cited places."""
        sources = mapping(self._edition["sources"])
        chips = []
        for key in dict.fromkeys(as_list(value)):
            place = mapping(mapping(sources["places"])[str(key)])
            document = mapping(mapping(sources["documents"])[str(place["document"])])
            label = f"p.{place['page']}" if "page" in place else str(document["dated"])
            title = f"{self.plain(document['title'])}: {self.plain(place['title'])}"
            chips.append(Chip(f"{self._base}sources/#{key}", label, title))
        return chips

    def sees(self, value: object) -> list[Chip]:
        """The links to readings."""
        readings = mapping(self._edition.get("readings"))
        return [
            Chip(
                f"{self._base}readings/#{key}",
                str(mapping(readings[str(key)])["kind"]),
                self.plain(mapping(readings[str(key)])["question"]),
            )
            for key in dict.fromkeys(as_list(value))
        ]
