"""Fixtures: Chromium, and the calculator's own small site."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser import calculator_site
from tests.browser.calculator_page import CalculatorPage
from tests.browser.calculator_site import Site
from tests.browser.profile import ONE_PROCESS, Profile, open_page, open_profile


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium that `scripts/browser` found, else Playwright's own."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        path = os.environ.get("SAITEN_CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=path, args=[*sandbox, ONE_PROCESS])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profile(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profile]:
    """Chromium's pages, each as of a new reader."""
    with open_profile(chromium, tmp_path_factory.mktemp("python")) as profile:
        yield profile


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
    served.mend()


class Watch:
    """Keeps what no page may do, whatever a test is about."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.refused: list[str] = []
        self.strangers: list[str] = []
        self._context = context
        context.on("page", self._look_at)

    def stop(self) -> None:
        """Look at no further page."""
        self._context.remove_listener("page", self._look_at)

    def _look_at(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("request", lambda request: self._follow(request.url))

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)

    def _follow(self, address: str) -> None:
        if not address.startswith((self.home, "data:")):
            self.strangers.append(address)


@pytest.fixture
def page(profile: Profile, site: Site) -> Iterator[Page]:
    """A page on which the policy refuses nothing, and which asks nothing of another host."""
    with profile.visit() as context:
        watch = Watch(context, site.address)
        yield open_page(context)
        watch.stop()
    assert watch.strangers == []
    assert watch.refused == []


@pytest.fixture
def calculator(page: Page, site: Site) -> CalculatorPage:
    """The calculator on a page of its own."""
    return CalculatorPage(page, site)


@pytest.fixture(scope="module")
def shared(profile: Profile, served: Site) -> Iterator[CalculatorPage]:
    """A calculator that is ready, for tests that only type and read."""
    with profile.page() as page:
        calculator = CalculatorPage(page, served)
        calculator.open("infrastructure")
        yield calculator


@pytest.fixture
def ready(shared: CalculatorPage) -> CalculatorPage:
    """The shared calculator with an empty form and nothing unfolded."""
    shared.page.evaluate(
        "for (const each of document.querySelectorAll('details')) each.open = false"
    )
    shared.part("clear").click()
    shared.settle()
    return shared
