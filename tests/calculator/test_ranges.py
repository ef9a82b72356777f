"""Ranges: no value outside, both ends within reach, and the right inputs named as movers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

import pytest

from calculator import ranges
from calculator.ranges import Range, known, unanswered
from tests.chance import Random, seeded

FAR = Fraction(10**9)


def some_range(chance: Random, name: str) -> Range:
    """A known value, a bounded open one, or one without an upper bound."""
    low = Fraction(chance.randint(0, 8), chance.choice([1, 2, 3]))
    kind = chance.choice(["known", "bounded", "open"])
    if kind == "known":
        return known(low)
    high = low + chance.randint(1, 9) if kind == "bounded" else None
    return Range(low, high, frozenset((name,)))


def values_in(value: Range) -> list[Fraction]:
    """Both ends (a far value for an end without bound) and something between."""
    low = -FAR if value.low is None else value.low
    high = FAR if value.high is None else value.high
    return sorted({low, (low + high) / 2, high})


def inside(value: Range, result: Fraction) -> bool:
    return (value.low is None or value.low <= result) and (
        value.high is None or result <= value.high
    )


def pairs(seed: int, times: int = 400) -> Iterator[tuple[Range, Range]]:
    chance = seeded(seed)
    for _ in range(times):
        yield some_range(chance, "a"), some_range(chance, "b")


def assert_tight(result: Range, outcomes: set[Fraction]) -> None:
    """Every outcome lies in the range, and the range ends where they do."""
    assert all(inside(result, each) for each in outcomes)
    assert result.low is None or result.low == min(outcomes)
    assert result.high is None or result.high == max(outcomes)
    assert bool(result.open) == (len(outcomes) > 1)


def test_a_known_value_has_one_value_and_no_movers() -> None:
    value = known(Fraction(7, 2))
    assert value.value == Fraction(7, 2)
    assert value.open == frozenset()


def test_an_unanswered_input_is_anything_from_nothing_up_and_moves_itself() -> None:
    value = unanswered("oil", Fraction(9))
    assert value == Range(Fraction(0), Fraction(9), frozenset(("oil",)))
    assert value.value is None
    assert unanswered("oil").high is None


def test_a_difference_holds_every_difference() -> None:
    for minuend, subtrahend in pairs(1):
        result = ranges.subtract(minuend, subtrahend)
        outcomes = {m - s for m, s in product(values_in(minuend), values_in(subtrahend))}
        assert_tight(result, outcomes)
        assert result.open == (minuend.open | subtrahend.open)


def test_a_sum_holds_every_sum() -> None:
    for first, second in pairs(2):
        if first.high is None or second.high is None:
            continue
        outcomes = {a + b for a, b in product(values_in(first), values_in(second))}
        assert_tight(ranges.add((first, second)), outcomes)


def test_the_sum_of_nothing_is_nothing() -> None:
    assert ranges.add(()) == ranges.ZERO


def test_the_largest_is_moved_only_by_what_can_become_the_largest() -> None:
    for first, second in pairs(3):
        if first.high is None or second.high is None:
            continue
        result = ranges.largest((first, second))
        outcomes = {max(a, b) for a, b in product(values_in(first), values_in(second))}
        assert_tight(result, outcomes)
        for name, mover, other in (("a", first, second), ("b", second, first)):
            moves = any(
                len({max(value, fixed) for value in values_in(mover)}) > 1
                for fixed in values_in(other)
            )
            assert (name in result.open) == moves


def test_a_cap_holds_a_value_down() -> None:
    for first, cap in pairs(4):
        limit = cap.low or Fraction(0)
        result = ranges.at_most(first, limit)
        assert_tight(result, {min(value, limit) for value in values_in(first)})


def test_a_share_grows_from_nothing_to_all_points() -> None:
    for value, _ in pairs(5):
        shifted = ranges.subtract(value, known(Fraction(3)))
        outcomes = {
            30 * min(max(each, Fraction(0)), Fraction(4)) / 4 for each in values_in(shifted)
        }
        assert_tight(ranges.share(shifted, Fraction(30), Fraction(4)), outcomes)


@pytest.mark.parametrize(
    ("value", "points"),
    [("-2", "0"), ("0", "0"), ("1", "10"), ("1/3", "10/3"), ("3", "30"), ("300", "30")],
)
def test_points_in_proportion_stop_at_both_ends(value: str, points: str) -> None:
    earned = ranges.share(known(Fraction(value)), Fraction(30), Fraction(3))
    assert earned.value == Fraction(points)


def grown(now: Fraction, before: Fraction) -> Fraction | None:
    return None if before == 0 else (now - before) * 100 / before


def test_growth_holds_every_growth_and_says_when_there_may_be_none() -> None:
    for now, before in pairs(6):
        result = ranges.growth(now, before)
        outcomes = {grown(n, b) for n, b in product(values_in(now), values_in(before))}
        defined = outcomes - {None}
        assert all(inside(result, each) for each in defined if each is not None)
        expected = "never" if None not in outcomes else "maybe" if defined else "always"
        assert result.undefined == expected


@pytest.mark.parametrize(
    ("now", "before", "growth"),
    [
        ("1200", "1000", "20"),
        ("1127", "1000", "127/10"),
        ("500", "1000", "-50"),
        ("0", "3", "-100"),
    ],
)
def test_growth_is_exact(now: str, before: str, growth: str) -> None:
    result = ranges.growth(known(Fraction(now)), known(Fraction(before)))
    assert result.value == Fraction(growth)
    assert result.open == frozenset()


def test_growth_from_nothing_is_undefined_and_earns_nothing() -> None:
    result = ranges.growth(known(Fraction(500)), known(Fraction(0)))
    assert result.undefined == "always"
    assert result.value is None
    assert ranges.share(result, Fraction(20), Fraction(20)) == ranges.ZERO


def test_growth_over_an_open_base_may_be_undefined_and_then_earns_nothing() -> None:
    result = ranges.growth(known(Fraction(500)), unanswered("before"))
    assert result.undefined == "maybe"
    assert result.value is None
    earned = ranges.share(result, Fraction(20), Fraction(20))
    assert earned == Range(Fraction(0), Fraction(20), frozenset(("before",)))


def test_growth_to_nothing_earns_nothing_whatever_the_base() -> None:
    result = ranges.growth(known(Fraction(0)), unanswered("before"))
    assert ranges.share(result, Fraction(20), Fraction(20)) == ranges.ZERO


@pytest.mark.parametrize(
    "combine",
    [lambda each: ranges.add((each,)), lambda each: ranges.hull((each,))],
    ids=["a sum", "a hull"],
)
def test_one_range_alone_stays_as_it_is(combine: Callable[[Range], Range]) -> None:
    alone = Range(Fraction(2), Fraction(5), frozenset(("x",)))
    assert combine(alone) == alone


def test_a_hull_spans_its_ranges_and_keeps_who_decides() -> None:
    result = ranges.hull((known(Fraction(1)), known(Fraction(4))), frozenset(("choice",)))
    assert result == Range(Fraction(1), Fraction(4), frozenset(("choice",)))


def test_when_all_outcomes_agree_nobody_decides() -> None:
    result = ranges.hull((known(Fraction(4)), known(Fraction(4))), frozenset(("choice",)))
    assert result == known(Fraction(4))
