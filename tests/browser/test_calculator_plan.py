"""The cheapest way to a level, in the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import looked_at
from tests.browser.calculator_page import ALL_MET, SLOW, CalculatorPage

pytestmark = pytest.mark.browser

PART = ".calc-plan"
"""What is looked at for accessibility here: all else has tests of its own."""

SHORT = ALL_MET | {"customers-gained": "1", "administrators": "1", "deployments": "1"}

PLANNED = """() => [...document.querySelectorAll("details[data-part=plan][open]")].every(
    (panel) => panel.dataset.planned === panel.dataset.wanted)"""


def settle(calculator: CalculatorPage) -> None:
    """Wait until the plan for the last edit is drawn."""
    calculator.settle()
    calculator.page.wait_for_function(PLANNED, timeout=SLOW)


def unfold(calculator: CalculatorPage) -> None:
    calculator.part("plan").locator("> summary").click()
    settle(calculator)


def cost(calculator: CalculatorPage) -> str | None:
    return calculator.form.locator('[data-way="0"]').get_attribute("data-cost")


def test_it_is_made_when_unfolded_and_follows_every_edit(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure", "en")
    calculator.answer(SHORT)
    assert calculator.part("plan").get_attribute("data-planned") is None
    unfold(calculator)
    expect(calculator.part("plan-status")).to_have_text("The cheapest way to Solutions Partner")
    before = cost(calculator)
    calculator.type({"customers-gained": "2", "advanced-holders": "0"})
    settle(calculator)
    assert cost(calculator) != before
    calculator.type(ALL_MET)
    settle(calculator)
    expect(calculator.part("plan")).to_have_attribute("data-status", "reached")
    expect(calculator.form.locator("[data-way]")).to_have_count(0)


def test_a_plan_fills_the_form_and_can_be_undone(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer({**SHORT, "advanced-holders": "0", "solutions-architects": "0"})
    unfold(calculator)
    calculator.form.locator('[data-way="0"] button').click()
    settle(calculator)
    assert calculator.verdict == "qualified"
    undo = calculator.part("plan-undo")
    expect(undo).to_be_focused()
    undo.click()
    settle(calculator)
    assert calculator.verdict != "qualified"
    expect(calculator.field("advanced-holders")).to_have_value("0")
    calculator.form.locator('[data-way="0"] button').click()
    settle(calculator)
    calculator.type({"deployments": "9"})
    settle(calculator)
    expect(calculator.part("plan-used")).to_be_hidden()


def test_costs_and_locks_change_the_plan_and_not_the_score(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure", "en")
    calculator.answer({**SHORT, "advanced-holders": "0", "solutions-architects": "0"})
    unfold(calculator)
    revision = calculator.form.get_attribute("data-revision")
    changes = calculator.form.locator('[data-way="0"] .calc-way-changes')
    calculator.form.locator(".calc-plan-costs summary").click()
    locks = calculator.form.locator("[data-lock]")
    first = calculator.form.locator('[data-lock="customers-gained"]')
    expect(locks).to_have_count(7)
    first.check()
    settle(calculator)
    expect(changes).not_to_contain_text("new customer")
    price = calculator.form.locator('[data-cost="administrators"]')
    price.fill("40")
    settle(calculator)
    expect(price).to_be_focused()
    price.fill("dear")
    settle(calculator)
    expect(price).to_have_attribute("aria-invalid", "true")
    assert calculator.form.get_attribute("data-revision") == revision


def test_what_to_answer_first_leads_to_the_field(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    unfold(calculator)
    expect(calculator.part("plan")).to_have_attribute("data-status", "unanswered")
    calculator.form.locator('[data-part="plan-ask"] [data-leads="customers-lost"]').click()
    expect(calculator.field("customers-lost")).to_be_focused()


def test_people_by_name_become_numbers(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure", "en")
    calculator.form.locator('[name="by"][value="names"]').check()
    counted = ("administrators", "intermediate-holders", "solutions-architects", "advanced-holders")
    numbers = {key: value for key, value in SHORT.items() if key not in counted}
    calculator.answer({**numbers, "people": "Aya, Azure Administrator Associate"})
    unfold(calculator)
    calculator.form.locator('[data-way="0"] button').click()
    settle(calculator)
    assert calculator.verdict == "qualified"
    expect(calculator.field("administrators")).to_be_visible()
    calculator.part("plan-undo").click()
    settle(calculator)
    expect(calculator.field("people")).to_be_visible()
    expect(calculator.field("people")).to_have_value("Aya, Azure Administrator Associate")


def test_a_level_can_be_chosen_where_there_are_several(calculator: CalculatorPage) -> None:
    calculator.open("hill", "en")
    calculator.part("plan").locator("> summary").click()
    settle(calculator)
    calculator.part("plan-level").select_option("master")
    settle(calculator)
    expect(calculator.part("plan-status")).to_contain_text("Master")


def test_where_no_plan_can_be_made_the_score_goes_on(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure", "en")
    calculator.page.evaluate(
        """() => document.querySelector('[data-part="plan"]').insertAdjacentHTML(
            "beforeend",
            '<select data-part="plan-level"><option value="no such level"></option></select>')"""
    )
    unfold(calculator)
    expect(calculator.part("plan-problem")).to_be_visible()
    calculator.answer(ALL_MET)
    assert calculator.total == "100"
    calculator.page.evaluate("""document.querySelector('[data-part="plan-level"]').remove()""")
    calculator.part("plan-retry").click()
    settle(calculator)
    expect(calculator.part("plan-problem")).to_be_hidden()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_accessible_and_fits(calculator: CalculatorPage, language: str) -> None:
    calculator.open("infrastructure", language)
    calculator.answer({**SHORT, "advanced-holders": "", "solutions-architects": "0"})
    unfold(calculator)
    calculator.form.locator(".calc-plan details:not([open]) > summary:visible").evaluate_all(
        "summaries => summaries.forEach((summary) => summary.click())"
    )
    assert looked_at(calculator.page, PART) == {}


def test_costs_and_locks_survive_a_reload(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer(SHORT)
    unfold(calculator)
    calculator.form.locator(".calc-plan-costs > summary").click()
    calculator.form.locator('[data-cost="deployments"]').fill("7")
    calculator.form.locator('[data-lock="administrators"]').check()
    settle(calculator)
    ways = calculator.part("plan-cheapest").inner_text()
    calculator.page.reload()
    calculator.settle()
    unfold(calculator)
    assert calculator.part("plan-cheapest").inner_text() == ways
    expect(calculator.form.locator('[data-cost="deployments"]')).to_have_value("7")
    expect(calculator.form.locator('[data-lock="administrators"]')).to_be_checked()
