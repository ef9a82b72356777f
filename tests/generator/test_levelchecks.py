"""Mistakes about levels and the texts in them: each is found, with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.levelchecks import implied
from generator.load import load_edition
from generator.verify import verify
from tests.editions import RULES

KEY = "1720-06-01"
LINE = "      - {input: licence, is: true, cite: ranks}\n"


@pytest.fixture
def bakers(tmp_path: Path) -> Path:
    shutil.copytree(RULES.parent / "tests" / "programmes" / "bakers", tmp_path / "rules")
    return tmp_path / "rules"


def write(rules: Path, name: str, before: str, after: str) -> None:
    path = rules / KEY / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def found(rules: Path) -> list[tuple[str, str, str]]:
    """The code, message and hint of each finding; not those of the cases."""
    findings = verify(rules, KEY).findings
    return [(e.code, e.message, e.hint) for e in findings if e.code != "case-differs"]


@pytest.mark.parametrize(
    ("name", "before", "after", "key"),
    [
        ("readings.yml", '"1,500ポンドとします。"', "1,500ポンドとします。", "500ポンドとします。"),
        ("areas/bread.yml", "at_least: 30000", "at_least: 30,000", "000"),
        ("readings.yml", '"1,500 pounds are taken."', "Yes, they are", "they are"),
    ],
)
def test_what_a_comma_cut_in_two_is_to_be_quoted(
    bakers: Path, name: str, before: str, after: str, key: str
) -> None:
    write(bakers, name, before, after)
    assert found(bakers) == [
        (
            "unknown-key",
            f"'{key}' stands after a comma, and is not a key of this",
            "quote a text that holds a comma; write a number without commas",
        )
    ]


def test_a_key_without_a_value_is_still_an_unknown_key(bakers: Path) -> None:
    write(bakers, "areas/bread.yml", "    see: [house-name]\n", "    extra:\n")
    ((code, message, _),) = found(bakers)
    assert (code, message) == ("unknown-key", "'extra' is not a key of this")


def test_every_metric_cannot_be_asked_where_there_are_none(bakers: Path) -> None:
    every = "      - {every: metric, at_least: 1, cite: ranks}\n"
    write(bakers, "areas/bread.yml", LINE, LINE + every)
    ((code, message, hint),) = found(bakers)
    assert (code, message) == ("score", "there are no metrics to ask: 'bread' has none")
    assert "input:" in hint


def test_levels_in_both_places_judge_nothing_in_one_of_them(bakers: Path) -> None:
    area = (bakers / KEY / "areas" / "bread.yml").read_text(encoding="utf-8")
    levels = area[area.index("levels:\n") :]
    (bakers / KEY / "score.yml").write_text(levels, encoding="utf-8")
    ((code, message, hint),) = found(bakers)
    assert code == "unused"
    assert message == "these levels judge no area: each area has levels of its own"
    assert hint == "delete them here, or those in the files of the areas"


def test_a_level_that_a_later_one_is_met_with_is_noted(bakers: Path) -> None:
    assert [*implied(load_edition(bakers, KEY))] == []
    asked = "[{input: bakers, at_least: 2, cite: margin}]"
    mill = f"  mill: {{title: {{ja: 粉屋, en: Mill}}, requires: {asked}}}\n"
    write(bakers, "areas/bread.yml", "  house:\n", f"{mill}  house:\n")
    (note,) = implied(load_edition(bakers, KEY))
    assert (note.code, note.message) == (
        "note",
        "'shop' is never the level reached: whoever meets it meets 'mill'",
    )
    assert note.mark.line == 56
