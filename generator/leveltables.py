"""What levels require as a table: a row for each requirement, a column for each level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from calculator import conditions
from calculator.area import Area
from calculator.conditions import Condition, Count, Line
from calculator.days import ALWAYS, Days
from calculator.edition import Edition
from calculator.levels import TOTAL, Level
from calculator.wording import Wording, in_language
from generator.words import Word

__all__ = ["Asked", "LevelRow", "LevelTable", "asks_for_answers", "level_table"]


class Asked(NamedTuple):
    """One thing that a level asks in a cell: in words, its places, the days on which it asks."""

    words: str
    cite: tuple[str, ...]
    days: Days = ALWAYS


class LevelRow(NamedTuple):
    """A requirement: what it is about, and what each level asks; nothing where it asks nothing."""

    words: str
    cells: tuple[tuple[Asked, ...], ...]


class LevelTable(NamedTuple):
    """The requirements of some levels in ascending order."""

    levels: tuple[Level, ...]
    rows: tuple[LevelRow, ...]


def asks_for_answers(levels: Iterable[Level]) -> bool:
    """Whether some level asks for more than points."""
    return any(
        line.space == "input" for level in levels for line in conditions.lines_of(level.requires)
    )


def level_table(
    edition: Edition, area: Area, wording: Wording, word: Word, language: str
) -> LevelTable:
    """The levels of an area, as far as its sources do not contradict themselves: as adopted."""
    levels = next(iter(edition.levels_of(area).variants.values()))
    words = _Words(area, wording, word, language)
    rows: dict[object, dict[str, list[Asked]]] = {}
    titles: dict[object, str] = {}
    for level in levels:
        for condition in level.requires:
            key = _about(condition)
            titles.setdefault(key, words.title(condition))
            rows.setdefault(key, {}).setdefault(level.name, []).extend(words.asked(condition))
    return LevelTable(
        levels,
        tuple(
            LevelRow(titles[key], tuple(tuple(cells.get(level.name, ())) for level in levels))
            for key, cells in rows.items()
        ),
    )


def _about(condition: Condition) -> object:
    """What a requirement is about, the same for every level that asks about it."""
    if isinstance(condition, Line):
        return condition.space, condition.name
    return frozenset(_about(each) for each in condition.of)


class _Words:
    """Puts requirements into words."""

    def __init__(self, area: Area, wording: Wording, word: Word, language: str) -> None:
        self._area = area
        self._wording = wording
        self._word = word
        self._language = language

    def title(self, condition: Condition) -> str:
        """What a requirement is about."""
        if isinstance(condition, Count):
            return self._word("site.one-of-several")
        if condition.space == "input":
            return self._noun(condition.name)
        if condition.space == "every":
            return self._word("site.every-metric")
        if condition.name == TOTAL:
            return self._word("site.total")
        track = self._area.tracks[0]
        return in_language(track.metrics[condition.name].title, self._language)

    def _noun(self, name: str) -> str:
        """Counted things are many; what is measured, chosen or affirmed is one."""
        question = self._area.inputs.get(name)
        counted = question is None or question.type == "count"
        return self._wording.noun(name, None if counted else Fraction(1))

    def asked(self, condition: Condition) -> Iterator[Asked]:
        """What a level asks, a line for each test."""
        if isinstance(condition, Line):
            yield Asked(self._test(condition), condition.cite, condition.days)
            return
        yield Asked(self._word("site.at-least-of", count=condition.least), condition.cite)
        for each in condition.of:
            for asked in self.asked(each):
                title = f"{self.title(each)} " if isinstance(each, Line) else ""
                yield asked._replace(words=f"{title}{asked.words}")

    def _test(self, line: Line) -> str:
        if line.space == "input":
            return self._wording.test(line.test, self._wording.answer(line.bound, line.name))
        return self._wording.points_asked(line.test, line.bound)
