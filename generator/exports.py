"""What others reuse: the API tree as static JSON, the feed of changes, the calendar of dates.

Everything derives from the editions and their publications; no clock is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from generator.load import Fields
from generator.prose import in_language
from generator.published import digest
from generator.references import mapping
from generator.schema import SCHEMA_VERSION, edition_schema
from generator.shelf import Shelf
from generator.source import Source

__all__ = ["api", "exports"]

ATOM = "http://www.w3.org/2005/Atom"
FOLD = 73
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def exports(shelf: Shelf, site_url: str) -> dict[str, bytes]:
    """Every exported file by its path below the root of the site."""
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    files = dict(api(shelf))
    files["changes.atom"] = _feed(shelf, base)
    files["timeline.ics"] = _calendar(shelf, base)
    files["llms.txt"] = _for_models(shelf.sources[shelf.current].fields, base)
    return files


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def api(shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """The index, the schema, and each edition with its cases."""
    root = "api/v1"
    yield f"{root}/schema.json", _json(edition_schema())
    yield (
        f"{root}/index.json",
        _json(
            {
                "schema": "schema.json",
                "schema_version": SCHEMA_VERSION,
                "license": LICENCE,
                "current": shelf.current,
                "editions": [_entry(shelf, key) for key in shelf.sources],
            }
        ),
    )
    for key, source in shelf.sources.items():
        yield f"{root}/editions/{key}.json", _json(source.fields)
        yield f"{root}/editions/{key}/cases.json", _json(_conformance(key, source))


def _entry(shelf: Shelf, key: str) -> dict[str, object]:
    publication, fields = shelf.publications[key], shelf.sources[key].fields
    return {
        "edition": key,
        "title": fields["title"],
        "status": shelf.status(key),
        "published": publication.date if publication else None,
        "digest": digest(fields),
        "url": f"editions/{key}.json",
        "cases": f"editions/{key}/cases.json",
    }


def _conformance(key: str, source: Source) -> dict[str, object]:
    """The worked examples with the whole result that this implementation gives for each."""
    cases = mapping(source.fields["cases"])
    return {
        "edition": key,
        "cases": [
            {
                "key": trial.name,
                "title": mapping(cases[trial.name])["title"],
                "area": mapping(cases[trial.name])["area"],
                "track": mapping(cases[trial.name]).get("track"),
                "as_of": mapping(cases[trial.name]).get("as_of", key),
                "answers": mapping(cases[trial.name])["answers"],
                "result": trial.result,
            }
            for trial in source.cases
        ],
    }


def _feed(shelf: Shelf, site_url: str) -> bytes:
    """One entry for each published edition, each correction and each withdrawal."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    entries = sorted(_entries(shelf, site_url), key=lambda each: each[1], reverse=True)
    base = site_url or "urn:saiten:"
    updated = entries[0][1] if entries else "1970-01-01"
    _text(feed, "id", f"{base}changes.atom")
    _text(feed, "title", "Saiten")
    _text(feed, "updated", f"{updated}T00:00:00Z")
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "Saiten")
    if site_url:
        ET.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=f"{site_url}changes.atom")
    for identity, day, title, summary, link in entries:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _text(entry, "id", identity)
        _text(entry, "title", title)
        _text(entry, "updated", f"{day}T00:00:00Z")
        _text(entry, "summary", summary)
        ET.SubElement(entry, f"{{{ATOM}}}link", href=link)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _entries(shelf: Shelf, site_url: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Identity, day, title, summary and link of each entry."""
    for key, source in shelf.sources.items():
        published, fields = shelf.publications[key], source.fields
        if published is None:
            continue
        title, link = _both(fields["title"]), f"{site_url}v/{key}/"
        yield f"urn:saiten:edition:{key}", published.date, title, _both(fields["summary"]), link
        for place, note in enumerate(published.corrections, 1):
            yield f"urn:saiten:edition:{key}:correction:{place}", note.date, title, note.text, link
        if published.withdrawn:
            note = published.withdrawn
            yield f"urn:saiten:edition:{key}:withdrawn", note.date, title, note.text, link


def _both(text: object) -> str:
    return f"{in_language(text, 'ja')} / {in_language(text, 'en')}"


def _calendar(shelf: Shelf, site_url: str) -> bytes:
    """The dates of every edition as all-day events; an identity stays with its edition and key."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Saiten//Saiten//EN", "CALSCALE:GREGORIAN"]
    for key, source in shelf.sources.items():
        if shelf.status(key) == "draft":
            continue
        timeline = mapping(source.fields.get("timeline"))
        stamp = str(source.fields["checked"]).replace("-", "")
        for name, event in mapping(timeline.get("dates")).items():
            lines += _event(
                f"{key}-{name}@saiten", stamp, mapping(event), f"{site_url}v/{key}/timeline/#{name}"
            )
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(identity: str, stamp: str, event: Fields, link: str) -> list[str]:
    first = date.fromisoformat(str(event["date"]))
    words = [_both(mapping(each)["text"]) for each in mapping(event.get("statements")).values()]
    if event["changeable"]:
        words.insert(0, "変更の可能性あり / subject to change")
    return [
        "BEGIN:VEVENT",
        f"UID:{identity}",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{first + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(_both(event['title']))}",
        f"DESCRIPTION:{_escaped(chr(10).join(words))}",
        f"URL:{link}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, cut between characters; all but the first indented."""
    piece, size, first = "", 0, True
    for letter in line:
        width = len(letter.encode())
        if size + width > FOLD:
            yield piece if first else f" {piece}"
            piece, size, first = "", 0, False
        piece, size = piece + letter, size + width
    yield piece if first else f" {piece}"


def _for_models(fields: Fields, site_url: str) -> bytes:
    """`llms.txt`: where a program finds the rules as data."""
    areas = mapping(fields["areas"])
    lines = [
        f"# Saiten: {in_language(fields['programme'], 'en')}",
        "",
        f"> {in_language(fields['summary'], 'en')}",
        "",
        in_language(fields["notice"], "en"),
        "",
        "## Data",
        f"- [Index of editions]({site_url}api/v1/index.json)",
        f"- [Current edition]({site_url}api/v1/editions/{fields['edition']}.json)",
        f"- [JSON Schema]({site_url}api/v1/schema.json)",
        "",
        "## Pages",
        *(
            f"- [{in_language(mapping(area)['title'], 'en')}]({site_url}en/areas/{key}/)"
            for key, area in areas.items()
        ),
        f"- [Readings: contradictions and silences of the sources]({site_url}en/readings/)",
        f"- [Sources]({site_url}en/sources/)",
    ]
    return "\n".join([*lines, ""]).encode()
