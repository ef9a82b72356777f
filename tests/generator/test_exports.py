"""What others reuse: JSON at stable addresses, a feed, a calendar."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from calculator import Edition, read, score, to_json
from generator import published
from generator.exports import exports
from generator.load import load_edition
from generator.shelf import Shelf, read_shelf

KEY = "2022-03-16"
URL = "https://rules.example/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, rules: Path) -> Shelf:
    """The edition, published and corrected once."""
    folder = tmp_path_factory.mktemp("rules")
    shutil.copytree(rules / KEY, folder / KEY)
    (folder / "index.yml").write_text(f"current: {KEY}\neditions: [{KEY}]\n", encoding="utf-8")
    published.publish(folder, load_edition(folder, KEY), "2026-11-23")
    return read_shelf(folder)


@pytest.fixture(scope="module")
def files(shelf: Shelf) -> dict[str, bytes]:
    return exports(shelf, URL)


def data(files: dict[str, bytes], path: str) -> Any:  # noqa: ANN401
    return json.loads(files[f"api/v1/{path}"])


def test_the_index_names_what_there_is(files: dict[str, bytes]) -> None:
    index = data(files, "index.json")
    assert index["current"] == KEY
    (entry,) = index["editions"]
    assert entry["status"] == "current"
    assert entry["published"] == "2026-11-23"
    assert f"api/v1/{entry['url']}" in files
    assert f"api/v1/{entry['cases']}" in files


def test_an_edition_from_the_api_scores_its_own_cases(files: dict[str, bytes]) -> None:
    edition = Edition.from_dict(data(files, f"editions/{KEY}.json"))
    cases = data(files, f"editions/{KEY}/cases.json")["cases"]
    assert len(cases) > 70
    for case in cases:
        area = edition.area(case["area"])
        amounts = read(edition, area, case["answers"], case["as_of"])
        scored = score(edition, area, amounts, track=case["track"], as_of=case["as_of"])
        assert to_json(scored) == case["result"], case["key"]


def test_no_number_of_the_api_is_a_float(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if path.endswith(".json"):
            json.loads(content, parse_float=pytest.fail)


def test_the_feed_has_an_entry_for_the_publication(files: dict[str, bytes]) -> None:
    feed = ET.fromstring(files["changes.atom"])  # noqa: S314
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-23T00:00:00Z"
    (entry,) = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == f"urn:saiten:edition:{KEY}"
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == f"{URL}v/{KEY}/"


def test_the_calendar_has_all_day_events_with_stable_identities(files: dict[str, bytes]) -> None:
    text = files["timeline.ics"].decode()
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20221003" in lines
    assert "DTEND;VALUE=DATE:20221004" in lines
    assert f"UID:{KEY}-designations-open@saiten" in lines
    event = text.replace("\r\n ", "").split(f"UID:{KEY}-designations-open@saiten")[1]
    assert "subject to change" in event.split("END:VEVENT")[0]


def test_no_line_of_the_calendar_is_longer_than_75_bytes(files: dict[str, bytes]) -> None:
    for line in files["timeline.ics"].split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_a_comma_in_a_title_is_escaped(files: dict[str, bytes]) -> None:
    text = files["timeline.ics"].decode().replace("\r\n ", "")
    summaries = re.findall(r"(?m)^(?:SUMMARY|DESCRIPTION):(.*)$", text)
    assert summaries
    for summary in summaries:
        assert not re.search(r"(?<!\\)[,;]", summary.rstrip("\r"))


def test_programs_find_the_data(files: dict[str, bytes]) -> None:
    text = files["llms.txt"].decode()
    for address in re.findall(re.escape(URL) + r"(api/[^)]*)", text):
        assert address in files
