"""The calculator's form as records: which questions stand where, and what scripts need beside them.

A question stands with the first metric that reads it. Where an area has tracks, the questions that
several of them share stand first, then each track has its own part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import conditions, rules
from calculator.area import Area, Metric, Track
from calculator.days import Days
from calculator.inputs import ROSTER, CountOf, Holders, Weighted
from calculator.levels import TOTAL, Level
from calculator.numeral import display
from generator.leveltables import asks_for_answers
from generator.load import Fields
from generator.references import mapping
from generator.source import Source

__all__ = ["Form", "Group", "Mark", "Question", "TrackPart", "build"]

FULL = 100


class Question(NamedTuple):
    """One question: its key and fields, the certifications that answer it, the most it takes."""

    key: str
    fields: Fields
    certifications: tuple[tuple[str, Days], ...]
    most: str


class Group(NamedTuple):
    """Questions that stand together: those of a metric, or those that no metric reads."""

    metric: Fields | None
    most: str
    questions: tuple[Question, ...]

    @property
    def counts_people(self) -> bool:
        """Whether any of them may be answered by a roster."""
        return any(each.certifications for each in self.questions)


class TrackPart(NamedTuple):
    """What only one track asks: the conditions of the track, then its metrics."""

    key: str
    fields: Fields
    conditions: tuple[Question, ...]
    groups: tuple[Group, ...]


class Mark(NamedTuple):
    """A total that a level requires: how far along the bar it lies in percent, and the points."""

    along: str
    points: str


class Row(NamedTuple):
    """A metric's row in the result; tracks share the row of a metric that several have."""

    key: str
    title: object
    most: str


class Form(NamedTuple):
    """Everything that a form shows and its scripts need.

    Attributes:
        day: the day on which the form scores unless the reader chooses another.
        shared: the groups of an area without tracks, or those that several tracks ask.
        tracks: what each track asks alone.
        rest: the questions that no metric reads.
        scored: whether anything earns points; otherwise levels alone judge.
        leveled: whether the result lists the levels with their requirements.
        certifications: those that some question counts, in the order of the questions.
        categories: the rows of the result by category.
        examples: the worked examples that the form can show, by key.
    """

    area: str
    day: str
    fields: Fields
    shared: tuple[Group, ...]
    tracks: tuple[TrackPart, ...]
    rest: Group
    scored: bool
    leveled: bool
    certifications: tuple[str, ...]
    maximum: str
    marks: tuple[Mark, ...]
    categories: tuple[tuple[str, Fields, tuple[Row, ...]], ...]
    examples: Fields

    @property
    def first_counting(self) -> Group | None:
        """The first group with a question that a roster may answer."""
        groups = (*self.shared, *(group for track in self.tracks for group in track.groups))
        return next((each for each in (*groups, self.rest) if each.counts_people), None)


def build(source: Source, area_key: str) -> Form:
    """The form of an area."""
    area = source.edition.area(area_key)
    fields = mapping(mapping(source.fields["areas"])[area_key])
    placing = _Placing(area, fields)
    named = [track for track in area.tracks if track.name]
    common = _shared(area, named)
    shared = [
        group
        for track in area.tracks
        for group in placing.groups(track, None if not named else common)
    ]
    tracks = [placing.part(track) for track in named]
    scored, maximum = any(track.metrics for track in area.tracks), source.edition.maximum
    levels = next(iter(source.edition.levels_of(area).variants.values()))
    return Form(
        area=area_key,
        day=source.edition.name,
        fields=fields,
        shared=tuple(shared),
        tracks=tuple(tracks),
        rest=Group(None, "", placing.questions(area.inputs, None)),
        scored=scored,
        leveled=_shows_levels(levels, scored=scored),
        certifications=tuple(_certifications(area)),
        maximum=display(maximum) if scored and maximum is not None else "",
        marks=tuple(_marks(source, area)) if scored else (),
        categories=tuple(_categories(source, area)),
        examples=_examples(source, area),
    )


def _shows_levels(levels: tuple[Level, ...], *, scored: bool) -> bool:
    """One level that asks for points alone is told by the total, the metrics and what they lack."""
    return not scored or len(levels) > 1 or asks_for_answers(levels)


def _certifications(area: Area) -> dict[str, None]:
    """The certifications that a roster can answer with, each once."""
    origins = (question.origin for question in area.inputs.values())
    return dict.fromkeys(
        held.certification
        for origin in origins
        if isinstance(origin, Holders)
        for held in origin.certifications
    )


def _reads(area: Area, names: Iterable[str]) -> Iterator[str]:
    """The inputs behind some names: terms of derived inputs, and parts that may answer an input."""
    for name in names:
        if name in area.derived:
            yield from _reads(area, area.derived[name].terms)
            continue
        yield name
        origin = area.inputs[name].origin
        if isinstance(origin, Weighted):
            yield from origin.rates
        elif isinstance(origin, CountOf):
            yield from origin.flags


