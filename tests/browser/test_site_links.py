"""Links of the calculator on the whole site: each opens the page of the edition that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from generator.words import load_words
from tests.browser.profile import Profile
from tests.built.browsing import Watched, ready
from tests.built.html import Built
from tests.built.server import serve

pytest_plugins = ["tests.built.plugin"]
pytestmark = pytest.mark.browser

OLD = "2022-03-16"


@pytest.fixture
def page(profile: Profile) -> Iterator[Page]:
    with profile.page() as page:
        page.set_default_timeout(60_000)
        yield page


@pytest.fixture(scope="module")
def published(whole: Built) -> Iterator[str]:
    """The address of the site of every edition."""
    with serve(whole.folder) as served:
        yield served


@pytest.mark.parametrize("start", ["calculator/", "en/calculator/", "en/areas/modern-work/"])
def test_a_link_opens_the_edition_it_names(page: Page, published: str, start: str) -> None:
    end = f"v=1&edition={OLD}&area=infrastructure&as-of={OLD}&deployments=%EF%BC%95&enrolled=true"
    watched = Watched(page, published)
    watched.go(f"{start}#{end}")
    root = "en/" if start.startswith("en/") else ""
    expect(page).to_have_url(f"{published}{root}v/{OLD}/calculator/#{end}")
    form = page.locator("form[data-calculator]:visible")
    expect(form).to_have_attribute("data-area", "infrastructure")
    expect(form).to_have_attribute("data-edition", OLD)
    expect(form.locator("[name=deployments]")).to_have_value("５")
    ready(page)
    expect(form.locator('[data-metric="deployments"]')).to_have_attribute("data-points", "10")
    words = load_words("en" if root else "ja")
    told = words["carry.link-unknown"].format(name="enrolled")
    expect(form.locator('[data-part="told-lines"] li')).to_have_text(told)
    assert watched.complaints() == []


def test_an_area_that_the_edition_lacks_is_told(page: Page, published: str) -> None:
    watched = Watched(page, published)
    watched.go(f"areas/security/#v=1&edition={OLD}&area=gardening&x=1")
    expect(page).to_have_url(re.compile(f"/v/{OLD}/calculator/"))
    told = load_words("ja")["carry.link-area"].format(name="gardening")
    form = page.locator("form[data-calculator]:visible")
    expect(form.locator('[data-part="told-lines"] li')).to_have_text(told)
    assert watched.complaints() == []
