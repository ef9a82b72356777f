"""Levels: what can be reached, what each requires, and how far a score has come.

A level requires lines about scores (the total, a metric, every metric) and about answers. Levels
stand in ascending order; a programme may have several, with points or without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from calculator import conditions, readings
from calculator.conditions import Condition, Count, Line, Truth
from calculator.errors import InvalidEdition
from calculator.ranges import Range
from calculator.readings import Choices, Reading
from calculator.shapes import Fields, each, text, within
from calculator.steps import Amount, Step, Text

__all__ = ["TOTAL", "Level", "Levels", "Outcome", "check", "floors", "parse", "reached"]

TOTAL = "total"


class Level(NamedTuple):
    """What can be reached, and what it requires of scores and answers."""

    name: str
    title: Text
    requires: tuple[Condition, ...]


class Levels(NamedTuple):
    """The levels in ascending order, under every combination of the readings that touch them."""

    readings: tuple[str, ...]
    variants: Mapping[tuple[object, ...], tuple[Level, ...]]

    def under(self, choices: Choices) -> tuple[Level, ...]:
        """The levels under some choice of values for the readings."""
        return self.variants[tuple(choices[reading] for reading in self.readings)]


class Outcome(NamedTuple):
    """A level, whether it is reached (None while that is open), and a step for each line."""

    level: Level
    truth: Truth
    steps: tuple[Step, ...]

    @property
    def failing(self) -> tuple[Step, ...]:
        """The lines that keep the level out of reach, whatever is still answered."""
        return tuple(_failing(self.steps))


def parse(fields: Fields, known: Mapping[str, Reading]) -> Levels:
    """Read the `levels` of a mapping; none where they are left out."""

    def read(levels: object) -> tuple[Level, ...]:
        return tuple(each({"levels": levels}, "levels", _level).values())

    return Levels(*readings.variants(fields.get("levels", {}), known, read))


def _level(name: str, fields: Fields) -> Level:
    return Level(name, text(fields, "title"), conditions.parse_all(fields, "requires"))


def check(levels: Levels, scores: Iterable[str], numbers: set[str], words: set[str]) -> None:
    """What levels ask for exists: a score that every track has, or an answer of its kind.

    Args:
        levels: the levels of an area.
        scores: the metrics that every track has.
        numbers: the inputs and derived inputs whose value is a number.
        words: the inputs whose value is none.

    Raises:
        InvalidEdition: a level asks for something else.
    """
    metrics = set(scores)
    for level in (level for variant in levels.variants.values() for level in variant):
        with within("levels", level.name):
            for line in conditions.lines_of(level.requires):
                _check_line(line, metrics, numbers, words)


def _check_line(line: Line, metrics: set[str], numbers: set[str], words: set[str]) -> None:
    ordered = line.test in conditions.ORDERED
    known = {
        "every": {"metric"} if metrics else set(),
        "score": {TOTAL, *metrics} if metrics else set(),
        "input": numbers if ordered else numbers | words,
    }
    if line.name not in known[line.space]:
        raise InvalidEdition(f"a level cannot ask for the {line.space} '{line.name}'")


def reached(
    levels: Iterable[Level], scores: Mapping[str, Range], answers: conditions.LookUp, day: str
) -> tuple[Outcome, ...]:
    """How each level comes out on a day, for some scores (`total` among them) and answers."""

    def look_up(space: str, name: str) -> Amount:
        return answers(space, name) if space == "input" else scores[name]

    outcomes = []
    for level in levels:
        requires = _written_out(conditions.in_force(level.requires, day), scores)
        outcomes.append(Outcome(level, *conditions.check_all(requires, look_up)))
    return tuple(outcomes)


def _written_out(
    requires: Iterable[Condition], scores: Mapping[str, Range]
) -> tuple[Condition, ...]:
    """Requirements with `every: metric` written out for each metric."""
    written: list[Condition] = []
    for each_line in requires:
        if isinstance(each_line, Count):
            written.append(each_line._replace(of=_written_out(each_line.of, scores)))
        elif each_line.space == "every":
            written += [
                each_line._replace(space="score", name=name) for name in scores if name != TOTAL
            ]
        else:
            written.append(each_line)
    return tuple(written)


def _failing(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        if step.holds is False:
            yield from _failing(step.steps) if step.kind == "count" else (step,)


def floors(levels: tuple[Level, ...], day: str) -> tuple[Line, ...]:
    """What the lowest level requires of every metric."""
    requires = conditions.in_force(levels[0].requires, day) if levels else ()
    return tuple(line for line in conditions.lines_of(requires) if line.space == "every")
