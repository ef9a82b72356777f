"""Levels without points in the page: named, with groups and readings, in report and file."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from tests.browser.calculator_page import CalculatorPage, word

pytestmark = pytest.mark.browser

ALMOST = "bread-almost"
BETWEEN = "bread-between"


def show(calculator: CalculatorPage, language: str, example: str) -> None:
    calculator.open("1720-06-01-bread", language)
    calculator.form.locator(f'[data-example="{example}"]').evaluate("example => example.click()")
    calculator.settle()


def test_what_the_next_level_lacks_keeps_its_groups(calculator: CalculatorPage) -> None:
    show(calculator, "en", ALMOST)
    expect(calculator.part("next")).to_have_text("What House still needs")
    (group,) = calculator.part("blocked").locator("> li").all()
    expect(group.locator("> span")).to_have_text("either of these")
    expect(group.locator("> ul > li")).to_have_text(
        [
            "loaves baked: at least 30,000 is needed",
            "market days of your own: at least 15 is needed",
        ]
    )


def test_the_requirements_are_lists_within_lists(calculator: CalculatorPage) -> None:
    show(calculator, "ja", ALMOST)
    house = calculator.part("levels").locator('[data-level="house"] > ul > li')
    expect(house.nth(3).locator("> span")).to_have_text("次のどちらか: 未達")
    inner = house.nth(3).locator("> ul > li").nth(1)
    expect(inner.locator("> span")).to_have_text("次のすべて: 未達")
    expect(inner.locator("> ul > li")).to_have_count(3)
    expect(house.nth(4)).to_have_attribute("data-holds", "true")


def test_a_level_that_depends_on_the_reading_stands_in_the_open(
    calculator: CalculatorPage,
) -> None:
    show(calculator, "en", BETWEEN)
    assert calculator.verdict == "qualified"
    expect(calculator.part("verdict")).to_have_text(
        "The level reached depends on the reading: Stall or Shop"
    )
    expect(calculator.part("depends")).to_be_visible()
    expect(calculator.part("adopted")).to_have_text("The requirements of Stall are met")
    turning = calculator.part("turning").locator("> li")
    expect(turning).to_have_count(1)
    expect(turning).to_contain_text("The requirements of Shop are met")
    expect(turning).to_contain_text("taken as 2 instead of 4")


@pytest.mark.parametrize(
    ("language", "level", "following"),
    [
        ("en", "Level reached: Shop", "What House still needs"),
        ("ja", "到達した認定レベル: 店", "「大店」に足りないもの"),
    ],
)
def test_the_report_names_the_levels_and_tells_no_points(
    calculator: CalculatorPage, language: str, level: str, following: str
) -> None:
    show(calculator, language, ALMOST)
    calculator.part("print").click()
    report = calculator.page.locator("body > dialog[open]")
    expect(report.locator('[data-part="report-total"]')).to_be_hidden()
    expect(report.locator('[data-part="report-level"]')).to_have_text(level)
    expect(report.locator('[data-part="report-next"]')).to_have_text(following)
    expect(report.locator('[data-part="report-blocked"] > li > ul > li')).to_have_count(2)
    expect(report.locator('[data-part="report-levels"] > li')).to_have_count(3)
    expect(report.locator('[data-part="report-sources"] li')).not_to_have_count(0)
    for title in report.locator(".calc-title:visible").all():
        following_text = title.evaluate(
            "title => title.nextElementSibling && title.nextElementSibling.textContent.trim()"
        )
        assert following_text, title.text_content()


def test_the_report_tells_the_level_of_each_reading(calculator: CalculatorPage) -> None:
    show(calculator, "en", BETWEEN)
    calculator.part("print").click()
    report = calculator.page.locator("body > dialog[open]")
    expect(report.locator('[data-part="report-readings"] li')).to_have_text(
        "Does a shop need 4 bakers or 2? Taken as 2 instead of 4: The requirements of Shop are met"
    )


def test_the_summary_of_a_file_counts_by_level(calculator: CalculatorPage) -> None:
    calculator.open("1720-06-01-calculator", "en")
    page = calculator.page
    page.locator('[name="table"]').fill(
        "Partner,licence,bakers,flour,prize,school,loaves,days,own-days\n"
        "A,no,1,1,no,no,1,1,1\nB,yes,4,1800,no,no,1,1,1\nC,yes,5,1800,no,no,1,1,1\n"
    )
    page.locator('[data-part="run"]').click()
    batch = page.locator("form[data-batch]")
    expect(batch).to_have_attribute("data-state", "done", timeout=60_000)
    expect(batch.locator('[data-part="levels-box"] h3')).to_have_text(
        word("levels", "en", part="batch")
    )
    rows = batch.locator('[data-part="levels"] tr')
    assert [each.inner_text().split("\t")[:2] for each in rows.all()] == [
        ["House", "0"],
        ["Shop", "2"],
        ["Stall", "0"],
        ["No level reached", "1"],
    ]
    expect(batch.locator('[data-part="bands-box"]')).to_be_hidden()


def test_under_another_edition_levels_stand_side_by_side_without_points(
    calculator: CalculatorPage,
) -> None:
    def offered(route: Route) -> None:
        manifest = json.loads(route.fetch().body())
        manifest["titles"]["1720-06-02"] = {"ja": "次の版", "en": "The next edition"}
        route.fulfill(json=manifest)

    calculator.page.route("**/runtime/manifest.json", offered)
    show(calculator, "en", ALMOST)
    calculator.part("other-edition").select_option("1720-06-02")
    calculator.settle()
    cells = calculator.part("contrast-table").locator("tbody td")
    expect(cells.nth(0)).to_have_text("The requirements of Shop are met")
    expect(cells.nth(1)).to_have_text("The requirements of Shop are met")
    expect(cells.nth(2)).to_be_empty()
    calculator.answer({"own-days": "13"})
    expect(calculator.part("announcement")).to_have_text(
        "The requirements of Shop are met. "
        "Under the edition of 1720-06-02: The requirements of Shop are met."
    )
