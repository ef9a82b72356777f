"""Each kind of page in Chromium: accessible, no wider than the window, and quiet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.site.browsing import Watched, ready, wide
from tests.site.project import ROOT

pytest_plugins = ["tests.site.plugin"]
pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

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

Scheme = Literal["light", "dark"]
LOOKS: dict[str, tuple[Scheme, int]] = {
    "light-320": ("light", 320),
    "light-1280": ("light", 1280),
    "dark-320": ("dark", 320),
    "dark-1280": ("dark", 1280),
}


@pytest.fixture(scope="module", params=LOOKS)
def watched(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    scheme, width = LOOKS[request.param]
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield Watched(context.new_page(), address)
    context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_page_is_accessible_fits_and_is_quiet(watched: Watched, kind: str) -> None:
    page = watched.go(PAGES[kind])
    ready(page)
    assert violations(page) == []
    assert wide(page) <= 0
    assert [each for each in watched.complaints() if not _expected(kind, each)] == []


@pytest.mark.parametrize("path", [KINDS["area"], ENGLISH["area-en"]])
def test_scored_example_is_accessible_and_fits(watched: Watched, path: str) -> None:
    page = watched.go(path)
    ready(page)
    page.locator("details", has=page.locator("[data-example]")).locator("summary").click()
    page.locator("[data-example=infra-all-met]").click()
    page.locator("form[data-scored='1'] [data-verdict=qualified]").wait_for()
    page.locator("details:not([open]) > summary:visible").evaluate_all(
        "summaries => summaries.forEach((summary) => summary.click())"
    )
    assert violations(page) == []
    assert wide(page) <= 0
    assert watched.complaints() == []


def _expected(kind: str, complaint: str) -> bool:
    """The page that is not there says so, and nothing else."""
    return kind.startswith("not-found") and "404" in complaint and "nowhere/" in complaint


def violations(page: Page) -> list[str]:
    """What axe-core finds: its rule, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(JSON.stringify)")
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in json.loads(found)["violations"]
        for node in violation["nodes"]
    ]
