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


def window(calculator: CalculatorPage, name: str) -> Locator:
    return panel(calculator).locator(f'[data-window="{name}"]')


def spans(calculator: CalculatorPage, name: str) -> dict[str, str]:
    """The months of a window that the reader sees, by what the window makes of them."""
    lines = window(calculator, name).locator("dl > div:visible")
    found = lines.evaluate_all(
        "all => all.map((each) => [each.dataset.state, each.lastChild.textContent])"
    )
    return {str(state): str(text) for state, text in found}


def test_windows_say_in_which_months_one_that_qualifies_is_enough(
    calculator: CalculatorPage,
) -> None:
    calculator.page.set_viewport_size({"width": 320, "height": 700})
    calculator.open("2023-10-23-infrastructure")
    calculator.part("step-all").click()
    calculator.answer(ALL_MET)
    panel(calculator).locator("summary").click()
    # What a window is stands there before anything is typed, with its sources.
    expect(window(calculator, "enrolled")).to_contain_text("更新日のある月を含む、それまでの6か月")
    links = window(calculator, "not-enrolled").locator("a")
    assert links.evaluate_all("all => all.map((each) => each.getAttribute('href'))") == [
        "../../sources/#pcs-window",
        "../../sources/#window-available",
        "../../readings/#window-start",
        "../../readings/#qualification-window",
    ]
    assert spans(calculator, "enrolled") == {}
    calculator.part("forecast-last").fill("2023-10")
    calculator.part("forecast-figures").fill(COLUMN)
    settle(calculator)
    assert spans(calculator, "not-enrolled") == spans(calculator, "enrolled")
    assert spans(calculator, "enrolled") == {"met": "2023-10〜2024-04", "unmet": "2024-05〜2024-10"}
    carries = window(calculator, "enrolled").locator('[data-part="window-carries"]')
    expect(carries).to_contain_text("2023-11で、2024-04に終わる期間まで")
    expect(calculator.part("forecast-announcement")).to_contain_text(
        "登録されている分野の更新に足りる月: 2023-10〜2024-04"
    )
    assert calculator.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Months before the table are open, until the last one that qualified is told.
    calculator.answer({"deployments": "0"})
    settle(calculator)
    assert spans(calculator, "enrolled") == {
        "unmet": "2024-03〜2024-10",
        "open": "2023-10〜2024-02",
    }
    expect(carries).to_be_hidden()
    calculator.part("forecast-before").fill("2023-08")
    settle(calculator)
    assert spans(calculator, "enrolled") == {"met": "2023-10〜2024-01", "unmet": "2024-02〜2024-10"}
    calculator.part("forecast-before").fill("2023-10")
    settle(calculator)
    expect(calculator.part("forecast-refusals")).to_contain_text("2023-10 より前の月")
    assert spans(calculator, "enrolled") == {}


@pytest.mark.parametrize(
    ("language", "unsure", "unknown"),
    [
        ("ja", "確度 中", "何か月あるかを示した出典がこの版にはなく、不明です"),
        ("en", "medium confidence", "No source of this edition states how many months"),
    ],
)
def test_a_window_that_is_not_certain_or_not_stated_says_so(
    calculator: CalculatorPage, language: str, unsure: str, unknown: str
) -> None:
    calculator.open("2026-07-01-infrastructure", language)
    panel(calculator).locator("summary").click()
    calculator.part("forecast-figures").fill(COLUMN)
    settle(calculator)
    expect(window(calculator, "not-enrolled")).to_contain_text(unsure)
    assert spans(calculator, "not-enrolled") != {}
    expect(window(calculator, "enrolled")).to_contain_text(unknown)
    assert spans(calculator, "enrolled") == {}


def test_an_edition_without_windows_says_so_and_asks_for_nothing_of_them(
    calculator: CalculatorPage,
) -> None:
    calculator.open("infrastructure")
    panel(calculator).locator("summary").click()
    expect(panel(calculator)).to_contain_text("判定期間の長さを示していません")
    expect(panel(calculator).locator("[data-window]")).to_have_count(0)
    expect(calculator.part("forecast-before")).to_have_count(0)


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
