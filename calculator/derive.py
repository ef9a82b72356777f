"""Derived inputs: computed before any rule is read, by one of a closed set of functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from calculator.errors import InvalidEdition
from calculator.ranges import Range, growth, subtract
from calculator.shapes import Fields, cite, field, mapping, text, within, word
from calculator.steps import Cite, Text

__all__ = ["FUNCTIONS", "Derived", "compute", "parse"]

FUNCTIONS: Mapping[str, tuple[tuple[str, str], Callable[[Range, Range], Range]]] = {
    "net": (("gained", "lost"), subtract),
    "difference": (("now", "before"), subtract),
    "growth": (("now", "before"), growth),
}
"""Each function's two terms, and how they are computed."""


class Derived(NamedTuple):
    """A derived input: `function` of two inputs, with the noun and unit of its value."""

    name: str
    function: str
    terms: tuple[str, str]
    noun: Text
    unit: str
    cite: Cite


def parse(name: str, fields: Fields) -> Derived:
    """Read one derived input."""
    functions = [each for each in FUNCTIONS if each in fields]
    if len(functions) != 1:
        raise InvalidEdition(f"one of {', '.join(FUNCTIONS)} is expected")
    function = functions[0]
    with within(function):
        terms = mapping(field(fields, function))
        minuend, subtrahend = FUNCTIONS[function][0]
        pair = (word(terms, minuend), word(terms, subtrahend))
    return Derived(name, function, pair, text(fields, "noun"), word(fields, "unit"), cite(fields))


def compute(derived: Derived, values: Mapping[str, Range]) -> Range:
    """The value of a derived input from the values of its two terms."""
    first, second = derived.terms
    return FUNCTIONS[derived.function][1](values[first], values[second])
