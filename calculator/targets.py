"""What a level asks for, as sums of points that must be reached.

A requirement becomes a few needs: the least that some metrics earn together, less the most that
others earn, reaches a bound. Where there are several ways to meet a level (k of n lines, several
tracks), each is a branch: a list of needs that must all be met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from calculator.conditions import Condition, Line
from calculator.earnings import Contender, Ground, Scenario, View, alternatives
from calculator.levels import TOTAL

__all__ = ["MOST_BRANCHES", "Branch", "Need", "branches", "distinct", "implies"]

MOST_BRANCHES = 256
"""The most ways to meet a level that are followed; beyond them, a plan is not proven."""

ORDER = {"at_least": 0, "more_than": 1}


class Need(NamedTuple):
    """The points of `plus`, less those of `minus`, are at least a bound (above it if strict).

    A need with a `line` is no sum: the line asks for an input.
    """

    plus: tuple[View, ...]
    minus: tuple[View, ...]
    bound: Fraction
    strict: bool = False
    line: Line | None = None


Branch = tuple[Need, ...]


def distinct(ground: Ground, scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """The scenarios without those that another one, with the same points, contains."""
    kept: list[Scenario] = []
    for each in scenarios:
        if any(_contains(ground, other, each) for other in kept):
            continue
        kept = [other for other in kept if not _contains(ground, each, other)]
        kept.append(each)
    return tuple(kept)


def _contains(ground: Ground, strict: Scenario, loose: Scenario) -> bool:
    """Whether both scenarios give the same points and the first asks for at least as much."""
    same = all(
        ground.view(each.track, metric, strict) == ground.view(each.track, metric, loose)
        for each in ground.contenders
        for metric in each.track.metrics.values()
    )
    return (
        same
        and len(strict.requires) == len(loose.requires)
        and all(map(implies, strict.requires, loose.requires))
    )


def implies(strict: Condition, loose: Condition) -> bool:
    """Whether whatever meets one condition surely meets another."""
    if strict._replace(cite=()) == loose._replace(cite=()):
        return True
    if not isinstance(strict, Line) or not isinstance(loose, Line):
        return False
    if (strict.space, strict.name) != (loose.space, loose.name):
        return False
    if strict.test not in ORDER or loose.test not in ORDER:
        return False
    if not isinstance(strict.bound, Fraction) or not isinstance(loose.bound, Fraction):
        return False
    return (strict.bound, ORDER[strict.test]) >= (loose.bound, ORDER[loose.test])


def branches(ground: Ground, scenarios: Sequence[Scenario]) -> tuple[list[Branch], bool]:
    """The ways to reach the level under all scenarios; whether these are all."""
    ways: list[Branch] = [()]
    for scenario in scenarios:
        further = [
            tuple(dict.fromkeys((*way, *more)))
            for way, more in product(ways, _under(ground, scenario))
        ]
        ways = list(dict.fromkeys(further))
        if len(ways) > MOST_BRANCHES:
            return ways[:MOST_BRANCHES], False
    return ways, True


def _under(ground: Ground, scenario: Scenario) -> list[Branch]:
    """The ways to reach the level under one scenario."""
    certain = [each for each in ground.contenders if each.certain]
    if ground.area.choose == "assigned" or not certain:
        return _join(_met(ground, each, scenario) for each in ground.contenders)
    found: list[Branch] = []
    for winner in certain:
        others = (
            _beaten(ground, winner, each, scenario)
            for each in ground.contenders
            if each is not winner
        )
        found += _join([_met(ground, winner, scenario), *others])
    return found


def _beaten(
    ground: Ground, winner: Contender, other: Contender, scenario: Scenario
) -> list[Branch]:
    """A track does no harm: it has no more points than the winner or, where unsure, it is met.

    A track whose points are sure and that has more and is met is a winner itself.
    """
    behind = Need(_all(ground, winner, scenario), _all(ground, other, scenario), Fraction(0))
    sure = other.certain and not any(
        ground.earnings[view].is_open for view in behind.plus + behind.minus
    )
    return [(behind,)] if sure else [(behind,), *_met(ground, other, scenario)]


def _join(parts: Iterable[Sequence[Branch]]) -> list[Branch]:
    """Branches that take one way of each part."""
    ways: list[Branch] = [()]
    for part in parts:
        ways = [(*way, *more) for way, more in product(ways, part)]
    return ways


def _all(ground: Ground, contender: Contender, scenario: Scenario) -> tuple[View, ...]:
    track = contender.track
    return tuple(ground.view(track, metric, scenario) for metric in track.metrics.values())


def _met(ground: Ground, contender: Contender, scenario: Scenario) -> list[Branch]:
    """The ways for one track to meet the requirements."""
    ways = alternatives(scenario.requires, tuple(contender.track.metrics))
    return [
        tuple(need for line in way for need in _needs(ground, contender, scenario, line))
        for way in ways
    ]


def _needs(
    ground: Ground, contender: Contender, scenario: Scenario, line: Line
) -> tuple[Need, ...]:
    if line.space == "input" or not isinstance(line.bound, Fraction):
        return (Need((), (), Fraction(0), line=line),)
    track = contender.track
    views = (
        _all(ground, contender, scenario)
        if line.name == TOTAL
        else (ground.view(track, track.metrics[line.name], scenario),)
    )
    at_least, at_most = Need(views, (), line.bound), Need((), views, -line.bound)
    if line.test == "at_least":
        return (at_least,)
    if line.test == "more_than":
        return (at_least._replace(strict=True),)
    if line.test == "below":
        return (at_most._replace(strict=True),)
    return (at_least, at_most)
