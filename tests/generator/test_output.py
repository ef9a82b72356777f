"""Whoever reads a command's output may stop early; a disk that is full is said in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import published
from tests.generator.guild import KEY
from tests.generator.publications import DRAFT, LATER, publish_guild

ENDED_BY_A_CLOSED_PIPE = 141
ANSWERS = '{"shown": "3"}'


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return publish_guild(tmp_path)


def run(arguments: list[str], output: int) -> subprocess.CompletedProcess[str]:
    """Run a module's command with its output going to a file descriptor."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        input=ANSWERS,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def closed_pipe() -> int:
    """The end for writing of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def commands(rules: Path) -> dict[str, list[str]]:
    """Commands that print, by name."""
    partners, edition = rules / "partners.csv", published.place(rules, KEY)
    partners.write_text("partner,shown\nA,3\n", encoding="utf-8")
    exported = rules / "edition.json"
    exported.write_text(
        json.dumps(json.loads(edition.read_text(encoding="utf-8"))["edition"]), encoding="utf-8"
    )
    scoring = ["generator", "score", "--area", "hill", "--rules", str(rules)]
    return {
        "check": ["generator", "check", "--rules", str(rules)],
        "diff": ["generator", "diff", KEY, LATER, "--rules", str(rules)],
        "publish": ["generator", "publish", DRAFT, "--rules", str(rules)],
        "score": [*scoring, "--answers", "-"],
        "score of many": [*scoring, "--csv", str(partners)],
        "calculator": ["calculator", str(exported), "--area", "hill", "--answers", "-"],
    }


NAMES = ("check", "diff", "publish", "score", "score of many", "calculator")


@pytest.mark.parametrize("name", NAMES)
def test_closed_pipe_ends_a_command_quietly(rules: Path, name: str) -> None:
    output = closed_pipe()
    found = run(commands(rules)[name], output)
    os.close(output)
    assert (found.returncode, found.stderr) == (ENDED_BY_A_CLOSED_PIPE, "")


@pytest.mark.parametrize("name", NAMES)
def test_full_disk_is_said_in_a_line(rules: Path, name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        found = run(commands(rules)[name], full.fileno())
    assert found.returncode == 1 or name == "score of many"
    assert set(found.stderr.splitlines()) <= {
        "saiten: No space left on device",
        "calculator: No space left on device",
        f"{rules / 'partners.csv'}: No space left on device",
    }
    assert found.stderr


def test_many_findings_end_with_the_pipe(rules: Path) -> None:
    for path in (rules / KEY).rglob("*.yml"):
        path.write_text("a:\t1\n" * 900, encoding="utf-8")
    output = closed_pipe()
    found = run(commands(rules)["check"], output)
    os.close(output)
    assert (found.returncode, found.stderr) == (ENDED_BY_A_CLOSED_PIPE, "")


def test_results_written_to_a_closed_pipe_by_name_end_quietly(rules: Path) -> None:
    output = closed_pipe()
    found = run([*commands(rules)["score of many"], "--out", f"/dev/fd/{output}"], output)
    os.close(output)
    assert "Traceback" not in found.stderr


def test_what_is_published_stays_published_though_nobody_reads_it(rules: Path) -> None:
    output = closed_pipe()
    run(commands(rules)["publish"], output)
    os.close(output)
    assert published.read(rules, DRAFT) is not None


def test_file_that_cannot_be_read_is_said_in_a_line(rules: Path) -> None:
    found = run(["generator", "export", str(rules / "index.yml"), "--rules", str(rules)], 1)
    assert found.returncode == 1
    assert found.stderr.startswith("saiten: ")
    assert len(found.stderr.splitlines()) == 1
