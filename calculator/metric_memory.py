"""What a metric earns by the texts of the answers that it reads, worked out once and remembered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from calculator import answers, conditions, moves, parts, rules, settled
from calculator.area import Area, Metric, Track
from calculator.edition import Edition
from calculator.inputs import CountOf, Input, Weighted
from calculator.levels import TOTAL, Level
from calculator.ranges import ZERO, Range, known
from calculator.settled import Points, Settled
from calculator.steps import Amount

__all__ = [
    "REFUSED",
    "Cell",
    "Cells",
    "Entry",
    "Limits",
    "Memory",
    "bounds",
    "class_of",
    "class_of_range",
    "taking",
]

MOST = 20_000
"""So many sets of answers are remembered before all are forgotten: memory stays bounded."""

LONGEST = 40
"""The most digits that a number may have, as `numeral` has it."""

Texts = Sequence[str]
NOBODY: frozenset[str] = frozenset()


class Cell(NamedTuple):
    """An answer as it is read: its amount, and its value once that is settled."""

    amount: Amount
    value: Settled
    is_open: bool


REFUSED = Cell(None, None, is_open=True)


class Cells:
    """Reads the answers of an area from texts."""

    def __init__(self, edition: Edition, area: Area, day: str) -> None:
        """Prepare the questions, and remember what was read."""
        self._edition, self._area, self._day = edition, area, day
        self.places = {name: place for place, name in enumerate(area.inputs)}
        self._known: dict[tuple[str, Hashable], Cell] = {}
        self._taking = {
            name: taking(self.places[each] for each in (name, *_parts_of(question)))
            for name, question in area.inputs.items()
        }
        # A whole number in plain digits needs no reading, except where more than its text decides.
        self.plain = {
            name: question.is_number and question.type != "points" and not _parts_of(question)
            for name, question in area.inputs.items()
        }

    def with_parts(self, names: Iterable[str]) -> list[str]:
        """The inputs with those that may answer them in their place, in the order of the area."""
        asked = {each for name in names for each in (name, *_parts_of(self._area.inputs[name]))}
        return [name for name in self._area.inputs if name in asked]

    def amount(self, name: str, texts: Texts) -> Cell:
        """An answer; REFUSED where it cannot be read."""
        key = (name, self._taking[name](texts))
        if key not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[key] = self._read(name, texts)
        return self._known[key]

    def typed(self, names: Iterable[str], texts: Texts) -> dict[str, object]:
        """The answers to some questions as `answers.read` takes them."""
        return {
            name: answer_in(self._area.inputs[name], texts[self.places[name]]) for name in names
        }

    def _read(self, name: str, texts: Texts) -> Cell:
        typed = self.typed((name, *_parts_of(self._area.inputs[name])), texts)
        amounts, refusals = answers.read_what_can_be_read(
            self._edition, self._area, typed, self._day
        )
        if refusals:
            return REFUSED
        amount = amounts[name]
        if not isinstance(amount, Range):
            return Cell(amount, amount, is_open=amount is None)
        value = amount.value
        if value is None:
            return Cell(amount, None, is_open=True)
        return Cell(amount, value.as_integer_ratio(), is_open=False)


def _parts_of(question: Input) -> tuple[str, ...]:
    """The inputs that may answer a question in the place of typing."""
    if isinstance(question.origin, Weighted):
        return tuple(question.origin.rates)
    return question.origin.flags if isinstance(question.origin, CountOf) else ()


YES = frozenset(("true", "yes", "y", "1", "はい", "○", "〇", "有", "あり"))
NO = frozenset(("false", "no", "n", "0", "いいえ", "×", "無", "なし"))


def answer_in(question: Input, text: str) -> object:
    """A cell as an answer: flags by words for yes and no, choices also by their titles."""
    if question.is_number:
        return text
    plain = text.strip().casefold()
    if question.type == "flag":
        return True if plain in YES else False if plain in NO else text
    for key, titles in question.options.items():
        if plain in {key.casefold(), *(str(title).casefold() for title in titles.values())}:
            return key
    return text


class Entry:
    """What a metric earns, in each of its variants: one for each combination of its readings.

    Attributes:
        points: the points of each variant; None where they are open.
        first_like: for each variant the first one that earns the same.
        alike: the same for all entries of a metric with the same classes and `first_like`.
        unanswered: the inputs that were left open.
    """

    __slots__ = ("_ranges", "alike", "first_like", "points", "refused", "unanswered")

    def __init__(
        self,
        points: tuple[Points | None, ...],
        ranges: tuple[Range, ...] | None,
        alike: tuple[int, tuple[int, ...]],
        unanswered: frozenset[str] = NOBODY,
        *,
        refused: bool = False,
    ) -> None:
        """Keep what every variant earns; without `ranges` all of it is settled."""
        self.points = points
        self._ranges = ranges
        self.alike, self.first_like = alike
        self.unanswered = unanswered
        self.refused = refused

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The points of each variant as ranges."""
        if self._ranges is None:
            self._ranges = tuple(known(Fraction(each or 0)) for each in self.points)
        return self._ranges


def _plain(value: Fraction | None) -> Points | None:
    return value.numerator if value is not None and value.denominator == 1 else value


