"""One profile of Chromium for all tests, whose pages share a process.

So the machine code of Python is made once, not for every page, which was a third of the time that
the tests of the browser took. Whoever asks for a page gets one as of a new reader all the same:
what was kept for the hosts of the pages before is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize

from generator import bundle
from tests.built.server import serve

__all__ = ["ONE_PROCESS", "Profile", "open_page", "open_profile"]

ONE_PROCESS = "--process-per-site"
"""Chromium must have been started with it. Ports make no other site."""
DESK: ViewportSize = {"width": 1280, "height": 900}
KEEP_CODE = """async (paths) => { globalThis.kept = await Promise.all(
    paths.map((path) => WebAssembly.compileStreaming(fetch(path)))); }"""


class Profile:
    """What a browser keeps for its user."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._hosts: set[str] = set()
        context.on("request", self._note)

    @contextmanager
    def visit(self) -> Iterator[BrowserContext]:
        """Let a new reader open pages; afterwards they are closed, and what they kept is gone."""
        before = set(self._context.pages)
        yield self._context
        for page in self._context.pages:
            if page not in before:
                page.close()
        self._forget()

    @contextmanager
    def page(self, viewport: ViewportSize = DESK) -> Iterator[Page]:
        """A page of a new reader."""
        with self.visit() as context:
            yield open_page(context, viewport)

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme.startswith("http"):
            self._hosts.add(f"{parts.scheme}://{parts.netloc}")

    def _forget(self) -> None:
        self._context.clear_permissions()
        session = self._context.new_cdp_session(self._context.pages[0])
        session.send("Network.clearBrowserCache")
        for host in self._hosts:
            everything = {"origin": host, "storageTypes": "all"}
            session.send("Storage.clearDataForOrigin", everything)
        session.detach()
        self._hosts.clear()


def open_page(context: BrowserContext, viewport: ViewportSize = DESK) -> Page:
    """Open a page of some size."""
    page = context.new_page()
    page.set_viewport_size(viewport)
    return page


@contextmanager
def open_profile(chromium: Browser, folder: Path) -> Iterator[Profile]:
    """Open a profile, with a page in it that keeps Python's machine code from now on.

    Args:
        chromium: started with `ONE_PROCESS`.
        folder: an empty one, for Python's files.
    """
    bundle.bundle(folder, {})
    for name in ("_headers", "404.html"):
        (folder / name).touch()
    codes = [str(path.relative_to(folder)) for path in folder.rglob("*.wasm")]
    context = chromium.new_context(viewport=DESK)
    with serve(folder) as address:
        keeper = context.new_page()
        keeper.goto(f"{address}runtime/manifest.json")
        keeper.evaluate(KEEP_CODE, [address + code for code in codes])
        yield Profile(context)
    context.close()
