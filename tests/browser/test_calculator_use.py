"""Using the calculator: with a keyboard, on a phone, without scripts, with a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import looked_at, violations
from tests.browser.calculator_page import ALL_MET, CalculatorPage, word
from tests.browser.calculator_site import Site
from tests.browser.test_calculator_start import not_found

pytestmark = pytest.mark.browser


class TestKeyboard:
    def test_from_the_first_field_to_an_example(self, ready: CalculatorPage) -> None:
        keyboard = ready.page.keyboard
        ready.field("customers-gained").focus()
        keyboard.type("3")
        for _ in range(10):
            keyboard.press("Tab")
            if ready.page.evaluate("document.activeElement.name") == "customers-lost":
                break
        keyboard.type("0")
        ready.settle()
        assert ready.metrics["net-customer-adds"] == "30"
        ready.form.locator(".calc-examples summary").focus()
        for key in ("Enter", "Tab", "Enter"):
            keyboard.press(key)
        ready.settle()
        expect(ready.form.locator("[data-example][aria-current]")).to_have_count(1)

    def test_the_summary_never_covers_what_has_focus(self, calculator: CalculatorPage) -> None:
        calculator.page.set_viewport_size({"width": 360, "height": 700})
        calculator.open("infrastructure")
        for name in ALL_MET:
            calculator.field(name).focus()
            covered = calculator.page.evaluate(
                """() => {
                    const field = document.activeElement.getBoundingClientRect();
                    const summary = document.querySelector('[data-part="summary"]');
                    const { top, bottom } = summary.getBoundingClientRect();
                    return field.bottom > top && field.top < bottom;
                }"""
            )
            assert (name, covered) == (name, False)


@pytest.mark.parametrize("width", [320, 360])
def test_a_long_option_widens_no_page(calculator: CalculatorPage, width: int) -> None:
    calculator.page.set_viewport_size({"width": width, "height": 740})
    calculator.open("hill")
    calculator.form.locator("[data-part=step-all]").click()
    season = calculator.field("season")
    # A field of its own: one that was laid out keeps the width of its first options.
    season.evaluate(
        """field => {
            const longer = field.cloneNode(true);
            longer.options[1].textContent = "long ".repeat(40);
            field.replaceWith(longer);
        }"""
    )
    expect(season).to_be_visible()
    assert season.evaluate("field => field.getBoundingClientRect().right") <= width
    assert calculator.page.evaluate("document.documentElement.scrollWidth") == width


class TestChooser:
    def test_one_area_at_a_time(self, calculator: CalculatorPage) -> None:
        page = calculator.page
        page.goto(calculator.site.page("calculator") + "#security")
        calculator.settle()
        expect(calculator.form).to_have_attribute("data-area", "security")
        link = page.locator('[data-chooses="modern-work"]')
        link.focus()
        page.keyboard.press("Enter")
        expect(calculator.form).to_have_attribute("data-area", "modern-work")
        expect(link).to_have_attribute("aria-current", "true")
        assert page.url.endswith("#modern-work")
        page.go_back()
        expect(calculator.form).to_have_attribute("data-area", "security")

    def test_the_first_where_the_address_names_none(self, calculator: CalculatorPage) -> None:
        calculator.go("calculator")
        expect(calculator.form).to_have_attribute("data-area", "infrastructure")
        calculator.page.locator('[data-chooses="security"]').click()
        expect(calculator.form).to_have_attribute("data-area", "security")
        calculator.page.go_back()
        expect(calculator.form).to_have_attribute("data-area", "infrastructure")

    def test_without_scripts(self, chromium: Browser, site: Site) -> None:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(site.page("calculator") + "#security")
        expect(page.locator("section:visible")).to_have_count(1)
        expect(page.locator("#security .calc-noscript")).to_have_text(word("noscript"))
        expect(page.locator("#security-security-engineers")).to_be_visible()
        page.locator('[data-chooses="modern-work"]').click()
        expect(page.locator("#modern-work")).to_be_visible()
        expect(page.locator("#security")).to_be_hidden()
        context.close()


class TestAccessibility:
    @pytest.mark.parametrize(
        ("name", "language"),
        [("infrastructure", "ja"), ("modern-work", "en"), ("calculator", "en")],
    )
    def test_axe_finds_nothing(self, calculator: CalculatorPage, name: str, language: str) -> None:
        calculator.open(name, language)
        if name == "infrastructure":
            calculator.answer(ALL_MET | {"administrators": "2", "customers-gained": "1"})
            calculator.answer({"deployments": "x"})
        for summary in calculator.form.locator("summary:visible").all():
            summary.click()
        assert looked_at(calculator.page, "html") == {}

    def test_axe_finds_nothing_after_a_failure(self, calculator: CalculatorPage) -> None:
        calculator.site.faults["pyodide.asm.wasm"] = not_found
        calculator.go("infrastructure")
        calculator.expect_state("failed")
        assert violations(calculator.page) == []
