"""Benefits that can be counted: who brings how much, in words, and as the page prints it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from calculator.edition import Edition
from generator.countable import areas_counted, in_words, products
from generator.pages import Frame, Tree, list_pages, render
from generator.source import Source
from tests.built.figures import figures
from tests.built.provenance import Provenance
from tests.editions import EDITIONS, FIRST, verified_edition

CURRENT = "2026-07-01"


def fields_of(key: str) -> dict[str, Any]:
    return copy.deepcopy(dict(verified_edition(key).loaded.fields))


def printed(fields: dict[str, Any], path: str, language: str) -> Tag:
    source = Source(fields, Edition.from_dict(fields), ())
    (page,) = [each for each in list_pages(source, language) if each.path == path]
    return BeautifulSoup(render(source, Tree(language), page, Frame("")), "html.parser")


def rows(page: Tag, product: str) -> list[tuple[str, str]]:
    """Who brings how much of a product, without sources."""
    for chip in page.select(".saiten-cites, .saiten-see, .saiten-confidence"):
        chip.decompose()
    return [
        (
            " ".join(row.select("th")[0].get_text(" ").split()),
            row.select("td")[0].get_text().strip(),
        )
        for row in page.select(f"#{product} tr:not(.saiten-countable__product)")
    ]


@pytest.mark.parametrize(
    ("amount", "words"),
    [(5, "年5ドル"), (1000, "年1,000ドル"), (1234567, "年1,234,567ドル")],
)
def test_an_amount_stands_in_its_unit(amount: int, words: str) -> None:
    unit = {"ja": "年{amount}ドル", "en": "{amount} dollars a year"}
    assert in_words(unit, amount)["ja"] == words


@pytest.mark.parametrize("key", EDITIONS)
def test_every_grant_of_an_edition_is_listed(key: str) -> None:
    fields = fields_of(key)
    known = fields["benefits"].get("products", {})
    listed = products(fields)
    assert [each.key for each in listed] == [*known]
    assert [len(each.grants) for each in listed] == [len(each["grants"]) for each in known.values()]


def test_a_grant_of_a_group_has_the_limit_of_the_group_and_its_source() -> None:
    fields = fields_of(FIRST)
    fields["specializations"]["groups"]["azure"]["cap"]["cite"] = "introduction"
    (_, grant) = products(fields)[0].grants
    assert (grant.areas, grant.group, grant.maximum) == ((), "azure", 5)
    assert grant.cite == ("infra-benefits", "introduction")


def test_the_areas_whose_designation_brings_something() -> None:
    assert areas_counted(fields_of(FIRST)) == {"infrastructure"}
    assert areas_counted(fields_of("2023-10-23")) == set()
    assert len(areas_counted(fields_of(CURRENT))) == 6


@pytest.mark.parametrize(
    ("edition", "language", "product", "expected"),
    [
        (
            FIRST,
            "ja",
            "azure-production-credits",
            [
                ("Infrastructure (Azure)", "年6,000ドル"),
                ("Azure の Specialization 持っている数だけ付きます (最大5つ)", "年12,000ドル"),
            ],
        ),
        (
            FIRST,
            "en",
            "azure-production-credits",
            [
                ("Infrastructure (Azure)", "6,000 US dollars a year"),
                (
                    "Azure specializations each of them brings it, up to 5",
                    "12,000 US dollars a year",
                ),
            ],
        ),
        (
            CURRENT,
            "ja",
            "microsoft-365-e3",
            [
                (
                    (
                        "Infrastructure 、 Data & AI 、 Digital & App Innovation "
                        "いくつ持っていても、重ねては付きません"
                    ),
                    "100ユーザー",
                )
            ],
        ),
        (
            CURRENT,
            "en",
            "github-copilot-enterprise",
            [
                (
                    "Infrastructure , Data & AI , Digital & App Innovation each of these brings it",
                    "5,000 US dollars a year",
                )
            ],
        ),
    ],
)
def test_the_page_says_who_brings_how_much(
    edition: str, language: str, product: str, expected: list[tuple[str, str]]
) -> None:
    assert rows(printed(fields_of(edition), "benefits", language), product) == expected


def test_a_group_without_a_limit_has_none_on_the_page() -> None:
    fields = fields_of(FIRST)
    del fields["specializations"]["groups"]["azure"]["cap"]
    (_, group) = rows(printed(fields, "benefits", "en"), "azure-production-credits")
    assert group == ("Azure specializations each of them brings it", "12,000 US dollars a year")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("key", EDITIONS)
def test_every_figure_is_printed_by_a_place_that_its_row_cites(key: str, language: str) -> None:
    fields = fields_of(key)
    provenance = Provenance(fields, language)
    pages = (("benefits", ".saiten-countable"), ("specializations", ".saiten-mapping"))
    for path, table in pages:
        for row in printed(fields, path, language).select(f"{table} [data-cite]"):
            for chip in row.select(".saiten-cites"):
                chip.decompose()
            shown = set(figures(row.get_text(" ")))
            assert shown <= provenance.cited(str(row["data-cite"]).split())


def test_an_edition_that_counts_nothing_has_no_table() -> None:
    page = printed(fields_of("2023-10-23"), "benefits", "ja")
    assert page.select(".saiten-countable") == []


def test_words_of_the_rules_bring_no_markup() -> None:
    fields = fields_of(FIRST)
    hostile = "<img src=x onerror=alert(1)>"
    product = fields["benefits"]["products"]["sql-server"]
    product["title"] = {"ja": hostile, "en": hostile}
    product["unit"] = {"ja": f"{{amount}} {hostile}", "en": f"{{amount}} {hostile}"}
    fields["specializations"]["groups"]["azure"]["title"] = {"ja": hostile, "en": hostile}
    for path in ("benefits", "specializations"):
        assert printed(fields, path, "en").select("img") == []


@pytest.mark.parametrize(
    ("count", "areas", "japanese", "english"),
    [
        (None, ["security"], "Security", "Security"),
        (
            None,
            ["security", "modern-work"],
            "Security または Modern Work",
            "Security or Modern Work",
        ),
        (1, ["security", "modern-work"], "Security または Modern Work", "Security or Modern Work"),
        (
            2,
            ["security", "modern-work"],
            "Security と Modern Work の両方",
            "both Security and Modern Work",
        ),
        (
            3,
            ["security", "modern-work", "infrastructure"],
            "Security、Modern Work、Infrastructure のすべて",
            "all of Security, Modern Work, Infrastructure",
        ),
        (
            2,
            ["security", "modern-work", "infrastructure"],
            "Security、Modern Work、Infrastructure のうち2つ",
            "2 of Security, Modern Work, Infrastructure",
        ),
        (1, ["security"], "Security", "Security"),
    ],
)
def test_the_designations_that_are_needed_are_told(
    count: int | None, areas: list[str], japanese: str, english: str
) -> None:
    fields = fields_of(CURRENT)
    each = fields["specializations"]["groups"]["modern-work"]["specializations"]
    each["modernize-endpoints"]["areas"] = areas
    if count is not None:
        each["modernize-endpoints"]["count"] = count
    for language, expected in (("ja", japanese), ("en", english)):
        (cell,) = printed(fields, "specializations", language).select("#modernize-endpoints td")
        assert " ".join(cell.get_text().split()) == expected


def test_an_area_without_a_table_of_its_own_leads_to_what_can_be_counted() -> None:
    for edition, leads in ((CURRENT, True), ("2023-10-23", False)):
        page = printed(fields_of(edition), "areas/security", "ja")
        hrefs = [link["href"] for link in page.select(".saiten-actions a")]
        assert ("../../benefits/#countable" in hrefs) is leads


def test_the_finder_promises_only_specializations_that_one_designation_opens() -> None:
    fields = fields_of(FIRST)
    for group in fields["specializations"]["groups"].values():
        for each in group["specializations"].values():
            if "security" in each["areas"]:
                each |= {"areas": ["security", "modern-work"], "count": 2}
    page = printed(fields, "competencies", "ja")
    opened = {
        area: bool(page.select(f'[data-piece="area/{area}"] a[href="../specializations/"]'))
        for area in ("security", "modern-work")
    }
    assert opened == {"security": False, "modern-work": True}
