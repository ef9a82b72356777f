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
from generator.published import Note
from generator.recorded import record
from generator.verify import verify_all
from tests.generator.guild import KEY, write_guild

__all__ = [
    "DAY",
    "DRAFT",
    "ERRATA",
    "LATER",
    "edit",
    "every_finding",
    "line_of",
    "publish_guild",
    "publish_history",
    "rewrite",
]

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


def publish_history(folder: Path) -> Path:
    """The guild with a correction, a withdrawal, an erratum, moved dates and a licence."""
    rules = publish_guild(folder)
    edit(rules / KEY / "score.yml", "en: Craft", "en: Crafts")
    mended = {"ja": "直した。", "en": "Mended."}
    published.correct(rules, load_edition(rules, KEY), Note("1815-01-01", **mended))
    third = "1812-06-01"
    new_edition(rules, third, KEY)
    for key, day in ((third, "1812-10-02"), (DRAFT, "1899-09-09")):
        (rules / key / "timeline.yml").write_text(TIMELINE.replace("DAY", day), encoding="utf-8")
    published.publish(rules, load_edition(rules, third), "1815-02-02")
    published.withdraw(rules, LATER, Note("1815-03-03", **mended))
    (rules / KEY / "errata.yml").write_text(ERRATA, encoding="utf-8")
    record(rules, load_edition(rules, KEY), "1815-04-04")
    edit(rules / "index.yml", f"current: {LATER}", f"current: {third}")
    with (rules / "index.yml").open("a", encoding="utf-8") as file:
        file.write('license: {name: Free, url: "https://licence.example/"}\n')
    return rules


TIMELINE = """\
dates:
  feast:
    date: DAY
    title: {ja: "祭り; 灯り, 油", en: "Feast; light, and oil \\\\ more"}
    changeable: true
    cite: scroll
    statements:
      long:
        text:
          ja: 長い説明なので折り返しが必要です。文字の途中では折り返しません。
          en: A long sentence, which must be folded in a calendar, and never within a letter.
        cite: scroll
"""
ERRATA = """\
errata:
  oil-unit:
    date: 1815-04-04
    text: {ja: 油の単位の誤り, en: The oil is counted in jars}
    cite: tablet
    pages: [areas/harbour]
"""


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