class Memory:
    """A metric, and what it earned."""

    def __init__(self, cells: Cells, area: Area, metric: Metric, day: str, limits: Limits) -> None:
        """Prepare the variants of a metric; `limits` are the points that levels compare with."""
        self._cells, self._limits = cells, limits
        self._rules = [rules.in_force(rule, day) for rule in metric.rules.values()]
        self._earnings = [settled.earning(area, rule) for rule in self._rules]
        named = {line.name for rule in self._rules for line in rules.lines_of(rule)}
        named |= {each.per for rule in self._rules for each in rules.linear_rules(rule)}
        derived = {name: each for name, each in area.derived.items() if name in named}
        self._area = area._replace(derived=derived)
        reads = {name for rule in self._rules for name in moves.read_by(area, rule)}
        self.reads = tuple(name for name in area.inputs if name in reads)
        places = [cells.places[name] for name in cells.with_parts(self.reads)]
        self._columns = [(name, cells.places[name], cells.plain[name]) for name in self.reads]
        self.take = taking(places)
        self.known: dict[Hashable, Entry] = {}
        self._alike: dict[tuple[Points, ...], Entry] = {}
        self._shapes: dict[Hashable, int] = {}
        self._refused = Entry((), None, (-1, ()), refused=True)

    def work(self, texts: Texts) -> Entry:
        """What the metric earns by the texts of all answers, remembered by those that it reads."""
        if len(self.known) >= MOST:
            self.known.clear()
            self._alike.clear()
        entry = self._work(texts)
        self.known[self.take(texts)] = entry
        return entry

    def _work(self, texts: Texts) -> Entry:
        values: dict[str, Settled] = {}
        amounts: dict[str, Amount] = {}
        unanswered = []
        for name, place, plain in self._columns:
            text = texts[place]
            if plain and text.isdigit() and text.isascii() and len(text) <= LONGEST:
                values[name] = (int(text), 1)
                continue
            cell = self._cells.amount(name, texts)
            if cell is REFUSED:
                return self._refused
            if cell.is_open:
                unanswered.append(name)
            values[name], amounts[name] = cell.value, cell.amount
        if unanswered:
            return self._open(values, amounts, frozenset(unanswered))
        points = tuple([earn(values) for earn in self._earnings])
        entry = self._alike.get(points)
        if entry is None:
            classes = tuple([(class_of(each, self._limits), each > 0) for each in points])
            alike = self._number(classes, points)
            entry = self._alike[points] = Entry(points, None, alike)
        return entry

    def _number(
        self, classes: Hashable, variants: tuple[object, ...]
    ) -> tuple[int, tuple[int, ...]]:
        """A number for what no level tells apart, and which variants are like which."""
        first_like = tuple([variants.index(each) for each in variants])
        return self._shapes.setdefault((classes, first_like), len(self._shapes)), first_like

    def _open(
        self,
        values: Mapping[str, Settled],
        amounts: dict[str, Amount],
        unanswered: frozenset[str],
    ) -> Entry:
        """What can be earned while something is unanswered, as `scoring` works it out."""
        for name, value in values.items():
            if name not in amounts and isinstance(value, tuple):
                amounts[name] = known(Fraction(*value))
        given = parts.given(self._area, amounts)
        steps = [parts.evaluate(self._area, rule, amounts, given) for rule in self._rules]
        ranges = tuple(each.points or ZERO for each in steps)
        points = tuple(_plain(each.value) for each in ranges)
        classes = tuple(class_of_range(each, self._limits) for each in ranges)
        return Entry(points, ranges, self._number((classes, unanswered), ranges), unanswered)


def taking(places: Iterable[int]) -> Callable[[Texts], Hashable]:
    """A function that takes the texts at some places."""
    listed = list(places)
    return itemgetter(*listed) if listed else lambda _texts: ""


class Limits:
    """The points that levels compare a score with."""

    __slots__ = ("all", "are_whole", "whole")

    def __init__(self, bounds: Iterable[Fraction]) -> None:
        """Sort the bounds; among whole numbers a place is found without fractions."""
        self.all = sorted(bounds)
        self.whole = [each.numerator for each in self.all]
        self.are_whole = all(each.denominator == 1 for each in self.all)


def bounds(judged_by: Iterable[Iterable[Level]], tracks: Iterable[Track]) -> dict[str, Limits]:
    """The points that any level compares a metric or the total with, in ascending order."""
    found: dict[str, set[Fraction]] = {TOTAL: set()}
    found |= {name: set() for track in tracks for name in track.metrics}
    lines = (
        line
        for of_variant in judged_by
        for level in of_variant
        for line in conditions.lines_of(level.requires)
    )
    for line in lines:
        asked = line.bound if isinstance(line.bound, tuple) else (line.bound,)
        numbers = {each for each in asked if isinstance(each, Fraction)}
        for name in found:
            if (line.space == "score" and line.name == name) or (
                line.space == "every" and name != TOTAL
            ):
                found[name] |= numbers
    return {name: Limits(numbers) for name, numbers in found.items()}


def class_of(points: Points, limits: Limits, more: int = 0) -> int:
    """Where points, and so many whole ones more, lie among bounds.

    It is the same for all points that no bound tells apart.
    """
    if limits.are_whole:
        if isinstance(points, int):
            whole = points + more
            place = bisect_left(limits.whole, whole)
            return 2 * place + (place < len(limits.whole) and limits.whole[place] == whole)
        if points.denominator != 1:
            return 2 * bisect_right(limits.whole, points.numerator // points.denominator + more)
    value = points + more
    place = bisect_left(limits.all, value)
    return 2 * place + (place < len(limits.all) and limits.all[place] == value)


def class_of_range(points: Range, limits: Limits) -> Hashable:
    """The same of points that may be open; who moves them is part of it.

    Without a floor a metric is met once it earns anything, so 0 is a bound, too.
    """
    if points.value is not None:
        return class_of(points.value, limits), points.value > 0
    ends = (None if each is None else class_of(each, limits) for each in (points.low, points.high))
    return (*ends, points.open, points.undefined)
