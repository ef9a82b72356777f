"""One question at a time, on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import violations
from tests.browser.calculator_page import ALL_MET, CalculatorPage
from tests.browser.calculator_site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[CalculatorPage]:
    """A screen as narrow as a phone's."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    calculator = CalculatorPage(context.new_page(), site)
    yield calculator
    context.close()


def go(calculator: CalculatorPage) -> None:
    """Go to a form, and wait for its scripts, not for Python."""
    calculator.go("infrastructure")
    expect(calculator.form).to_have_attribute("data-connected", "")


def asked(calculator: CalculatorPage) -> list[str | None]:
    """The questions in sight."""
    seen = calculator.form.locator(".calc-asking [data-question]:visible")
    return [each.get_attribute("data-question") for each in seen.all()]


def step(calculator: CalculatorPage, name: str) -> None:
    calculator.part(f"step-{name}").click()


def test_one_question_is_in_sight_and_the_next_follows(phone: CalculatorPage) -> None:
    go(phone)
    assert asked(phone) == ["customers-gained"]
    expect(phone.part("step-back")).to_be_disabled()
    phone.field("customers-gained").fill("3")
    phone.page.keyboard.press("Enter")
    assert asked(phone) == ["customers-lost"]
    expect(phone.field("customers-lost")).to_be_focused()
    step(phone, "back")
    assert asked(phone) == ["customers-gained"]
    expect(phone.field("customers-gained")).to_have_value("3")


def test_every_question_is_reached_and_scores_as_on_a_desk(phone: CalculatorPage) -> None:
    phone.open("infrastructure")
    seen = set[str | None]()
    while True:
        for question in asked(phone):
            seen.add(question)
            if question in ALL_MET:
                phone.field(str(question)).fill(ALL_MET[str(question)])
        if phone.part("step-on").is_disabled():
            break
        step(phone, "on")
    phone.settle()
    assert seen == {*ALL_MET, "as_of"}
    assert (phone.total, phone.verdict) == ("100", "qualified")


def test_all_questions_can_be_had_and_one_at_a_time_again(phone: CalculatorPage) -> None:
    go(phone)
    step(phone, "all")
    assert len(asked(phone)) == len(ALL_MET) + 1
    step(phone, "all")
    assert asked(phone) == ["customers-gained"]


def test_what_is_missing_leads_to_its_question(phone: CalculatorPage) -> None:
    phone.open("infrastructure")
    phone.part("missing").locator("summary").click()
    phone.part("missing-list").locator('[data-leads="deployments"]').click()
    assert asked(phone) == ["deployments"]
    expect(phone.field("deployments")).to_be_focused()


def test_a_desk_has_all_at_a_glance(phone: CalculatorPage) -> None:
    go(phone)
    phone.page.set_viewport_size({"width": 1280, "height": 900})
    expect(phone.part("steps")).to_be_hidden()
    assert len(asked(phone)) == len(ALL_MET) + 1


def test_names_are_entered_in_one_step(phone: CalculatorPage) -> None:
    phone.open("infrastructure")
    for _ in range(2):
        step(phone, "on")
    phone.form.locator('[name="by"][value="names"]').check()
    assert asked(phone) == ["people"]
    phone.field("people").fill("Aya, Azure Administrator Associate")
    phone.settle()
    step(phone, "on")
    assert asked(phone) == ["administrators"]
    expect(
        phone.form.locator('[data-counted="administrators"] [data-part="count"]')
    ).to_be_visible()


def test_it_is_accessible_and_fits(phone: CalculatorPage) -> None:
    phone.open("modern-work", "en")
    phone.page.set_viewport_size({"width": 320, "height": 700})
    step(phone, "on")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320
    for scheme in ("default", "slate"):
        phone.page.evaluate("to => document.body.dataset.mdColorScheme = to", scheme)
        assert (scheme, violations(phone.page, ".calc-asking")) == (scheme, [])
