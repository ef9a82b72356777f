"""Inputs that a rule reads twice: what can be earned is what some single answer would earn."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from calculator import answers, parts
from calculator.area import Area
from calculator.edition import Edition
from calculator.ranges import Range
from calculator.rules import Rule
from tests.chance import seeded
from tests.lanterns import lantern_guild

FAR = "1000000000"
FLOOR = {"points": 20, "per": "trade-growth", "full_at": 20}
OVER_A_FLOOR = {**FLOOR, "when": [{"input": "crowns-before", "at_least": 1000, "cite": "scroll"}]}
UNDER_A_CEILING = {**FLOOR, "when": [{"input": "crowns-now", "below": 500, "cite": "scroll"}]}
IN_A_BAND = {
    **FLOOR,
    "when": [
        {"input": "crowns-before", "more_than": 100, "cite": "scroll"},
        {"input": "crowns-before", "below": 1000, "cite": "scroll"},
        {"input": "crowns-now", "at_least": 50, "cite": "scroll"},
    ],
}
BY_ITS_OWN_FLOOR = {
    "points": 9,
    "per": "lit",
    "full_at": 10,
    "when": [{"input": "lit", "at_least": 4, "cite": "scroll"}],
}
EXACTLY = {
    "points": 9,
    "per": "shining",
    "full_at": 10,
    "when": [{"input": "lit", "in": [3, 7], "cite": "scroll"}],
}
ONE_OF_TWO = {
    **FLOOR,
    "when": [
        {
            "count": 1,
            "of": [
                {"input": "crowns-before", "at_least": 1000, "cite": "scroll"},
                {"input": "crowns-now", "at_least": 1000, "cite": "scroll"},
            ],
        }
    ],
}
RULES = {
    "over a floor": OVER_A_FLOOR,
    "under a ceiling": UNDER_A_CEILING,
    "in a band": IN_A_BAND,
    "by its own floor": BY_ITS_OWN_FLOOR,
    "exactly": EXACTLY,
    "one of two": ONE_OF_TWO,
}


def harbour_with(rule: object) -> tuple[Edition, Area, Rule]:
    """The harbour with `rule` as the rule of trade on the shore."""
    fields = lantern_guild()
    shore = fields["areas"]["harbour"]["tracks"]["of"]["shore"]["metrics"]  # type: ignore[index]
    shore["trade"]["rule"] = rule
    edition = Edition.from_dict(fields)
    area = edition.area("harbour")
    return edition, area, area.track("shore").metrics["trade"].rules[()]


def points(harbour: tuple[Edition, Area, Rule], typed: Mapping[str, object]) -> Range:
    edition, area, rule = harbour
    amounts = answers.read(edition, area, typed)
    step = parts.evaluate(area, rule, amounts, parts.given(area, amounts))
    assert step.points is not None
    return step.points


@pytest.mark.parametrize(
    ("now", "highest"),
    [("1100", 10), ("1200", 20), ("5000", 20), ("1000", 0), ("999", 0), ("0", 0)],
)
def test_growth_over_an_open_base_is_read_off_a_base_that_meets_the_floor(
    now: str, highest: int
) -> None:
    earned = points(harbour_with(OVER_A_FLOOR), {"crowns-now": now})
    movers = frozenset(("crowns-before",)) if highest else frozenset()
    assert earned == Range(Fraction(0), Fraction(highest), movers)


def test_without_any_answer_all_points_are_within_reach() -> None:
    earned = points(harbour_with(OVER_A_FLOOR), {})
    movers = frozenset(("crowns-now", "crowns-before"))
    assert earned == Range(Fraction(0), Fraction(20), movers)


def test_a_base_below_the_floor_settles_it_whatever_follows() -> None:
    assert points(harbour_with(OVER_A_FLOOR), {"crowns-before": "999.99"}).open == frozenset()


def test_an_open_flag_that_decides_nothing_is_not_missing() -> None:
    fields = lantern_guild()
    del fields["areas"]["harbour"]["inputs"]["at-sea"]["unanswered"]  # type: ignore[index]
    shore = fields["areas"]["harbour"]["tracks"]["of"]["shore"]["metrics"]  # type: ignore[index]
    either = [{"points": 7, "when": [{"input": "at-sea", "is": each}]} for each in (True, False)]
    shore["trade"]["rule"] = {"table": either}
    edition = Edition.from_dict(fields)
    area = edition.area("harbour")
    rule = area.track("shore").metrics["trade"].rules[()]
    assert points((edition, area, rule), {}) == Range(Fraction(7), Fraction(7))
    shore["trade"]["rule"] = {"table": [either[0], {**either[1], "points": 3}]}
    edition = Edition.from_dict(fields)
    area = edition.area("harbour")
    rule = area.track("shore").metrics["trade"].rules[()]
    movers = frozenset(("at-sea",))
    assert points((edition, area, rule), {}) == Range(Fraction(3), Fraction(7), movers)


CANDIDATES = {
    "lit": ["0", "1", "3", "4", "5", "7", "10", "11", "14", "17", "20", "999999"],
    "broken": ["0", "1", "3", "4", "7", "999999"],
    "crowns-now": ["0", "49", "50", "60", "120", "499", "500", "600", "999", "1000", "1200", FAR],
    "crowns-before": [
        "0",
        "0.01",
        "1",
        "100",
        "100.5",
        "101",
        "500",
        "999",
        "999.99",
        "1000",
        "1001",
        FAR,
    ],
}
KNOWN = {
    "lit": ["0", "3", "5", "7", "12"],
    "broken": ["0", "2", "9"],
    "crowns-now": ["0", "51", "150", "499", "800", "1000", "1150"],
    "crowns-before": ["0", "40", "101", "400", "999", "1000", "1100"],
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_may_be_earned_is_what_some_answer_earns(rule: dict[str, object]) -> None:
    harbour = harbour_with(rule)
    chance = seeded(1811)
    for _ in range(40):
        typed: dict[str, object] = {
            name: chance.choice(values) for name, values in KNOWN.items() if chance.random() < 0.55
        }
        still_open = [name for name in KNOWN if name not in typed]
        outcomes = {points(harbour, typed | completion) for completion in completions(still_open)}
        reached = {each.value for each in outcomes}
        promised = points(harbour, typed)
        assert promised.high == max(value for value in reached if value is not None)
        assert bool(promised.open) == (len(reached) > 1), (typed, promised, reached)
        assert promised.low is not None
        assert promised.low <= min(value for value in reached if value is not None)


def completions(names: list[str]) -> list[dict[str, object]]:
    """Every way to answer some inputs with the candidates."""
    found: list[dict[str, object]] = [{}]
    for name in names:
        found = [each | {name: value} for each in found for value in CANDIDATES[name]]
    return found if len(found) <= 400 else seeded(len(found)).sample(found, 400)
