"""The look ahead on the calculator's form: a column of figures in, growth and verdicts out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.calculator_page import ALL_MET, SLOW, CalculatorPage

pytestmark = pytest.mark.browser

SETTLED = """() => {
    const {wanted, drawn} = document.querySelector("details.calc-forecast").dataset;
    return wanted !== undefined && wanted === drawn; }"""
COLUMN = "\n".join(["10000", "11000", *["20000"] * 10, "12000"])


def panel(calculator: CalculatorPage) -> Locator:
    return calculator.form.locator("details.calc-forecast")


def settle(calculator: CalculatorPage) -> None:
    calculator.page.wait_for_function(SETTLED, timeout=SLOW)


def months(calculator: CalculatorPage) -> list[list[str]]:
    rows = panel(calculator).locator("tr[data-month]")
    found = rows.evaluate_all(
        "all => all.map(({dataset: {month, growth, verdict}}) => [month, growth, verdict])"
    )
    return [[str(each) for each in row] for row in found]


def test_months_follow_from_a_column_and_from_the_answers(calculator: CalculatorPage) -> None:
    calculator.page.set_viewport_size({"width": 320, "height": 700})
    calculator.open("infrastructure")
    calculator.part("step-all").click()
    calculator.answer(ALL_MET)
    panel(calculator).locator("summary").click()
    calculator.part("forecast-last").fill("2022-06")
    calculator.part("forecast-figures").fill(COLUMN)
    settle(calculator)
    assert months(calculator)[:3] == [
        ["2022-06", "20", "qualified"],
        ["2022-07", "100/11", "qualified"],
        ["2022-08", "-40", "not-qualified"],
    ]
    summary = calculator.part("forecast-summary")
    expect(summary).to_contain_text("2022-06、2022-07")
    expect(calculator.part("forecast-announcement")).to_contain_text("2022-06")
    assert calculator.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # What was typed for the months is no answer; another answer changes what follows from them.
    assert calculator.field("acr-now").input_value() == ALL_MET["acr-now"]
    calculator.answer({"deployments": "0"})
    settle(calculator)
    assert {verdict for _, _, verdict in months(calculator)} == {"not-qualified"}


def test_a_line_that_is_no_number_is_named(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure", language="en")
    panel(calculator).locator("summary").click()
    calculator.part("forecast-figures").fill("ACR\n1000")
    settle(calculator)
    expect(calculator.part("forecast-refusals").locator("li")).to_have_count(1)
    expect(calculator.part("forecast-refusals")).to_contain_text("Line 1:")
    calculator.part("forecast-figures").fill("1000\n1100")
    settle(calculator)
    expect(calculator.part("forecast-refusals")).to_be_hidden()
    expect(calculator.part("forecast-summary")).to_have_text("Months still needed: 11")


def test_ends_are_told_with_people_and_the_score_of_the_day_after(
    calculator: CalculatorPage,
) -> None:
    calculator.open("2026-07-01-data-ai")
    ends = calculator.part("forecast-ends")
    panel(calculator).locator("summary").click()
    settle(calculator)
    expect(ends).to_contain_text("名簿")
    calculator.form.locator('input[name="by"][value="names"]').check()
    calculator.field("people").fill("山田, Azure Data Scientist Associate")
    calculator.settle()
    settle(calculator)
    end = ends.locator("li[data-ends]")
    expect(end).to_have_count(1)
    expect(end).to_have_attribute("data-ends", "2027-06-01")
    expect(end).to_contain_text("Azure Data Scientist Associate (山田)")
    expect(end).to_have_attribute("data-points", "0")
