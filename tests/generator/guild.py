"""An invented edition as rule files, and a way to plant mistakes in rule files and find them again.

A planted text marks with ⟦⟧ where the finding must stand; the marks are taken out before the file
is written, so that line and column follow from the text itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.findings import Finding
from generator.verify import Verified, verify

__all__ = [
    "FILES",
    "KEY",
    "Expected",
    "Mistake",
    "check_copy",
    "found_at",
    "plant",
    "write_guild",
]

KEY = "1811-02-28"

FILES: Mapping[str, str] = {
    "edition.yml": """\
edition: 1811-02-28
title: {ja: 1811年版, en: Edition of 1811}
programme: {ja: 灯りの組合, en: Guild of Lanterns}
publisher: {ja: 組合, en: The guild}
summary: {ja: 灯りの点数, en: What a light is worth}
checked: 2026-11-23
areas: [harbour, hill]
notice: {ja: 独立した出版物, en: An independent publication}
nouns:
  area: {ja: 場所, en: [place, places]}
units:
  lanterns: {ja: 個, en: [lantern, lanterns]}
  people: {ja: 人, en: [person, people]}
  points: {ja: 点, en: [point, points]}
abbreviations:
  LH: {title: {ja: 灯台, en: Lighthouse}, cite: scroll}
""",
    "sources.yml": """\
