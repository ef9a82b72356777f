"""The choices of a plan: which inputs belong together, and what each number of steps earns.

Within a track no two metrics of the published programmes read the same input, so every metric is a
choice of its own. Where metrics do share inputs (two tracks that count the same people, another
programme), they form one group and are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import NamedTuple

from calculator import moves
from calculator.conditions import Line
from calculator.earnings import Earning, Ground, View
from calculator.frontier import Choice
from calculator.moves import Move
from calculator.ranges import Range
from calculator.rules import BestOf
from calculator.targets import Branch, Need

__all__ = ["MOST_CHOICES", "Group", "Menu", "Sums", "groups", "sums"]

MOST_CHOICES = 60_000
"""The most choices in one group; beyond them some are left out, and a plan is not proven."""

Steps = tuple[int, ...]


class Group(NamedTuple):
    """Inputs that are chosen together, and the metrics that read them."""

    moves: tuple[Move, ...]
    views: tuple[View, ...]
    lines: tuple[Line, ...]


class Menu(NamedTuple):
    """What a group can choose: the points of its metrics for each number of steps.

    `smaller` gives for each input and number of steps the next smaller number.
    """

    group: Group
    rows: Mapping[Steps, tuple[Range, ...]]
    smaller: tuple[Mapping[int, int], ...]
    whole: bool


def groups(
    ground: Ground, movable: Mapping[str, Move], lines: Iterable[Line]
) -> tuple[Group, ...]:
    """The metrics and lines by the inputs that they share; those that nothing moves come last."""
    members: list[tuple[frozenset[str], View | Line]] = [
        (frozenset(earning.reads) & movable.keys(), view)
        for view, earning in ground.earnings.items()
    ]
    members += [
        (frozenset(moves.terms(ground.area, line.name)) & movable.keys(), line) for line in lines
    ]
    parts: list[tuple[frozenset[str], list[View | Line]]] = []
    for names, member in members:
        joined = [part for part in parts if not names.isdisjoint(part[0])]
        parts = [part for part in parts if names.isdisjoint(part[0])]
        together = [each for part in joined for each in part[1]]
        parts.append((names.union(*(part[0] for part in joined)), [*together, member]))
    moved = [_group(names, held, movable) for names, held in parts if names]
    still = [member for names, held in parts if not names for member in held]
    return (*moved, _group(frozenset(), still, movable))


def _group(
    names: frozenset[str], members: Sequence[View | Line], movable: Mapping[str, Move]
) -> Group:
    return Group(
        tuple(move for name, move in movable.items() if name in names),
        tuple(each for each in members if isinstance(each, View)),
        tuple(each for each in members if isinstance(each, Line)),
    )


def menu(ground: Ground, group: Group) -> Menu:
    """Everything that a group can choose."""
    counts, whole = [], True
    for move in group.moves:
        rules = [ground.earnings[view].rule for view in group.views]
        turning, all_of_them = moves.turns(ground.area, ground.amounts, move, rules, group.lines)
        counts.append(turning)
        whole = whole and all_of_them
    axes = _axes(ground, group)
    while _size(counts, axes) > MOST_CHOICES:
        longest = max(range(len(counts)), key=lambda place: len(counts[place]))
        counts[longest] = (*counts[longest][:-1:2], counts[longest][-1])
        whole = False
    rows = {}
    for steps in _vectors(counts, axes):
        values = {
            move.name: move.value(each) for move, each in zip(group.moves, steps, strict=True)
        }
        rows[steps] = tuple(ground.earnings[view].points(values) for view in group.views)
    smaller = tuple(dict(zip(each[1:], each, strict=False)) for each in counts)
    return Menu(group, rows, smaller, whole)


def _axes(ground: Ground, group: Group) -> list[list[int]]:
    """The inputs that can be useful at the same time.

    Of a rule whose best member counts, raising the inputs of one member is enough.
    """
    everything = [list(range(len(group.moves)))]
    if len(group.views) != 1 or group.lines:
        return everything
    earning = ground.earnings[group.views[0]]
    if not isinstance(earning.rule, BestOf) or not moves.is_rising(earning.rule):
        return everything
    axes = [_places(group, member) for member in earning.members]
    distinct = {place for axis in axes for place in axis}
    return axes if axes and sum(map(len, axes)) == len(distinct) else everything


def _places(group: Group, member: Earning) -> list[int]:
    return [place for place, move in enumerate(group.moves) if move.name in member.reads]


def _size(counts: Sequence[Steps], axes: Sequence[Sequence[int]]) -> int:
    return sum(prod(len(counts[place]) for place in axis) for axis in axes)


def _vectors(counts: Sequence[Steps], axes: Sequence[Sequence[int]]) -> Iterator[Steps]:
    """Every choice of numbers of steps along each of the axes."""
    for axis in axes:
        yield from product(
            *(each if place in axis else (0,) for place, each in enumerate(counts))
        )


class Sums(NamedTuple):
    """A branch as a problem of whole numbers: the choices of each group, and the targets."""

    groups: tuple[tuple[Choice, ...], ...]
    targets: tuple[int, ...]


def sums(ground: Ground, menus: Sequence[Menu], branch: Branch, weight: Mapping[str, int]) -> Sums:
    """Put a branch into whole numbers; `weight` is the cost of a step of each input.

    A need that lies within one group says which of its choices will do; the others become targets.
    """
    shared = [need for need in branch if need.line is None and _homes(menus, need) > 1]
    bounds = [need.bound for need in branch]
    points = [
        end
        for each in menus
        for row in each.rows.values()
        for earned in row
        for end in (_low(earned), _high(earned))
    ]
    scale = lcm(*(value.denominator for value in {*bounds, *points}))
    own = [need for need in branch if need not in shared]
    filled = [_Filled(ground, each, own, shared, scale, weight).choices() for each in menus]
    targets = [int(need.bound * scale) + need.strict for need in shared]
    kept = _without_implied(filled, targets)
    return Sums(
        tuple(
            tuple(
                each._replace(
                    gains=tuple(each.gains[at] for at in kept),
                    drops=tuple(tuple(drop[at] for at in kept) for drop in each.drops),
                )
                for each in group
            )
            for group in filled
        ),
        tuple(targets[at] for at in kept),
    )


def _homes(menus: Sequence[Menu], need: Need) -> int:
    views = {*need.plus, *need.minus}
    return sum(not views.isdisjoint(each.group.views) for each in menus)


def _low(points: Range) -> Fraction:
    return points.low or Fraction(0)


def _high(points: Range) -> Fraction:
    return points.high or Fraction(0)


def _without_implied(filled: Sequence[Sequence[Choice]], targets: Sequence[int]) -> list[int]:
    """The targets that are not reached anyway once another one is."""
    kept: list[int] = []
    for at in range(len(targets)):
        if any(_is_implied(filled, targets, at, other) for other in kept):
            continue
        kept = [other for other in kept if not _is_implied(filled, targets, other, at)]
        kept.append(at)
    return kept


def _is_implied(
    filled: Sequence[Sequence[Choice]], targets: Sequence[int], at: int, by: int
) -> bool:
    ahead = sum(
        min((each.gains[at] - each.gains[by] for each in group), default=0) for group in filled
    )
    return ahead >= targets[at] - targets[by]


class _Filled:
    """The choices of one menu that meet a branch's own needs, with their gains."""

    def __init__(
        self,
        ground: Ground,
        offered: Menu,
        own: Sequence[Need],
        shared: Sequence[Need],
        scale: int,
        weight: Mapping[str, int],
    ) -> None:
        self._ground = ground
        self._menu = offered
        views = set(offered.group.views)
        self._sums = [need for need in own if need.line is None and views & {*need.plus, *need.minus}]
        self._lines = [need.line for need in own if need.line in offered.group.lines]
        self._shared = shared
        self._scale = scale
        self._weights = [weight[move.name] for move in offered.group.moves]

    def choices(self) -> tuple[Choice, ...]:
        """The choices, without those that a smaller one replaces."""
        gains = {
            steps: self._gains(row)
            for steps, row in self._menu.rows.items()
            if self._will_do(steps, row)
        }
        found = []
        for steps, own in gains.items():
            drops = [
                tuple(map(int.__sub__, own, gains[each]))
                for each in self._smaller(steps)
                if each in gains
            ]
            if all(any(lost > 0 for lost in drop) for drop in drops):
                cost = sum(map(int.__mul__, self._weights, steps))
                found.append(Choice(cost, own, steps, tuple(drops)))
        return tuple(found)

    def _smaller(self, steps: Steps) -> Iterator[Steps]:
        for place, each in enumerate(steps):
            if each:
                yield (*steps[:place], self._menu.smaller[place][each], *steps[place + 1 :])

    def _will_do(self, steps: Steps, row: tuple[Range, ...]) -> bool:
        points = dict(zip(self._menu.group.views, row, strict=True))
        for need in self._sums:
            reached = self._sum(need, points)
            if reached < need.bound or (need.strict and reached == need.bound):
                return False
        if not self._lines:
            return True
        values = {
            move.name: move.value(each)
            for move, each in zip(self._menu.group.moves, steps, strict=True)
        }
        return self._ground.meets(tuple(line for line in self._lines if line), {}, values)

    def _sum(self, need: Need, points: Mapping[View, Range]) -> Fraction:
        plus = sum((_low(points[view]) for view in need.plus if view in points), Fraction(0))
        minus = sum((_high(points[view]) for view in need.minus if view in points), Fraction(0))
        return plus - minus

    def _gains(self, row: tuple[Range, ...]) -> tuple[int, ...]:
        points = dict(zip(self._menu.group.views, row, strict=True))
        return tuple(int(self._sum(need, points) * self._scale) for need in self._shared)
