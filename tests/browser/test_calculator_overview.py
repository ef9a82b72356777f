"""All areas at once, above the forms: rows, badge, specializations and what benefits add up to."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.accessibility import looked_at
from tests.browser.calculator_page import ALL_MET, SLOW, CalculatorPage, word
from tests.editions import AREAS

pytestmark = pytest.mark.browser

PART = ".saiten-overview"
"""What is looked at for accessibility here: all else has tests of its own."""


def overview(calculator: CalculatorPage) -> Locator:
    return calculator.page.locator("form[data-overview]")


def row(calculator: CalculatorPage, area: str) -> Locator:
    return overview(calculator).locator(f'[data-standing="{area}"]')


def settle(calculator: CalculatorPage) -> None:
    """Wait until what follows from the last results is drawn."""
    calculator.settle()
    calculator.page.wait_for_function(
        """() => { const { asked, drawn } = document.querySelector("form[data-overview]").dataset;
            return asked !== undefined && asked === drawn; }""",
        timeout=SLOW,
    )


def meet(calculator: CalculatorPage, area: str) -> None:
    """Fill an area's form with its worked example that meets everything."""
    calculator.page.locator(f'[data-chooses="{area}"]').click()
    calculator.form.locator("[data-example]").first.evaluate("example => example.click()")
    calculator.settle()
    assert calculator.verdict == "qualified"


def shown(calculator: CalculatorPage, kind: str) -> list[str | None]:
    marked = overview(calculator).locator(f"[data-{kind}]:not([hidden])")
    return [each.get_attribute(f"data-{kind}") for each in marked.all()]


def test_every_area_has_a_row_and_nothing_follows_from_nothing(calculator: CalculatorPage) -> None:
    calculator.open("calculator", "en")
    settle(calculator)
    assert shown(calculator, "standing") == AREAS
    for area in AREAS:
        verdict = row(calculator, area).locator("[data-verdict]")
        assert verdict.get_attribute("data-verdict") == "incomplete"
        expect(row(calculator, area).locator('[data-part="lacks"]')).to_contain_text(
            word("unanswered", "en", "overview", count="")
        )
    expect(overview(calculator).locator('[data-part="none-held"]')).to_be_visible()
    expect(overview(calculator).locator('[data-part="some-held"]')).to_be_hidden()
    assert shown(calculator, "product") == []


def test_rows_follow_the_forms_and_lead_to_them(calculator: CalculatorPage) -> None:
    calculator.open("calculator")
    calculator.answer(ALL_MET | {"customers-gained": "1"})
    first = row(calculator, "infrastructure")
    expect(first.locator('[data-part="points"]')).to_have_text("80")
    expect(first.locator("[data-verdict]")).to_have_attribute("data-verdict", "qualified")
    calculator.answer({"deployments": "0"})
    expect(first.locator("[data-verdict]")).to_have_attribute("data-verdict", "not-qualified")
    blocked = calculator.form.locator('[data-part="blocked"] li').all_inner_texts()
    assert first.locator('[data-part="lacks"] li').all_inner_texts() == blocked
    row(calculator, "security").locator("a").click()
    expect(calculator.form).to_have_attribute("data-area", "security")
    expect(row(calculator, "security").locator("a")).to_have_attribute("aria-current", "true")


def test_what_designations_open_and_add_up_to(calculator: CalculatorPage) -> None:
    calculator.open("calculator", "en")
    meet(calculator, "infrastructure")
    settle(calculator)
    badge = overview(calculator).locator('[data-part="badge-count"]')
    expect(badge).to_contain_text(word("badge-count", "en", "overview", held="1", areas="6"))
    assert "azure-vmware-solution" in shown(calculator, "specialization")
    assert "analytics" not in shown(calculator, "specialization")
    credit = overview(calculator).locator('[data-product="azure-production-credits"]')
    expect(credit.locator('[data-part="total"]')).to_have_text("6,000 US dollars a year")
    overview(calculator).locator('[data-part="benefits"] summary').click()
    asked = overview(calculator).locator('[data-asked="azure"]')
    asked.locator("input").fill("７")
    expect(credit.locator('[data-part="total"]')).to_have_text("66,000 US dollars a year")
    expect(asked.locator('[data-part="counted"]')).to_have_text(
        word("cut", "en", "overview", count="5")
    )
    asked.locator("input").fill("x")
    expect(asked.locator('[data-part="refusal"]')).to_be_visible()
    expect(credit.locator('[data-part="total"]')).to_have_text("6,000 US dollars a year")
    meet(calculator, "data-ai")
    settle(calculator)
    assert "analytics" in shown(calculator, "specialization")
    expect(overview(calculator).locator('[data-part="unsaid"]')).to_contain_text("Data & AI")


def test_how_many_are_held_survives_a_reload(calculator: CalculatorPage) -> None:
    calculator.open("calculator")
    calculator.answer(ALL_MET)
    settle(calculator)
    overview(calculator).locator('[data-part="benefits"] summary').click()
    overview(calculator).locator('input[name="azure"]').fill("2")
    settle(calculator)
    calculator.page.reload()
    settle(calculator)
    expect(overview(calculator).locator('input[name="azure"]')).to_have_value("2")
    credit = overview(calculator).locator('[data-product="azure-production-credits"]')
    expect(credit.locator('[data-part="total"]')).to_contain_text("30,000")


def test_an_edition_without_a_badge_says_so(calculator: CalculatorPage) -> None:
    calculator.open("2026-07-01-calculator")
    meet(calculator, "infrastructure")
    settle(calculator)
    expect(overview(calculator).locator('[data-part="badge"]')).to_have_count(0)
    expect(overview(calculator).get_by_text(no_badge())).to_be_visible()
    credit = overview(calculator).locator('[data-product="azure-credit"] [data-part="total"]')
    expect(credit).to_contain_text("10,000")


def no_badge() -> str:
    return word("no-badge", "ja", "overview", designation="ソリューションパートナー認定")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_accessible_and_fits(calculator: CalculatorPage, language: str) -> None:
    calculator.open("calculator", language)
    meet(calculator, "infrastructure")
    settle(calculator)
    overview(calculator).locator("details").evaluate_all(
        "all => all.forEach((each) => { each.open = true; })"
    )
    assert looked_at(calculator.page, PART) == {}