documents:
  roll:
    title: {ja: 巻物, en: Roll}
    kind: official
    about: {ja: 組合の巻物, en: The guild's roll}
    dated: "1811"
places:
  scroll: {document: roll, heading: 灯りについて, title: {ja: 灯り, en: Of lights}, page: 1}
  tablet: {document: roll, heading: 油について, title: {ja: 油, en: Of oil}, page: 2}
""",
    "score.yml": """\
total: {maximum: 13, cite: scroll}
categories:
  craft: {title: {ja: 技, en: Craft}, cite: scroll}
levels:
  journeyman:
    title: {ja: 職人, en: Journeyman}
    requires:
      - {score: total, at_least: 7, cite: scroll}
      - {every: metric, more_than: 0, cite: scroll}
""",
    "certifications.yml": """\
certifications:
  wick-master: {title: Wick Master, cite: scroll}
  glass-blower: {title: Glass Blower, cite: scroll}
""",
    "readings.yml": """\
oil-needed:
  kind: contradiction
  question: {ja: 油は4か6か, en: "Is 4 of oil needed, or 6?"}
  says:
    - {value: 4, cite: scroll}
    - {value: 6, cite: tablet}
  adopted: 4
  answer: {ja: 4とする, en: 4 is taken}
  because: {ja: 巻物が先, en: The scroll comes first}
  evidence: [scroll]
moonlight:
  kind: silence
  question: {ja: 月夜は, en: "What of moonlight?"}
  adopted: ignored
  answer: {ja: 数えない, en: It is not counted}
  because: {ja: 書かれていない, en: Nothing is written}
""",
    "transition.yml": """\
milestones:
  spring: {title: {ja: 春, en: Spring}, date: 1811-03-21, cite: scroll}
situations:
  newcomer:
    title: {ja: 新人, en: Newcomer}
    from: spring
    cite: scroll
    statements:
      welcome: {text: {ja: ようこそ, en: Welcome}, cite: scroll}
""",
    "areas/harbour.yml": """\
area: harbour
title: {ja: 港, en: Harbour}
designation: {ja: 港の灯, en: Harbour light}
statements:
  bright:
    text: {ja: 明るいこと, en: It must be bright}
    cite: scroll
inputs:
  lit:
    type: count
    unit: lanterns
    noun: {ja: 灯, en: [light, lights]}
    ask: {ja: いくつ, en: How many}
    cite: scroll
  broken:
    type: count
    unit: lanterns
    ask: {ja: 破損は, en: How many broke}
    cite: scroll
  oil:
    type: number
    ask: {ja: 油は, en: How much oil}
    cite: tablet
    see: [oil-needed]
  at-sea:
    type: flag
    ask: {ja: 海か, en: At sea}
    cite: scroll
derived:
  shining:
    net: {gained: lit, lost: broken}
    noun: {ja: 純増, en: [net light, net lights]}
    unit: lanterns
    cite: scroll
metrics:
  light:
    category: craft
    title: {ja: 灯り, en: Light}
    rule:
      points: 6
      per: shining
      full_at: 9
      when:
        - {input: oil, at_least: 4, cite: scroll, readings: {at_least: oil-needed}}
    attribution: [LH]
    cite: scroll
  trade:
    category: craft
    title: {ja: 取引, en: Trade}
    rule:
      table:
        - points: 7
          when: [{input: lit, at_least: 9, cite: scroll}, {input: at-sea, is: true, cite: scroll}]
        - points: 3
          when: [{input: lit, at_least: 1, cite: scroll}]
    cite: scroll
""",
    "areas/hill.yml": """\
area: hill
title: {ja: 丘, en: Hill}
designation: {ja: 丘の灯, en: Hill light}
unpublished: {text: {ja: 書かれていない, en: Not written}, cite: scroll}
inputs:
  makers:
    type: count
    unit: people
    from: {holders: [wick-master, glass-blower]}
    ask: {ja: 作り手は, en: How many makers}
    cite: scroll
  shown:
    type: points
    unit: points
    ask: {ja: 点は, en: How many points}
    cite: scroll
metrics:
  people:
    category: craft
    title: {ja: 人, en: People}
    rule: {points: 4, per: makers, full_at: 2}
    cite: scroll
  light:
    category: craft
    title: {ja: 灯り, en: Light}
    rule: {points: 9, per: shown, full_at: 9}
    cite: scroll
""",
    "cases.yml": """\
cases:
  bright:
    title: {ja: 明るい, en: Bright}
    area: harbour
    answers: {lit: 10, broken: 1, oil: 5, at-sea: true}
    expect:
      status: depends-on-reading
      points: 13
      metrics: {light: 6, trade: 7}
      readings:
        - {choices: {oil-needed: 6}, status: not-qualified, points: 7}
  makers:
    title: {ja: 作り手, en: Makers}
    area: hill
    answers:
      people:
        - {person: Aya, holds: [wick-master]}
      shown: 9
    expect: {status: qualified, points: 11, missing: []}
""",
}

_BEGIN, _END = "⟦", "⟧"


class Mistake(NamedTuple):
    """A text of a file put in the place of another; ⟦⟧ marks where its finding must stand."""

    file: str
    old: str
    new: str
    code: str
    hint: str


class Expected(NamedTuple):
    """Where a finding must stand: file, line and column, and its code."""

    file: str
    line: int
    column: int
    code: str


def write_guild(folder: Path, changes: Mapping[str, str] | None = None) -> Path:
    """Write the invented edition, with other texts for some of its files; the folder of rules."""
    for name, text in {**FILES, **(changes or {})}.items():
        path = folder / KEY / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "index.yml").write_text(f"current: {KEY}\neditions: [{KEY}]\n", encoding="utf-8")
    return folder


def plant(edition: Path, mistakes: Iterable[Mistake]) -> list[Expected]:
    """Plant mistakes in the files of an edition, and say where each must be found."""
    planted: dict[str, list[Mistake]] = {}
    for each in mistakes:
        planted.setdefault(each.file, []).append(each)
    return [place for name, group in planted.items() for place in _plant(edition, name, group)]


def _plant(edition: Path, name: str, mistakes: list[Mistake]) -> list[Expected]:
    path = edition / name
    text = path.read_text(encoding="utf-8")
    for number, each in enumerate(mistakes):
        assert text.count(each.old) >= 1, f"{name} has no {each.old!r} to plant a mistake in"
        assert each.new.count(f"{_BEGIN}{_END}") == 1, each.new
        text = text.replace(each.old, each.new.replace(_END, f"{number}{_END}"), 1)
    places = []
    for number, each in enumerate(mistakes):
        before = text[: text.index(f"{_BEGIN}{number}{_END}")]
        line = before.count("\n") + 1
        start = before[before.rfind("\n") + 1 :]
        others = sum(len(str(other)) + 2 for other in _marks_in(start))
        places.append(Expected(name, line, len(start) - others + 1, each.code))
    for number in range(len(mistakes)):
        text = text.replace(f"{_BEGIN}{number}{_END}", "")
    path.write_text(text, encoding="utf-8")
    return places


def _marks_in(text: str) -> list[int]:
    return [int(part.partition(_END)[0]) for part in text.split(_BEGIN)[1:]]


def found_at(edition: Path, finding: Finding) -> Expected:
    """Where a finding stands."""
    name = finding.mark.path.relative_to(edition).as_posix()
    return Expected(name, finding.mark.line, finding.mark.column, finding.code)


def check_copy(
    source: Path, folder: Path, mistakes: Iterable[Mistake]
) -> tuple[Verified, Path, list[Expected]]:
    """Copy an edition, plant mistakes in the copy and check it."""
    rules = folder / "rules"
    shutil.copytree(source.parent, rules, ignore=shutil.ignore_patterns("published"))
    places = plant(rules / source.name, mistakes)
    return verify(rules, source.name), rules / source.name, places
