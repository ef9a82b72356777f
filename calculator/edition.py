"""One edition of a programme's rules, as immutable records.

`Edition.from_dict` is the one door: the command line, the tests, the site's build and the browser
all come through it. It reads what scoring and its explanation need and leaves the rest of the
edition to whoever renders it. The model knows no programme: its limits, levels, categories and
words are data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple, TypeVar

from calculator import conditions, derive, rules
from calculator.conditions import Condition, Line
from calculator.derive import Derived
from calculator.errors import InvalidEdition, UnknownName
from calculator.rules import Rule
from calculator.shapes import (
    Fields,
    cite,
    field,
    items,
    mapping,
    number,
    optional_text,
    text,
    within,
    word,
)
from calculator.steps import Cite, Text

__all__ = ["Area", "Edition", "Input", "Level", "Metric", "Reading", "Track"]

T = TypeVar("T")

INPUT_TYPES = ("count", "number", "money", "percent", "flag", "choice", "points")
ROSTER = "people"
TOTAL = "total"


class Input(NamedTuple):
    """A question to the partner.

    `holders` names the certifications whose holders in the roster answer it; `options` are the
    choices of a `choice`; `unanswered` is what a flag means while it is not answered, if the
    edition says so.
    """

    name: str
    type: str
    ask: Text
    noun: Text | None
    unit: str
    holders: frozenset[str]
    options: Mapping[str, Text]
    unanswered: bool | None
    cite: Cite


class Reading(NamedTuple):
    """A point on which the sources contradict themselves, are silent or are unclear.

    `values` are those that the sources print, the adopted one first.
    """

    name: str
    kind: str
    question: Text
    values: tuple[object, ...]


class Metric(NamedTuple):
    """A metric: its rule under every combination of the readings that touch it.

    `readings` names them; `rules` has one rule for each combination of their values.
    """

    name: str
    category: str
    title: Text
    readings: tuple[str, ...]
    rules: Mapping[tuple[object, ...], Rule]
    cite: Cite

    def chosen(self, choices: Mapping[str, object]) -> tuple[object, ...]:
        """The key of the rule that applies under some choice of values for the readings."""
        return tuple(choices[reading] for reading in self.readings)


class Track(NamedTuple):
    """One way of being scored in an area; the only track of an area without tracks has no name."""

    name: str | None
    title: Text | None
    when: tuple[Condition, ...]
    metrics: Mapping[str, Metric]


class Area(NamedTuple):
    """A solution area: its questions, derived inputs and tracks.

    `choose` says which track counts: `best`, the one with the higher total, or `assigned`, the
    first whose condition holds. `readings` are the contradictions that bear on it.
    """

    name: str
    title: Text
    designation: Text
    inputs: Mapping[str, Input]
    derived: Mapping[str, Derived]
    choose: str
    tracks: tuple[Track, ...]
    readings: tuple[Reading, ...]

    def combinations(self) -> tuple[Mapping[str, object], ...]:
        """Every combination of the contradictory values, the adopted ones first."""
        names = tuple(reading.name for reading in self.readings)
        values = product(*(reading.values for reading in self.readings))
        return tuple(dict(zip(names, chosen, strict=True)) for chosen in values)

    def track(self, name: str) -> Track:
        """A track by its name."""
        for each in self.tracks:
            if each.name == name:
                return each
        raise UnknownName("track", name, (each.name for each in self.tracks if each.name))


class Level(NamedTuple):
    """What can be reached, and what it requires of the total and the metrics."""

    name: str
    title: Text
    requires: tuple[Condition, ...]


class Edition(NamedTuple):
    """An edition: everything that scoring and its wording read."""

    name: str
    maximum: Fraction | None
    levels: tuple[Level, ...]
    units: Mapping[str, Text]
    certifications: Mapping[str, str]
    readings: Mapping[str, Reading]
    areas: Mapping[str, Area]

    @classmethod
    def from_dict(cls, fields: Mapping[str, object]) -> Edition:
        """Read an edition from its canonical mapping.

        Raises:
            InvalidEdition: with the path of keys that leads to the mistake.
        """
        fields = mapping(fields)
        readings = _each(fields, "readings", _reading)
        score = mapping(field(fields, "score"))
        total = mapping(score.get("total", {}))
        edition = cls(
            name=word(fields, "edition"),
            maximum=number(total, "maximum") if "maximum" in total else None,
            levels=tuple(_each(score, "levels", _level).values()),
            units=_each(fields, "units", lambda _, unit: unit),
            certifications=_each(fields, "certifications", lambda _, each: word(each, "title")),
            readings=readings,
            areas=_each(fields, "areas", lambda name, area: _area(name, area, readings)),
        )
        _check_levels(edition)
        return edition

    def area(self, name: str) -> Area:
        """An area by its key."""
        if name not in self.areas:
            raise UnknownName("area", name, self.areas)
        return self.areas[name]


def _each(fields: Fields, key: str, read: Callable[[str, Fields], T]) -> dict[str, T]:
    """Read every member of a mapping, keeping its order."""
    result = {}
    with within(key):
        for name, member in mapping(fields.get(key, {})).items():
            with within(name):
                result[name] = read(name, mapping(member))
    return result


def _reading(name: str, fields: Fields) -> Reading:
    printed = [mapping(each).get("value") for each in items(fields, "says")]
    adopted = field(fields, "adopted")
    if not all(isinstance(value, int | str | None) for value in (adopted, *printed)):
        raise InvalidEdition("a number, a flag or a word is expected")
    others = [value for value in dict.fromkeys(printed) if value is not None and value != adopted]
    return Reading(name, word(fields, "kind"), text(fields, "question"), (adopted, *others))


def _level(name: str, fields: Fields) -> Level:
    return Level(name, text(fields, "title"), conditions.parse_all(fields, "requires"))


def _area(name: str, fields: Fields, readings: Mapping[str, Reading]) -> Area:
    choose, tracks = _tracks(fields, readings)
    touched = {
        reading for track in tracks for each in track.metrics.values() for reading in each.readings
    }
    area = Area(
        name=name,
        title=text(fields, "title"),
        designation=text(fields, "designation"),
        inputs=_each(fields, "inputs", _input),
        derived=_each(fields, "derived", derive.parse),
        choose=choose,
        tracks=tracks,
        readings=tuple(reading for reading in readings.values() if reading.name in touched),
    )
    _check_area(area)
    return area


def _input(name: str, fields: Fields) -> Input:
    kind = word(fields, "type")
    if kind not in INPUT_TYPES:
        raise InvalidEdition(f"one of {', '.join(INPUT_TYPES)} is expected", ("type",))
    source = mapping(fields.get("from", {}))
    options = mapping(fields.get("options", {}))
    return Input(
        name=name,
        type=kind,
        ask=text(fields, "ask"),
        noun=optional_text(fields, "noun"),
        unit=word(fields, "unit") if "unit" in fields else "",
        holders=frozenset(str(each) for each in items(source, "holders")),
        options={key: mapping(title) for key, title in options.items()},
        unanswered=bool(fields["unanswered"]) if "unanswered" in fields else None,
        cite=cite(fields),
    )


def _tracks(fields: Fields, readings: Mapping[str, Reading]) -> tuple[str, tuple[Track, ...]]:
    def metric(name: str, metric_fields: Fields) -> Metric:
        return _metric(name, metric_fields, readings)

    def track(name: str, track_fields: Fields) -> Track:
        when = conditions.parse_all(track_fields, "when")
        return Track(
            name, text(track_fields, "title"), when, _each(track_fields, "metrics", metric)
        )

    if "tracks" not in fields:
        return "assigned", (Track(None, None, (), _each(fields, "metrics", metric)),)
    tracks = mapping(fields["tracks"])
    choose = word(tracks, "choose")
    if choose not in ("best", "assigned"):
        raise InvalidEdition("'best' or 'assigned' is expected", ("tracks", "choose"))
    with within("tracks"):
        of = tuple(_each(tracks, "of", track).values())
    if not of:
        raise InvalidEdition("at least one track is expected", ("tracks", "of"))
    return choose, of


def _metric(name: str, fields: Fields, readings: Mapping[str, Reading]) -> Metric:
    rule = mapping(field(fields, "rule"))
    touching = tuple(
        reading
        for reading in dict.fromkeys(_settled_by(rule))
        if reading in readings and readings[reading].kind == "contradiction"
    )
    variants = {}
    for chosen in product(*(readings[reading].values for reading in touching)):
        with within("rule"):
            choices = dict(zip(touching, chosen, strict=True))
            variants[chosen] = rules.parse(mapping(_choose(rule, choices)))
    return Metric(
        name, word(fields, "category"), text(fields, "title"), touching, variants, cite(fields)
    )


def _settled_by(value: object) -> list[str]:
    """The readings that settle a field somewhere in a rule, in the order of the rule."""
    if isinstance(value, Mapping):
        own = [str(reading) for reading in mapping(value.get("readings", {})).values()]
        return own + [
            each
            for key, member in value.items()
            if key != "readings"
            for each in _settled_by(member)
        ]
    if isinstance(value, list | tuple):
        return [each for member in value for each in _settled_by(member)]
    return []


def _choose(value: object, choices: Mapping[str, object]) -> object:
    """A rule with the chosen values in the fields that its readings settle."""
    if isinstance(value, Mapping):
        chosen = {key: _choose(member, choices) for key, member in value.items()}
        for settled, reading in mapping(value.get("readings", {})).items():
            if str(reading) in choices:
                chosen[settled] = choices[str(reading)]
        return chosen
    if isinstance(value, list | tuple):
        return [_choose(member, choices) for member in value]
    return value


def _check_area(area: Area) -> None:
    """What the rules of an area read exists, and is a number where a number is asked."""
    numbers = {each.name for each in area.inputs.values() if each.type not in ("flag", "choice")}
    for name, derived in area.derived.items():
        with within("derived", name):
            _check_names(derived.terms, numbers)
    numbers |= area.derived.keys()
    for track in area.tracks:
        with within(*(("tracks", "of", track.name) if track.name else ())):
            with within("when"):
                _check_lines(area, conditions.lines_of(track.when), numbers)
            for name, metric in track.metrics.items():
                with within("metrics", name, "rule"):
                    for rule in metric.rules.values():
                        _check_names((each.per for each in rules.linear_rules(rule)), numbers)
                        _check_lines(area, rules.lines_of(rule), numbers)


def _check_lines(area: Area, lines: Iterable[Line], numbers: set[str]) -> None:
    """A rule asks for inputs only: a score must not depend on a score."""
    for line in lines:
        if line.space != "input":
            raise InvalidEdition(f"the condition of a rule cannot ask for the score '{line.name}'")
        ordered = line.test in conditions.ORDERED
        _check_names((line.name,), numbers if ordered else {*area.inputs, *area.derived})


def _check_names(names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise InvalidEdition(f"'{name}' is not the name of something that can be measured")


def _check_levels(edition: Edition) -> None:
    """A level asks for the total, for every metric, or for a metric that each track has."""
    tracks = [track for area in edition.areas.values() for track in area.tracks]
    for level in edition.levels:
        for line in conditions.lines_of(level.requires):
            every = line.space == "every" and line.name == "metric"
            known = line.name == TOTAL or all(line.name in track.metrics for track in tracks)
            if not every and not (line.space == "score" and known):
                problem = f"a level cannot ask for the {line.space} '{line.name}'"
                raise InvalidEdition(problem, ("score", "levels", level.name))
