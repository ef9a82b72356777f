"""The explanation: one uniform tree of steps, without words.

Scoring leaves a step for everything it looked at. `wording` turns steps into sentences; whoever
reuses the rules may put them into other words.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from calculator.ranges import Range

__all__ = ["Amount", "Bound", "Cite", "Kind", "Step", "Text", "members", "numbers"]

Text = Mapping[str, object]
"""Words by language: a text, or for a noun the pair of its one and its many."""

Cite = tuple[str, ...]
"""Keys of the places that state a rule."""

Amount = Range | bool | str | None
"""What was measured: a number that may be open, a flag, a choice, or nothing yet."""

Bound = Fraction | bool | str | tuple[Fraction | str, ...] | None
"""What it was measured against."""

Kind = Literal[
    "input", "derived", "line", "score", "count", "linear", "table", "row", "best_of", "sum"
]


def members(bound: Bound) -> tuple[object, ...]:
    """What is measured against: each member of a list, or the one thing there is."""
    return bound if isinstance(bound, tuple) else (bound,)


def numbers(bound: Bound) -> tuple[Fraction, ...]:
    """The numbers among what is measured against."""
    return tuple(each for each in members(bound) if isinstance(each, Fraction))


class Step(NamedTuple):
    """One thing that scoring looked at.

    Attributes:
        kind: what it is: an input, a derived input, a line about an input or a score, or a rule.
        name: the input, derived input or score that it measures; empty where there is none.
        amount: what was measured.
        test: how it was compared (`at_least`, …), or the function of a derived input.
        bound: what it was compared with; for a linear rule, the value at which it is full.
        holds: whether a condition, or the `when` of a rule, holds; None while that is open.
        points: what a rule earns.
        maximum: what a rule can earn.
        title: the words that the edition gives a member of a rule, if any.
        cite: the places that state it.
        steps: what it was made of.
    """

    kind: Kind
    name: str = ""
    amount: Amount = None
    test: str = ""
    bound: Bound = None
    holds: bool | None = True
    points: Range | None = None
    maximum: Fraction | None = None
    title: Text | None = None
    cite: Cite = ()
    steps: tuple[Step, ...] = ()
