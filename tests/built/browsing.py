"""Pages in Chromium, watched for what no page of the site may do."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

__all__ = ["Watched", "ready"]


class Watched:
    """A page with everything it complained about since it was last asked."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self._home = home
        self._complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._complaints.append(f"error: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self._complaints.clear()
        self.page.goto(self._home + path)
        return self.page

    def complaints(self) -> list[str]:
        """Errors, refusals of the policy, requests to others, and files that are not there."""
        return list(self._complaints)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.type}: {message.text} {message.location['url']}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._home, "data:", "blob:")):
            self._complaints.append(f"request to {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._complaints.append(f"{response.status} {response.url}")


def ready(page: Page) -> None:
    """Wait until every form of the page has scored what it holds."""
    forms = page.locator("form[data-calculator]")
    scored = page.locator("form[data-calculator][data-state=ready][data-scored]")
    expect(scored).to_have_count(forms.count(), timeout=60_000)
