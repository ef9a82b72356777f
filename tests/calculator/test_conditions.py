"""Conditions: five tests and a count, true, false or still open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator import conditions
from calculator.conditions import Count, Line
from calculator.errors import InvalidEdition
from calculator.ranges import Range, known, unanswered
from calculator.steps import Amount

UNDEFINED = Range(None, None, frozenset(), "always")
MAYBE_FROM_3 = Range(Fraction(3), None, frozenset(("x",)), "maybe")


def line(**fields: object) -> Line:
    parsed = conditions.parse_all({"when": [{"input": "x", "cite": "here", **fields}]}, "when")
    assert isinstance(parsed[0], Line)
    return parsed[0]


def holds(amount: Amount, **fields: object) -> bool | None:
    truth, _ = conditions.check_all((line(**fields),), lambda _space, _name: amount)
    return truth.holds


def number(text: str) -> Range:
    return known(Fraction(text))


def between(low: int | None, high: int | None) -> Range:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Range(ends[0], ends[1], frozenset(("x",)))


@pytest.mark.parametrize(
    ("test", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("more_than", False, False, True),
        ("below", True, False, False),
        ("is", False, True, False),
    ],
)
def test_a_number_against_a_bound(test: str, *, below: bool, at: bool, above: bool) -> None:
    bound = {test: "5/2"}
    assert holds(number("2.4999"), **bound) is below
    assert holds(number("2.5"), **bound) is at
    assert holds(number("2.5001"), **bound) is above


@pytest.mark.parametrize(
    ("test", "amount", "expected"),
    [
        ("at_least", between(5, None), True),
        ("at_least", between(0, 4), False),
        ("at_least", between(0, 5), None),
        ("at_least", between(None, None), None),
        ("below", between(5, None), False),
        ("below", between(0, 4), True),
        ("below", between(4, 5), None),
        ("more_than", between(6, None), True),
        ("more_than", between(5, None), None),
        ("more_than", between(0, 5), False),
        ("is", between(6, 9), False),
        ("is", between(5, 9), None),
        ("in", between(6, 9), False),
        ("in", between(0, 3), None),
    ],
)
def test_an_open_number_decides_only_what_all_its_values_agree_on(
    test: str, amount: Range, *, expected: bool | None
) -> None:
    assert holds(amount, **{test: [2, 5] if test == "in" else 5}) is expected


@pytest.mark.parametrize("test", ["at_least", "more_than", "below", "is"])
def test_what_is_undefined_passes_no_test(test: str) -> None:
    assert holds(UNDEFINED, **{test: 0}) is False


def test_what_may_be_undefined_never_passes_for_certain() -> None:
    assert holds(MAYBE_FROM_3, at_least=1) is None
    assert holds(MAYBE_FROM_3, below=3) is False


@pytest.mark.parametrize(
    ("amount", "wanted", "expected"),
    [
        (True, True, True),
        (False, True, False),
        (None, True, None),
        ("gold", "gold", True),
        ("gold", "silver", False),
        (None, "gold", None),
    ],
)
def test_flags_and_choices(amount: Amount, wanted: object, *, expected: bool | None) -> None:
    assert holds(amount, **{"is": wanted}) is expected


def test_one_of_several() -> None:
    assert holds("gold", **{"in": ["gold", "silver"]}) is True
    assert holds("tin", **{"in": ["gold", "silver"]}) is False
    assert holds(number("3"), **{"in": [1, 3]}) is True
    assert holds(number("2"), **{"in": [1, 3]}) is False


def test_an_open_line_names_what_opens_it() -> None:
    truth, steps = conditions.check_all(
        (line(at_least=1),), lambda _space, _name: unanswered("lit")
    )
    assert truth.open == {"lit"}
    assert steps[0].holds is None


def test_an_unanswered_flag_is_named_itself() -> None:
    truth, _ = conditions.check_all((line(**{"is": True}),), lambda _space, _name: None)
    assert truth.open == {"x"}


def counted(least: int, *amounts: bool | None) -> tuple[bool | None, frozenset[str]]:
    names = [f"flag-{place}" for place in range(len(amounts))]
    values = dict(zip(names, amounts, strict=True))
    lines = tuple(Line("input", name, "is", bound=True) for name in names)
    truth, _ = conditions.check_all((Count(least, lines),), lambda _space, name: values[name])
    return truth.holds, truth.open


@pytest.mark.parametrize(
    ("least", "amounts", "expected"),
    [
        (1, (True, False, None), True),
        (2, (True, False, None), None),
        (3, (True, False, None), False),
        (2, (True, True, None), True),
        (0, (False, False), True),
        (1, (), False),
    ],
)
def test_k_of_n(least: int, amounts: tuple[bool | None, ...], *, expected: bool | None) -> None:
    assert counted(least, *amounts)[0] is expected


def test_k_of_n_is_opened_by_its_open_lines_only() -> None:
    assert counted(2, True, False, None, None)[1] == {"flag-2", "flag-3"}
    assert counted(1, True, False, None)[1] == frozenset()


def test_all_lines_must_hold_and_none_at_all_is_no_condition() -> None:
    assert conditions.check_all((), lambda _space, _name: None)[0].holds is True
    lines = (line(at_least=1), line(below=5))
    assert conditions.check_all(lines, lambda _space, _name: number("3"))[0].holds is True
    assert conditions.check_all(lines, lambda _space, _name: number("7"))[0].holds is False


def test_a_false_line_settles_the_whole_whatever_is_open() -> None:
    lines = (line(at_least=1), line(below=5))
    truth, _ = conditions.check_all(lines, lambda _space, _name: between(5, None))
    assert truth == (False, frozenset())


def test_a_line_says_whether_it_means_an_input_or_a_score() -> None:
    asked = []
    lines = conditions.parse_all(
        {
            "when": [
                {"input": "deployments", "at_least": 1},
                {"score": "deployments", "at_least": 1},
                {"count": 1, "of": [{"every": "metric", "at_least": 1}]},
            ]
        },
        "when",
    )

    def look_up(space: str, name: str) -> Amount:
        asked.append((space, name))
        return number("1")

    conditions.check_all(lines, look_up)
    assert asked == [("input", "deployments"), ("score", "deployments"), ("every", "metric")]


def test_each_step_keeps_the_place_that_states_it() -> None:
    _, steps = conditions.check_all((line(at_least=2),), lambda _space, _name: number("1"))
    step = steps[0]
    assert (step.kind, step.name, step.test, step.bound) == ("line", "x", "at_least", 2)
    assert step.cite == ("here",)
    assert step.holds is False


def test_lines_inside_counts_are_found_too() -> None:
    inner = line(at_least=1)
    nested = Count(1, (Count(1, (inner,)), line(below=3)))
    assert [each.test for each in conditions.lines_of((nested, line(more_than=0)))] == [
        "at_least",
        "below",
        "more_than",
    ]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ([{"input": "x"}], "when.0"),
        ([{"at_least": 1}], "when.0"),
        ([{"input": "x", "score": "y", "at_least": 1}], "when.0"),
        ([{"input": "x", "at_least": 1, "below": 5}], "when.0"),
        ([{"input": "x", "at_least": 1}, {"input": "x", "at_least": "many"}], "when.1.at_least"),
        ([{"input": "x", "at_least": 0.5}], "when.0.at_least"),
        ([{"input": "x", "at_least": "1/0"}], "when.0.at_least"),
        ([{"input": "x", "more_than": True}], "when.0.more_than"),
        ([{"input": "x", "in": "gold"}], "when.0.in"),
        ([{"count": "two", "of": []}], "when.0.count"),
        ([{"count": True, "of": []}], "when.0.count"),
        ([{"count": 1, "of": [{"input": "x"}]}], "when.0.of.0"),
        (["x at least 1"], "when.0"),
        ("x at least 1", "when"),
    ],
)
def test_a_malformed_condition_names_its_place(written: object, place: str) -> None:
    with pytest.raises(InvalidEdition) as error:
        conditions.parse_all({"when": written}, "when")
    assert ".".join(error.value.place) == place
