"""The invented guild with two published editions and a draft, and ways to damage them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator import published
from generator.drafts import new_edition
from generator.findings import Finding
from generator.load import load_edition
from generator.verify import verify_all
from tests.generator.guild import KEY, write_guild

__all__ = ["DAY", "DRAFT", "LATER", "edit", "every_finding", "line_of", "publish_guild", "rewrite"]

LATER = "1812-01-01"
DRAFT = "1813-01-01"
DAY = "1814-05-01"


def publish_guild(folder: Path) -> Path:
    """Two published editions, the second one current, and a draft; the folder of the rules."""
    rules = write_guild(folder)
    for key in (LATER, DRAFT):
        new_edition(rules, key, KEY)
    for key in (KEY, LATER):
        published.publish(rules, load_edition(rules, key), DAY)
    edit(rules / "index.yml", f"current: {KEY}", f"current: {LATER}")
    return rules


def every_finding(rules: Path) -> list[Finding]:
    """What `saiten check` prints."""
    index, editions = verify_all(rules)
    return [*index.findings, *(finding for each in editions for finding in each.findings)]


def edit(path: Path, old: str, new: str) -> None:
    """Change the first place in a file that says `old`."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not say {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    """The line of a file in which a text first stands."""
    return path.read_text(encoding="utf-8").partition(text)[0].count("\n") + 1


def rewrite(path: Path, change: Callable[[Any], None]) -> None:
    """Change a publication as a program would, with the digest of what it then holds."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    change(stored)
    stored["digest"] = published.digest(stored["edition"])
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
