"""What the checks say of questions, and of names under `remains`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks import check
from generator.finderchecks import questions, remains
from generator.load import load_edition
from tests.built.project import change

RULES = Path(__file__).parents[2] / "rules"
EDITION = "2022-03-16"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RULES / EDITION, tmp_path / EDITION)
    return tmp_path / EDITION


def test_the_edition_has_none_of_these_mistakes(folder: Path) -> None:
    loaded = load_edition(folder.parent, EDITION)
    assert [*questions(loaded), *remains(loaded)] == []


@pytest.mark.parametrize(
    ("file", "planted", "line", "hint"),
    [
        (
            "transition.yml",
            (
                "earn-later:\n",
                "earn-later:\n        when: [{input: meets-requirement, is: false}]\n",
            ),
            "when: [{input: meets-requirement, is: false}]",
            "did you mean 'meets-requirements'?",
        ),
        (
            "transition.yml",
            (
                "questions:\n",
                "questions:\n  idle: {ask: {ja: 何か。, en: Any?}, cite: transition}\n",
            ),
            "idle: {ask: {ja: 何か。, en: Any?}, cite: transition}",
            "name it in a line under 'when', or delete it",
        ),
        (
            "competencies.yml",
            ("dates: [last-renewal,", "dates: [last-renewals,"),
            "dates: [last-renewals, designations-open]",
            "did you mean 'last-renewal'?",
        ),
        (
            "competencies.yml",
            ("timeline: [badges-end,", "timeline: [keep-by-paying,"),
            "timeline: [keep-by-paying, benefits-run-on]",
            "known: ",
        ),
    ],
)
def test_a_mistake_is_told_at_its_line(
    folder: Path, file: str, planted: tuple[str, str], line: str, hint: str
) -> None:
    change(folder / file, *planted)
    (told,) = check(load_edition(folder.parent, EDITION))
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    assert lines[told.mark.line - 1].strip() == line
    assert hint in told.hint
