"""The two finders in Chromium, on the pages of the site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.words import load_words
from tests.browser.profile import Profile
from tests.built.browsing import Watched

pytest_plugins = ["tests.built.plugin"]
pytestmark = pytest.mark.browser

FOUND = """() => { const {found, revision} = document.querySelector("form[data-finder]").dataset;
    return revision !== "0" && found === revision; }"""
SLOW = 120_000


@pytest.fixture
def watched(profile: Profile, address: str) -> Iterator[Watched]:
    """A phone of the narrowest kind."""
    with profile.page({"width": 320, "height": 700}) as page:
        page.set_default_timeout(15_000)
        watched = Watched(page, address)
        yield watched
        complaints = watched.complaints()
    assert complaints == []


def settle(page: Page) -> None:
    page.wait_for_function(FOUND, timeout=SLOW)


def names(locator: Locator, attribute: str) -> list[str]:
    found = locator.evaluate_all(f"all => all.map(each => each.dataset.{attribute})")
    return [str(each) for each in found]


def no_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_competencies_lead_to_designations_what_remains_and_dates(watched: Watched) -> None:
    page = watched.go("competencies/")
    form = page.locator("form[data-finder]")
    result = form.locator('[data-part="result"]')
    expect(result).to_be_hidden()
    form.locator('input[value="app-integration"]').focus()
    page.keyboard.press("Space")
    settle(page)
    assert names(result.locator("[data-area]"), "area") == ["data-ai", "digital-app-innovation"]
    assert names(result.locator("[data-piece^='date/']"), "piece") == [
        "date/last-renewal",
        "date/designations-open",
    ]
    kept = result.locator('[data-piece="transition/keep-by-paying"]')
    expect(kept).to_be_visible()
    expect(kept.locator(".saiten-cite").first).to_have_attribute("href", "../sources/#transition")
    expect(form.locator('[data-part="announcement"]')).to_contain_text("Data & AI")
    assert no_wider_than_the_screen(page)
    form.locator('[data-part="clear"]').click()
    settle(page)
    expect(result).to_be_hidden()
    expect(form.locator('[data-part="empty"]')).to_be_visible()


def test_the_guide_shows_what_follows_from_answers_and_from_those_missing(watched: Watched) -> None:
    page = watched.go("en/transition/")
    form = page.locator("form[data-finder]")
    shown = form.locator("[data-part='result'] > [data-situation]")
    form.locator('input[name="meets-requirements"][value="true"]').check()
    settle(page)
    assert names(shown, "situation") == ["requirements-met", "continuing"]
    continuing = form.locator('[data-situation="continuing"]')
    # Nothing was said about the legacy benefits: both choices are there, each with its condition.
    assert names(continuing.locator("[data-option][data-is=open]"), "option") == [
        "designation-benefits",
        "legacy-benefits",
    ]
    form.locator('input[name="keeps-legacy-benefits"][value="false"]').check()
    form.locator('input[name="first-renewal"]').fill("2023-01-15")
    settle(page)
    option = continuing.locator('[data-option="designation-benefits"]')
    expect(option).to_have_attribute("data-is", "holds")
    expect(continuing.locator('[data-option="legacy-benefits"]')).to_have_count(0)
    expect(continuing.locator(".finder-span")).to_contain_text("15 January 2023")
    expect(option.locator(".saiten-cite").first).to_be_visible()
    assert no_wider_than_the_screen(page)


def test_a_day_before_the_milestones_is_refused_beside_its_field(watched: Watched) -> None:
    page = watched.go("transition/")
    field = page.locator('input[name="first-renewal"]')
    field.fill("2022-10-02")
    settle(page)
    expect(field).to_have_attribute("aria-invalid", "true")
    word = load_words("ja")["finders.too-early"].partition("}")[2]
    expect(page.locator("#when-first-renewal-refusal")).to_contain_text(word)
    field.fill("2022-10-03")
    settle(page)
    expect(page.locator("#when-first-renewal-refusal")).to_be_hidden()


def test_without_scripts_the_page_says_where_the_same_stands(
    chromium: Browser, address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}transition/")
    expect(page.locator(".saiten-finder .calc-noscript")).to_be_visible()
    expect(page.locator("#keep-by-paying")).to_be_visible()
    expect(page.locator("form[data-finder]")).to_be_hidden()
    context.close()
