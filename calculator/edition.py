"""One edition of a programme's rules, as immutable records.

`Edition.from_dict` is the one door: the command line, the tests and the site's build come through
it. The browser gets what the build has read, and comes through `Edition.from_checked`, which reads
the same later. An edition holds what scoring and its explanation need and leaves the rest to
whoever renders it. The model knows no programme: its limits, levels, categories and words are data.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import area, levels, readings
from calculator.area import Area
from calculator.errors import InvalidEdition, UnknownName
from calculator.inputs import Certification
from calculator.later import Later
from calculator.levels import Levels
from calculator.readings import Reading
from calculator.shapes import Fields, each, mapping, number, within, word
from calculator.steps import Text

__all__ = ["Edition"]


class Edition(NamedTuple):
    """An edition: everything that scoring and its wording read.

    `windows` are the months in which one day that qualifies is enough; None if nobody states them.
    """

    name: str
    maximum: Fraction | None
    levels: Levels
    units: Mapping[str, Text]
    certifications: Mapping[str, Certification]
    readings: Mapping[str, Reading]
    areas: Mapping[str, Area]
    windows: Mapping[str, int | None]

    @classmethod
    def from_dict(cls, fields: Mapping[str, object]) -> Edition:
        """Read an edition from its canonical mapping.

        Raises:
            InvalidEdition: with the path of keys that leads to the mistake.
        """
        fields = mapping(fields)
        known = each(fields, "readings", readings.parse)
        areas = each(fields, "areas", lambda name, member: area.parse(name, member, known))
        edition = cls._of(fields, known, areas)
        _check_levels(edition)
        return edition

    @classmethod
    def from_checked(cls, fields: Mapping[str, object]) -> Edition:
        """Read an edition that `from_dict` has read before, each area only when it is asked for.

        The browser scores one area, and what it gets was checked when the site was built.
        """
        fields = mapping(fields)
        known = each(fields, "readings", readings.parse)
        members = mapping(fields["areas"])
        areas = Later(members, lambda name: area.parse(name, mapping(members[name]), known))
        return cls._of(fields, known, areas)

    @classmethod
    def _of(
        cls, fields: Fields, known: Mapping[str, Reading], areas: Mapping[str, Area]
    ) -> Edition:
        score = mapping(fields.get("score", {}))
        total = mapping(score.get("total", {}))
        return cls(
            name=word(fields, "edition"),
            maximum=number(total, "maximum") if "maximum" in total else None,
            levels=levels.parse(score, known),
            units=each(fields, "units", lambda _, unit: unit),
            certifications=each(fields, "certifications", _certification),
            readings=known,
            areas=areas,
            windows=_windows(score),
        )

    def area(self, name: str) -> Area:
        """An area by its key."""
        if name not in self.areas:
            raise UnknownName("area", name, self.areas)
        return self.areas[name]

    def levels_of(self, scored: Area) -> Levels:
        """The levels that an area is judged by: its own, or those that all areas share."""
        return self.levels if scored.levels is None else scored.levels

    def contradictions(self, scored: Area) -> tuple[Reading, ...]:
        """The contradictions that bear on an area's score."""
        bearing = {*scored.readings(), *self.levels_of(scored).readings}
        return tuple(reading for reading in self.readings.values() if reading.name in bearing)


def _certification(_name: str, fields: Fields) -> Certification:
    until, retires = (
        word(fields, key) if key in fields else "" for key in ("counts_until", "retires")
    )
    return Certification(word(fields, "title"), until, retires)


def _windows(score: Fields) -> dict[str, int | None]:
    """How many months each window has, by its key."""
    with within("score"):
        return each(score, "windows", lambda _, window: _months(window))


def _months(window: Fields) -> int | None:
    if "months" not in window:
        return None
    months = number(window, "months")
    if months < 1 or months.denominator != 1:
        raise InvalidEdition("a whole number of 1 or more is expected", ("months",))
    return int(months)


def _check_levels(edition: Edition) -> None:
    """Every area has what the levels ask for that it is judged by."""
    for name, scored in edition.areas.items():
        with within(*(("score",) if scored.levels is None else ("areas", name))):
            levels.check(edition.levels_of(scored), *scored.measured())
