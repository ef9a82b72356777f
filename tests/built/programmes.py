"""Two small programmes that resemble the published ones in nothing, built like any other."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.built.html import Built
from tests.built.project import ROOT, Project

__all__ = ["GARDENERS", "PILOTS", "PROGRAMMES", "build"]

PROGRAMMES = ROOT / "tests" / "programmes"
PILOTS = "1890-04-01"
"""Tiers without points."""
GARDENERS = "1955-05-05"
"""Bands, two answers crossed, bonuses, two pass marks, no maximum."""


def build(name: str, folder: Path) -> Built:
    """Build a programme with the documents and the theme of this project."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(PROGRAMMES / name, folder / "rules")
    for config in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / config, folder)
    return Built(Project(folder).build())
