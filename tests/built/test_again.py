"""Building again: the same to the byte, and nothing is written that did not change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built.html import Built
from tests.built.programmes import GARDENERS
from tests.built.project import ROOT, Project, change

pytest_plugins = ["tests.built.plugin"]

INPUT = ("rules", "docs", "mkdocs.yml", "mkdocs.en.yml")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def dates(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in contents(folder)}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """The files that only one has, or that hold something else."""
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def test_two_builds_are_the_same_to_the_byte(
    pilots: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In another folder, from another process, whose sets are in another order."""
    folder, first = tmp_path_factory.mktemp("again"), pilots.folder.parent
    for name in INPUT:
        copy = shutil.copytree if (first / name).is_dir() else shutil.copyfile
        copy(first / name, folder / name)
    project = Project(folder)
    folders = {"--rules": project.rules, "--docs": project.docs, "--out": project.out}
    options = [str(each) for option in folders.items() for each in option]
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--plain", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=True,
    )
    assert differing(contents(pilots.folder), contents(project.out)) == set()


def test_what_did_not_change_is_not_written_again(
    gardeners: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("changed") / "copy"
    shutil.copytree(gardeners.folder.parent, folder)
    project, texts = Project(folder), folder / "build" / "docs"
    before = {each: (contents(each), dates(each)) for each in (texts, project.out)}

    change(project.rules / GARDENERS / "edition.yml", "by points.", "by points alone.")
    project.build()

    for each, (held, dated) in before.items():
        changed, now = differing(held, contents(each)), dates(each)
        assert changed
        assert {name for name in now if now[name] != dated.get(name)} == changed
