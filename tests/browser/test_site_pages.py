"""Each kind of page in Chromium: accessible, no wider than the window, and quiet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.profile import Profile
from tests.built.browsing import Watched, ready

pytest_plugins = ["tests.built.plugin"]
pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "programme": "programme/",
    "score": "score/",
    "area": "areas/infrastructure/",
    "area-with-tracks": "areas/modern-work/",
    "calculator": "calculator/",
    "competencies": "competencies/",
    "benefits": "benefits/",
    "specializations": "specializations/",
    "timeline": "timeline/",
    "transition": "transition/",
    "readings": "readings/",
    "sources": "sources/",
    "about": "about/",
    "not-found": "nowhere/",
}
ENGLISH = {f"{kind}-en": f"en/{KINDS[kind]}" for kind in ("home", "area", "readings", "not-found")}
PAGES = {**KINDS, **ENGLISH}

SCORED = {"area", "area-en", "area-with-tracks"}
"""Those that are looked at with a result."""

Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[Scheme, int], ...] = (
    ("light", 320),
    ("dark", 320),
    ("dark", 1280),
    ("light", 1280),
)
SCHEMES = {"light": "default", "dark": "slate"}
"""What the theme calls them."""


@pytest.fixture(scope="module")
def watched(profile: Profile, address: str) -> Iterator[Watched]:
    with profile.page() as page:
        yield Watched(page, address)


@pytest.mark.parametrize("kind", PAGES)
def test_page_is_accessible_fits_and_is_quiet(watched: Watched, kind: str) -> None:
    scheme, width = LOOKS[0]
    look(watched.page, scheme, width)
    page = watched.go(PAGES[kind])
    ready(page)
    if kind in SCORED:
        show_example(page)
    found = {}
    for scheme, width in LOOKS:
        look(page, scheme, width)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
        found[f"{scheme}, {width} px"] = [*violations(page), *too_wide(page)]
    assert {place: problems for place, problems in found.items() if problems} == {}
    assert [each for each in watched.complaints() if not _expected(kind, each)] == []


def look(page: Page, scheme: Scheme, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def show_example(page: Page) -> None:
    """Fill the form with its first example, and open everything that can be opened."""
    page.locator("details", has=page.locator("[data-example]")).locator("summary").click()
    page.locator("[data-example]").first.click()
    expect(page.locator("form[data-calculator]")).to_have_attribute("data-scored", "1")
    page.locator("article details:not([open]) > summary:visible").evaluate_all(
        "summaries => summaries.forEach((summary) => summary.click())"
    )


def too_wide(page: Page) -> list[str]:
    """By how much the page is wider than the window, if it is."""
    pixels = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"{pixels} px wider than the window"] if pixels > 0 else []


def _expected(kind: str, complaint: str) -> bool:
    """The page that is not there says so, and nothing else."""
    return kind.startswith("not-found") and "404" in complaint and complaint.endswith("nowhere/")
