"""The calculator as a test drives it: type, wait for the result of the last edit, read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from playwright.sync_api import Locator, Page, expect

from generator.words import load_words
from tests.browser.calculator_site import Site

SLOW = 120_000
"""Python starts in seconds, on a busy machine in many."""

SETTLED = """() => [...document.querySelectorAll("form[data-calculator]")].every(
    (form) => form.dataset.scored !== undefined && form.dataset.scored === form.dataset.revision)"""

ALL_MET = {
    "customers-gained": "3",
    "customers-lost": "0",
    "administrators": "3",
    "intermediate-holders": "5",
    "solutions-architects": "3",
    "advanced-holders": "5",
    "acr-now": "12,000",
    "acr-year-ago": "１００００",
    "deployments": "5",
}
"""Answers for Infrastructure that earn everything, with numbers as people type them."""


class CalculatorPage:
    """A page of the calculator's site."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site

    def go(self, name: str, language: str = "ja", scheme: str = "default") -> None:
        self.page.goto(self.site.page(name, language, scheme))

    def open(self, name: str, language: str = "ja", scheme: str = "default") -> None:
        """Go to a page and wait until its forms are scored."""
        self.go(name, language, scheme)
        self.settle()

    def settle(self) -> None:
        """Wait until the result of the last edit is drawn."""
        self.page.wait_for_function(SETTLED, timeout=SLOW)

    @property
    def form(self) -> Locator:
        """The form that is shown."""
        return self.page.locator("form[data-calculator]:visible")

    def part(self, name: str) -> Locator:
        return self.form.locator(f'[data-part="{name}"]')

    def field(self, name: str) -> Locator:
        return self.form.locator(f'[name="{name}"]')

    def type(self, answers: Mapping[str, str]) -> None:
        for name, answer in answers.items():
            self.field(name).fill(answer)

    def answer(self, answers: Mapping[str, str]) -> None:
        """Type answers and wait for their result."""
        self.type(answers)
        self.settle()

    @property
    def total(self) -> str | None:
        return self.form.locator("output").get_attribute("data-points")

    @property
    def verdict(self) -> str | None:
        return self.form.locator("[data-verdict]").get_attribute("data-verdict")

    @property
    def metrics(self) -> dict[str, str]:
        """The exact points of each metric; empty while they are open."""
        rows = self.form.locator("[data-metric]:not([hidden])")
        pairs = rows.evaluate_all(
            "rows => rows.map(row => [row.dataset.metric, row.dataset.points])"
        )
        return dict(cast(list[tuple[str, str]], pairs))

    def expect_state(self, state: str) -> None:
        expect(self.form).to_have_attribute("data-state", state, timeout=SLOW)


def word(key: str, language: str = "ja", part: str = "calculator", **values: str) -> str:
    """A word of the calculator, with its placeholders filled in."""
    text = load_words(language)[f"{part}.{key}"]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
