"""Other programmes are other folders: levels without points, bands, two answers crossed.

Their pages say what their rules say, in the words of their sources' tables, and nothing of a total,
a maximum or a number of levels that they do not have.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from bs4 import Tag

from calculator import answers, scoring
from generator.references import mapping
from generator.verify import Verified, verify
from tests.built.html import WRITTEN, Built
from tests.built.programmes import GARDENERS, PILOTS, PROGRAMMES

pytest_plugins = ["tests.built.plugin"]


CHOICE = (
    "At least 2 of these: letters of commendation at least 3 "
    "a pilot boat of your own yes watch house owned"
)


def table(site: Built, path: str, style: str, place: int = 0) -> list[list[str]]:
    """The texts of a table's cells, without their sources."""
    found = site.page(path).article.select(f"table.{style}")[place]
    return [[cell_text(cell) for cell in row.select("th, td")] for row in found.select("tr")]


def cell_text(cell: Tag) -> str:
    for mark in cell.select(".saiten-cites"):
        mark.decompose()
    return " ".join(cell.get_text(" ").split())


@pytest.mark.parametrize(("name", "key"), [("pilots", PILOTS), ("gardeners", GARDENERS)])
def test_the_rules_are_sound_and_their_examples_come_true(name: str, key: str) -> None:
    verified = verify(PROGRAMMES / name, key)
    assert [finding.message for finding in verified.findings] == []
    assert len(verified.cases) == len(mapping(verified.loaded.fields["cases"]))


def test_tiers_stand_as_a_column_each_and_requirements_as_a_row_each(pilots: Built) -> None:
    assert table(pilots, "en/areas/river/", "saiten-levels") == [
        ["Requirement", "Deckhand", "Mate", "Master", "Commodore"],
        ["Licensed pilots", "at least 1", "at least 2", "at least 6", "at least 20"],
        ["Voyages in the year", "–", "at least 20", "at least 100", "at least 400"],
        ["Dues paid", "–", "–", "at least 2,500 crowns", "at least 10,000 crowns"],
        [
            "A choice of conditions",
            "–",
            "–",
            "–",
            CHOICE,
        ],
    ]


def test_every_area_has_the_tiers_of_its_own(pilots: Built) -> None:
    assert table(pilots, "areas/sea/", "saiten-levels")[0] == ["要件", "航海士", "船長"]


@pytest.mark.parametrize("path", ["areas/river/", "en/areas/river/", "calculator/", ""])
def test_without_points_nothing_speaks_of_points(pilots: Built, path: str) -> None:
    article = pilots.page(path).article
    for unseen in article.select("template, [hidden], option, [data-part=reach]"):
        unseen.decompose()
    said = article.get_text(" ")
    assert "ポイント" not in said
    assert " points" not in said
    assert article.select(".saiten-bar, .calc-bar, .saiten-requirements, .calc-metrics") == []


def test_a_page_exists_for_each_part_that_is_there_and_no_other(pilots: Built) -> None:
    own = {path for path in pilots.paths() if not path.startswith(("en/", "v/"))}
    assert own == {
        "",
        *(f"{each}/" for each in WRITTEN),
        "areas/river/",
        "areas/sea/",
        "calculator/",
        "editions/",
        "sources/",
    }


def test_two_pass_marks_stand_side_by_side_with_what_they_ask_besides_points(
    gardeners: Built,
) -> None:
    for path in ("en/areas/gardener/", "en/score/"):
        assert table(gardeners, path, "saiten-levels") == [
            ["Requirement", "Permit", "Settlement"],
            ["Total", "at least 25 points", "at least 40 points"],
            ["Pay", "at least 300 florins", "at least 300 florins"],
        ]


def test_bands_stand_in_a_row_each(gardeners: Built) -> None:
    assert table(gardeners, "en/areas/gardener/", "saiten-grid", 0) == [
        ["Seasons of practice", "Points"],
        ["at least 10 seasons", "10"],
        ["at least 7 seasons, below 10 seasons", "7"],
        ["at least 5 seasons, below 7 seasons", "5"],
        ["at least 3 seasons, below 5 seasons", "3"],
    ]


def test_two_answers_are_crossed(gardeners: Built) -> None:
    assert table(gardeners, "en/areas/gardener/", "saiten-grid", 1) == [
        ["Pay", "Age"],
        ["below 30 years", "at least 30 years, below 40 years", "at least 40 years"],
        ["at least 900 florins", "20", "20", "20"],
        ["at least 700 florins, below 900 florins", "15", "15", "0"],
        ["at least 500 florins, below 700 florins", "12", "6", "0"],
    ]


@pytest.fixture(scope="session")
def rules() -> Verified:
    return verify(PROGRAMMES / "gardeners", GARDENERS)


@pytest.mark.parametrize("pay_in_row", [(900, 2), (899, 3), (700, 3), (699, 4), (500, 4)])
@pytest.mark.parametrize("age_in_column", [(29, 1), (30, 2), (39, 2), (40, 3)])
def test_a_printed_cell_is_what_the_calculator_gives(
    gardeners: Built,
    rules: Verified,
    pay_in_row: tuple[int, int],
    age_in_column: tuple[int, int],
) -> None:
    (pay, row), (age, column) = pay_in_row, age_in_column
    edition = rules.edition
    assert edition is not None
    area = edition.areas["gardener"]
    amounts = answers.read(edition, area, {"pay": pay, "age": age})
    metrics = scoring.score(edition, area, amounts).adopted.counting.metrics
    printed = table(gardeners, "areas/gardener/", "saiten-grid", 1)[row][column]
    assert metrics["pay-by-age"].points.value == Fraction(printed)


def test_a_total_without_a_maximum_has_no_gauge_and_is_out_of_nothing(gardeners: Built) -> None:
    form = gardeners.page("areas/gardener/").article.select_one("form[data-calculator]")
    assert form is not None
    assert form.select(".calc-bar--total, [data-bar=reach]") == []
    total = form.select_one(".calc-total")
    assert total is not None
    assert "/" not in total.get_text()