def _metric_reads(area: Area, metric: Metric) -> set[str]:
    rule = next(iter(metric.rules.values()))
    names = [line.name for line in rules.lines_of(rule)]
    names += [linear.per for linear in rules.linear_rules(rule)]
    return set(_reads(area, names))


def _track_reads(area: Area, track: Track) -> set[str]:
    asked = _reads(area, (line.name for line in conditions.lines_of(track.when)))
    return set(asked).union(*(_metric_reads(area, metric) for metric in track.metrics.values()))


def _shared(area: Area, tracks: list[Track]) -> set[str]:
    """The inputs that more than one track reads."""
    reads = [_track_reads(area, track) for track in tracks]
    return {name for each in reads for name in each if sum(name in other for other in reads) > 1}


class _Placing:
    """Places every question once, in the order of the area's file."""

    def __init__(self, area: Area, fields: Fields) -> None:
        self._area = area
        self._fields = mapping(fields["inputs"])
        self._metrics = _metric_fields(fields)
        self._placed: set[str] = set()

    def questions(self, names: Iterable[str], metric: Metric | None) -> tuple[Question, ...]:
        """The questions among `names` that stand nowhere yet."""
        wanted = set(names)
        fresh = [key for key in self._fields if key in wanted and key not in self._placed]
        self._placed.update(fresh)
        return tuple(self._question(key, metric) for key in fresh)

    def _question(self, key: str, metric: Metric | None) -> Question:
        fields = mapping(self._fields[key])
        origin = self._area.inputs[key].origin
        held = origin.certifications if isinstance(origin, Holders) else ()
        most = _full_at(metric, key) if fields["type"] == "points" and metric else ""
        return Question(key, fields, tuple(held), most)

    def groups(self, track: Track, only: set[str] | None) -> Iterator[Group]:
        """A group for each metric of a track; of the inputs in `only`, where that is given."""
        for name, metric in track.metrics.items():
            reads = _metric_reads(self._area, metric)
            found = self.questions(reads if only is None else reads & only, metric)
            if found:
                most = display(rules.maximum(next(iter(metric.rules.values()))))
                fields = self._metrics[track.name][name]
                yield Group(fields, "" if only is not None else most, found)

    def part(self, track: Track) -> TrackPart:
        """What only one track asks."""
        asked = _reads(self._area, (line.name for line in conditions.lines_of(track.when)))
        questions = self.questions(asked, None)
        groups = tuple(self.groups(track, None))
        return TrackPart(str(track.name), {"title": track.title}, questions, groups)


def _metric_fields(fields: Fields) -> Mapping[str | None, Mapping[str, Fields]]:
    """The metrics of each track as data."""
    if "tracks" not in fields:
        return {None: {key: mapping(each) for key, each in mapping(fields.get("metrics")).items()}}
    of = mapping(mapping(fields["tracks"])["of"])
    return {
        name: {key: mapping(each) for key, each in mapping(mapping(track)["metrics"]).items()}
        for name, track in of.items()
    }


def _full_at(metric: Metric, key: str) -> str:
    rule = next(iter(metric.rules.values()))
    found = [linear.full_at for linear in rules.linear_rules(rule) if linear.per == key]
    return display(max(found)) if found else ""


def _marks(source: Source, area: Area) -> Iterator[Mark]:
    """The totals that levels require, where there is a maximum to draw them against."""
    maximum = source.edition.maximum
    if maximum is None:
        return
    for level in next(iter(source.edition.levels_of(area).variants.values())):
        for line in conditions.lines_of(level.requires):
            asked = line.space == "score" and line.name == TOTAL and line.test == "at_least"
            if asked and isinstance(line.bound, Fraction):
                yield Mark(display(line.bound * FULL / maximum), display(line.bound))


def _categories(source: Source, area: Area) -> Iterator[tuple[str, Fields, tuple[Row, ...]]]:
    """One row for each metric of any track, by category."""
    for key, fields in mapping(mapping(source.fields.get("score")).get("categories")).items():
        rows: dict[str, Row] = {}
        for track in area.tracks:
            for name, metric in track.metrics.items():
                if metric.category == key:
                    most = rules.maximum(next(iter(metric.rules.values())))
                    rows.setdefault(name, Row(name, metric.title, display(most)))
        if rows:
            yield key, mapping(fields), tuple(rows.values())


def _examples(source: Source, area: Area) -> Fields:
    """The worked examples whose every answer has a field on the form."""
    cases = mapping(source.fields.get("cases"))
    return {
        key: case
        for key, case in cases.items()
        if mapping(case)["area"] == area.name
        and not set(mapping(mapping(case)["answers"])) - {*area.inputs, ROSTER}
    }
