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

__all__ = ["MOST_CHOICES", "Group", "Ledger", "Menu", "Sums", "groups", "ledgers", "menu", "sums"]

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


def groups(ground: Ground, movable: Mapping[str, Move], lines: Iterable[Line]) -> tuple[Group, ...]:
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
    known = [
        {each: move.value(each) for each in turning}
        for move, turning in zip(group.moves, counts, strict=True)
    ]
    names = [move.name for move in group.moves]
    earnings = [ground.earnings[view] for view in group.views]
    rows = {}
    for steps in _vectors(counts, axes):
        values = dict(
            zip(names, (own[each] for own, each in zip(known, steps, strict=True)), strict=True)
        )
        rows[steps] = tuple(earning.points(values) for earning in earnings)
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
        yield from product(*(each if place in axis else (0,) for place, each in enumerate(counts)))


class Ledger(NamedTuple):
    """A menu in whole numbers: the least and the most points of each of its metrics."""

    menu: Menu
    lows: Mapping[Steps, tuple[int, ...]]
    highs: Mapping[Steps, tuple[int, ...]]
    weights: tuple[int, ...]


def ledgers(
    menus: Sequence[Menu], branches: Sequence[Branch], weight: Mapping[str, int]
) -> tuple[tuple[Ledger, ...], int]:
    """The menus in whole numbers, and by how much their points were multiplied for that.

    `weight` is the cost of a step of each input.
    """
    bounds = {need.bound.denominator for branch in branches for need in branch}
    points = {
        (end or Fraction(0)).denominator
        for each in menus
        for row in each.rows.values()
        for earned in row
        for end in (earned.low, earned.high)
    }
    scale = lcm(*bounds, *points)

    def whole(value: Fraction | None) -> int:
        return 0 if value is None else value.numerator * (scale // value.denominator)

    return tuple(
        Ledger(
            each,
            {steps: tuple(whole(own.low) for own in row) for steps, row in each.rows.items()},
            {steps: tuple(whole(own.high) for own in row) for steps, row in each.rows.items()},
            tuple(weight[move.name] for move in each.group.moves),
        )
        for each in menus
    ), scale


class Sums(NamedTuple):
    """A branch as a problem of whole numbers: the choices of each group, and the targets."""

    groups: tuple[tuple[Choice, ...], ...]
    targets: tuple[int, ...]


def sums(ground: Ground, kept: Sequence[Ledger], scale: int, branch: Branch) -> Sums:
    """Put a branch into whole numbers.

    A need that lies within one group says which of its choices will do; the others become targets.
    """
    menus = [each.menu for each in kept]
    shared = [need for need in branch if need.line is None and _homes(menus, need) > 1]
    own = [need for need in branch if need not in shared]
    filled = [_Filled(ground, each, own, shared, scale).choices() for each in kept]
    targets = [_target(need, scale) for need in shared]
    needed = _without_implied(filled, targets)
    return Sums(
        tuple(tuple(_only(each, needed) for each in group) for group in filled),
        tuple(targets[at] for at in needed),
    )


def _target(need: Need, scale: int) -> int:
    """The least whole sum that meets a need."""
    return int(need.bound * scale) + need.strict


def _only(choice: Choice, needed: Sequence[int]) -> Choice:
    drops = tuple(tuple(drop[at] for at in needed) for drop in choice.drops)
    return choice._replace(gains=tuple(choice.gains[at] for at in needed), drops=drops)


def _homes(menus: Sequence[Menu], need: Need) -> int:
    views = {*need.plus, *need.minus}
    return sum(not views.isdisjoint(each.group.views) for each in menus)


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


class _Places(NamedTuple):
    """Where the metrics of a need stand in a group, and the bound."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    bound: int


class _Filled:
    """The choices of one menu that meet a branch's own needs, with their gains."""

    def __init__(
        self,
        ground: Ground,
        ledger: Ledger,
        own: Sequence[Need],
        shared: Sequence[Need],
        scale: int,
    ) -> None:
        self._ground = ground
        self._ledger = ledger
        group = ledger.menu.group
        views = set(group.views)
        here = [need for need in own if views & {*need.plus, *need.minus}]
        self._own = [self._places(need, scale) for need in here]
        self._shared = [self._places(need, scale) for need in shared]
        lines = [need.line for need in own if need.line is not None]
        self._lines = tuple(line for line in lines if line in group.lines)

    def _places(self, need: Need, scale: int) -> _Places:
        views = self._ledger.menu.group.views
        return _Places(
            tuple(at for at, view in enumerate(views) if view in need.plus),
            tuple(at for at, view in enumerate(views) if view in need.minus),
            _target(need, scale),
        )

    def choices(self) -> tuple[Choice, ...]:
        """The choices, without those that a smaller one replaces."""
        gains = {
            steps: tuple(self._sum(need, steps) for need in self._shared)
            for steps in self._ledger.menu.rows
            if self._will_do(steps)
        }
        found = []
        for steps, own in gains.items():
            drops = tuple(
                tuple(map(int.__sub__, own, gains[each]))
                for each in self._smaller(steps)
                if each in gains
            )
            if all(any(lost > 0 for lost in drop) for drop in drops):
                cost = sum(map(int.__mul__, self._ledger.weights, steps))
                found.append(Choice(cost, own, steps, drops))
        return tuple(found)

    def _smaller(self, steps: Steps) -> Iterator[Steps]:
        for place, each in enumerate(steps):
            if each:
                smaller = self._ledger.menu.smaller[place][each]
                yield (*steps[:place], smaller, *steps[place + 1 :])

    def _will_do(self, steps: Steps) -> bool:
        if any(self._sum(need, steps) < need.bound for need in self._own):
            return False
        if not self._lines:
            return True
        raised = zip(self._ledger.menu.group.moves, steps, strict=True)
        values = {move.name: move.value(each) for move, each in raised}
        return self._ground.meets(self._lines, {}, values)

    def _sum(self, need: _Places, steps: Steps) -> int:
        lows, highs = self._ledger.lows[steps], self._ledger.highs[steps]
        return sum(lows[at] for at in need.plus) - sum(highs[at] for at in need.minus)
