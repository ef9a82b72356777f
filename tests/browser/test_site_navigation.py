"""Finding one's way in Chromium: search, and the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.profile import Profile
from tests.built.browsing import Watched
from tests.built.hostile import HOSTILE
from tests.built.html import Built
from tests.built.server import serve

pytest_plugins = ["tests.built.plugin"]
pytestmark = pytest.mark.browser


@pytest.fixture
def page(profile: Profile) -> Iterator[Page]:
    with profile.page() as page:
        page.set_default_timeout(15_000)
        yield page


def search(page: Page, words: str) -> None:
    query = page.locator("input[name=query]")
    query.fill(words)
    query.press("End")  # the theme looks when a key comes up
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize(
    ("start", "words", "found"),
    [
        ("", "旧コンピテンシー", "competencies/"),
        ("", "70ポイント", "score/"),
        ("", "主な日程", "timeline/"),
        ("", "Azure インフラストラクチャの設計", "areas/infrastructure/"),
        ("en/", "legacy competency", "en/competencies/"),
        ("en/", "logo builder", "en/transition/"),
    ],
)
def test_search_finds_the_page(
    page: Page, address: str, start: str, words: str, found: str
) -> None:
    watched = Watched(page, address)
    watched.go(start)
    search(page, words)
    links = page.locator(".md-search-result__link")
    paths = links.evaluate_all("links => links.map((link) => new URL(link.href).pathname)")
    assert f"/{found}" in list(dict.fromkeys(paths))[:3]
    links.nth(paths.index(f"/{found}")).click()
    expect(page).to_have_url(re.compile(f"^{re.escape(address + found)}(#.*)?$"))
    assert watched.complaints() == []


def test_search_shows_hostile_text_as_written(page: Page, hostile: Built) -> None:
    with serve(hostile.folder) as served:
        watched = Watched(page, served)
        watched.go("")
        search(page, "onerror")
        results = page.locator(".md-search-result__list")
        expect(results).to_contain_text("<img src=x onerror=alert(1)>")
        assert results.locator("img, script, a[href^='javascript:']").count() == 0
        assert watched.complaints() == []


def test_hostile_text_does_nothing_in_the_calculator(page: Page, hostile: Built) -> None:
    with serve(hostile.folder) as served:
        watched = Watched(page, served)
        watched.go("en/areas/infrastructure/#case-infra-all-met")
        form = page.locator("form[data-calculator]")
        expect(form.locator("[data-verdict=qualified]")).to_be_visible(timeout=60_000)
        expect(form.locator("[data-part=reasons]").first).to_contain_text(HOSTILE)
        assert form.locator("img").count() == 0
        assert watched.complaints() == []


@pytest.mark.parametrize("path", ["", "areas/infrastructure/", "v/2022-03-16/timeline/", "about/"])
def test_language_switch_leads_to_the_same_page_and_back(
    page: Page, address: str, path: str
) -> None:
    page.goto(f"{address}{path}")
    page.locator("a.saiten-languages__link").click()
    expect(page).to_have_url(f"{address}en/{path}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("a.saiten-languages__link").click()
    expect(page).to_have_url(f"{address}{path}")
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_language_switch_keeps_the_heading_that_is_read(page: Page, address: str) -> None:
    page.goto(f"{address}areas/infrastructure/#net-adds-period")
    page.locator("a.saiten-languages__link").click()
    expect(page).to_have_url(f"{address}en/areas/infrastructure/#net-adds-period")


def test_choosing_an_area_leaves_the_page_and_its_forms_in_place(page: Page, address: str) -> None:
    with page.expect_response("**/sitemap.xml"):  # from then on the theme follows links itself
        page.goto(f"{address}calculator/")
    expect(page.locator("form[data-calculator][data-connected]").first).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator('[data-chooses="security"]').click()
    expect(page).to_have_url(f"{address}calculator/#security")
    expect(page.locator("section#security")).to_be_visible()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert f"{address}calculator/" not in asked
