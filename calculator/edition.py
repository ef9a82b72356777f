"""One edition of a programme's rules, as immutable records.

`Edition.from_dict` is the one door: the command line, the tests, the site's build and the browser
all come through it. It reads what scoring and its explanation need and leaves the rest of the
edition to whoever renders it. The model knows no programme: its limits, levels, categories and
words are data.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import area, conditions, readings
from calculator.area import Area
from calculator.conditions import Condition
from calculator.errors import InvalidEdition, UnknownName
from calculator.inputs import Certification
from calculator.readings import Choices, Reading
from calculator.shapes import Fields, each, field, mapping, number, text, within, word
from calculator.steps import Text

__all__ = ["TOTAL", "Edition", "Level"]

TOTAL = "total"


class Level(NamedTuple):
    """What can be reached, and what it requires of the total and the metrics."""

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


class Edition(NamedTuple):
    """An edition: everything that scoring and its wording read."""

    name: str
    maximum: Fraction | None
    levels: Levels
    units: Mapping[str, Text]
    certifications: Mapping[str, Certification]
    readings: Mapping[str, Reading]
    areas: Mapping[str, Area]

    @classmethod
    def from_dict(cls, fields: Mapping[str, object]) -> Edition:
        """Read an edition from its canonical mapping.

        Raises:
            InvalidEdition: with the path of keys that leads to the mistake.
        """
        fields = mapping(fields)
        known = each(fields, "readings", readings.parse)
        score = mapping(field(fields, "score"))
        total = mapping(score.get("total", {}))
        edition = cls(
            name=word(fields, "edition"),
            maximum=number(total, "maximum") if "maximum" in total else None,
            levels=_levels(score, known),
            units=each(fields, "units", lambda _, unit: unit),
            certifications=each(fields, "certifications", _certification),
            readings=known,
            areas=each(fields, "areas", lambda name, member: area.parse(name, member, known)),
        )
        _check_levels(edition)
        return edition

    def area(self, name: str) -> Area:
        """An area by its key."""
        if name not in self.areas:
            raise UnknownName("area", name, self.areas)
        return self.areas[name]

    def contradictions(self, scored: Area) -> tuple[Reading, ...]:
        """The contradictions that bear on an area's score."""
        bearing = {*scored.readings(), *self.levels.readings}
        return tuple(reading for reading in self.readings.values() if reading.name in bearing)


def _certification(_name: str, fields: Fields) -> Certification:
    until, retires = (
        word(fields, key) if key in fields else "" for key in ("counts_until", "retires")
    )
    return Certification(word(fields, "title"), until, retires)


def _levels(score: Fields, known: Mapping[str, Reading]) -> Levels:
    def read(levels: object) -> tuple[Level, ...]:
        return tuple(each({"levels": levels}, "levels", _level).values())

    return Levels(*readings.variants(score.get("levels", {}), known, read))


def _level(name: str, fields: Fields) -> Level:
    return Level(name, text(fields, "title"), conditions.parse_all(fields, "requires"))


def _check_levels(edition: Edition) -> None:
    """A level asks for the total, for every metric, or for a metric that each track has."""
    tracks = [track for scored in edition.areas.values() for track in scored.tracks]
    for level in (level for levels in edition.levels.variants.values() for level in levels):
        for line in conditions.lines_of(level.requires):
            every = line.space == "every" and line.name == "metric"
            known = line.name == TOTAL or all(line.name in track.metrics for track in tracks)
            if not every and not (line.space == "score" and known):
                with within("score", "levels", level.name):
                    raise InvalidEdition(f"a level cannot ask for the {line.space} '{line.name}'")
