"""A way to meet a level in whole numbers: choices in groups, and sums to be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from calculator.choices import Menu, Steps
from calculator.earnings import Ground
from calculator.frontier import Choice
from calculator.targets import Branch, Need

__all__ = ["Ledger", "Sums", "ledgers", "sums", "whole_by"]


def whole_by(denominators: Iterable[int]) -> int:
    """The least number that makes fractions with these denominators whole."""
    scale = 1
    for each in denominators:
        greater, rest = scale, each
        while rest:
            greater, rest = rest, greater % rest
        scale *= each // greater
    return scale


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
    scale = whole_by(bounds | points)

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
