"""What others reuse: JSON at stable addresses, and what points to it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from calculator import Edition, read, score, to_json
from generator import published
from generator.exports import exports
from generator.load import load_edition
from generator.shelf import Shelf, read_shelf
from tests.generator.publications import DRAFT, LATER, publish_history

KEY = "2022-03-16"
URL = "https://rules.example/"
OLD = "1811-02-28"
NOTE = {"ja": "直した。", "en": "Mended."}


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


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The exports of a programme to which everything happened that can happen."""
    return exports(read_shelf(publish_history(tmp_path_factory.mktemp("history"))), URL)


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


def test_the_index_fits_its_schema(files: dict[str, bytes]) -> None:
    index = data(files, "index.json")
    for name in ("schema", "index_schema", "cases_schema"):
        assert f"api/v1/{index[name]}" in files
    validator = Draft202012Validator(data(files, index["index_schema"]))
    assert [error.message for error in validator.iter_errors(index)] == []


def test_editions_and_cases_fit_their_schemas(files: dict[str, bytes]) -> None:
    for path, schema in (("", "schema.json"), ("/cases", "cases.schema.json")):
        validator = Draft202012Validator(data(files, schema))
        value = data(files, f"editions/{KEY}{path}.json")
        assert [error.message for error in validator.iter_errors(value)] == []


def test_the_index_tells_of_corrections_errata_and_licence(history: dict[str, bytes]) -> None:
    index = data(history, "index.json")
    assert index["license"] == "https://licence.example/"
    entries = {entry["edition"]: entry for entry in index["editions"]}
    assert entries[OLD]["corrections"] == [{"date": "1815-01-01", "text": NOTE}]
    assert entries[OLD]["errata"][0]["key"] == "oil-unit"
    assert entries[LATER]["withdrawn"] == {"date": "1815-03-03", "text": NOTE}
    assert entries[LATER]["status"] == "withdrawn"
    validator = Draft202012Validator(data(history, "index.schema.json"))
    assert [error.message for error in validator.iter_errors(index)] == []


def test_programs_find_the_data(files: dict[str, bytes]) -> None:
    text = files["llms.txt"].decode()
    assert text.startswith("# ")
    named = re.findall(rf"\({re.escape(URL)}((?:api/|changes|timeline)[^)]*)\)", text)
    assert len(named) >= 5
    for address in named:
        assert address in files


def test_a_page_that_is_not_there_is_not_pointed_to(files: dict[str, bytes]) -> None:
    pilots = exports(read_shelf(Path("tests/programmes/pilots")), URL)["llms.txt"].decode()
    assert "en/readings/" not in pilots
    assert "en/readings/" in files["llms.txt"].decode()


def test_drafts_are_in_no_feed_calendar_or_pointer(history: dict[str, bytes]) -> None:
    for name in ("changes.atom", "timeline.ics", "llms.txt"):
        assert DRAFT not in history[name].decode()


def test_hosts_are_told_what_they_need(files: dict[str, bytes], shelf: Shelf) -> None:
    assert files[".nojekyll"] == b""
    assert f"Sitemap: {URL}sitemap.xml" in files["robots.txt"].decode()
    assert "robots.txt" not in exports(shelf, "")
