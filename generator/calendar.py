"""The dates as a calendar, `timeline.ics`: all-day events as RFC 5545 has them.

A date that several editions tell is one event, as the newest of them tells it, so that a calendar
that follows the file moves the event instead of adding another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID, uuid5

from generator.feed import in_both, namespace
from generator.load import Fields
from generator.references import mapping
from generator.shelf import Shelf
from generator.words import LANGUAGES, word_in

__all__ = ["calendar"]

FOLD = 73
"""Bytes of a line before it is folded: with what folding adds, at most 75."""


def calendar(shelf: Shelf, base: str) -> bytes:
    """The calendar; `base` is the site's address with a slash at its end, or empty."""
    fields = shelf.sources[shelf.current].fields
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Saiten//Saiten//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(in_both(fields['programme']))}",
    ]
    own = namespace(shelf)
    for name, told in _told(shelf).items():
        lines += _event(own, name, told, shelf, base)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _told(shelf: Shelf) -> dict[str, dict[str, Fields]]:
    """Each date by its key, as each edition tells it, the oldest edition first; drafts aside."""
    told: dict[str, dict[str, Fields]] = {}
    for key, source in shelf.sources.items():
        if shelf.status(key) in ("draft", "withdrawn"):
            continue
        dates = mapping(mapping(source.fields.get("timeline")).get("dates"))
        for name, event in dates.items():
            told.setdefault(name, {})[key] = mapping(event)
    return told


def _event(own: UUID, name: str, told: dict[str, Fields], shelf: Shelf, base: str) -> Iterator[str]:
    newest = max(told)
    event, fields = told[newest], shelf.sources[newest].fields
    first = date.fromisoformat(str(event["date"]))
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(own, f'date:{name}')}"
    yield f"DTSTAMP:{str(fields['checked']).replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{first + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(in_both(event['title']))}"
    words = list(_words(told, shelf))
    if words:
        yield f"DESCRIPTION:{_escaped(chr(10).join(words))}"
    if base:
        yield f"URL:{base}v/{newest}/timeline/#{name}"
    yield f"STATUS:{'TENTATIVE' if event['changeable'] else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _words(told: dict[str, Fields], shelf: Shelf) -> Iterator[str]:
    """What is said of a date: whether it may change, its statements, and what was said before."""
    newest = max(told)
    fields = shelf.sources[newest].fields
    changeable = in_both(
        {language: word_in(language, fields)("site.changeable") for language in LANGUAGES}
    )
    if told[newest]["changeable"]:
        yield changeable
    for statement in mapping(told[newest].get("statements")).values():
        yield in_both(mapping(statement)["text"])
    for key, event in told.items():
        if key != newest and (event["changeable"], event["date"]) != (False, told[newest]["date"]):
            said = f"{in_both(shelf.sources[key].fields['title'])}: {event['date']}"
            yield f"{said} ({changeable})" if event["changeable"] else said


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
