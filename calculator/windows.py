"""Windows: whether a month is enough because one month up to and with it qualifies.

A month is judged as a whole: true if it qualifies, false if it does not, None while nobody knows.
Months are text, YYYY-MM.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

__all__ = ["ahead", "enough", "through"]

STATES: Mapping[bool | None, str] = {True: "met", False: "unmet", None: "open"}


def through(
    windows: Mapping[str, int | None], verdicts: Mapping[str, bool | None], before: str = ""
) -> list[dict[str, object]]:
    """What each window whose length is stated makes of some months.

    Args:
        windows: how many months each has, by its key; None is not stated.
        verdicts: the months in their order, without gaps.
        before: an earlier month, the last that qualified; empty where nobody knows.

    Returns:
        For each window its key as `window`; `spans` of months that are alike, each with `first`,
        `last` and `state`: met where a month of the window qualifies, unmet where none does, open
        while nobody knows; `carrier`, the last month that certainly qualifies, and `until`, the
        last month whose window holds it, both None where there is no such month.
    """
    months = list(verdicts)
    if not months:
        return []
    judged = list(verdicts.values())
    earlier = _count(months[0]) - _count(before) if before else None
    carrier = next((each for each in reversed(months) if verdicts[each]), before or None)
    return [
        {
            "window": key,
            "spans": _spans(months, enough(length, judged, earlier)),
            "carrier": carrier,
            "until": carrier and ahead(carrier, length - 1),
        }
        for key, length in windows.items()
        if length is not None
    ]


def enough(
    length: int, verdicts: Sequence[bool | None], earlier: int | None = None
) -> tuple[bool | None, ...]:
    """Whether each month is enough by the window that ends with it.

    Args:
        length: how many months the window has, the one that ends it included.
        verdicts: the months in their order, without gaps.
        earlier: how many months before the first of them lies the last one that qualified; None if
            nobody knows.

    Returns:
        For each month, true if one in its window qualifies, false if none does, None if none is
        known to, and one may.
    """
    return tuple(
        _any([*verdicts[max(0, end - length) : end], *_before(length - end, earlier)])
        for end in range(1, len(verdicts) + 1)
    )


def _before(reach: int, earlier: int | None) -> tuple[bool | None, ...]:
    """What is known of the months before the first one that a window still holds."""
    if reach < 1:
        return ()
    return (None if earlier is None else earlier <= reach,)


def _any(verdicts: Sequence[bool | None]) -> bool | None:
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _spans(months: Sequence[str], found: Sequence[bool | None]) -> list[dict[str, str]]:
    """The months in as few spans as possible."""
    spans = []
    for state, group in groupby(zip(months, found, strict=True), key=lambda each: each[1]):
        members = [month for month, _ in group]
        spans.append({"state": STATES[state], "first": members[0], "last": members[-1]})
    return spans


def ahead(month: str, steps: int) -> str:
    """The month so many months later."""
    count = _count(month) + steps
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _count(month: str) -> int:
    """The months since the beginning of the calendar."""
    year, number = (int(part) for part in month.split("-"))
    return year * 12 + number - 1
