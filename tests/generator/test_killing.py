"""Killed at any moment, a command leaves the old or the new state, and can be given again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", ["new", "drop", "publish", "correct", "withdraw"])
def test_killed_before_any_step_the_rules_are_old_or_new(command: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.generator.killing", command, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)
    assert found["before"] != found["after"]
    assert len(found["killed"]) > 3
    assert set(found["killed"]) <= {found["before"], found["after"]}
    assert set(found["again"]) == {found["after"]}
