"""What levels require as a table: a row for each requirement, a column for each level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import conditions
from calculator.area import Area
from calculator.conditions import Condition, Count, Line
from calculator.days import ALWAYS, Days
from calculator.levels import TOTAL, Level
from calculator.wording import Wording, in_language
from generator.load import Fields
from generator.references import as_list, mapping
from generator.source import Source
from generator.words import Word

__all__ = ["Asked", "LevelRow", "LevelTable", "asks_for_answers", "level_table", "sees_of"]


class Asked(NamedTuple):
    """One thing that a level asks in a cell.

    Attributes:
        words: what it asks.
        cite: its places.
        days: the days on which it asks.
        see: the readings that bear on it.
        lines: where it asks for so many of several, these.
    """

    words: str
    cite: tuple[str, ...]
    days: Days = ALWAYS
    see: tuple[str, ...] = ()
    lines: tuple[Asked, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """All that it cites, with its lines."""
        return (*self.cite, *(place for each in self.lines for place in each.places))


class LevelRow(NamedTuple):
    """A requirement: what it is about, and what each level asks; nothing where it asks nothing."""

    words: str
    cells: tuple[tuple[Asked, ...], ...]

    @property
    def places(self) -> tuple[str, ...]:
        """All that it cites."""
        return tuple(place for cell in self.cells for asked in cell for place in asked.places)


class LevelTable(NamedTuple):
    """The requirements of some levels in ascending order, and the readings that bear on a level."""

    levels: tuple[Level, ...]
    rows: tuple[LevelRow, ...]
    sees: Mapping[str, tuple[str, ...]]

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that bear on a level or on what it asks, each once."""
        cells = (asked for row in self.rows for cell in row.cells for asked in cell)
        found = [each for sees in self.sees.values() for each in sees]
        return tuple(dict.fromkeys([*found, *(name for each in cells for name in _seen(each))]))


def _seen(asked: Asked) -> Iterator[str]:
    yield from asked.see
    for each in asked.lines:
        yield from _seen(each)


def asks_for_answers(levels: Iterable[Level]) -> bool:
    """Whether some level asks for more than points."""
    return any(
        line.space == "input" for level in levels for line in conditions.lines_of(level.requires)
    )


def level_table(
    source: Source, area: Area, wording: Wording, word: Word, language: str
) -> LevelTable:
    """The levels of an area, as far as its sources do not contradict themselves: as adopted.

    Scores stand first, then what is asked in the order of the questions.
    """
    levels = next(iter(source.edition.levels_of(area).variants.values()))
    fields = _level_fields(source, area)
    words = _Words(area, wording, word, language)
    rows: dict[object, dict[str, list[Asked]]] = {}
    titles: dict[object, str] = {}
    places: dict[object, int] = {}
    for level in levels:
        written = as_list(mapping(fields.get(level.name)).get("requires"))
        for condition, line in zip(level.requires, written, strict=True):
            key = _about(condition)
            titles.setdefault(key, words.title(condition))
            places.setdefault(key, _place(area, condition))
            asked = words.asked(condition, mapping(line))
            rows.setdefault(key, {}).setdefault(level.name, []).append(asked)
    return LevelTable(
        levels,
        tuple(
            LevelRow(titles[key], tuple(tuple(rows[key].get(each.name, ())) for each in levels))
            for key in sorted(rows, key=places.__getitem__)
        ),
        {key: sees_of(mapping(level)) for key, level in fields.items()},
    )


def _level_fields(source: Source, area: Area) -> Fields:
    """The levels that judge an area, as data."""
    own = mapping(mapping(source.fields["areas"])[area.name])
    return mapping(own.get("levels") or mapping(source.fields.get("score")).get("levels"))


def sees_of(fields: Fields) -> tuple[str, ...]:
    """The readings that a level or a line of it names."""
    settled = mapping(fields.get("readings")).values()
    return tuple(dict.fromkeys(map(str, (*settled, *as_list(fields.get("see"))))))


def _place(area: Area, condition: Condition) -> int:
    """Where a requirement stands: a score before all, an answer as its question does."""
    order = {name: place for place, name in enumerate(area.inputs, 1)}
    places = []
    for line in conditions.lines_of((condition,)):
        if line.space != "input":
            return 0
        derived = area.derived.get(line.name)
        names = derived.terms if derived else (line.name,)
        places.append(min((order[name] for name in names if name in order), default=len(order)))
    return min(places, default=0)


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
            title = in_language(condition.title, self._language)
            return title or self._word("site.one-of-several")
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

    def asked(self, condition: Condition, fields: Fields, *, within: bool = False) -> Asked:
        """What a condition asks; `within` others, it says what it is about."""
        see = sees_of(fields)
        if isinstance(condition, Line):
            title = f"{self.title(condition)} " if within else ""
            words = title + self._test(condition)
            return Asked(words, condition.cite, condition.days, see)
        called = condition.title if within else None
        group = self._wording.group(condition.least, len(condition.of), called)
        words = f"{group[:1].upper()}{group[1:]}{self._word('site.colon').strip()}"
        written = map(mapping, as_list(fields.get("of")))
        lines = zip(condition.of, written, strict=True)
        of = tuple(self.asked(each, line, within=True) for each, line in lines)
        return Asked(words, condition.cite, see=see, lines=of)

    def _test(self, line: Line) -> str:
        if line.space == "input":
            return self._wording.test(line.test, self._wording.answer(line.bound, line.name))
        return self._wording.points_asked(line.test, line.bound)
