"""What a reader waits for, measured in Chromium: starts, a click after reading, keystrokes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, FilePayload, Page, Playwright

from benchmarks.served import Host

__all__ = [
    "EXAMPLE",
    "Start",
    "check",
    "click_after_reading",
    "files",
    "keystrokes",
    "profile",
    "start",
]

EXAMPLE = {
    "customers-gained": "3",
    "customers-lost": "1",
    "administrators": "2",
    "intermediate-holders": "3",
    "solutions-architects": "2",
    "advanced-holders": "2",
    "acr-now": "11000",
    "acr-year-ago": "10000",
    "deployments": "5",
}
TOTAL = "60"
"""What the example is worth, under the edition that is compared: 20 + 12 + 8 + 10 + 10."""

WATCH = """
addEventListener("click", (event) => { window.clicked ??= event.timeStamp; }, true);
new MutationObserver(() => {
    const drawn = document.querySelector("[data-scored]");
    if (!drawn || drawn === window.drawn) return;
    window.drawn = drawn;
    window.scoredAt = performance.now();
}).observe(document, {subtree: true, childList: true, attributes: true,
    attributeFilter: ["data-scored"]});
"""
SCORED = "() => window.scoredAt !== undefined"
PATIENCE = 180_000
KEPT = """async () => {
    // The worker that keeps a site is registered after the first score, where there is one.
    const until = performance.now() + 5000;
    while (!(await navigator.serviceWorker.getRegistration())) {
        if (performance.now() > until) return false;
        await new Promise((done) => setTimeout(done, 100));
    }
    return Boolean(await navigator.serviceWorker.ready);
}"""
TYPE = """async ([name, values]) => {
    const form = document.querySelector("form[data-calculator]");
    const field = form.elements[name];
    const drawn = [], painted = [];
    for (const value of values) {
        const done = new Promise((resolve) => {
            const watch = new MutationObserver(() => {
                if (form.dataset.scored !== form.dataset.revision) return;
                watch.disconnect();
                const scored = performance.now();
                requestAnimationFrame(() => {
                    const { port1, port2 } = new MessageChannel();
                    port1.onmessage = () => resolve([scored, performance.now()]);
                    port2.postMessage(null);
                });
            });
            watch.observe(form, { attributes: true, attributeFilter: ["data-scored"] });
        });
        const began = performance.now();
        field.value = value;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        const [scored, shown] = await done;
        drawn.push(scored - began);
        painted.push(shown - began);
        await new Promise((next) => setTimeout(next, 50));
    }
    return [drawn, painted];
}"""


SCORE_FILE = """() => new Promise((resolve) => {
    const form = document.querySelector("form[data-batch]");
    const began = performance.now();
    const watch = new MutationObserver(() => {
        if (form.dataset.state !== "done") return;
        watch.disconnect();
        resolve((performance.now() - began) / 1000);
    });
    watch.observe(form, { attributes: true, attributeFilter: ["data-state"] });
    form.requestSubmit();
})"""


class Start(NamedTuple):
    """A first and a later visit: milliseconds to the first score, and bytes until then."""

    first: float
    first_bytes: int
    later: float
    later_bytes: int


@contextmanager
def profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser of its own with an empty profile on disk, as a stranger has it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = os.environ.get("SAITEN_CHROMIUM") or None
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=path, args=sandbox, viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        yield context
        context.close()


def start(context: BrowserContext, host: Host, path: str) -> Start:
    """Both visits, in tabs of their own; in between there is time to keep what can be kept."""
    seen: list[float] = []
    for visit in ("first", "later"):
        page = context.new_page()
        # The browser's own first tasks are over by then.
        page.wait_for_timeout(1000)
        host.sent.clear()
        page.goto(host.address + path, wait_until="commit")
        taken = _scored(page)
        moment = (page.evaluate("performance.timeOrigin") + taken) / 1000
        seen += [taken, host.bytes_until(moment)]
        if visit == "first":
            page.evaluate(KEPT)
            page.wait_for_timeout(2000)
        page.close()
    first, first_bytes, later, later_bytes = seen
    return Start(first, int(first_bytes), later, int(later_bytes))


def _scored(page: Page) -> float:
    page.wait_for_function(SCORED, polling=50)
    return float(page.evaluate("window.scoredAt"))


def click_after_reading(
    context: BrowserContext, host: Host, path: str, link: str, seconds: float
) -> float:
    """Read a page, then click a link to a calculator: milliseconds from click to first score."""
    page = context.new_page()
    page.goto(host.address + path)
    page.wait_for_timeout(seconds * 1000)
    page.locator(link).first.click()
    scored = _scored(page)
    clicked = float(page.evaluate("window.clicked"))
    page.close()
    return scored - clicked


def keystrokes(
    context: BrowserContext, host: Host, path: str, count: int
) -> tuple[list[float], list[float]]:
    """Milliseconds from each edit until its result is in the page, and until it was drawn."""
    page = context.new_page()
    page.goto(host.address + path)
    _scored(page)
    page.evaluate(TYPE, ["customers-lost", ["0"] * 3])
    values = [str(place % 9 + 1) for place in range(count)]
    drawn, painted = page.evaluate(TYPE, ["customers-gained", values])
    page.close()
    return drawn, painted


def files(
    context: BrowserContext, host: Host, path: str, given: Mapping[str, bytes]
) -> dict[str, float]:
    """Seconds that the panel for many partners takes for each file, once Python is warm.

    From the click until the summary and the results are in the page.
    """
    page = context.new_page()
    page.goto(host.address + path)
    _scored(page)
    first = next(iter(given.values()))
    _score_file(page, b"\r\n".join(first.splitlines()[:21]))
    taken = {name: _score_file(page, data) for name, data in given.items()}
    page.close()
    return taken


def _score_file(page: Page, data: bytes) -> float:
    file = FilePayload(name="partners.csv", mimeType="text/csv", buffer=data)
    page.locator('form[data-batch] [name="file"]').set_input_files([file])
    return float(page.evaluate(SCORE_FILE))


def check(context: BrowserContext, host: Host, path: str, *, form: bool) -> str:
    """The points that a page gives for the example, so that all compute the same thing."""
    page = context.new_page()
    page.goto(host.address + path + ("" if form else f"?{urlencode(EXAMPLE)}"))
    _scored(page)
    if form:
        for name, value in EXAMPLE.items():
            page.evaluate(TYPE, [name, [value]])
    points = page.locator("output[data-points]").first.get_attribute("data-points")
    page.close()
    return points or ""
