"""People by name in the calculator: the switch, the list, who counted, and the day of scoring."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.calculator_page import CalculatorPage, word

pytestmark = pytest.mark.browser

PASTED = (
    "Name\tCertification\n"
    "Aya\tAzure Administrator Associate\n"
    "Aya\tAzure Network Engineer Associate\n"
    "Bo\tＡｚｕｒｅ Ｓｔａｃｋ Ｈｕｂ Ｏｐｅｒａｔｏｒ Ａｓｓｏｃｉａｔｅ\n"
    "Bo\tAzure Administrator Associate, Azure Network Engineer Associate\n"
)
AREA = "2023-10-23-infrastructure"


@pytest.fixture
def infrastructure(calculator: CalculatorPage) -> CalculatorPage:
    """Infrastructure of the second edition, which says until when some certifications count."""
    calculator.open(AREA, "en")
    return calculator


def by(calculator: CalculatorPage, way: str) -> None:
    calculator.form.locator(f'[name="by"][value="{way}"]').check()


def counts(calculator: CalculatorPage, key: str) -> Locator:
    return calculator.form.locator(f'[data-counted="{key}"]')


def test_a_pasted_table_answers_what_counts_people(infrastructure: CalculatorPage) -> None:
    by(infrastructure, "names")
    infrastructure.answer({"people": PASTED})
    assert infrastructure.metrics["intermediate-certifications"] == "8"
    expect(counts(infrastructure, "administrators").locator("li")).to_have_text(
        ["Aya: Azure Administrator Associate", "Bo: Azure Administrator Associate"]
    )
    holders = counts(infrastructure, "intermediate-holders")
    expect(holders.locator('[data-part="count"]')).to_have_text("2 people")
    expect(holders.locator('[data-part="counted"] li').last).to_have_text(
        "Bo: Azure Stack Hub Operator Associate (retires on 31 July 2023, "
        "counts until 31 July 2024), Azure Network Engineer Associate"
    )
    expect(infrastructure.part("read-count")).to_have_text(word("read-people", "en", count="2"))


def test_the_day_decides_what_still_counts(infrastructure: CalculatorPage) -> None:
    by(infrastructure, "names")
    expect(infrastructure.field("as_of")).to_have_value("2023-10-23")
    infrastructure.answer({"people": "Bo, Azure Stack Hub Operator Associate"})
    holders = counts(infrastructure, "intermediate-holders")
    for day, count in (("2024-07-31", "1 person"), ("2024-08-01", "0 people")):
        infrastructure.answer({"as_of": day})
        expect(holders.locator('[data-part="count"]')).to_have_text(count)
    expect(holders.locator('[data-part="not-counted"] li')).to_have_text(
        "Bo: Azure Stack Hub Operator Associate counts until 31 July 2024 only"
    )
    infrastructure.answer({"as_of": "10000-01-01"})
    expect(infrastructure.form.locator("#infrastructure-as-of-refusal")).to_be_visible()


def test_switching_loses_nothing(infrastructure: CalculatorPage) -> None:
    infrastructure.answer({"administrators": "5", "intermediate-holders": "5"})
    assert infrastructure.metrics["intermediate-certifications"] == "20"
    by(infrastructure, "names")
    infrastructure.settle()
    assert infrastructure.metrics["intermediate-certifications"] == ""
    expect(infrastructure.field("administrators")).to_be_hidden()
    infrastructure.answer({"people": PASTED})
    by(infrastructure, "numbers")
    infrastructure.settle()
    assert infrastructure.metrics["intermediate-certifications"] == "20"
    expect(infrastructure.field("people")).to_be_hidden()
    by(infrastructure, "names")
    expect(infrastructure.field("people")).to_have_value(PASTED)
    infrastructure.settle()
    assert infrastructure.metrics["intermediate-certifications"] == "8"


def test_what_cannot_be_read_is_named_by_its_line(infrastructure: CalculatorPage) -> None:
    by(infrastructure, "names")
    hostile = '<img src=x onerror="document.title=1">'
    typed = f"Aya, Azure Administratr Associate\n{hostile}, {hostile}\nBo"
    infrastructure.answer({"people": typed})
    lines = infrastructure.part("refusal-lines").locator("li")
    expect(lines).to_have_count(3)
    expect(lines.first).to_contain_text("line 1: there is no certification")
    expect(lines.first).to_contain_text("did you mean Azure Administrator Associate?")
    expect(lines.nth(1)).to_contain_text("line 2: there is no certification '<img src=x")
    expect(infrastructure.field("people")).to_have_value(typed)
    expect(infrastructure.field("people")).to_have_attribute("aria-invalid", "true")
    expect(infrastructure.form.locator("img")).to_have_count(0)
    infrastructure.answer({"people": "Aya, Azure Administrator Associate"})
    expect(lines).to_have_count(0)
    expect(infrastructure.field("people")).not_to_have_attribute("aria-invalid", "true")


def test_a_person_can_be_added_with_the_keyboard(infrastructure: CalculatorPage) -> None:
    keyboard = infrastructure.page.keyboard
    infrastructure.form.locator('[name="by"][value="numbers"]').focus()
    keyboard.press("ArrowDown")
    for typed in ("Aya, A.", "Bo"):
        infrastructure.part("add-name").focus()
        keyboard.type(typed)
        keyboard.press("Enter")
    infrastructure.settle()
    title = "Azure Administrator Associate"
    expect(infrastructure.field("people")).to_have_value(f"Aya, A.\t{title}\nBo\t{title}\n")
    expect(infrastructure.part("add-name")).to_be_focused()
    expect(counts(infrastructure, "administrators").locator("li")).to_have_count(2)


def test_a_missing_number_leads_to_the_list(infrastructure: CalculatorPage) -> None:
    by(infrastructure, "names")
    infrastructure.settle()
    infrastructure.part("missing").locator("summary").click()
    infrastructure.form.locator('[data-leads="administrators"]').click()
    expect(infrastructure.field("people")).to_be_focused()


def test_clearing_keeps_the_way_of_counting_and_the_edition_s_day(
    infrastructure: CalculatorPage,
) -> None:
    by(infrastructure, "names")
    infrastructure.answer({"people": PASTED, "as_of": "2024-08-01"})
    infrastructure.part("clear").click()
    infrastructure.settle()
    expect(infrastructure.field("people")).to_have_value("")
    expect(infrastructure.field("as_of")).to_have_value("2023-10-23")
    expect(infrastructure.part("read-people")).to_be_hidden()
    expect(counts(infrastructure, "administrators").locator('[data-part="count"]')).to_have_text(
        "–"
    )


def test_another_area_begins_with_the_same_people(calculator: CalculatorPage) -> None:
    calculator.open("calculator")
    by(calculator, "names")
    calculator.answer({"people": PASTED})
    calculator.page.locator('[data-chooses="security"]').click()
    expect(calculator.field("people")).to_have_value("")
    by(calculator, "names")
    expect(calculator.field("people")).to_have_value(PASTED)
    calculator.answer({"people": "Cy, Azure Security Engineer"})
    calculator.page.locator('[data-chooses="infrastructure"]').click()
    expect(calculator.field("people")).to_have_value(PASTED)
