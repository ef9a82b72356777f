"""The same answers under another edition, in the page."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.accessibility import looked_at
from tests.browser.calculator_page import ALL_MET, CalculatorPage, word
from tests.browser.calculator_site import EDITION
from tests.browser.test_calculator_start import not_found

pytestmark = pytest.mark.browser

PART = ".calc-contrast, .calc-people"
"""What is looked at for accessibility here: all else has tests of its own."""

AREA = "2026-07-01-infrastructure"
ONE_ADMINISTRATOR = ALL_MET | {"administrators": "1"}


def choose(calculator: CalculatorPage, edition: str) -> None:
    """Choose an edition to compare with, and wait for the result."""
    expect(calculator.part("contrast")).to_be_visible()
    calculator.part("other-edition").select_option(edition)
    calculator.settle()


def row(calculator: CalculatorPage, metric: str) -> Locator:
    return calculator.form.locator(f'[data-contrast="{metric}"]')


def test_both_results_and_what_made_the_difference(calculator: CalculatorPage) -> None:
    calculator.open(AREA, "en")
    calculator.answer(ONE_ADMINISTRATOR)
    expect(calculator.part("contrast-result")).to_be_hidden()
    choose(calculator, EDITION)
    sides = calculator.part("contrast-table").locator("[data-side]")
    points = sides.evaluate_all("sides => sides.map(each => each.dataset.points)")
    assert points == [calculator.total, "80"]
    expect(sides.last).to_contain_text("requirements are not met")
    skilling = row(calculator, "intermediate-certifications")
    expect(skilling.locator(".calc-change")).to_have_text("−20")
    condition = skilling.locator('[data-about="condition"]')
    expect(condition).to_contain_text("Azure Administrator Associate: at least 1")
    expect(condition).to_contain_text("Azure Administrator Associate: at least 2")
    expect(row(calculator, "advanced-certifications").locator("details")).not_to_have_attribute(
        "open", ""
    )
    expect(calculator.form.locator('[data-changed="acr-now"]')).to_have_count(1)
    expect(calculator.part("contrast-link").locator("a")).to_have_attribute(
        "href", f"editions/{EDITION}/to/2026-07-01/"
    )
    said = word("announcement-other", "en", edition=EDITION, points="80", verdict="")
    expect(calculator.part("announcement")).to_contain_text(said.split(". ")[0])


def test_it_follows_every_edit_and_goes_when_none_is_chosen(calculator: CalculatorPage) -> None:
    calculator.open(AREA)
    calculator.answer(ONE_ADMINISTRATOR)
    choose(calculator, EDITION)
    calculator.answer({"administrators": "2"})
    change = row(calculator, "intermediate-certifications").locator(".calc-change")
    expect(change).to_have_text("±0")
    choose(calculator, "2023-10-23")
    expect(calculator.part("contrast-after")).to_contain_text("2023-10-23")
    calculator.answer({"administrators": ""})
    expect(change).to_have_text("–")
    choose(calculator, "")
    expect(calculator.part("contrast-result")).to_be_hidden()


def test_what_only_one_edition_asks_is_named(calculator: CalculatorPage) -> None:
    calculator.open("security", "en")
    calculator.answer({"points-deployments": "10"})
    choose(calculator, "2023-10-23")
    not_asked = calculator.form.locator('[data-note="not-asked"]')
    expect(not_asked).to_contain_text(word("not-asked", "en", edition="2023-10-23"))
    expect(not_asked.locator("li")).to_have_text(["Points for deployments"])
    expect(calculator.form.locator('[data-note="asked"]')).to_contain_text("deployments")


def test_a_roster_is_read_under_both(calculator: CalculatorPage) -> None:
    calculator.open("2023-10-23-security", "en")
    calculator.form.locator('[name="by"][value="names"]').check()
    calculator.answer({"people": "Aya, Microsoft Cybersecurity Architect Expert"})
    choose(calculator, EDITION)
    expect(calculator.form.locator('[data-note="not-read"] li')).to_have_text(
        ["there is no certification 'Microsoft Cybersecurity Architect Expert'"]
    )
    amount = row(calculator, "intermediate-certifications").locator('[data-about="amount"]')
    expect(amount).to_contain_text("1 person")
    expect(amount).to_contain_text("0 people")


def test_drafts_and_withdrawn_editions_say_what_they_are(calculator: CalculatorPage) -> None:
    def edited(route: Route) -> None:
        manifest = json.loads(route.fetch().body())
        manifest["status"] = {EDITION: "withdrawn", "2023-10-23": "draft"}
        route.fulfill(json=manifest)

    calculator.page.route("**/runtime/manifest.json", edited)
    calculator.open(AREA, "en")
    options = calculator.part("other-edition").locator("option")
    expect(options).to_have_text(
        [
            word("no-edition", "en"),
            word("edition-draft", "en", title="Edition of 23 October 2023"),
            word("edition-withdrawn", "en", title="Edition of 16 March 2022"),
        ]
    )
    choose(calculator, "2023-10-23")
    expect(calculator.part("contrast-link")).to_be_hidden()


def test_when_the_other_rules_cannot_be_had_the_score_can(calculator: CalculatorPage) -> None:
    calculator.site.faults[f"rules/{EDITION}"] = not_found
    calculator.open(AREA)
    calculator.answer(ALL_MET)
    expect(calculator.part("contrast")).to_be_visible()
    calculator.part("other-edition").select_option(EDITION)
    calculator.expect_state("failed")
    expect(calculator.part("problem")).to_contain_text(EDITION)
    calculator.part("retry").click()
    calculator.expect_state("ready")
    calculator.settle()
    assert calculator.total == "100"
    expect(calculator.part("other-edition")).to_have_value("")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_accessible_and_fits(calculator: CalculatorPage, language: str) -> None:
    calculator.open(AREA, language)
    calculator.form.locator('[name="by"][value="names"]').check()
    typed = "Aya, Azure Administrator Associate\nBo, Azure Admin\n" + "x" * 300
    calculator.answer({"customers-gained": "1", "customers-lost": "0", "people": typed})
    choose(calculator, EDITION)
    calculator.form.locator("details:not([open]) > summary:visible").evaluate_all(
        "summaries => summaries.forEach((summary) => summary.click())"
    )
    assert looked_at(calculator.page, PART) == {}
