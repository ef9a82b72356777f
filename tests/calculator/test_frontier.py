"""The search for the cheapest choices, against trying every combination."""

from __future__ import annotations

from itertools import product

import pytest

from calculator.frontier import Choice, Search
from tests.chance import Random, seeded


def groups_of(chance: Random, targets: int) -> list[list[Choice]]:
    """Groups in which each choice may be replaced with the one before it."""
    groups = []
    for _ in range(chance.randint(1, 4)):
        gains = [tuple(chance.randint(-2, 9) for _ in range(targets))]
        choices = [Choice(0, gains[0], (0,), ())]
        cost = 0
        for step in range(1, chance.randint(1, 6)):
            cost += chance.randint(1, 9)
            gains.append(tuple(each + chance.randint(0, 5) for each in gains[-1]))
            drop = tuple(map(int.__sub__, gains[-1], gains[-2]))
            choices.append(Choice(cost, gains[-1], (step,), (drop,)))
        groups.append(choices)
    return groups


def reaches(chosen: tuple[Choice, ...], targets: tuple[int, ...]) -> bool:
    sums = [sum(each.gains[at] for each in chosen) for at in range(len(targets))]
    return all(map(int.__ge__, sums, targets))


@pytest.mark.parametrize("seed", range(60))
def test_every_irreducible_combination_is_found_in_the_order_of_its_cost(seed: int) -> None:
    chance = seeded(seed)
    targets = tuple(chance.randint(0, 25) for _ in range(chance.randint(1, 3)))
    groups = groups_of(chance, len(targets))
    expected = []
    for chosen in product(*groups):
        smaller = [
            (*chosen[:at], groups[at][each.steps[0] - 1], *chosen[at + 1 :])
            for at, each in enumerate(chosen)
            if each.steps[0]
        ]
        if reaches(chosen, targets) and not any(reaches(each, targets) for each in smaller):
            steps = tuple(each.steps for each in chosen)
            expected.append((sum(each.cost for each in chosen), steps))
    found = list(Search(groups, targets, 10**6).found())
    assert sorted(found) == sorted(expected)
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)


def test_a_group_without_choices_leaves_nothing_to_find() -> None:
    assert list(Search([[Choice(0, (5,), (0,), ())], []], (1,), 100).found()) == []


def test_without_targets_nothing_is_the_cheapest() -> None:
    group = [Choice(0, (), (0,), ())]
    assert list(Search([group, group], (), 100).found()) == [(0, ((0,), (0,)))]


def test_a_search_that_ends_too_early_says_so() -> None:
    group = [Choice(each, (each,), (each,), ((1,),) if each else ()) for each in range(20)]
    search = Search([group] * 4, (60,), 50)
    assert len(list(search.found())) < 100
    assert search.exhausted
