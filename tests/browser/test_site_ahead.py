"""Python is there before the reader asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Worker, expect

from tests.browser.calculator_page import SETTLED, SLOW
from tests.browser.profile import Profile

pytest_plugins = ["tests.built.plugin"]
pytestmark = pytest.mark.browser

LINK = 'article a[href$="areas/infrastructure/"], nav a[href$="areas/infrastructure/"]'
NEVER_LONG = """const later = window.setTimeout;
window.setTimeout = (done, wait, ...rest) => (wait >= 3000 ? 0 : later(done, wait, ...rest));"""
"""Nobody reads for long: timers of some seconds never come."""
SAVES_DATA = """Object.defineProperty(navigator, "connection", {value: {saveData: true}});"""
COUNTED = """window.asked = window.answered = 0;
window.Worker = class extends Worker {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", ({data}) => { if ("id" in data) window.answered += 1; });
    }
    postMessage(message, ...rest) {
        if (message.call === "score") window.asked += 1;
        super.postMessage(message, ...rest);
    }
};"""
"""Counts the scores that are asked for, and all answers."""
WATCH = """() => new MutationObserver(() => {
    const form = document.querySelector("form[data-calculator]");
    if (form) window.atOnce ??= form.dataset.scored === form.dataset.revision;
}).observe(document.body, {childList: true, subtree: true})"""
IDLE = "() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)))"


@pytest.fixture
def page(profile: Profile) -> Iterator[Page]:
    with profile.page() as page:
        yield page


def is_calculator(worker: Worker) -> bool:
    return worker.url.endswith("/worker.mjs")


def test_a_page_that_is_read_starts_it(page: Page, address: str) -> None:
    workers: list[Worker] = []
    page.on("worker", lambda worker: workers.append(worker) if is_calculator(worker) else None)
    with page.expect_worker(is_calculator, timeout=SLOW):
        page.goto(address)
    page.locator(LINK).first.click()
    page.wait_for_url("**/areas/infrastructure/")
    form = page.locator("form[data-calculator]")
    expect(form).to_have_attribute("data-scored", "0", timeout=SLOW)
    assert len(workers) == 1


def test_a_pointer_on_a_link_starts_it(page: Page, address: str) -> None:
    page.add_init_script(NEVER_LONG)
    with page.expect_worker(is_calculator, timeout=SLOW):
        page.goto(address)
    page.evaluate(IDLE)
    # Rules are read by a Python that runs, or is about to.
    with page.expect_request(lambda request: "/rules/" in request.url, timeout=SLOW):
        page.locator(LINK).first.hover()


def test_the_score_is_there_with_the_page(page: Page, address: str) -> None:
    page.add_init_script(COUNTED)
    page.add_init_script(NEVER_LONG)
    page.goto(f"{address}areas/infrastructure/")
    form = page.locator("form[data-calculator]")
    fields = form.locator("[data-question] input[inputmode]:visible").all()
    for field in fields:
        field.fill("3")
    page.wait_for_function(SETTLED, timeout=SLOW)
    earned = form.locator("output").get_attribute("data-points")
    # As somebody who comes again another day, and reads something else first.
    page.goto(address)
    page.locator(LINK).first.hover()
    page.wait_for_function("() => window.answered === 1", timeout=SLOW)
    page.evaluate(WATCH)
    page.locator(LINK).first.click()
    page.wait_for_function("() => window.atOnce !== undefined", timeout=SLOW)
    assert page.evaluate("[window.atOnce, window.asked]") == [True, 1]
    assert form.locator("output").get_attribute("data-points") == earned
    for field in fields:
        expect(field).to_have_value("3")
        field.fill("")
    page.wait_for_function(SETTLED, timeout=SLOW)
    assert form.locator("output").get_attribute("data-points") != earned


def test_nothing_is_fetched_for_who_saves_data(page: Page, address: str) -> None:
    page.add_init_script(SAVES_DATA)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.evaluate(IDLE)
    page.locator(LINK).first.hover()
    page.evaluate(IDLE)
    assert [url for url in asked if "pyodide" in url or "worker.mjs" in url] == []
