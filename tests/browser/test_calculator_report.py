"""The report: one page with everything that the score rests on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.calculator_page import ALL_MET, CalculatorPage, word

pytestmark = pytest.mark.browser


def report(calculator: CalculatorPage) -> Locator:
    calculator.part("print").click()
    return calculator.page.locator("body > dialog[open]")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("answers", [ALL_MET, {**ALL_MET, "customers-gained": "=0<b>"}])
def test_the_report_is_one_page_and_complete(
    calculator: CalculatorPage, language: str, answers: dict[str, str]
) -> None:
    calculator.open("infrastructure", language)
    calculator.answer(answers)
    verdict = calculator.part("verdict").text_content() or ""
    link = calculator.part("link").text_content() or ""
    shown = report(calculator)
    expect(shown).to_contain_text(verdict)
    expect(shown.locator('[data-part="report-link"]')).to_have_text(link)
    expect(shown.locator('[data-part="report-meta"]')).to_contain_text("2022-03-16")
    expect(shown.locator("[data-reported]")).to_have_count(5)
    for row in shown.locator("[data-reported]").all():
        expect(row.locator("sup")).to_have_text(re.compile(r"^\d"))
        expect(row.locator("li").first).not_to_be_empty()
    expect(shown.locator('[data-part="report-sources"] li').first).not_to_be_empty()
    for key, typed in answers.items():
        expect(shown.locator(f'[data-typed="{key}"] dd')).to_contain_text(typed)
    expect(shown.locator('[data-part="report-code"] svg')).to_be_visible()
    assert pages(calculator) == 1


@pytest.mark.parametrize("area", ["security", "business-applications"])
def test_a_report_of_many_answers_is_one_page_too(calculator: CalculatorPage, area: str) -> None:
    calculator.open(f"2026-07-01-{area}", "en")
    for example in calculator.form.locator("[data-example]").all()[:6]:
        example.evaluate("example => example.click()")
        calculator.settle()
        expect(report(calculator)).to_be_visible()
        assert pages(calculator) == 1
        calculator.page.keyboard.press("Escape")


def pages(calculator: CalculatorPage) -> int:
    """How many pages of A4 are printed."""
    paper = calculator.page.pdf(format="A4")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))


def test_the_report_can_be_closed_and_opened_again(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    for deployments in ("1", "2"):
        calculator.answer({"deployments": deployments})
        shown = report(calculator)
        expect(shown.locator('[data-typed="deployments"] dd')).to_contain_text(deployments)
        calculator.page.keyboard.press("Escape")
        expect(calculator.page.locator("body > dialog")).to_have_count(0)
    expect(calculator.part("print")).to_be_focused()


def test_a_link_too_long_for_a_code_is_told(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.form.locator('[name="by"][value="names"]').check()
    calculator.answer({"people": "山田\tAzure Administrator Associate\n" * 100})
    expect(calculator.part("link-note")).to_contain_text(word("link-names", part="carry"))
    shown = report(calculator)
    expect(shown.locator('[data-part="report-code"]')).to_have_text(
        word("report-no-code", part="carry")
    )


def test_where_the_reading_decides_the_report_says_so(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure", "en")
    calculator.answer({**ALL_MET, "administrators": "2"})
    shown = report(calculator)
    turning = shown.locator('[data-part="report-readings"] li')
    expect(turning.first).to_contain_text("Taken as 3 instead of 2")
    calculator.page.keyboard.press("Escape")
    calculator.answer({"administrators": "3"})
    expect(report(calculator).locator('[data-part="report-readings-box"]')).to_be_hidden()
