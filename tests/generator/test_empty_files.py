"""A file in which nothing stands is like a file that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.frames import placed_pages
from generator.pages import render
from generator.shelf import read_shelf
from tests.generator.examples import KEY, write

EXAMPLE: dict[str, Any] = {
    "inputs": {"lit": {"type": "count"}},
    "rule": {"points": 5, "per": "lit", "full_at": 5},
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("readings", "{}\n"),
        ("benefits", "{}\n"),
        ("benefits", "products: {}\n"),
        ("programme", "sections: {}\n"),
        ("timeline", "dates: {}\n"),
        ("transition", "milestones: {}\nsituations: {}\n"),
        ("competencies", "competencies: {}\n"),
        ("specializations", "groups: {}\n"),
    ],
)
def test_an_empty_file_lets_the_pages_be_made(
    tmp_path: Path, name: str, text: str, language: str
) -> None:
    rules = write(tmp_path, {**EXAMPLE})
    (rules / KEY / f"{name}.yml").write_text(text, encoding="utf-8")
    placed = placed_pages(read_shelf(rules), language, "")
    paths = {each.page.path for each in placed}
    assert "areas/first" in paths
    for each in placed:
        assert render(*each)
