"""What the pages show as tables and drawings, computed from an edition: no HTML here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from calculator import rules
from calculator.area import Area, Metric, Track
from calculator.edition import Edition
from calculator.inputs import Weighted
from calculator.steps import Text
from calculator.wording import Wording
from generator.load import Fields
from generator.references import as_list, mapping, walk
from generator.thresholds import Cells, Line
from generator.words import word_in

__all__ = [
    "Category",
    "Group",
    "Matrix",
    "Moment",
    "Requirement",
    "Share",
    "defined_rows",
    "matrix",
    "moments",
    "pass_mark",
    "rate_cards",
    "readings",
    "requirements",
    "shares",
]


class Requirement(NamedTuple):
    """A metric as a row of the requirement table."""

    key: str
    fields: Fields
    points: Fraction
    thresholds: tuple[Line, ...]
    conditions: tuple[Line, ...]
    readings: tuple[str, ...]
    contradictions: tuple[str, ...]
    published: bool


class Category(NamedTuple):
    """The metrics of a category, and what they add up to."""

    key: str
    fields: Fields
    points: Fraction
    rows: tuple[Requirement, ...]


class Group(NamedTuple):
    """The requirement table of a track; an area without tracks has one group without a name."""

    key: str | None
    fields: Fields
    categories: tuple[Category, ...]
    points: Fraction


class Share(NamedTuple):
    """A metric's part of a bar: its category's place, where it begins, how wide it is in points."""

    key: str
    title: Text
    category: int
    start: Fraction
    points: Fraction
    cite: object


class Moment(NamedTuple):
    """A date on the timeline: how far along it lies, in parts of 1000."""

    key: str
    fields: Fields
    along: int


def requirements(edition: Edition, fields: Fields, area_key: str, language: str) -> list[Group]:
    """The requirement table of an area, one group for each track."""
    area = edition.area(area_key)
    wording = Wording(edition, area, language)
    cells = Cells(area, wording, word_in(language, fields), language)
    area_fields = mapping(mapping(fields["areas"])[area_key])
    return [_group(fields, area_fields, track, area, cells) for track in area.tracks]


def _group(fields: Fields, area_fields: Fields, track: Track, area: Area, cells: Cells) -> Group:
    track_fields = mapping(
        mapping(mapping(area_fields.get("tracks")).get("of")).get(str(track.name))
    )
    metrics = mapping((track_fields or area_fields).get("metrics"))
    categories = mapping(mapping(fields.get("score")).get("categories"))
    rows = {
        name: _requirement(metric, mapping(metrics[name]), area, cells)
        for name, metric in track.metrics.items()
    }
    grouped = [
        (key, tuple(row for name, row in rows.items() if track.metrics[name].category == key))
        for key in categories
    ]
    return Group(
        key=track.name,
        fields=track_fields,
        categories=tuple(
            Category(key, mapping(categories[key]), _total(within), within)
            for key, within in grouped
            if within
        ),
        points=_total(tuple(rows.values())),
    )


def _total(rows: tuple[Requirement, ...]) -> Fraction:
    return sum((row.points for row in rows), Fraction(0))


def _requirement(metric: Metric, fields: Fields, area: Area, cells: Cells) -> Requirement:
    adopted = next(iter(metric.rules.values()))
    asked = {linear.per for linear in rules.linear_rules(adopted)}
    readings = [
        str(reading)
        for found in walk(mapping(fields["rule"]))
        for reading in mapping(mapping(found.value).get("readings")).values()
    ]
    return Requirement(
        key=metric.name,
        fields=fields,
        points=rules.maximum(adopted),
        thresholds=tuple(cells.thresholds(adopted)),
        conditions=tuple(cells.conditions(adopted)),
        readings=tuple(dict.fromkeys([*readings, *map(str, as_list(fields.get("see")))])),
        contradictions=metric.readings,
        published=not any(
            name in area.inputs and area.inputs[name].type == "points" for name in asked
        ),
    )


class Rate(NamedTuple):
    """A row of a rate card: what is counted, and what one of it is worth."""

    noun: Text
    rate: Fraction


class RateCard(NamedTuple):
    """The rates by which inputs are computed from others: the first input, the nouns of all."""

    key: str
    nouns: tuple[Text, ...]
    rows: tuple[Rate, ...]
    cite: tuple[str, ...]


def rate_cards(area: Area) -> list[RateCard]:
    """The rate cards of an area; inputs with the same rates in the same order share one."""
    cards: dict[tuple[Fraction, ...], list[str]] = {}
    for name, question in area.inputs.items():
        if isinstance(question.origin, Weighted):
            cards.setdefault(tuple(question.origin.rates.values()), []).append(name)
    return [_rate_card(area, names) for names in cards.values()]


def _rate_card(area: Area, names: list[str]) -> RateCard:
    question = area.inputs[names[0]]
    rates = question.origin.rates if isinstance(question.origin, Weighted) else {}
    rows = (
        Rate(area.inputs[term].noun or area.inputs[term].ask, rate) for term, rate in rates.items()
    )
    nouns = tuple(area.inputs[name].noun or area.inputs[name].ask for name in names)
    return RateCard(names[0], nouns, tuple(rows), question.cite)


def shares(group: Group) -> list[Share]:
    """The metrics of a group side by side, as parts of its total."""
    result: list[Share] = []
    start = Fraction(0)
    for place, category in enumerate(group.categories, 1):
        for row in category.rows:
            title, cite = mapping(row.fields["title"]), row.fields["cite"]
            result.append(Share(row.key, title, place, start, row.points, cite))
            start += row.points
    return result


def defined_rows(groups: Iterable[Group]) -> list[tuple[Group, Requirement]]:
    """The metrics that have something to explain: a definition, or readings that touch them."""
    return [
        (group, row)
        for group in groups
        for row in _rows(group)
        if row.readings or "definition" in row.fields
    ]


def readings(groups: Iterable[Group]) -> list[str]:
    """The readings that touch some metric, each once."""
    touching = (key for group in groups for row in _rows(group) for key in row.readings)
    return list(dict.fromkeys(touching))


def pass_mark(fields: Fields) -> object:
    """The total that the lowest level requires, or None where it requires none."""
    levels = list(mapping(mapping(fields.get("score")).get("levels")).values())
    for line in as_list(mapping(levels[0]).get("requires")) if levels else []:
        if mapping(line).get("score") == "total":
            return mapping(line).get("at_least")
    return None


def moments(timeline: Fields) -> list[Moment]:
    """The dates in order, each as far along as its day."""
    dated = sorted(
        mapping(timeline["dates"]).items(), key=lambda each: str(mapping(each[1])["date"])
    )
    days = [date.fromisoformat(str(mapping(fields)["date"])).toordinal() for _, fields in dated]
    span = max(days[-1] - days[0], 1) if days else 1
    return [
        Moment(key, mapping(fields), (day - days[0]) * 1000 // span)
        for (key, fields), day in zip(dated, days, strict=True)
    ]


class MatrixRow(NamedTuple):
    """An area as a row of the points matrix: points by metric, None where it lacks the metric."""

    key: str
    title: Text
    cells: tuple[Fraction | None, ...]
    points: Fraction
    shares: tuple[Share, ...]
    cite: tuple[str, ...]


class Matrix(NamedTuple):
    """The points of every metric in every area; tracks share their area's points."""

    columns: tuple[Text, ...]
    rows: tuple[MatrixRow, ...]


def matrix(edition: Edition, fields: Fields, language: str) -> Matrix:
    """The points matrix; a metric's column is named as the first area that has it names it."""
    titles: dict[str, Text] = {}
    groups = {key: requirements(edition, fields, key, language)[0] for key in edition.areas}
    for group in groups.values():
        for row in _rows(group):
            titles.setdefault(row.key, mapping(row.fields["title"]))
    return Matrix(
        tuple(titles.values()),
        tuple(_matrix_row(edition, groups[key], key, titles) for key in groups),
    )


def _rows(group: Group) -> list[Requirement]:
    return [row for category in group.categories for row in category.rows]


def _matrix_row(edition: Edition, group: Group, key: str, titles: Iterable[str]) -> MatrixRow:
    points = {row.key: row.points for row in _rows(group)}
    cites = [str(cite) for row in _rows(group) for cite in as_list(row.fields["cite"])]
    return MatrixRow(
        key=key,
        title=edition.areas[key].title,
        cells=tuple(points.get(name) for name in titles),
        points=group.points,
        shares=tuple(shares(group)),
        cite=tuple(dict.fromkeys(cites)),
    )
