"""A draft begins as a copy of an edition, is listed in the index, and can be built at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import published
from generator.drafts import drop_draft, new_edition
from generator.errors import BuildError
from generator.load import load_edition
from generator.misplaced import notes
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


def test_title_names_the_date_of_the_draft(copied: Path) -> None:
    new_edition(copied, "2027-01-01", KEY)
    title = read_shelf(copied).sources["2027-01-01"].fields["title"]
    assert title == {"ja": "2027年1月1日版", "en": "Edition of 1 January 2027"}


def test_title_of_another_form_is_noted_until_it_is_edited(copied: Path) -> None:
    edition = copied / KEY / "edition.yml"
    text = edition.read_text(encoding="utf-8")
    edition.write_text(text.replace("Edition of 16 March 2022", "First light"), encoding="utf-8")
    folder = new_edition(copied, "2027-01-01", KEY)
    loaded = [load_edition(copied, key) for key in (KEY, "2027-01-01")]
    (note,) = notes(copied, loaded)
    assert note.mark.path == folder / "edition.yml"
    assert f"'First light' is the title of '{KEY}', too" in note.message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("editions:\n  - A # first\n", "editions:\n  - A # first\n  - 2027-01-01\n"),
        ("editions: # all\n- A\n", "editions: # all\n- A\n- 2027-01-01\n"),
        ("editions: [\n  A\n]\n", "editions: [A, 2027-01-01]\n"),
    ],
)
def test_list_in_another_form_keeps_it(copied: Path, before: str, after: str) -> None:
    index = copied / "index.yml"
    start = f"current: {KEY}\n"
    index.write_text(start + before.replace("A", KEY), encoding="utf-8")
    new_edition(copied, "2027-01-01", KEY)
    assert index.read_text(encoding="utf-8") == start + after.replace("A", KEY)
    drop_draft(copied, "2027-01-01")
    assert list(read_shelf(copied).sources) == [KEY]


def test_folder_that_is_not_listed_is_noted_and_not_written_over(copied: Path) -> None:
    shutil.copytree(copied / KEY, copied / "2027-01-01")
    (note,) = notes(copied, [load_edition(copied, KEY)])
    assert "index.yml does not list '2027-01-01'" in note.message
    with pytest.raises(BuildError, match=r"index\.yml does not list it"):
        new_edition(copied, "2027-01-01", KEY)


def test_dropped_draft_leaves_no_trace(copied: Path) -> None:
    before = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()}
    new_edition(copied, "2027-01-01", KEY)
    drop_draft(copied, "2027-01-01")
    assert {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()} == before


def test_only_a_draft_that_is_not_current_is_dropped(copied: Path) -> None:
    with pytest.raises(BuildError, match="is the current edition"):
        drop_draft(copied, KEY)
    with pytest.raises(BuildError, match="there is no edition"):
        drop_draft(copied, "2027-01-01")
    new_edition(copied, "2027-01-01", KEY)
    published.publish(copied, load_edition(copied, "2027-01-01"), "2027-01-01")
    with pytest.raises(BuildError, match="is published"):
        drop_draft(copied, "2027-01-01")
