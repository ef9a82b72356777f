"""Levels on the pages: groups as lists, the readings that bear on them, rows as questions stand."""

from __future__ import annotations

from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag

from calculator.edition import Edition
from generator.load import load_edition
from generator.pages import Frame, Tree, list_pages, render
from generator.source import Source
from generator.words import load_words, word_in
from tests.editions import RULES

PROGRAMMES = RULES.parent / "tests" / "programmes"


@cache
def source() -> Source:
    fields = load_edition(PROGRAMMES / "bakers", "1720-06-01").fields
    return Source(fields, Edition.from_dict(fields), ())


@pytest.fixture
def gardeners() -> Source:
    """A programme that earns points."""
    fields = load_edition(PROGRAMMES / "gardeners", "1955-05-05").fields
    return Source(fields, Edition.from_dict(fields), ())


@cache
def article(path: str, language: str) -> BeautifulSoup:
    (page,) = [each for each in list_pages(source(), language) if each.path == path]
    return BeautifulSoup(render(source(), Tree(language), page, Frame(path)), "html.parser")


def table(language: str = "en") -> Tag:
    (found,) = article("areas/bread", language).select("table.saiten-levels")
    return found


def said(tag: Tag) -> str:
    copy = BeautifulSoup(str(tag), "html.parser")
    for each in copy.select(".saiten-cites, .saiten-see"):
        each.decompose()
    return " ".join(copy.get_text(" ").split())


def seen(tag: Tag) -> list[str]:
    return [str(each["href"]) for each in tag.select(".saiten-see")]


def test_rows_stand_in_the_order_of_the_questions_under_the_titles_of_their_groups() -> None:
    heads = [said(each) for each in table().select("tbody > tr > th")]
    assert heads == ["Licence", "Bakers", "Flour", "Renown", "A choice of conditions"]


def test_groups_within_groups_are_lists_within_lists() -> None:
    cell = table().select("tbody > tr")[4].select("td")[2]
    (outer,) = cell.find_all("ul", recursive=False)
    assert said(cell).startswith("Either of these: loaves baked at least 30,000 All of these:")
    items = outer.find_all("li", recursive=False)
    assert [said(each.select(".saiten-threshold")[0]) for each in items] == [
        "loaves baked at least 30,000",
        "All of these:",
    ]
    assert [said(each) for each in items[1].select("ul > li")] == [
        "market days at least 30",
        "market days of your own at least 15",
        "loaves baked at least 10,000",
    ]
    assert said(table("ja").select("tbody > tr")[4].select("td")[2]).startswith("次のどちらか: ")


def test_readings_are_linked_where_they_bear_on_a_level_a_line_or_a_question() -> None:
    heads = table().select("thead th")
    assert [seen(each) for each in heads] == [[], [], [], ["../../readings/#house-name"]]
    shop = [seen(row.select("td")[1]) for row in table().select("tbody > tr")[:3]]
    assert shop == [
        ["../../readings/#licence-renewal"],
        ["../../readings/#shop-bakers"],
        ["../../readings/#shop-flour"],
    ]
    (asked,) = article("areas/bread", "en").select('[data-question="licence"]')
    assert seen(asked) == ["../../readings/#licence-renewal"]


def test_the_area_lists_the_readings_that_bear_on_its_levels_and_questions() -> None:
    notes = article("areas/bread", "ja").select(".saiten-reading-note summary")
    assert [said(each) for each in notes] == [
        "大店とは何か",
        "許可はいつまで有効か",
        "店に要るパン職人は4名か2名か",
        "店に要る小麦粉はいくらか",
    ]


# Words where nothing earns points


def test_pages_speak_of_what_the_programme_decides(gardeners: Source) -> None:
    titles = {
        language: {page.path: page.title for page in list_pages(source(), language)}
        for language in ("ja", "en")
    }
    assert titles["ja"]["calculator"] == "格を調べる"
    assert titles["en"]["calculator"] == "Find the rank reached"
    word = word_in("en", source().fields)
    assert word("changes.direction-note").startswith(
        "“Stricter” and “looser” say whether a rank became harder or easier to reach"
    )
    assert word("carry.report-title", area="Bread") == "Rank report: Bread"
    assert word("batch.area") == "Oven"
    scored = word_in("en", gardeners.fields)
    assert scored("site.calculator") == "Calculate a score"
    assert "points" in scored("changes.direction-note")


def test_every_word_about_tiers_takes_the_place_of_one_that_exists() -> None:
    for language in ("ja", "en"):
        words = load_words(language)
        tiers = {key.removeprefix("tiers.") for key in words if key.startswith("tiers.")}
        assert tiers
        assert tiers <= {key for key in words if not key.startswith("tiers.")}


def test_numbers_of_readings_are_printed_as_tables_print_them() -> None:
    values = article("readings", "ja").select(".saiten-reading__value")
    assert [said(each) for each in values] == ["4", "2", "1,500", "1,800"]
