"""What the checks say of windows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.checks import check
from generator.load import load_edition
from generator.windowchecks import anchors, lengths
from tests.built.project import change
from tests.editions import EDITIONS, RULES

EDITION = "2026-07-01"
SEE = "    cite: azure-enrolment\n    see: [qualification-window]\n"


class Planted(NamedTuple):
    """A text of score.yml put in the place of another, and what is told of it."""

    old: str
    new: str
    line: str
    message: str
    hint: str


MISTAKES = {
    "no month": Planted(
        "    months: 6\n",
        "    months: 0\n",
        "months: 0",
        "'months' is 0",
        "write 1 or more",
    ),
    "half a month": Planted(
        "    months: 6\n",
        "    months: 5.5\n",
        "months: 5.5",
        "'5.5' is not a whole number",
        "write it as 12",
    ),
    "months in words": Planted(
        "    months: 6\n",
        "    months: six\n",
        "months: six",
        "'six' is not a whole number",
        "write it as 12",
    ),
    "neither a length nor a reading": Planted(
        SEE,
        "    cite: azure-enrolment\n",
        "enrolled:",
        "'enrolled' says neither how many months it has nor why that is not known",
        "add 'months', or 'see: [reading]'",
    ),
    "an empty list of readings": Planted(
        SEE,
        SEE.replace("qualification-window", ""),
        "enrolled:",
        "'enrolled' says neither how many months it has nor why that is not known",
        "add 'months', or 'see: [reading]'",
    ),
    "a reading that does not exist": Planted(
        SEE,
        SEE.replace("qualification-window", "qualification-windows"),
        "see: [qualification-windows]",
        "there is no reading 'qualification-windows'",
        "did you mean 'qualification-window'?",
    ),
    "a misspelt length": Planted(
        "    months: 6\n",
        "    month: 6\n",
        "month: 6",
        "'month' is not a key of this",
        "did you mean 'months'?",
    ),
    "no month that ends it": Planted(
        "    ends: {ja: 更新日のある月, en: the month of the anniversary date}\n",
        "",
        "enrolled:",
        "'ends' is missing",
        "",
    ),
    "a key that a statement has": Planted(
        "  enrolled:\n",
        "  pass-mark:\n",
        "pass-mark:",
        "'pass-mark' is the anchor of statements too",
        "choose another key",
    ),
    "a key that an area has": Planted(
        "  enrolled:\n",
        "  security:\n",
        "security:",
        "'security' is the anchor of areas too",
        "choose another key",
    ),
    "a key that a heading has": Planted(
        "  enrolled:\n",
        "  levels:\n",
        "levels:",
        "'levels' is the anchor of a heading too",
        "choose another key",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RULES / EDITION, tmp_path / EDITION)
    return tmp_path / EDITION


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_editions_have_none_of_these_mistakes(edition: str) -> None:
    loaded = load_edition(RULES, edition)
    assert [each for rule in (lengths, anchors) for each in rule(loaded)] == []


@pytest.mark.parametrize("planted", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_once_at_its_line(folder: Path, planted: Planted) -> None:
    path = folder / "score.yml"
    change(path, planted.old, planted.new)
    (told,) = check(load_edition(folder.parent, EDITION))
    assert told.mark.path == path
    assert planted.line in path.read_text(encoding="utf-8").splitlines()[told.mark.line - 1]
    assert told.message == planted.message
    assert planted.hint in told.hint
