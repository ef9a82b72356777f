"""Published editions: what was published stays, and a change to it has a name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator import published
from generator.errors import BuildError
from generator.load import load_edition
from generator.published import Note
from generator.verify import verify

KEY = "2022-03-16"
DAY = "2026-11-23"


@pytest.fixture
def shelf(tmp_path: Path, rules: Path) -> Path:
    """A copy of the rules in which the edition is published."""
    shutil.copytree(rules / KEY, tmp_path / KEY)
    published.publish(tmp_path, load_edition(tmp_path, KEY), DAY)
    return tmp_path


def change(rules: Path, file: str, old: str, new: str) -> int:
    """Change the first place in a file that says `old`; gives its line."""
    path = rules / KEY / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_an_edition_is_a_draft_until_it_is_published(tmp_path: Path, rules: Path) -> None:
    shutil.copytree(rules / KEY, tmp_path / KEY)
    assert published.read(tmp_path, KEY) is None
    published.publish(tmp_path, load_edition(tmp_path, KEY), DAY)
    found = published.read(tmp_path, KEY)
    assert found is not None
    assert found.date == DAY
    assert found.edition == load_edition(tmp_path, KEY).fields


def test_what_stays_as_published_has_no_finding(shelf: Path) -> None:
    assert not verify(shelf, KEY).findings


def test_a_changed_figure_is_found_at_its_line_with_both_digests(shelf: Path) -> None:
    line = change(shelf, "score.yml", "at_least: 70", "at_least: 71")
    found = [each for each in verify(shelf, KEY).findings if each.code == "published"]
    assert len(found) == 1
    assert (found[0].mark.path.name, found[0].mark.line) == ("score.yml", line)
    old = published.digest(load_edition(shelf, KEY).fields)[:12]
    before = published.read(shelf, KEY)
    assert before is not None
    assert "is 71, published as 70" in found[0].message
    assert old in found[0].message
    assert published.digest(before.edition)[:12] in found[0].message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("readings.yml", "adopted: 2\n", "adopted: 3\n"),
        ("timeline.yml", "date: 2022-10-03", "date: 2022-10-04"),
    ],
)
def test_every_kind_of_damage_is_found(shelf: Path, file: str, old: str, new: str) -> None:
    change(shelf, file, old, new)
    assert "published" in [finding.code for finding in verify(shelf, KEY).findings]


def test_a_deleted_file_is_found(shelf: Path) -> None:
    (shelf / KEY / "timeline.yml").unlink()
    found = [each for each in verify(shelf, KEY).findings if each.code == "published"]
    assert "'timeline' is missing" in found[0].message


def test_a_changed_order_is_found(shelf: Path) -> None:
    change(shelf, "edition.yml", "[infrastructure, data-ai,", "[data-ai, infrastructure,")
    assert "published" in [finding.code for finding in verify(shelf, KEY).findings]


def test_words_are_corrected_with_a_dated_note(shelf: Path) -> None:
    change(shelf, "score.yml", "A new badge helps", "A new badge will help")
    note = Note("2026-12-01", "英語を直した。", "Better English.")
    published.correct(shelf, load_edition(shelf, KEY), note)
    found = published.read(shelf, KEY)
    assert found is not None
    assert found.corrections == (note,)
    assert not verify(shelf, KEY).findings


@pytest.mark.parametrize(
    ("old", "new"),
    [("at_least: 70", "at_least: 71"), ("needs 70 points or more", "needs 71 points or more")],
)
def test_a_figure_is_no_word(shelf: Path, old: str, new: str) -> None:
    change(shelf, "score.yml", old, new)
    before = (shelf / "published" / f"{KEY}.json").read_bytes()
    with pytest.raises(BuildError, match="changes more than words"):
        published.correct(shelf, load_edition(shelf, KEY), Note(DAY, "?", "?"))
    assert (shelf / "published" / f"{KEY}.json").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12,000 dollars", "12.000 dollars"),
        ("12,000 dollars", "12 000 dollars"),
        ("5% or more", "5 or more"),
        ("-5 points", "5 points"),
        ("2022-03-16", "2022.03.16"),
        ("1/2", "1:2"),
    ],
)
def test_what_joins_digits_is_part_of_a_figure(old: str, new: str) -> None:
    assert published.is_wording(("text", "en"), f"About {old}.", f"Around {old}.")
    assert not published.is_wording(("text", "en"), f"About {old}.", f"About {new}.")


def test_nothing_to_correct_is_said(shelf: Path) -> None:
    with pytest.raises(BuildError, match="no word"):
        published.correct(shelf, load_edition(shelf, KEY), Note(DAY, "?", "?"))


def test_an_edition_is_published_once(shelf: Path) -> None:
    with pytest.raises(BuildError, match="published already"):
        published.publish(shelf, load_edition(shelf, KEY), DAY)


def test_a_withdrawal_stays_with_its_reason(shelf: Path) -> None:
    note = Note("2026-12-01", "資料が偽物だった。", "The source was forged.")
    published.withdraw(shelf, KEY, note)
    found = published.read(shelf, KEY)
    assert found is not None
    assert found.withdrawn == note
    with pytest.raises(BuildError, match="was withdrawn on 2026-12-01"):
        published.withdraw(shelf, KEY, note)


def test_a_half_written_publication_is_no_publication(tmp_path: Path, rules: Path) -> None:
    shutil.copytree(rules / KEY, tmp_path / KEY)
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / f"{KEY}.json.new").write_text('{"published": "20', encoding="utf-8")
    assert published.read(tmp_path, KEY) is None


def test_a_damaged_publication_is_said_to_be_one(shelf: Path) -> None:
    path = shelf / "published" / f"{KEY}.json"
    path.write_text(json.dumps({"published": DAY}), encoding="utf-8")
    with pytest.raises(BuildError, match="is damaged"):
        published.read(shelf, KEY)


def test_true_is_not_one() -> None:
    assert list(published.differences({"a": True}, {"a": 1})) == [(("a",), True, 1)]
