"""What differs between a metric's rules in two editions, as lines that can be shown.

Rules are compared as they stand on the day of scoring, under the adopted readings, by what they
measure and ask, not by their words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import rules
from calculator.conditions import Condition, Line, lines_of
from calculator.inputs import CountOf, Holders, Weighted
from calculator.page import Scored
from calculator.ranges import Range
from calculator.rules import BestOf, Linear, Rule, Sum, Table
from calculator.wording import Wording, grouped
from calculator.words import WORDS

__all__ = ["Difference", "Side", "metric_differences", "requirements"]

Lines = Mapping[Hashable, str]
"""Lines to show, each by what makes it the same line in another edition."""


class Side(NamedTuple):
    """One of two editions under which the same answers were scored."""

    scored: Scored
    wording: Wording
    language: str

    def words(self, key: str, **values: str) -> str:
        """A sentence."""
        return WORDS[self.language][key].format(**values)

    def points(self, points: Fraction) -> str:
        """A number of points with its word."""
        form = "points.number.one" if points == 1 else "points.number"
        return self.words(form, points=grouped(points))


class Difference(NamedTuple):
    """What one side alone says, and what the other alone says, about one thing (`about`)."""

    about: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def metric_differences(before: Side, after: Side, name: str) -> tuple[Difference, ...]:
    """What differs in a metric that both sides have: its rule, and what its answers came to."""
    return tuple(
        difference
        for about, read in READERS.items()
        if (difference := _differ(about, read(before, name), read(after, name))) is not None
    )


def requirements(before: Side, after: Side) -> Difference | None:
    """What differs in what the levels require."""
    return _differ("level", _levels(before), _levels(after))


def _differ(about: str, before: Lines, after: Lines) -> Difference | None:
    gone = tuple(text for key, text in before.items() if key not in after)
    new = tuple(text for key, text in after.items() if key not in before)
    return Difference(about, gone, new) if gone or new else None


def _rule(side: Side, name: str) -> Rule:
    """The rule of a metric as it stands on the day of scoring, under the adopted readings."""
    score = side.scored.score
    metric = score.adopted.counting.track.metrics[name]
    return rules.in_force(metric.rules[metric.chosen(score.adopted.choices)], score.as_of)


def _maximum(side: Side, name: str) -> Lines:
    points = rules.maximum(_rule(side, name))
    return {points: side.points(points)}


def _earning(side: Side, name: str) -> Lines:
    """What earns how much."""
    return dict(_earning_lines(side, _rule(side, name)))


def _earning_lines(side: Side, rule: Rule) -> Iterator[tuple[Hashable, str]]:
    if isinstance(rule, Linear):
        bound = side.wording.quantity(rule.full_at, rule.per)
        noun, points = side.wording.noun(rule.per), side.points(rule.points)
        yield (
            ("linear", rule.per, rule.full_at, rule.points),
            side.words("part.linear", noun=noun, bound=bound, points=points),
        )
    elif isinstance(rule, Table):
        for row in rule.rows:
            lines = dict(_condition_lines(side, row.when))
            text = side.words("counted.comma").join(lines.values())
            yield (
                ("row", tuple(lines), row.points),
                side.words("part.row", lines=text, points=side.points(row.points)),
            )
    else:
        yield from _members(side, rule)


def _members(side: Side, rule: BestOf | Sum) -> Iterator[tuple[Hashable, str]]:
    for each in rule.rules:
        yield from _earning_lines(side, each)
    if isinstance(rule, Sum) and rule.cap is not None:
        yield ("cap", rule.cap), side.words("part.cap", points=side.points(rule.cap))


def _conditions(side: Side, name: str) -> Lines:
    """What a rule asks before it earns anything."""
    return dict(_gates(side, _rule(side, name)))


def _gates(side: Side, rule: Rule) -> Iterator[tuple[Hashable, str]]:
    yield from _condition_lines(side, rule.head.when)
    if isinstance(rule, BestOf | Sum):
        for each in rule.rules:
            yield from _gates(side, each)


def _condition_lines(side: Side, when: tuple[Condition, ...]) -> Iterator[tuple[Hashable, str]]:
    for line in lines_of(when):
        yield (line.space, line.name, line.test, line.bound), side.wording.requirement(line)


def _reads(side: Side, name: str) -> dict[str, None]:
    """The inputs that a metric reads, each once, those behind derived ones included."""
    rule, area = _rule(side, name), side.scored.score.area
    named = [line.name for line in rules.lines_of(rule)]
    named += [linear.per for linear in rules.linear_rules(rule)]
    terms = (
        term
        for each in named
        for term in (area.derived[each].terms if each in area.derived else (each,))
    )
    return dict.fromkeys(terms)


def _certifications(side: Side, name: str) -> Lines:
    """The certifications that the questions of a metric count."""
    score = side.scored.score
    origins = (score.area.inputs[each].origin for each in _reads(side, name))
    return {
        held.certification: score.edition.certifications[held.certification].title
        for origin in origins
        if isinstance(origin, Holders)
        for held in origin.certifications
    }


def _computed(side: Side, name: str) -> Lines:
    """What the answers to computed questions came to: people of a roster, or sums of parts."""
    found: dict[Hashable, str] = {}
    for key in _reads(side, name):
        amount = side.scored.amounts[key]
        origin = side.scored.score.area.inputs[key].origin
        from_roster = isinstance(origin, Holders) and side.scored.people is not None
        computed = from_roster or isinstance(origin, Weighted | CountOf)
        if computed and isinstance(amount, Range) and amount.value is not None:
            shown = side.wording.quantity(amount.value, key)
            noun = side.wording.noun(key)
            found[key, amount.value] = side.words("part.amount", noun=noun, amount=shown)
    return found


READERS: Mapping[str, Callable[[Side, str], Lines]] = {
    "points": _maximum,
    "rule": _earning,
    "condition": _conditions,
    "certification": _certifications,
    "amount": _computed,
}
"""What is compared of a metric."""


def _levels(side: Side) -> Lines:
    """What every level requires."""
    levels = side.scored.score.levels
    return {
        (level.name, line.space, line.name, line.test, line.bound): _requirement(side, line)
        for level in levels
        for line in lines_of(level.requires)
    }


def _requirement(side: Side, line: Line) -> str:
    """A requirement of a level, in words."""
    if line.space == "input":
        return side.wording.requirement(line)
    bound = side.points(line.bound) if isinstance(line.bound, Fraction) else str(line.bound)
    test = side.words(f"test.{line.test}", bound=bound)
    if line.space == "every":
        return side.words("level.every", test=test)
    metrics = side.scored.score.adopted.counting.track.metrics
    if line.name not in metrics:
        return side.words("level.total", test=test)
    return side.words("level.metric", test=test, title=side.wording.title(line.name))
