"""The cheapest choices, one from each group, whose gains together reach every target.

A problem of whole numbers that knows nothing of rules. Each group's choices become a Pareto list of
cost and gain; folded from the last group to the first, these lists tell at any point how much the
rest must still cost at least. A search that always goes on with the least possible cost therefore
finds the choices in the order of their cost, and its first is provably the cheapest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

__all__ = ["Choice", "Search"]

Gains = tuple[int, ...]


class Choice(NamedTuple):
    """One choice in a group.

    Attributes:
        cost: what it costs; more than 0 unless it changes nothing.
        gains: what it adds towards each target.
        steps: how many steps of each of the group's inputs it takes.
        drops: for each smaller choice that it could be replaced with, the gains that are lost.
    """

    cost: int
    gains: Gains
    steps: tuple[int, ...]
    drops: tuple[Gains, ...]


class Node(NamedTuple):
    """A choice made in each of the first groups; `least` is what all will cost at least."""

    least: int
    place: int
    serial: int
    cost: int
    gains: Gains
    drops: tuple[Gains, ...]
    chosen: tuple[Choice, ...]


class Pareto(NamedTuple):
    """The gains that are worth their cost, both ascending."""

    gains: list[int]
    costs: list[int]

    def cost(self, gain: int) -> int | None:
        """The least cost of at least some gain; None where it cannot be had."""
        place = bisect_left(self.gains, gain)
        return self.costs[place] if place < len(self.costs) else None


def _pareto(pairs: Iterable[tuple[int, int]]) -> Pareto:
    """Of pairs of gain and cost, those that no other matches at the same cost or less."""
    gains: list[int] = []
    costs: list[int] = []
    for gain, cost in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if not costs or cost < costs[-1]:
            gains.append(gain)
            costs.append(cost)
    return Pareto(gains[::-1], costs[::-1])


class Search:
    """The search over some groups of choices for the given targets.

    Only choices in which nothing can be left out are found: wherever one is replaced with a smaller
    choice, some target is missed.
    """

    def __init__(self, groups: Sequence[Sequence[Choice]], targets: Gains, budget: int) -> None:
        """Prepare the least cost of the rest after each group; `budget` limits the search."""
        self._order = sorted(range(len(groups)), key=lambda place: -len(groups[place]))
        self._groups = [groups[place] for place in self._order]
        self._targets = targets
        self._budget = budget
        self.exhausted = False
        """Whether the budget ended the search before it was done."""
        self._rest: list[tuple[Pareto, ...]] = [tuple(Pareto([0], [0]) for _ in targets)]
        self._least: list[Gains] = [tuple(0 for _ in targets)]
        for group in reversed(self._groups):
            self._rest.insert(0, tuple(self._fold(group, at) for at in range(len(targets))))
            lowest = [
                min((each.gains[at] for each in group), default=0) for at in range(len(targets))
            ]
            self._least.insert(
                0, tuple(own + rest for own, rest in zip(lowest, self._least[0], strict=True))
            )

    def _fold(self, group: Sequence[Choice], at: int) -> Pareto:
        """The Pareto list of one target over a group and everything after it."""
        own = _pareto((each.gains[at], each.cost) for each in group)
        rest = self._rest[0][at]
        return _pareto(
            (gain + more, cost + further)
            for gain, cost in zip(own.gains, own.costs, strict=True)
            for more, further in zip(rest.gains, rest.costs, strict=True)
        )

    def found(self) -> Iterator[tuple[int, tuple[tuple[int, ...], ...]]]:
        """The cost and the steps in every group, in the order of the cost."""
        if not all(self._groups):
            return
        serial = 0
        heap: list[Node] = []
        start = Node(0, 0, 0, 0, tuple(0 for _ in self._targets), (), ())
        if self._bound(start, 0) is not None:
            heappush(heap, start)
        while heap:
            node = heappop(heap)
            place = -node.place
            if place == len(self._groups):
                yield node.cost, self._in_order(node.chosen)
                continue
            for choice in self._groups[place]:
                following = self._follow(node, choice, place + 1)
                if following is not None:
                    serial += 1
                    heappush(heap, following._replace(serial=serial))
            if serial > self._budget:
                self.exhausted = True
                return

    def _follow(self, node: Node, choice: Choice, place: int) -> Node | None:
        """A node with one more choice; None where it can lead to nothing."""
        gains = tuple(map(int.__add__, node.gains, choice.gains))
        following = Node(
            0,
            -place,
            0,
            node.cost + choice.cost,
            gains,
            node.drops + choice.drops,
            (*node.chosen, choice),
        )
        least = self._bound(following, place)
        if least is None or self._can_spare(following, place):
            return None
        return following._replace(least=least)

    def _bound(self, node: Node, place: int) -> int | None:
        """What the whole costs at least; None where some target cannot be reached."""
        rest = 0
        for pareto, target, gain in zip(self._rest[place], self._targets, node.gains, strict=True):
            cost = pareto.cost(target - gain)
            if cost is None:
                return None
            rest = max(rest, cost)
        return node.cost + rest

    def _can_spare(self, node: Node, place: int) -> bool:
        """Whether a smaller choice would do whatever follows."""
        spare = [
            gain + least - target
            for gain, least, target in zip(
                node.gains, self._least[place], self._targets, strict=True
            )
        ]
        return any(all(map(int.__ge__, spare, drop)) for drop in node.drops)

    def _in_order(self, chosen: tuple[Choice, ...]) -> tuple[tuple[int, ...], ...]:
        """The steps of the choices in the order in which the groups were given."""
        by_place = dict(zip(self._order, chosen, strict=True))
        return tuple(by_place[place].steps for place in range(len(chosen)))
