"""Derived inputs: a closed set of functions of two inputs, computed before any rule is read."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator import derive
from calculator.errors import InvalidEdition
from calculator.ranges import Range, known, unanswered

HEAD = {"noun": {"ja": "差", "en": "change"}, "unit": "crowns", "cite": ["scroll", "tablet"]}


def value_of(function: str, terms: dict[str, str], first: str, second: str) -> Fraction | None:
    derived = derive.parse("change", {function: terms, **HEAD})
    names = tuple(terms.values())
    answers = {names[0]: known(Fraction(first)), names[1]: known(Fraction(second))}
    return derive.compute(derived, answers).value


@pytest.mark.parametrize(
    ("first", "second", "net"), [("5", "3", "2"), ("3", "5", "-2"), ("0", "0", "0")]
)
def test_net_is_gained_minus_lost(first: str, second: str, net: str) -> None:
    assert value_of("net", {"gained": "lit", "lost": "broken"}, first, second) == Fraction(net)


def test_difference_is_now_minus_before() -> None:
    assert value_of("difference", {"now": "a", "before": "b"}, "12.5", "2.25") == Fraction("10.25")


def test_growth_is_a_percentage_of_before() -> None:
    assert value_of("growth", {"now": "a", "before": "b"}, "11270", "10000") == Fraction("12.7")
    assert value_of("growth", {"now": "a", "before": "b"}, "4", "3") == Fraction(100, 3)


def test_growth_from_nothing_has_no_value() -> None:
    assert value_of("growth", {"now": "a", "before": "b"}, "4", "0") is None


def test_the_order_of_the_terms_in_the_file_does_not_matter() -> None:
    derived = derive.parse("net", {"net": {"lost": "broken", "gained": "lit"}, **HEAD})
    assert derived.terms == ("lit", "broken")


def test_an_open_term_leaves_the_value_open() -> None:
    derived = derive.parse("net", {"net": {"gained": "lit", "lost": "broken"}, **HEAD})
    value = derive.compute(derived, {"lit": known(Fraction(3)), "broken": unanswered("broken")})
    assert value == Range(None, Fraction(3), frozenset(("broken",)))


def test_a_derived_input_keeps_its_words_and_places() -> None:
    derived = derive.parse("net", {"net": {"gained": "lit", "lost": "broken"}, **HEAD})
    assert (derived.function, derived.noun, derived.unit) == ("net", HEAD["noun"], "crowns")
    assert derived.cite == ("scroll", "tablet")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({**HEAD}, ""),
        ({"net": {"gained": "a", "lost": "b"}, "growth": {"now": "a", "before": "b"}, **HEAD}, ""),
        ({"ratio": {"now": "a", "before": "b"}, **HEAD}, ""),
        ({"net": {"gained": "a"}, **HEAD}, "net"),
        ({"net": {"now": "a", "before": "b"}, **HEAD}, "net"),
        ({"growth": {"now": "a", "before": 3}, **HEAD}, "growth.before"),
        ({"growth": "a over b", **HEAD}, "growth"),
    ],
)
def test_a_malformed_derived_input_names_its_place(fields: dict[str, object], place: str) -> None:
    with pytest.raises(InvalidEdition) as error:
        derive.parse("change", fields)
    assert ".".join(error.value.place) == place
