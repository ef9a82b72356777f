"""Each page says of its own edition what stands around it, and stays so when others appear."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import published
from generator.drafts import new_edition
from generator.load import load_edition
from generator.shelf import read_shelf
from generator.site import rendered
from tests.generator.publications import edit

PILOTS = Path(__file__).parents[1] / "programmes" / "pilots"
KEY, LATER, DRAFT = "1890-04-01", "1891-04-01", "1892-04-01"
PUBLISHED_ON = "1893-01-01"
FIRST_DAY, LATER_DAY = "1890-04-02", "1892-12-24"
NOTICE = "An independent publication."
OTHER_NOTICE = "Another notice"
SHOWS_WHAT_IS_NEW = ("edition_banner", "edition_link", "edition_switch")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Two published editions, the second one current, and a draft."""
    rules = Path(shutil.copytree(PILOTS, tmp_path / "rules"))
    for key in (LATER, DRAFT):
        new_edition(rules, key, KEY)
    for key in (KEY, LATER):
        published.publish(rules, load_edition(rules, key), PUBLISHED_ON)
    edit(rules / "index.yml", f"current: {KEY}", f"current: {LATER}")
    return rules


def publish_newer(rules: Path) -> None:
    """Publish the draft, compared on another day and with another notice, as the current one."""
    path = rules / DRAFT / "edition.yml"
    edit(path, f"checked: {FIRST_DAY}", f"checked: {LATER_DAY}")
    edit(path, f"en: {NOTICE}", f"en: {OTHER_NOTICE}")
    published.publish(rules, load_edition(rules, DRAFT), PUBLISHED_ON)
    edit(rules / "index.yml", f"current: {LATER}", f"current: {DRAFT}")


def pages(rules: Path, language: str = "en") -> Mapping[str, tuple[dict[str, Any], str]]:
    """What stands around each page, and its text, by its path."""
    found = {}
    for path, render in rendered(read_shelf(rules), language):
        _, front, text = render().split("---\n", 2)
        found[path] = (yaml.safe_load(front), text)
    return found


def test_each_page_names_the_day_and_the_notice_of_its_own_edition(rules: Path) -> None:
    publish_newer(rules)
    found = pages(rules)
    assert any(path.startswith(f"v/{KEY}/") for path in found)
    for path, (around, _) in found.items():
        if path == "editions/index.md":
            assert "checked" not in around
            continue
        newer = f"to/{DRAFT}" in path or f"v/{DRAFT}/" in path or path[:2] not in ("v/", "ed")
        day, notice = (LATER_DAY, OTHER_NOTICE) if newer else (FIRST_DAY, NOTICE)
        said = f"Compared with its sources on {day}"
        assert (around["checked"], around["notice"]) == (said, notice), path


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pages_of_published_editions_stay_but_for_banner_and_switch(
    rules: Path, language: str
) -> None:
    before = pages(rules, language)
    publish_newer(rules)
    after = pages(rules, language)
    old = [path for path in before if path.startswith((f"v/{KEY}/", f"v/{LATER}/"))]
    old.append(f"editions/{KEY}/to/{LATER}/index.md")
    for path in old:
        assert after[path][1] == before[path][1], path
        assert _lasting(after[path][0]) == _lasting(before[path][0]), path


def _lasting(around: dict[str, Any]) -> dict[str, Any]:
    """What stands around a page, without what may tell of newer editions."""
    # Pages of the edition that was current were canonical to addresses without a date.
    shows = (*SHOWS_WHAT_IS_NEW, "canonical")
    return {name: value for name, value in around.items() if name not in shows}
