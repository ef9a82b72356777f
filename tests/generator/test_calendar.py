"""The calendar is iCalendar as RFC 5545 has it: all-day events that keep their identity."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event

from generator.calendar import calendar
from generator.references import mapping
from generator.shelf import Shelf, read_shelf
from tests.editions import RULES
from tests.generator.publications import publish_history

URL = "https://rules.example/saiten/"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return read_shelf(publish_history(tmp_path_factory.mktemp("history")))


@pytest.fixture(scope="module")
def real() -> Shelf:
    return read_shelf(RULES)


def events(content: bytes) -> list[Event]:
    (found,) = Calendar.from_ical(content, multiple=True)
    assert found.errors == []
    assert {"VERSION", "PRODID"} <= set(found)
    return [each for each in found.walk("VEVENT") if isinstance(each, Event)]


def text(event: Event, name: str) -> str:
    """A text of an event."""
    return str(event[name])


@pytest.mark.parametrize("base", [URL, ""])
def test_every_event_takes_a_whole_day(real: Shelf, base: str) -> None:
    found = events(calendar(real, base))
    assert len(found) > 20
    for event in found:
        assert event.errors == []
        start, end = (event.decoded(name) for name in ("DTSTART", "DTEND"))
        assert type(start) is type(end) is date
        assert end - start == timedelta(days=1)
        assert {"UID", "DTSTAMP", "SUMMARY"} <= set(event)
        assert bool(base) is ("URL" in event)
    identities = [text(event, "UID") for event in found]
    assert len(identities) == len(set(identities))


def test_lines_end_and_fold_as_they_must(real: Shelf, shelf: Shelf) -> None:
    for each in (real, shelf):
        content = calendar(each, URL)
        assert content.endswith(b"END:VCALENDAR\r\n")
        for line in content.split(b"\r\n"):
            assert len(line) <= 75
            assert b"\n" not in line
            line.decode()


def test_text_is_read_as_it_was_written(shelf: Shelf) -> None:
    (event,) = events(calendar(shelf, URL))
    assert text(event, "SUMMARY") == "祭り; 灯り, 油 / Feast; light, and oil \\ more"
    assert "文字の途中では折り返しません。 / A long sentence" in text(event, "DESCRIPTION")


def test_date_that_may_change_says_so(shelf: Shelf) -> None:
    (event,) = events(calendar(shelf, URL))
    assert text(event, "DESCRIPTION").startswith("変更の可能性あり / subject to change\n")
    assert text(event, "STATUS") == "TENTATIVE"


def test_date_of_several_editions_is_one_event_as_the_newest_tells_it(real: Shelf) -> None:
    key = "designations-open"
    telling = [
        mapping(mapping(source.fields["timeline"])["dates"])[key]
        for source in real.sources.values()
        if key in mapping(mapping(source.fields["timeline"])["dates"])
    ]
    assert len(telling) > 1
    title = str(mapping(mapping(telling[-1])["title"])["ja"])
    found = events(calendar(real, URL))
    (event,) = [each for each in found if text(each, "SUMMARY").startswith(title)]
    assert text(event, "STATUS") == "CONFIRMED"
    said = text(event, "DESCRIPTION").splitlines()[-1]
    assert re.search(r"2022-03-16|16 March 2022", said)
    assert said.endswith("2022-10-03 (変更の可能性あり / subject to change)")


def test_identities_do_not_depend_on_the_address(real: Shelf) -> None:
    one, other = (events(calendar(real, base)) for base in (URL, ""))
    assert [text(each, "UID") for each in one] == [text(each, "UID") for each in other]
