"""`saiten init`: a new programme that builds as it is, to be filled with its rules."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.errors import BuildError
from generator.schemafiles import write_schemas
from generator.words import LANGUAGES

__all__ = ["init"]

SKELETON = Path(__file__).parent / "skeleton"
ROOT = Path(__file__).resolve().parents[1]
CONFIGS = ("mkdocs.yml", "mkdocs.en.yml")
EDITION = "{edition}"
SHARED = "developers.md"
"""The page on the API, which is the same for every programme."""


def init(folder: Path, edition: str) -> None:
    """Write rules, documents, theme and configuration of a new programme into an empty folder.

    Raises:
        BuildError: the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BuildError(f"{folder} is not empty", "name a new folder")
    shutil.copytree(SKELETON / "docs", folder / "docs")
    for language in LANGUAGES:
        shutil.copy(ROOT / "docs" / language / SHARED, folder / "docs" / language)
    shutil.copytree(ROOT / "docs" / "theme", folder / "docs" / "theme")
    for name in CONFIGS:
        shutil.copy(ROOT / name, folder / name)
    for path in sorted((SKELETON / "rules").rglob("*.yml")):
        relative = path.relative_to(SKELETON / "rules")
        parts = [edition if part == "edition" else part for part in relative.parts]
        target = folder.joinpath("rules", *parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8").replace(EDITION, edition)
        target.write_text(text, encoding="utf-8")
    write_schemas(folder / "rules")
