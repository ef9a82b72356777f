"""An empty programme that builds: its rules are sound, and its site names no other programme."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import site
from generator.errors import BuildError
from generator.init import init
from generator.shelf import read_shelf
from generator.site import Options


def test_a_new_programme_is_sound(tmp_path: Path) -> None:
    init(tmp_path / "guild", "2027-01-01")
    shelf = read_shelf(tmp_path / "guild" / "rules")
    assert shelf.current == "2027-01-01"
    assert not shelf.findings


def test_a_new_programme_builds_into_a_site_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "guild"
    init(folder, "2027-01-01")
    options = Options(folder / "rules", folder / "docs", folder / "site")
    site.build(options, lambda _message: None)
    pages = list((folder / "site").rglob("index.html"))
    assert folder / "site" / "en" / "areas" / "first" / "index.html" in pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for name in ("Microsoft", "Azure", "Solutions Partner", "コンピテンシー"):
            assert name not in text, (page, name)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="not empty"):
        init(tmp_path, "2027-01-01")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
