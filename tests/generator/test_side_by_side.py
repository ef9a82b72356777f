"""Languages are built side by side, and what goes wrong in a copy of the process is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.errors import BuildError
from generator.side_by_side import side_by_side


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_every_language_is_worked_on(tmp_path: Path) -> None:
    side_by_side(lambda language: (tmp_path / language).touch(), ["ja", "en"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en", "ja"]


def test_only_the_first_is_worked_on_in_this_process() -> None:
    worked: list[str] = []
    side_by_side(worked.append, ["ja", "en", "fr"])
    assert worked == ["ja"]


def test_a_single_processor_does_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    worked: list[str] = []
    side_by_side(worked.append, ["ja", "en"])
    assert worked == ["ja", "en"]


@pytest.mark.parametrize("failing", ["ja", "en"])
def test_what_a_language_fails_of_is_told_with_its_hint(failing: str, tmp_path: Path) -> None:
    def work(language: str) -> None:
        if language == failing:
            raise BuildError("a broken link", "correct it")
        (tmp_path / language).touch()

    with pytest.raises(BuildError, match=r"^a broken link \(correct it\)$"):
        side_by_side(work, ["ja", "en"])
    assert [path.name for path in tmp_path.iterdir()] == ["en" if failing == "ja" else "ja"]


def test_a_full_disk_is_told_by_a_copy(capfd: pytest.CaptureFixture[str]) -> None:
    def work(language: str) -> None:
        if language == "en":
            raise OSError(28, "No space left on device", "en.html")

    with pytest.raises(BuildError, match=r"^en\.html: No space left on device$"):
        side_by_side(work, ["ja", "en"])
    assert capfd.readouterr().err == ""


def test_a_copy_that_dies_is_not_waited_for(capfd: pytest.CaptureFixture[str]) -> None:
    def work(language: str) -> None:
        if language == "en":
            os._exit(3)

    with pytest.raises(BuildError, match="ended without a word"):
        side_by_side(work, ["ja", "en"])
