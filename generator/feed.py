"""The feed of changes, `changes.atom`: an entry for each publication, correction and erratum.

Atom as RFC 4287 has it. Without the site's address links are relative, which a reader resolves
against where it found the feed; identities never depend on the address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

from generator.prose import in_language
from generator.shelf import Shelf
from generator.words import LANGUAGES, word_in

__all__ = ["feed", "in_both", "namespace"]

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Entry(NamedTuple):
    """An entry: what it is called for good, its day, its title and words, and where it leads."""

    name: str
    day: str
    title: str
    summary: str
    path: str


def namespace(shelf: Shelf) -> UUID:
    """What tells the programme from others: its publisher, and the edition published first."""
    dated = [(each.date, key) for key, each in shelf.publications.items() if each]
    first = min(dated)[1] if dated else next(iter(shelf.sources))
    publisher = in_language(shelf.sources[first].fields["publisher"], LANGUAGES[0])
    return uuid5(NAMESPACE_URL, f"saiten:{first}:{publisher}")


def in_both(text: object) -> str:
    """A text in both languages, on one line."""
    return " / ".join(dict.fromkeys(in_language(text, language) for language in LANGUAGES))


def feed(shelf: Shelf, base: str) -> bytes:
    """The feed; `base` is the site's address with a slash at its end, or empty."""
    ET.register_namespace("", ATOM)
    own = namespace(shelf)
    entries = sorted(_entries(shelf), key=lambda each: (each.day, each.name), reverse=True)
    fields = shelf.sources[shelf.current].fields
    root = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: LANGUAGES[0]})
    _text(root, "id", uuid5(own, "feed").urn)
    _text(root, "title", f"{in_both(fields['programme'])} - {_said(shelf, 'feed-title')}")
    _text(root, "updated", _time(entries[0].day if entries else str(fields["checked"])))
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", "Saiten")
    if shelf.license:
        _text(root, "rights", f"{shelf.license.name} {shelf.license.url}")
    if base:
        _link(root, "self", f"{base}changes.atom", "application/atom+xml")
    _link(root, "alternate", f"{base}editions/", "text/html")
    for each in entries:
        entry = ET.SubElement(root, f"{{{ATOM}}}entry")
        _text(entry, "id", uuid5(own, each.name).urn)
        _text(entry, "title", each.title)
        _text(entry, "published", _time(each.day))
        _text(entry, "updated", _time(each.day))
        _text(entry, "summary", each.summary)
        _link(entry, "alternate", f"{base}{each.path}", "text/html")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", rel=rel, type=kind, href=href)


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _entries(shelf: Shelf) -> Iterator[Entry]:
    """One entry for each publication, each correction, each withdrawal and each erratum."""
    for key, source in shelf.sources.items():
        publication, path = shelf.publications[key], f"v/{key}/"
        if publication is None:
            continue

        def title(what: str, key: str = key) -> str:
            return _said(shelf, f"feed-{what}", key)

        summary = in_both(source.fields["summary"])
        yield Entry(f"{key}:published", publication.date, title("published"), summary, path)
        for place, note in enumerate(publication.corrections, 1):
            name = f"{key}:correction:{place}"
            yield Entry(name, note.date, title("corrected"), in_both(note.words), path)
        if publication.withdrawn:
            note = publication.withdrawn
            words = in_both(note.words)
            yield Entry(f"{key}:withdrawn", note.date, title("withdrawn"), words, path)
        for erratum in shelf.errata[key]:
            page = erratum.pages[0]
            yield Entry(
                f"{key}:erratum:{erratum.key}",
                erratum.date,
                title("erratum"),
                in_both(erratum.text),
                path if page == "home" else f"{path}{page}/",
            )


def _said(shelf: Shelf, word: str, key: str | None = None) -> str:
    """A word of the site in both languages, with the title of an edition in it."""
    fields = shelf.sources[key or shelf.current].fields
    return in_both(
        {
            language: word_in(language, fields)(
                f"changes.{word}", edition=in_language(fields["title"], language)
            )
            for language in LANGUAGES
        }
    )
