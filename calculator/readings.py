"""Readings: where the sources contradict themselves, are silent or are unclear.

A reading settles a field of a rule. To score under another value, the field is replaced in the data
before the rule is read; scoring itself knows nothing of readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import NamedTuple, TypeVar

from calculator.errors import InvalidEdition
from calculator.numeral import from_exact
from calculator.shapes import Fields, field, items, mapping, text, word
from calculator.steps import Text

__all__ = ["Choices", "Reading", "combinations", "parse", "variants"]

T = TypeVar("T")
Choices = Mapping[str, object]
"""A value for each of some readings."""

TEST = "test"
TESTS = ("at_least", "more_than", "below", "is", "in")


class Reading(NamedTuple):
    """A point on which the sources contradict themselves, are silent or are unclear.

    `values` are those that the sources print, the adopted one first.
    """

    name: str
    kind: str
    question: Text
    values: tuple[object, ...]

    @property
    def is_contradiction(self) -> bool:
        """Whether the source prints different values side by side."""
        return self.kind == "contradiction"


def parse(name: str, fields: Fields) -> Reading:
    """Read a reading."""
    printed = [mapping(each).get("value") for each in items(fields, "says")]
    adopted = field(fields, "adopted")
    if not all(isinstance(value, int | str | None) for value in (adopted, *printed)):
        raise InvalidEdition("a number, a flag or a word is expected")
    others = [value for value in dict.fromkeys(printed) if value is not None and value != adopted]
    return Reading(name, word(fields, "kind"), text(fields, "question"), (adopted, *others))


def combinations(readings: Iterable[Reading]) -> tuple[Choices, ...]:
    """Every combination of the readings' values, the adopted ones first."""
    listed = tuple(readings)
    names = tuple(reading.name for reading in listed)
    values = product(*(reading.values for reading in listed))
    return tuple(dict(zip(names, chosen, strict=True)) for chosen in values)


def variants(
    value: object, readings: Mapping[str, Reading], read: Callable[[object], T]
) -> tuple[tuple[str, ...], dict[tuple[object, ...], T]]:
    """Read a rule under every combination of the contradictions that settle a field of it.

    Gives the names of those readings, and what was read by the tuple of their values.
    """
    touching = tuple(
        readings[name]
        for name in dict.fromkeys(_settled_by(value))
        if name in readings and readings[name].is_contradiction
    )
    found = {
        tuple(choices.values()): read(_choose(value, choices)) for choices in combinations(touching)
    }
    return tuple(reading.name for reading in touching), found


def _settled_by(value: object) -> list[str]:
    """The readings that settle a field somewhere in a rule, in the order of the rule."""
    if isinstance(value, Mapping):
        own = [str(reading) for reading in mapping(value.get("readings", {})).values()]
        inner = (member for key, member in value.items() if key != "readings")
        return own + [name for member in inner for name in _settled_by(member)]
    if isinstance(value, list | tuple):
        return [name for member in value for name in _settled_by(member)]
    return []


def _choose(value: object, choices: Choices) -> object:
    """A rule with the chosen values in the fields that its readings settle."""
    if isinstance(value, list | tuple):
        return [_choose(member, choices) for member in value]
    if not isinstance(value, Mapping):
        return value
    chosen = {key: _choose(member, choices) for key, member in value.items()}
    for settled, reading in mapping(value.get("readings", {})).items():
        if str(reading) not in choices:
            continue
        if settled == TEST:
            chosen = {key: each for key, each in chosen.items() if key not in TESTS}
            chosen |= _test(choices[str(reading)])
        else:
            chosen[settled] = choices[str(reading)]
    return chosen


def _test(written: object) -> dict[str, object]:
    """A test written as a value, such as `at_least 1`."""
    test, _, bound = str(written).partition(" ")
    try:
        from_exact(bound)
    except (ValueError, ZeroDivisionError):
        raise InvalidEdition(f"'{written}' is not a test such as 'at_least 1'") from None
    return {test: bound}
