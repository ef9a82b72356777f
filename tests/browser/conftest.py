"""Fixtures: Chromium, and the calculator's own small site."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import calculator_site
from tests.browser.calculator_site import Site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium that `scripts/browser` found, else Playwright's own."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        path = os.environ.get("SAITEN_CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("calculator")
    calculator_site.write(folder)
    with calculator_site.serve(folder) as site:
        yield site


@pytest.fixture
def site(served: Site) -> Iterator[Site]:
    """The calculator's site, in which a test may let things go wrong."""
    yield served
    served.faults.clear()
    served.set_policy(calculator_site.POLICY)


class Watch:
    """What no page may do, whatever a test is about."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.errors: list[str] = []
        self.strangers: list[str] = []
        context.on("page", lambda page: self._watch(page, home))

    def _watch(self, page: Page, home: str) -> None:
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: self._look_at(asked.url, home))

    def _look_at(self, url: str, home: str) -> None:
        if not url.startswith((home, "data:")):
            self.strangers.append(url)


@pytest.fixture
def watch() -> list[Watch]:
    return []


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page on which nothing may be refused by the policy and nothing asked of another host."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    watch = Watch(context, site.address)
    yield context.new_page()
    context.close()
    assert watch.strangers == []
    assert [each for each in watch.errors if "Content Security Policy" in each] == []
