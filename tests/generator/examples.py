"""A small programme around one area, written as rule files, checked and printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag

from generator.pages import Frame, Tree, list_pages, render
from generator.source import Source
from generator.verify import Verified, verify
from tests.test_readme import KEY, completed, words, written

__all__ = ["KEY", "cell", "check", "page", "words", "write"]

Fields = dict[str, Any]

UNITS = """\
units:
  years: {ja: 歳, en: [year, years]}
  man-yen: {ja: 万円, en: [man yen, man yen]}
"""


def write(folder: Path, example: Fields, files: dict[str, Fields] | None = None) -> Path:
    """Write an area and further files (by path within the edition); gives the folder of rules."""
    rules = written(example, folder)
    path = rules / KEY / "edition.yml"
    areas = [name for name in files or {} if name.startswith("areas/")]
    listed = ", ".join(["first", *(Path(name).stem for name in areas)])
    edition = path.read_text(encoding="utf-8").replace("units:\n", UNITS, 1)
    path.write_text(edition.replace("[first]", f"[{listed}]"), encoding="utf-8")
    for name, fields in (files or {}).items():
        whole = {**completed(fields), "area": Path(name).stem} if name in areas else fields
        text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
        (rules / KEY / name).write_text(text, encoding="utf-8")
    return rules


def check(folder: Path, example: Fields, files: dict[str, Fields] | None = None) -> Verified:
    """The programme as checked."""
    return verify(write(folder, example, files), KEY)


def page(verified: Verified, language: str, path: str = "areas/first") -> BeautifulSoup:
    """A page of a programme in which nothing was found."""
    assert [each.message for each in verified.findings] == []
    assert verified.edition is not None
    source = Source(verified.loaded.fields, verified.edition, verified.cases)
    (found,) = [each for each in list_pages(source, language) if each.path == path]
    return BeautifulSoup(render(source, Tree(language), found, Frame("")), "html.parser")


def cell(tag: Tag | None) -> str:
    """The text of a part of a page, without its sources."""
    assert tag is not None
    for mark in tag.select(".saiten-cites"):
        mark.decompose()
    return " ".join(tag.get_text(" ").split())
