"""The choices of a plan: which inputs belong together, and what each number of steps earns.

Within a track no two metrics of the published programmes read the same input, so every metric is a
choice of its own. Where metrics do share inputs (two tracks that count the same people, another
programme), they form one group and are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from calculator import moves
from calculator.conditions import Line
from calculator.earnings import Earning, Ground, View
from calculator.moves import Move
from calculator.ranges import Range
from calculator.rules import BestOf

__all__ = ["MOST_CHOICES", "Group", "Menu", "Steps", "groups", "menu"]

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
    total = 0
    for axis in axes:
        along = 1
        for place in axis:
            along *= len(counts[place])
        total += along
    return total


def _vectors(counts: Sequence[Steps], axes: Sequence[Sequence[int]]) -> Iterator[Steps]:
    """Every choice of numbers of steps along each of the axes."""
    for axis in axes:
        yield from product(*(each if place in axis else (0,) for place, each in enumerate(counts)))
