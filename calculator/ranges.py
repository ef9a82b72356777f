"""Values that may still be open.

Every quantity is a range: the lowest and the highest value it can still take, and the unanswered
inputs that move it. An answered input is a range of one value, so one way of computing serves the
score, what is reachable, what is missing and whether the verdict is decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

__all__ = [
    "ZERO",
    "Range",
    "add",
    "at_most",
    "growth",
    "hull",
    "known",
    "largest",
    "scaled",
    "share",
    "subtract",
    "unanswered",
]

NOBODY: frozenset[str] = frozenset()


class Range(NamedTuple):
    """The values that a quantity can still take.

    `low` and `high` are inclusive; None means without bound. `open` names the unanswered inputs
    that can move the value; a range of one value has none. `undefined` tells whether there may be
    no value at all, as with growth from nothing.
    """

    low: Fraction | None
    high: Fraction | None
    open: frozenset[str] = NOBODY
    undefined: Literal["never", "maybe", "always"] = "never"

    @property
    def value(self) -> Fraction | None:
        """The value, once it is known; None while it is open or when it is undefined."""
        return self.low if self.low == self.high and self.undefined == "never" else None


ZERO = Range(Fraction(0), Fraction(0))
UNDEFINED = Range(None, None, NOBODY, "always")


def known(value: Fraction) -> Range:
    """A value that is settled."""
    return Range(value, value)


def unanswered(name: str, highest: Fraction | None = None) -> Range:
    """An input that was not answered: anything from 0 to `highest`."""
    return Range(Fraction(0), highest, frozenset((name,)))


def _settled(low: Fraction | None, high: Fraction | None, moved_by: frozenset[str]) -> Range:
    """A range that nothing can move any more names nobody."""
    return Range(low, high, NOBODY if low is not None and low == high else moved_by)


def add(ranges: Iterable[Range]) -> Range:
    """The sum of ranges that are defined, such as points."""
    low = Fraction(0)
    high: Fraction | None = Fraction(0)
    moved_by = NOBODY
    for each in ranges:
        low += each.low or 0
        high = None if high is None or each.high is None else high + each.high
        moved_by |= each.open
    return _settled(low, high, moved_by)


def scaled(value: Range, rate: Fraction) -> Range:
    """A range of 0 or more, times an exact rate of 0 or more."""
    low = None if value.low is None else value.low * rate
    high = None if value.high is None else value.high * rate
    return _settled(low, high, value.open)


def subtract(minuend: Range, subtrahend: Range) -> Range:
    """The difference of two ranges."""
    low = None if minuend.low is None or subtrahend.high is None else minuend.low - subtrahend.high
    high = None if minuend.high is None or subtrahend.low is None else minuend.high - subtrahend.low
    return _settled(low, high, minuend.open | subtrahend.open)


def growth(now: Range, before: Range) -> Range:
    """The change from `before` to `now` in percent of `before`.

    Both are 0 or more. Without anything before, growth is undefined.
    """
    if before.high is not None and before.high <= 0:
        return UNDEFINED
    low = _percent(now.low or Fraction(0), before.high)
    high = None if now.high is None or not before.low else _percent(now.high, before.low)
    if now.high == 0:
        high = Fraction(-100)
    settled = _settled(low, high, now.open | before.open)
    if before.low:
        return settled
    return Range(low, high, now.open | before.open, "maybe")


def _percent(now: Fraction, before: Fraction | None) -> Fraction:
    return Fraction(-100) if before is None else (now - before) * 100 / before


def share(value: Range, points: Fraction, full_at: Fraction) -> Range:
    """The points that a value earns in proportion, from 0 up to all `points` at `full_at`."""
    if value.undefined == "always":
        return ZERO
    low = Fraction(0) if value.low is None or value.undefined == "maybe" else value.low
    earned = tuple(
        points if end is None else points * min(max(end, Fraction(0)), full_at) / full_at
        for end in (low, value.high)
    )
    return _settled(earned[0], earned[1], value.open)


def at_most(value: Range, cap: Fraction) -> Range:
    """The value, never above `cap`."""
    low = cap if value.low is None else min(value.low, cap)
    high = cap if value.high is None else min(value.high, cap)
    return _settled(low, high, value.open)


def largest(ranges: Iterable[Range]) -> Range:
    """The largest of bounded ranges; one that cannot become the largest moves nothing."""
    options = tuple(ranges)
    low = max(each.low or Fraction(0) for each in options)
    high = max(each.high or Fraction(0) for each in options)
    contenders = (each.open for each in options if each.high is None or each.high > low)
    return _settled(low, high, NOBODY.union(*contenders))


def hull(ranges: Iterable[Range], moved_by: frozenset[str] = NOBODY) -> Range:
    """The smallest range that holds all of the bounded `ranges`, one of which will come true.

    `moved_by` names the inputs that decide which one.
    """
    options = tuple(ranges)
    low = min(each.low or Fraction(0) for each in options)
    high = max(each.high or Fraction(0) for each in options)
    return _settled(low, high, moved_by.union(*(each.open for each in options)))
