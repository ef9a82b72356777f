"""Areas: what is asked, what is computed first, and the metrics of each track."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calculator import conditions, derive, inputs, levels, readings, rules
from calculator.conditions import Condition, Line
from calculator.derive import Derived
from calculator.errors import InvalidEdition, UnknownName
from calculator.inputs import CountOf, Input, Weighted
from calculator.levels import Levels
from calculator.readings import Choices, Reading
from calculator.rules import Rule
from calculator.shapes import Fields, cite, each, field, mapping, text, within, word
from calculator.steps import Cite, Text

__all__ = ["Area", "Metric", "Track", "parse"]


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

    def chosen(self, choices: Choices) -> tuple[object, ...]:
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
    first whose condition holds. `levels` are its own; None where it is judged by those that all
    areas share.
    """

    name: str
    title: Text
    designation: Text
    inputs: Mapping[str, Input]
    derived: Mapping[str, Derived]
    choose: str
    tracks: tuple[Track, ...]
    levels: Levels | None = None

    def readings(self) -> frozenset[str]:
        """The names of the contradictions that touch a metric."""
        metrics = (metric for track in self.tracks for metric in track.metrics.values())
        return frozenset(name for metric in metrics for name in metric.readings)

    def track(self, name: str) -> Track:
        """A track by its name."""
        for track in self.tracks:
            if track.name == name:
                return track
        raise UnknownName("track", name, (track.name for track in self.tracks if track.name))

    def measured(self) -> tuple[set[str], set[str], set[str]]:
        """What a level may ask for: the metrics of every track, the numbers, the other answers."""
        shared = set.intersection(*({*track.metrics} for track in self.tracks))
        words = {question.name for question in self.inputs.values() if not question.is_number}
        return shared, {*self.inputs, *self.derived} - words, words


def parse(name: str, fields: Fields, known: Mapping[str, Reading]) -> Area:
    """Read an area; `known` are the edition's readings."""
    choose, tracks = _tracks(fields, known)
    area = Area(
        name=name,
        title=text(fields, "title"),
        designation=text(fields, "designation"),
        inputs=each(fields, "inputs", inputs.parse),
        derived=each(fields, "derived", derive.parse),
        choose=choose,
        tracks=tracks,
        levels=levels.parse(fields, known) if "levels" in fields else None,
    )
    _check(area)
    return area


def _tracks(fields: Fields, known: Mapping[str, Reading]) -> tuple[str, tuple[Track, ...]]:
    def metric(name: str, metric_fields: Fields) -> Metric:
        return _metric(name, metric_fields, known)

    def track(name: str, track_fields: Fields) -> Track:
        when = conditions.parse_all(track_fields, "when")
        return Track(name, text(track_fields, "title"), when, each(track_fields, "metrics", metric))

    if "tracks" not in fields:
        return "assigned", (Track(None, None, (), each(fields, "metrics", metric)),)
    tracks = mapping(fields["tracks"])
    choose = word(tracks, "choose")
    if choose not in ("best", "assigned"):
        raise InvalidEdition("'best' or 'assigned' is expected", ("tracks", "choose"))
    with within("tracks"):
        of = tuple(each(tracks, "of", track).values())
    if not of:
        raise InvalidEdition("at least one track is expected", ("tracks", "of"))
    return choose, of


def _metric(name: str, fields: Fields, known: Mapping[str, Reading]) -> Metric:
    rule = field(fields, "rule")
    with within("rule"):
        touching, variants = readings.variants(rule, known, lambda each: rules.parse(mapping(each)))
    return Metric(
        name, word(fields, "category"), text(fields, "title"), touching, variants, cite(fields)
    )


def _check(area: Area) -> None:
    """What the rules of an area read exists, and is a number where a number is asked."""
    numbers = {question.name for question in area.inputs.values() if question.is_number}
    for question in area.inputs.values():
        with within("inputs", question.name, "from"):
            _check_origin(area, question, numbers)
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
                        _check_names((linear.per for linear in rules.linear_rules(rule)), numbers)
                        _check_lines(area, rules.lines_of(rule), numbers)


def _check_origin(area: Area, question: Input, numbers: set[str]) -> None:
    if isinstance(question.origin, Weighted):
        _check_names(question.origin.rates, numbers)
    elif isinstance(question.origin, CountOf):
        _check_names(question.origin.flags, {*area.inputs} - numbers)


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
