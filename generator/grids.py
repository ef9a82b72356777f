"""Tables of points as their sources print them: bands of one answer, or two answers crossed.

A table rule lists rows, of which the first that applies counts. Where all rows ask for the same
one or two answers, what it gives is a table again, and the rule itself computes each of its cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from calculator import conditions, rules
from calculator.area import Area
from calculator.conditions import Line
from calculator.days import ALWAYS
from calculator.ranges import known
from calculator.rules import Rule, Table
from calculator.steps import Amount, Text, numbers
from calculator.wording import Wording
from generator.words import Word

__all__ = ["Band", "Grid", "bands", "grid", "grids", "has_grid", "is_choice"]

FEW = 3
"""A list of so few rows reads better in a line each."""


class Band(NamedTuple):
    """Some answers that earn the same: in words, and one of them."""

    words: str
    sample: Amount


class Grid(NamedTuple):
    """A table of points.

    Attributes:
        title: the title of the rule, as a member of another, if any.
        down: what the rows are about; `across`, the columns, empty for bands of one answer.
        columns: the words of each column.
        rows: the words of each row, and the points of its cells.
        cite: the places that state it.
    """

    title: Text | None
    down: str
    across: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fraction, ...]], ...]
    cite: tuple[str, ...]


def grids(rule: Rule, area: Area, wording: Wording, word: Word) -> list[Grid]:
    """Every table within a rule that is worth a table of its own."""
    found = (grid(each, area, wording, word) for each in _tables(rule))
    return [each for each in found if each is not None]


def _tables(rule: Rule) -> Iterator[Table]:
    if isinstance(rule, Table):
        yield rule
    elif isinstance(rule, rules.BestOf | rules.Sum):
        for member in rule.rules:
            yield from _tables(member)


def has_grid(table: Table) -> bool:
    """Whether a table rule reads better as a table than as a list of its rows."""
    named = _named(table)
    least = 1 if named is not None and len(named) > 1 else FEW
    return named is not None and len(table.rows) > least


def is_choice(table: Table, area: Area) -> bool:
    """Whether the rows of a table are options of one question, which exclude each other."""
    named = _named(table) or {}
    asked = [area.inputs.get(name) for name in named]
    return len(asked) == 1 and asked[0] is not None and asked[0].type in ("choice", "flag")


def bands(
    table: Table, area: Area, wording: Wording, word: Word
) -> tuple[str, list[tuple[str, Fraction]]] | None:
    """What the bands of a short table are about, and each with its points.

    None for a single row, and for rows that ask for more than one number.
    """
    named = _named(table)
    if named is None or len(named) > 1 or len(table.rows) == 1 or is_choice(table, area):
        return None
    ((name, lines),) = named.items()
    axis = _Axis(name, lines, area, wording, word).bands()
    rows = _joined([(band, (_points(table, {name: band.sample}),)) for band in axis])
    return wording.noun(name), [(band.words, points) for band, (points,) in rows]


def grid(table: Table, area: Area, wording: Wording, word: Word) -> Grid | None:
    """A table rule as a table, or None where a list of its rows says it better."""
    named = _named(table)
    if named is None or not has_grid(table):
        return None
    axes = {name: _Axis(name, lines, area, wording, word) for name, lines in named.items()}
    down, *rest = sorted(axes, key=lambda name: -len(axes[name].rising()))
    across = rest[0] if rest else None
    columns = axes[across].rising() if across else [Band("", None)]
    cells = [
        (
            row,
            tuple(
                _points(table, {down: row.sample, across or "": each.sample}) for each in columns
            ),
        )
        for row in axes[down].bands()
    ]
    rows = _joined(cells)
    cites = (cite for row in table.rows for line in row.when for cite in line.cite)
    return Grid(
        title=table.head.title,
        down=wording.noun(down),
        across=wording.noun(across) if across else "",
        columns=tuple(column.words for column in columns) if across else (),
        rows=tuple((band.words, points) for band, points in rows),
        cite=tuple(dict.fromkeys((*table.head.cite, *cites))),
    )


def _named(table: Table) -> dict[str, list[Line]] | None:
    """The lines about each answer, if there are one or two and no day or count matters."""
    lines = [line for row in table.rows for line in row.when]
    if not all(isinstance(line, Line) and line.days == ALWAYS for line in lines):
        return None
    named: dict[str, list[Line]] = {}
    for line in conditions.lines_of(lines):
        named.setdefault(line.name, []).append(line)
    return named if 1 <= len(named) <= 2 else None


def _points(table: Table, values: dict[str, Amount]) -> Fraction:
    for row in table.rows:
        if conditions.check_all(row.when, lambda _space, name: values[name])[0].holds:
            return row.points
    return Fraction(0)


def _joined(
    rows: list[tuple[Band, tuple[Fraction, ...]]],
) -> list[tuple[Band, tuple[Fraction, ...]]]:
    """Without rows at either end that earn nothing."""
    worth = [place for place, (_, points) in enumerate(rows) if any(points)]
    return rows[worth[0] : worth[-1] + 1] if worth else rows


class _Cut(NamedTuple):
    """Where a band begins: at a value, or just after it."""

    value: Fraction
    after: bool


class _Axis:
    """The answers to one question, divided wherever a line about it turns."""

    def __init__(
        self, name: str, lines: list[Line], area: Area, wording: Wording, word: Word
    ) -> None:
        self._name = name
        self._lines = lines
        self._area = area
        self._wording = wording
        self._word = word
        question = area.inputs.get(name)
        self._whole = question is not None and question.type == "count"
        self._typed = question is not None

    def bands(self) -> list[Band]:
        """The bands in the order in which the rule names them, options as they are listed."""
        return self.rising()[::-1] if self._falls() else self.rising()

    def rising(self) -> list[Band]:
        """The bands from the lowest to the highest, options as they are listed."""
        question = self._area.inputs.get(self._name)
        if question is not None and question.type == "choice":
            return [Band(self._wording.answer(key, self._name), key) for key in question.options]
        if question is not None and question.type == "flag":
            return [Band(self._wording.answer(each, self._name), each) for each in (True, False)]
        return list(self._numbers())

    def _falls(self) -> bool:
        """Whether the rule names the highest values first."""
        bounds = [bound for line in self._lines for bound in numbers(line.bound)]
        return bool(bounds) and bounds[0] > bounds[-1]

    def _cuts(self) -> list[_Cut]:
        cuts: set[_Cut] = set()
        for line in self._lines:
            for bound in numbers(line.bound):
                if line.test in ("at_least", "below", "is", "in"):
                    cuts.add(_Cut(bound, after=False))
                if line.test in ("more_than", "is", "in"):
                    cuts.add(self._just_after(bound))
        return sorted(cuts)

    def _just_after(self, bound: Fraction) -> _Cut:
        return _Cut(bound + 1, after=False) if self._whole else _Cut(bound, after=True)

    def _numbers(self) -> Iterator[Band]:
        cuts = self._cuts()
        first = cuts[0]
        if not self._typed:
            yield Band(self._words(None, first), known(first.value - 1))
        elif first > _Cut(Fraction(0), after=False):
            yield Band(self._words(None, first), known(Fraction(0)))
        for cut, following in pairwise([*cuts, None]):
            if cut is not None:
                yield Band(self._words(cut, following), known(_inside(cut, following)))

    def _words(self, cut: _Cut | None, following: _Cut | None) -> str:
        if cut is not None and following is not None:
            if self._whole and following.value == cut.value + 1:
                return self._quantity(cut.value)
            if cut.value == following.value:
                return self._quantity(cut.value)
        low = "" if cut is None else self._bound("more_than" if cut.after else "at_least", cut)
        high = (
            ""
            if following is None
            else self._word("site.at-most-value", bound=self._quantity(following.value))
            if following.after
            else self._bound("below", following)
        )
        return self._word("site.band", low=low, high=high) if low and high else low or high

    def _bound(self, test: str, cut: _Cut) -> str:
        return self._wording.test(test, self._quantity(cut.value))

    def _quantity(self, value: Fraction) -> str:
        return self._wording.quantity(value, self._name)


def _inside(cut: _Cut, following: _Cut | None) -> Fraction:
    """A value in a band."""
    if not cut.after:
        return cut.value
    return cut.value + 1 if following is None else (cut.value + following.value) / 2
