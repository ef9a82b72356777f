"""CPU time of `saiten build` beside that of MkDocs alone on the same Markdown.

Each is a process of its own, and what is measured is what it and its children spent. Compression
and the cached runtime are apart: `saiten build --plain`. MkDocs runs once per language with the
same configuration, theme and navigation, on the Markdown that the build wrote.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.peers import EDITION
from generator.drafts import new_edition
from generator.shelf import read_shelf
from generator.site import Options, configure, rendered
from generator.words import LANGUAGES

__all__ = ["Programme", "mkdocs_seconds", "pages", "prepare", "saiten_seconds"]

ROOT = Path(__file__).parents[1]


class Programme(NamedTuple):
    """A copy of the rules and documents, with its own configuration and build folder."""

    folder: Path

    @property
    def options(self) -> Options:
        return Options(self.folder / "rules", self.folder / "docs", self.folder / "site")


def prepare(folder: Path, wanted: int = 0) -> Programme:
    """Copy the repository's rules and documents, and build them once.

    Args:
        folder: where to; what is there is deleted.
        wanted: so many pages at least; drafts of further editions, copies of the first, make them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("rules", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copyfile(ROOT / name, folder / name)
    programme = Programme(folder)
    _fill(programme.options.rules, wanted)
    saiten_seconds(programme)
    return programme


def _fill(rules: Path, wanted: int) -> None:
    """Add drafts, which all make as many pages as the first of them."""
    missing = wanted - _planned(rules)
    if missing <= 0:
        return
    day = date.fromisoformat(EDITION) + timedelta(days=1)
    new_edition(rules, day.isoformat(), EDITION)
    left = wanted - _planned(rules)
    for _ in range(ceil(left / (missing - left))):
        day += timedelta(days=1)
        new_edition(rules, day.isoformat(), EDITION)


def _planned(rules: Path) -> int:
    """How many pages the rules will make, in all languages."""
    shelf = read_shelf(rules)
    return sum(1 for language in LANGUAGES for _ in rendered(shelf, language))


def pages(programme: Programme) -> int:
    """How many pages MkDocs makes, in all languages."""
    return sum(1 for _ in (programme.options.work / "docs").rglob("*.md"))


def saiten_seconds(programme: Programme) -> float:
    """CPU seconds of a whole build."""
    options = programme.options
    folders: list[str | Path] = [
        "--rules",
        options.rules,
        "--docs",
        options.docs,
        "--out",
        options.out,
    ]
    return _cpu([sys.executable, "-m", "generator", "build", "--plain", *folders])


def mkdocs_seconds(programme: Programme) -> float:
    """CPU seconds of MkDocs for all languages."""
    shelf = read_shelf(programme.options.rules)
    spent = 0.0
    for language in LANGUAGES:
        options = programme.options
        config = configure(options, shelf, language)
        own = {
            "INHERIT": str(options.config(language)),
            "docs_dir": config.docs_dir,
            "site_dir": str(programme.folder / "mkdocs" / language),
            "nav": config.nav,
            "theme": {"custom_dir": str(options.docs / "theme")},
            "extra_javascript": ["assets/javascripts/saiten.mjs"],
        }
        path = programme.folder / f"plain.{language}.yml"
        path.write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
        spent += _cpu([sys.executable, "-m", "mkdocs", "build", "--no-strict", "-q", "-f", path])
    return spent


def _cpu(command: Sequence[str | Path]) -> float:
    """CPU seconds of a process and its children.

    Raises:
        RuntimeError: it fails; with what it said.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [str(each) for each in command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        raise RuntimeError(f"{command}: {run.stdout[-2000:]}{run.stderr[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
