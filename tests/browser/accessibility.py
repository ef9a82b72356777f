"""What axe-core finds on a page as it stands, in the colours that it comes to rest in."""

from __future__ import annotations

import json

from playwright.sync_api import Page

from tests.built.project import ROOT

__all__ = ["looked_at", "violations"]

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe-core objects to on the page, or within a part of it: its rule, and where."""
    # Colours that are still changing have no contrast yet.
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    page.evaluate(AXE)
    found = page.evaluate(
        "part => axe.run(part, {resultTypes: ['violations']}).then(JSON.stringify)", within
    )
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in json.loads(found)["violations"]
        for node in violation["nodes"]
    ]


def looked_at(page: Page, within: str) -> dict[str, list[str]]:
    """What is wrong with a part of the page, narrow and wide, light and dark."""
    found = {}
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        for scheme in ("default", "slate"):
            page.evaluate("to => document.body.dataset.mdColorScheme = to", scheme)
            told = [*violations(page, within), *(["wider than the window"] if wide else [])]
            if told:
                found[f"{width} px, {scheme}"] = told
    return found
