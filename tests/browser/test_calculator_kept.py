"""What stays on the reader's device, how to get rid of it, and how to undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.calculator_page import ALL_MET, CalculatorPage, word

pytestmark = pytest.mark.browser

BLOCKED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("blocked", "SecurityError"); } });"""


def said(key: str) -> str:
    return word(key, part="carry")


def test_answers_survive_a_reload(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer(ALL_MET)
    expect(calculator.part("device")).to_have_text(said("device-on"))
    calculator.open("infrastructure")
    for name, typed in ALL_MET.items():
        expect(calculator.field(name)).to_have_value(typed)
    assert calculator.total == "100"
    calculator.open("2023-10-23-infrastructure")
    expect(calculator.field("deployments")).to_have_value("")


@contextmanager
def nobody_listening(page: Page) -> Iterator[None]:
    """A slow line: what listens to the forms is not there yet."""
    held: list[Route] = []
    page.route("**/connecting-*.mjs", lambda route: held.append(route))  # noqa: PLW0108
    yield
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/connecting-*.mjs")


def test_what_was_typed_before_anybody_listened_stays(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer({"customers-gained": "3", "deployments": "5"})
    with nobody_listening(calculator.page):
        calculator.go("infrastructure")
        calculator.type({"deployments": "2", "customers-lost": "1"})
        calculator.field("customers-gained").focus()
    calculator.settle()
    expect(calculator.field("deployments")).to_have_value("2")
    # What comes into the field that somebody is in does not mix with what is typed there.
    expect(calculator.field("customers-gained")).to_have_value("3")
    calculator.page.keyboard.type("4")
    expect(calculator.field("customers-gained")).to_have_value("4")
    calculator.settle()
    calculator.open("infrastructure")
    for name, typed in {"deployments": "2", "customers-lost": "1", "customers-gained": "4"}.items():
        expect(calculator.field(name)).to_have_value(typed)


def test_a_link_replaces_what_was_typed_before_and_gives_it_back(
    calculator: CalculatorPage,
) -> None:
    calculator.open("infrastructure")
    calculator.answer({"deployments": "5"})
    link = calculator.part("link").inner_text()
    calculator.part("erase").click()
    calculator.go("bakers")
    with nobody_listening(calculator.page):
        calculator.page.goto(link)
        calculator.type({"deployments": "2"})
    calculator.settle()
    expect(calculator.field("deployments")).to_have_value("5")
    calculator.part("undo").click()
    expect(calculator.field("deployments")).to_have_value("2")


def test_erasing_leaves_nothing_behind(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer(ALL_MET)
    calculator.part("clear").click()
    calculator.settle()
    calculator.part("erase").click()
    expect(calculator.part("device")).to_have_text(said("erased"))
    expect(calculator.part("undo")).to_be_hidden()
    assert calculator.page.evaluate("localStorage.length") == 0


def test_keeping_can_be_switched_off(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer({"deployments": "3"})
    calculator.part("keep").uncheck()
    calculator.answer({"deployments": "4"})
    expect(calculator.part("device")).to_have_text(said("device-off"))
    assert "deployments" not in calculator.page.evaluate("JSON.stringify(localStorage)")
    calculator.open("infrastructure")
    expect(calculator.field("deployments")).to_have_value("")
    expect(calculator.part("keep")).not_to_be_checked()
    calculator.answer({"deployments": "5"})
    calculator.part("keep").check()
    calculator.open("infrastructure")
    expect(calculator.field("deployments")).to_have_value("5")


def test_where_nothing_can_be_kept_all_else_works(page: Page, calculator: CalculatorPage) -> None:
    page.add_init_script(BLOCKED)
    calculator.open("infrastructure")
    calculator.answer(ALL_MET)
    assert calculator.total == "100"
    expect(calculator.part("device")).to_have_text(said("device-none"))
    expect(calculator.part("keep")).to_be_disabled()
    calculator.part("clear").click()
    calculator.part("undo").click()
    calculator.settle()
    assert calculator.total == "100"


def test_junk_on_the_device_is_ignored(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    for junk in ("{", "null", "[1]", '{"now": {"deployments": 5}}', '{"now": "x"}'):
        calculator.type({"deployments": "3"})
        calculator.page.evaluate(
            "junk => { for (const key of Object.keys(localStorage)) localStorage[key] = junk; }",
            junk,
        )
        calculator.go("infrastructure")
        expect(calculator.form).to_have_attribute("data-connected", "")
        expect(calculator.field("deployments")).to_have_value("")
    calculator.answer({"deployments": "4"})


def test_clearing_can_be_undone_and_that_too(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    expect(calculator.part("undo")).to_be_hidden()
    calculator.answer(ALL_MET)
    calculator.part("clear").click()
    calculator.answer({"deployments": "1"})
    calculator.open("infrastructure")
    calculator.part("undo").click()
    calculator.settle()
    assert calculator.total == "100"
    calculator.part("undo").click()
    expect(calculator.field("deployments")).to_have_value("1")
    expect(calculator.field("acr-now")).to_have_value("")


def test_examples_do_not_take_what_was_typed(calculator: CalculatorPage) -> None:
    calculator.open("infrastructure")
    calculator.answer({"deployments": "4"})
    calculator.form.locator(".calc-examples summary").click()
    for place in (0, 1, 2):
        calculator.form.locator("[data-example]").nth(place).click()
    calculator.part("undo").click()
    expect(calculator.field("deployments")).to_have_value("4")
    expect(calculator.part("undo")).to_be_hidden()
