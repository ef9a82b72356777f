"""Commands that change the rules at the same time do so one after the other."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.drafts import new_edition
from generator.errors import BuildError
from generator.journal import read_journal
from generator.load import load_edition
from generator.lock import locked
from generator.recorded import record
from tests.generator.guild import KEY
from tests.generator.killing import COMMANDS
from tests.generator.publications import DRAFT, ERRATA, edit, every_finding, publish_guild

SAITEN = [sys.executable, "-m", "generator"]


def is_taken(rules: Path) -> bool:
    """Whether another command would have to wait."""
    folder = os.open(rules, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(folder)
    return False


@pytest.mark.parametrize("command", [*COMMANDS, "errata"])
def test_every_command_writes_under_the_lock(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = publish_guild(tmp_path)
    if command == "correct":
        edit(rules / KEY / "score.yml", "en: Craft", "en: Crafts")
    (rules / KEY / "errata.yml").write_text(ERRATA, encoding="utf-8")
    taken: list[bool] = []
    replace = Path.replace

    def watch(path: Path, target: Path) -> Path:
        taken.append(is_taken(rules))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watch)
    commands: dict[str, Callable[[Path], object]] = {
        **COMMANDS,
        "errata": lambda rules: record(rules, load_edition(rules, KEY), "1815-04-04"),
    }
    commands[command](rules)
    assert taken
    assert all(taken)
    assert not is_taken(rules)


def test_publications_at_the_same_time_all_stand_in_the_journal(tmp_path: Path) -> None:
    rules = publish_guild(tmp_path)
    keys = [DRAFT, "1820-01-01"]
    new_edition(rules, keys[1], KEY)
    running = [subprocess.Popen([*SAITEN, "publish", key, "--rules", str(rules)]) for key in keys]
    assert [each.wait() for each in running] == [0, 0]
    assert {each.edition for each in read_journal(rules).events} >= set(keys)
    assert every_finding(rules) == []


def test_lock_goes_with_the_process_that_took_it(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        with locked(tmp_path):
            os._exit(0)
    os.waitpid(child, 0)
    with locked(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="there is no folder"), locked(tmp_path / "none"):
        raise AssertionError
