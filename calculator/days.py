"""The days on which a rule, a line or a member of a list is in force."""

from __future__ import annotations

from typing import NamedTuple

from calculator.shapes import Fields, word

__all__ = ["ALWAYS", "Days", "is_day", "parse"]


class Days(NamedTuple):
    """The days on which something is in force, both included; an empty text is no bound."""

    first: str = ""
    last: str = ""

    def hold(self, day: str) -> bool:
        """Whether a day, as YYYY-MM-DD, is one of them."""
        return self.first <= day and (not self.last or day <= self.last)


ALWAYS = Days()
DIGITS = frozenset("0123456789")


def parse(fields: Fields) -> Days:
    """Read the days of `from` and `until`, either of which may be left out."""
    first = word(fields, "from") if "from" in fields else ""
    return Days(first, word(fields, "until") if "until" in fields else "")


def is_day(text: str) -> bool:
    """Whether a text is a day that exists, as YYYY-MM-DD."""
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not set("".join(parts)) <= DIGITS:
        return False
    year, month, day = (int(part) for part in parts)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 1 <= month <= len(lengths) and 1 <= day <= lengths[month - 1]
