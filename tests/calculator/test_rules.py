"""Points rules: linear, table, best of and sum, each with an optional condition."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from calculator import rules
from calculator.derive import Derived
from calculator.errors import InvalidEdition
from calculator.ranges import Range, known, subtract, unanswered
from calculator.rules import Given
from calculator.steps import Amount, Step

LINEAR = {"points": 20, "per": "lit", "full_at": 5}
BANDS = {
    "table": [
        {"points": 9, "when": [{"input": "lit", "at_least": 10}]},
        {"points": "9/2", "when": [{"input": "lit", "at_least": 4}]},
        {"points": 1, "when": [{"input": "lit", "more_than": 0}]},
    ]
}
TWO_WAY = {
    "table": [
        {
            "points": 7,
            "when": [{"input": "member", "is": True}, {"input": "season", "in": ["dark", "dim"]}],
        },
        {"points": 2, "when": [{"input": "member", "is": True}]},
        {"points": 1},
    ]
}


def step_of(rule: Mapping[str, object], **amounts: Amount) -> Step:
    """What a rule earns; amounts are by name, with `_` for the hyphens of keys."""
    return rules.evaluate(rules.parse(rule), Given(amounts, {}, {}))


def points_of(rule: Mapping[str, object], **amounts: Amount) -> Range:
    points = step_of(rule, **amounts).points
    assert points is not None
    return points


def number(text: str) -> Range:
    return known(Fraction(text))


@pytest.mark.parametrize(
    ("lit", "points"),
    [("0", "0"), ("1", "4"), ("3", "12"), ("5", "20"), ("6", "20"), ("-1", "0"), ("1/3", "4/3")],
)
def test_linear_points_grow_in_proportion_to_the_threshold(lit: str, points: str) -> None:
    assert points_of(LINEAR, lit=number(lit)).value == Fraction(points)


@pytest.mark.parametrize(
    ("points", "full_at", "lit", "earned"),
    [(40, 6, "1", "20/3"), (20, 6, "1", "10/3"), (15, 7, "1", "15/7"), (40, 6, "6", "40")],
)
def test_points_that_do_not_end_stay_exact(
    points: int, full_at: int, lit: str, earned: str
) -> None:
    rule = {"points": points, "per": "lit", "full_at": full_at}
    assert points_of(rule, lit=number(lit)).value == Fraction(earned)


@pytest.mark.parametrize(
    ("lit", "points"),
    [("0", "0"), ("0.001", "1"), ("3.999", "1"), ("4", "9/2"), ("9.99", "9/2"), ("10", "9")],
)
def test_a_table_gives_the_points_of_its_first_row_that_applies(lit: str, points: str) -> None:
    assert points_of(BANDS, lit=number(lit)).value == Fraction(points)


@pytest.mark.parametrize(
    ("member", "season", "points"),
    [(True, "dark", 7), (True, "dim", 7), (True, "bright", 2), (False, "dark", 1)],
)
def test_a_row_may_ask_for_two_inputs(member: object, season: str, points: int) -> None:
    assert isinstance(member, bool)
    assert points_of(TWO_WAY, member=member, season=season).value == points


def test_a_row_without_condition_applies_to_the_rest() -> None:
    assert points_of({"table": [{"points": 3}]}).value == 3


def test_an_open_table_spans_the_rows_that_may_apply() -> None:
    lit = Range(Fraction(4), Fraction(12), frozenset(("lit",)))
    assert points_of(BANDS, lit=lit) == Range(Fraction(9, 2), Fraction(9), frozenset(("lit",)))


def test_an_open_table_whose_possible_rows_agree_is_settled() -> None:
    lit = Range(Fraction(4), Fraction(9), frozenset(("lit",)))
    assert points_of(BANDS, lit=lit) == number("9/2")


def test_only_inputs_of_rows_that_can_still_matter_move_a_table() -> None:
    settled = points_of(TWO_WAY, member=False, season=None)
    assert settled == number("1")
    open_season = points_of(TWO_WAY, member=True, season=None)
    assert open_season == Range(Fraction(2), Fraction(7), frozenset(("season",)))


def test_a_row_that_gives_what_the_rows_after_it_give_leaves_nothing_missing() -> None:
    rule = {
        "table": [
            {"points": 9, "when": [{"input": "member", "is": True}]},
            {"points": 5, "when": [{"input": "season", "is": "dark"}]},
            {"points": 5},
        ]
    }
    earned = points_of(rule, member=None, season=None)
    assert earned == Range(Fraction(5), Fraction(9), frozenset(("member",)))


def test_the_best_of_several_counts() -> None:
    rule = {
        "best_of": [
            {"points": 6, "per": "lit", "full_at": 4},
            {"points": 6, "per": "tally", "full_at": 50},
        ]
    }
    assert points_of(rule, lit=number("1"), tally=number("25")).value == 3
    assert points_of(rule, lit=number("4"), tally=number("0")).value == 6


def test_a_full_option_leaves_nothing_missing() -> None:
    rule = {
        "best_of": [
            {"points": 6, "per": "lit", "full_at": 4},
            {"points": 6, "per": "tally", "full_at": 50},
        ]
    }
    assert points_of(rule, lit=number("4"), tally=unanswered("tally")) == number("6")
    half = points_of(rule, lit=number("2"), tally=unanswered("tally"))
    assert half == Range(Fraction(3), Fraction(6), frozenset(("tally",)))


def test_a_sum_adds_up_to_its_cap() -> None:
    rule = {"sum": [LINEAR, {"points": 5, "per": "oil", "full_at": 1}], "cap": 22}
    assert points_of(rule, lit=number("1"), oil=number("1")).value == 9
    assert points_of(rule, lit=number("5"), oil=number("1")).value == 22
    assert points_of({"sum": [LINEAR]}, lit=number("5")).value == 20


def test_a_sum_at_its_cap_leaves_nothing_missing() -> None:
    rule = {"sum": [LINEAR, {"points": 5, "per": "oil", "full_at": 1}], "cap": 20}
    assert points_of(rule, lit=number("5"), oil=unanswered("oil")) == number("20")


GATED = {**LINEAR, "when": [{"input": "masters", "at_least": 2}]}


def test_a_rule_earns_nothing_while_its_condition_fails() -> None:
    assert points_of(GATED, lit=number("5"), masters=number("1")) == number("0")
    assert points_of(GATED, lit=number("5"), masters=number("2")) == number("20")


def test_behind_a_condition_that_failed_nothing_is_missing() -> None:
    assert points_of(GATED, lit=unanswered("lit"), masters=number("1")).open == frozenset()


def test_an_open_condition_may_give_all_or_nothing() -> None:
    gated = points_of(GATED, lit=number("3"), masters=unanswered("masters"))
    assert gated == Range(Fraction(0), Fraction(12), frozenset(("masters",)))
    nothing = points_of(GATED, lit=number("0"), masters=unanswered("masters"))
    assert nothing == number("0")


def test_points_earned_beside_a_condition_that_fails_stay() -> None:
    steps = {"sum": [{"points": 8, "per": "lit", "full_at": 1}, GATED]}
    assert points_of(steps, lit=number("5"), masters=number("0")).value == 8


def test_what_conditions_see_may_differ_from_what_is_computed() -> None:
    rule = rules.parse({**LINEAR, "when": [{"input": "lit", "at_least": 3}]})
    amounts = {"lit": Range(Fraction(3), Fraction(5), frozenset(("lit",)))}
    step = rules.evaluate(rule, Given(amounts, {"lit": number("4")}, {}))
    assert step.holds is True
    assert step.points == Range(Fraction(12), Fraction(20), frozenset(("lit",)))


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        (LINEAR, "20"),
        (BANDS, "9"),
        ({"table": []}, "0"),
        ({"best_of": [LINEAR, BANDS]}, "20"),
        ({"sum": [LINEAR, BANDS]}, "29"),
        ({"sum": [LINEAR, BANDS], "cap": 25}, "25"),
        ({"sum": [LINEAR], "cap": 25}, "20"),
        (GATED, "20"),
    ],
)
def test_the_most_a_rule_can_earn(rule: dict[str, object], most: str) -> None:
    assert rules.maximum(rules.parse(rule)) == Fraction(most)


def test_a_step_says_what_was_measured_and_against_what() -> None:
    step = step_of({**GATED, "cite": "scroll"}, lit=number("3"), masters=number("4"))
    assert (step.kind, step.name) == ("linear", "lit")
    assert (step.bound, step.maximum) == (Fraction(5), Fraction(20))
    assert step.amount == number("3")
    assert step.cite == ("scroll",)
    assert [each.kind for each in step.steps] == ["line"]


def test_a_step_shows_where_a_computed_amount_comes_from() -> None:
    net = Derived("net", "net", ("lit", "broken"), {}, "", ("tablet",))
    amounts = {"lit": number("5"), "broken": number("2"), "net": subtract(number("5"), number("2"))}
    rule = rules.parse({"points": 6, "per": "net", "full_at": 6})
    (computed,) = rules.evaluate(rule, Given(amounts, {}, {"net": net})).steps
    assert (computed.kind, computed.name, computed.test) == ("derived", "net", "net")
    assert [(term.name, term.amount) for term in computed.steps] == [
        ("lit", number("5")),
        ("broken", number("2")),
    ]


def test_a_table_shows_the_rows_it_went_through() -> None:
    step = step_of(BANDS, lit=number("5"))
    assert [row.holds for row in step.steps] == [False, True]


def test_members_keep_their_titles() -> None:
    title = {"ja": "数", "en": "Number"}
    step = step_of({"sum": [{**LINEAR, "title": title}, LINEAR]}, lit=number("1"))
    assert [member.title for member in step.steps] == [title, None]


def test_every_line_and_linear_rule_inside_a_rule_is_found() -> None:
    rule = rules.parse(
        {"sum": [GATED, {"best_of": [BANDS, LINEAR]}], "when": [{"input": "a", "is": 1}]}
    )
    assert [line.name for line in rules.lines_of(rule)] == ["a", "masters", "lit", "lit", "lit"]
    assert [linear.per for linear in rules.linear_rules(rule)] == ["lit", "lit"]


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ({}, ""),
        ({"points": 3}, ""),
        ({**LINEAR, "points": 0.5}, "points"),
        ({**LINEAR, "points": "many"}, "points"),
        ({**LINEAR, "full_at": 0}, "full_at"),
        ({**LINEAR, "full_at": "-1"}, "full_at"),
        ({**LINEAR, "full_at": "1/0"}, "full_at"),
        ({"points": 3, "per": "lit"}, ""),
        ({"points": 3, "per": 5, "full_at": 1}, "per"),
        ({"table": [{"when": []}]}, "table.0"),
        ({"table": {"points": 3}}, "table"),
        ({"table": [{"points": 1}, {"points": 2, "when": [{"input": "x"}]}]}, "table.1.when.0"),
        ({"best_of": []}, "best_of"),
        ({"sum": []}, "sum"),
        ({"sum": [LINEAR, {"points": 3}]}, "sum.1"),
        ({"sum": [LINEAR], "cap": None}, "cap"),
        ({**LINEAR, "when": "always"}, "when"),
        ({**LINEAR, "title": "Lit"}, "title"),
        ({**LINEAR, "cite": 3}, "cite"),
    ],
)
def test_a_malformed_rule_names_its_place(rule: dict[str, object], place: str) -> None:
    with pytest.raises(InvalidEdition) as error:
        rules.parse(rule)
    assert ".".join(error.value.place) == place


def test_a_rule_per_something_that_is_no_number_is_an_error_not_a_score() -> None:
    with pytest.raises(InvalidEdition):
        step_of(LINEAR, lit=True)
