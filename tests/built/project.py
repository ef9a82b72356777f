"""A copy of rules and documents: a test may change it, and no build meets another."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from generator import site
from generator.site import Options

__all__ = ["EDITION", "ROOT", "Project", "change", "copy_project"]

ROOT = Path(__file__).resolve().parents[2]
EDITION = "2022-03-16"


@dataclass(frozen=True)
class Project:
    """A folder that holds what a build reads; its site is written beside it."""

    folder: Path

    @property
    def rules(self) -> Path:
        return self.folder / "rules"

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    @property
    def out(self) -> Path:
        return self.folder / "site"

    @property
    def edition(self) -> Path:
        """The files of the edition."""
        return self.rules / EDITION

    def build(self) -> Path:
        """Build the site, without a word."""
        site.build(Options(self.rules, self.docs, self.out), lambda _message: None)
        return self.out


def copy_project(folder: Path, *, published: bool = False) -> Project:
    """Copy the documents, and of the rules the first edition as a draft, or all as published."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    if published:
        shutil.copytree(ROOT / "rules", folder / "rules")
    else:
        shutil.copytree(ROOT / "rules" / EDITION, folder / "rules" / EDITION)
        index = f"current: {EDITION}\neditions: [{EDITION}]\n"
        (folder / "rules" / "index.yml").write_text(index, encoding="utf-8")
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, folder)
    return Project(folder)


def change(path: Path, old: str, new: str) -> None:
    """Change the one place in a file that says `old`."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} says {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
