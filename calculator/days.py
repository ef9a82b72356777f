"""The days on which a rule, a line or a member of a list is in force."""

from __future__ import annotations

from typing import NamedTuple

from calculator.shapes import Fields, word

__all__ = ["ALWAYS", "Days", "parse"]


class Days(NamedTuple):
    """The days on which something is in force, both included; an empty text is no bound."""

    first: str = ""
    last: str = ""

    def hold(self, day: str) -> bool:
        """Whether a day, as YYYY-MM-DD, is one of them."""
        return self.first <= day and (not self.last or day <= self.last)


ALWAYS = Days()


def parse(fields: Fields) -> Days:
    """Read the days of `from` and `until`, either of which may be left out."""
    first = word(fields, "from") if "from" in fields else ""
    return Days(first, word(fields, "until") if "until" in fields else "")
