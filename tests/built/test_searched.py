"""The index of the search, as built: it holds what pages say, and nothing of their forms."""

from __future__ import annotations

import json

import pytest

from tests.built.html import Built

pytest_plugins = ["tests.built.plugin"]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_search_finds_pages_and_no_words_of_scripts(built: Built, folder: str) -> None:
    path = built.folder / folder / "search" / "texts.json"
    entries = json.loads(path.read_text(encoding="utf-8"))["docs"]
    texts = {entry["location"]: entry["text"] for entry in entries}
    assert any(location.startswith("areas/infrastructure/#") for location in texts)
    assert [location for location, text in texts.items() if "{scored}" in text] == []


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_page_brings_no_texts_of_others(built: Built, folder: str) -> None:
    index = json.loads((built.folder / folder / "search" / "search_index.json").read_bytes())
    assert index["docs"] == []
    assert index["config"]["lang"]
