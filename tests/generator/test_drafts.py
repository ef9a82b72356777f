"""A draft begins as a copy of an edition, is listed in the index, and can be built at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.drafts import new_edition
from generator.errors import BuildError
from generator.shelf import read_shelf

KEY = "2022-03-16"


@pytest.fixture
def copied(tmp_path: Path, rules: Path) -> Path:
    """A copy of the rules with one edition."""
    shutil.copytree(rules / KEY, tmp_path / KEY)
    index = f"# Kept.\ncurrent: {KEY}\neditions: [{KEY}]\n"
    (tmp_path / "index.yml").write_text(index, encoding="utf-8")
    return tmp_path


def test_a_draft_is_a_sound_copy_under_its_own_date(copied: Path) -> None:
    new_edition(copied, "2027-01-01", KEY)
    shelf = read_shelf(copied)
    assert list(shelf.sources) == [KEY, "2027-01-01"]
    assert shelf.status("2027-01-01") == "draft"
    assert shelf.sources["2027-01-01"].fields["edition"] == "2027-01-01"


def test_the_index_keeps_its_comments_and_its_order(copied: Path) -> None:
    new_edition(copied, "2021-01-01", KEY)
    text = (copied / "index.yml").read_text(encoding="utf-8")
    assert text == f"# Kept.\ncurrent: {KEY}\neditions: [2021-01-01, {KEY}]\n"


@pytest.mark.parametrize(
    ("key", "origin", "problem"),
    [
        ("next-year", KEY, "is not a date"),
        ("2027-02-30", KEY, "is not a date"),
        (KEY, KEY, "exists already"),
        ("2027-01-01", "2020-01-01", "no edition"),
    ],
)
def test_a_draft_that_cannot_be_begun_changes_nothing(
    copied: Path, key: str, origin: str, problem: str
) -> None:
    before = sorted(path.name for path in copied.iterdir())
    with pytest.raises(BuildError, match=problem):
        new_edition(copied, key, origin)
    assert sorted(path.name for path in copied.iterdir()) == before
