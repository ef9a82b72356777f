"""Commands that change the rules at the same time do so one after the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.drafts import new_edition
from generator.errors import BuildError
from generator.journal import read_journal
from generator.lock import locked
from tests.generator.guild import KEY
from tests.generator.publications import DRAFT, every_finding, publish_guild

SAITEN = [sys.executable, "-m", "generator"]


def test_publications_at_the_same_time_all_stand_in_the_journal(tmp_path: Path) -> None:
    rules = publish_guild(tmp_path)
    keys = [DRAFT, "1820-01-01", "1821-01-01", "1822-01-01"]
    for key in keys[1:]:
        new_edition(rules, key, KEY)
    with locked(rules):
        running = [
            subprocess.Popen([*SAITEN, "publish", key, "--rules", str(rules)], text=True)
            for key in keys
        ]
        assert [each.poll() for each in running] == [None] * len(keys)
        assert not {each.edition for each in read_journal(rules).events} & set(keys)
    assert [each.wait() for each in running] == [0] * len(keys)
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
