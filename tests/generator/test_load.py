"""Loading: the files of an edition as one mapping, with the place of everything in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import BuildError
from generator.load import Loaded, load_edition, load_index
from generator.references import mapping
from tests.generator.guild import FILES, KEY, write_guild


@pytest.fixture
def guild_files(tmp_path: Path) -> Loaded:
    """The invented edition, read from its files."""
    return load_edition(write_guild(tmp_path), KEY)


def changed(folder: Path, name: str, old: str, new: str) -> Loaded:
    """The invented edition with one text changed."""
    assert old in FILES[name]
    return load_edition(write_guild(folder, {name: FILES[name].replace(old, new, 1)}), KEY)


def test_an_edition_is_one_mapping(guild_files: Loaded) -> None:
    fields = guild_files.fields
    assert guild_files.findings == ()
    assert fields["edition"] == KEY
    assert mapping(fields["units"])["people"] == {"ja": "人", "en": ["person", "people"]}
    assert mapping(mapping(fields["score"])["total"])["maximum"] == 13
    assert list(mapping(fields["certifications"])) == ["wick-master", "glass-blower"]
    assert list(mapping(fields["cases"])) == ["bright", "makers"]
    assert list(mapping(fields["readings"])) == ["oil-needed", "moonlight"]


def test_areas_stand_in_the_order_of_edition_yml(tmp_path: Path) -> None:
    loaded = changed(tmp_path, "edition.yml", "[harbour, hill]", "[hill, harbour]")
    assert list(mapping(loaded.fields["areas"])) == ["hill", "harbour"]
    assert loaded.order == ("hill", "harbour")


def test_answers_of_a_case_stay_as_they_would_be_typed(guild_files: Loaded) -> None:
    cases = mapping(guild_files.fields["cases"])
    typed = mapping(mapping(cases["bright"])["answers"])
    assert typed == {"lit": "10", "broken": "1", "oil": "5", "at-sea": True}
    assert mapping(mapping(cases["makers"])["answers"])["people"] == [
        {"person": "Aya", "holds": ["wick-master"]}
    ]


@pytest.mark.parametrize(
    ("path", "file", "marked"),
    [
        (("units", "people"), "edition.yml", "people: {ja: 人"),
        (("sources", "places", "tablet", "heading"), "sources.yml", "heading: 油"),
        (("certifications", "glass-blower"), "certifications.yml", "glass-blower: {title"),
        (("readings", "oil-needed", "says", "1", "value"), "readings.yml", "value: 6"),
        (("areas", "hill", "inputs", "shown"), "areas/hill.yml", "shown:"),
        (("cases", "makers", "expect", "points"), "cases.yml", "points: 11"),
    ],
)
def test_everything_read_knows_its_place(
    guild_files: Loaded, path: tuple[str, ...], file: str, marked: str
) -> None:
    before = FILES[file].partition(marked)[0]
    mark = guild_files.mark(*path)
    assert mark.path == guild_files.folder / file
    assert mark.line == before.count("\n") + 1
    assert mark.column == len(before) - before.rfind("\n")


def test_what_has_no_place_has_that_of_what_is_around_it(guild_files: Loaded) -> None:
    around = guild_files.mark("areas", "hill", "inputs", "shown")
    assert guild_files.mark("areas", "hill", "inputs", "shown", "help", "ja") == around
    assert guild_files.mark("nowhere").path == guild_files.folder


def test_keys_are_known_although_their_values_cannot_be_read(tmp_path: Path) -> None:
    loaded = changed(
        tmp_path, "edition.yml", "  people: {ja: 人, en: [person, people]}", "  people: 3"
    )
    assert list(mapping(loaded.fields["units"])) == ["lanterns", "points"]
    assert loaded.keys("units") == ("lanterns", "people", "points")
    assert not loaded.is_whole("units")
    assert loaded.is_whole("units", "points")
    assert loaded.is_whole("score")


def test_no_keys_are_known_of_what_is_misspelt_or_unreadable(tmp_path: Path) -> None:
    loaded = changed(tmp_path, "edition.yml", "units:\n", "untis:\n")
    assert loaded.keys("units") is None
    assert loaded.keys("abbreviations") == ("LH",)
    (tmp_path / KEY / "score.yml").write_text("", encoding="utf-8")
    again = load_edition(tmp_path, KEY)
    assert again.keys("score", "categories") is None
    assert not again.is_whole("score", "total")


def test_of_an_unreadable_area_the_others_are_read(tmp_path: Path) -> None:
    rules = write_guild(tmp_path, {"areas/hill.yml": "- a list\n"})
    loaded = load_edition(rules, KEY)
    assert list(mapping(loaded.fields["areas"])) == ["harbour"]
    assert loaded.keys("areas") == ("harbour", "hill")
    assert loaded.keys("areas", "hill", "inputs") is None


# The index


def index(folder: Path, text: str) -> list[tuple[int, int, str]]:
    (folder / "index.yml").write_text(text, encoding="utf-8")
    (folder / KEY).mkdir(exist_ok=True)
    return [(e.mark.line, e.mark.column, e.code) for e in load_index(folder).findings]


def test_the_index_names_the_editions_and_the_current_one(tmp_path: Path) -> None:
    found = load_index(write_guild(tmp_path))
    assert (found.current, found.editions, found.findings) == (KEY, (KEY,), ())


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (f"current: {KEY}\neditions: [{KEY}, 1812-01-01]\n", (2, 24, "edition")),
        (f"current: 1812-01-01\neditions: [{KEY}]\n", (1, 1, "edition")),
        (f"current: {KEY}\neditions: [{KEY}, tomorrow]\n", (2, 24, "date")),
        (f"curent: {KEY}\neditions: [{KEY}]\n", (1, 1, "unknown-key")),
        (f"current: {KEY}\n", (1, 1, "missing-key")),
    ],
)
def test_a_mistake_in_the_index_is_found(
    tmp_path: Path, text: str, finding: tuple[int, int, str]
) -> None:
    assert finding in index(tmp_path, text)


def test_without_an_index_there_is_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"index\.yml is missing"):
        load_index(tmp_path)
