"""Windows against every way in which the months that are not known may have gone."""

from __future__ import annotations

import random
from itertools import pairwise, product
from typing import cast

import pytest

from calculator.windows import ahead, enough, through

Verdicts = list[bool | None]


def by_enumeration(length: int, verdicts: Verdicts, earlier: int | None) -> Verdicts:
    """For each month, what all completions of the unknown months agree on; None if they do not."""
    back = length - 1
    past: Verdicts = [None] * back
    if earlier is not None:
        # The last one that qualified, and none after it; what came before it is not known.
        past = [
            None if back - place > earlier else back - place == earlier for place in range(back)
        ]
    line = [*past, *verdicts]
    found: Verdicts = []
    for end in range(back, len(line)):
        ways = product(*([each] if each is not None else [True, False] for each in
                         line[end - back : end + 1]))  # fmt: skip
        outcomes = {any(way) for way in ways}
        found.append(outcomes.pop() if len(outcomes) == 1 else None)
    return found


def test_random_months_agree_with_every_way_in_which_they_may_have_gone() -> None:
    chance = random.Random(6)  # noqa: S311 (a test must repeat itself)
    seen = set()
    for _ in range(400):
        length = chance.randrange(1, 9)
        verdicts = [chance.choice([True, False, False, None]) for _ in range(13)]
        earlier = chance.choice([None, *range(1, 10)])
        found = enough(length, verdicts, earlier)
        assert list(found) == by_enumeration(length, verdicts, earlier), (length, verdicts, earlier)
        seen |= set(found)
    assert seen == {True, False, None}


def test_a_window_of_one_month_is_the_month_itself() -> None:
    assert enough(1, [True, False, None]) == (True, False, None)


def test_a_window_longer_than_all_months_carries_on() -> None:
    assert enough(1000, [False, True, False]) == (None, True, True)
    assert enough(1000, [False, False], earlier=999) == (True, False)


def test_spans_tell_every_month_once_and_differ_from_their_neighbours() -> None:
    chance = random.Random(2)  # noqa: S311 (as above)
    months = [ahead("2023-05", step) for step in range(13)]
    names = {True: "met", False: "unmet", None: "open"}
    for _ in range(50):
        verdicts = {month: chance.choice([True, False, None]) for month in months}
        length = chance.randrange(1, 7)
        (window,) = through({"renewal": length, "other": None}, verdicts)
        spans = cast(list[dict[str, str]], window["spans"])
        told = [
            (month, span["state"])
            for span in spans
            for month in months[months.index(span["first"]) : months.index(span["last"]) + 1]
        ]
        found = enough(length, list(verdicts.values()))
        assert told == [(month, names[each]) for month, each in zip(months, found, strict=True)]
        assert all(one["state"] != other["state"] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("verdicts", "before", "carrier", "until"),
    [
        ({"2023-11": True, "2023-12": False}, "", "2023-11", "2024-01"),
        ({"2023-11": True, "2023-12": None}, "2023-10", "2023-11", "2024-01"),
        ({"2023-11": False, "2023-12": False}, "2023-10", "2023-10", "2023-12"),
        ({"2023-11": False, "2023-12": None}, "", None, None),
    ],
)
def test_the_last_month_that_qualifies_is_told_with_how_long_it_counts(
    verdicts: dict[str, bool | None], before: str, carrier: str | None, until: str | None
) -> None:
    (window,) = through({"renewal": 3}, verdicts, before)
    assert (window["carrier"], window["until"]) == (carrier, until)


def test_without_months_there_is_nothing_to_tell() -> None:
    assert through({"renewal": 3}, {}) == []
