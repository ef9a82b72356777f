"""Figures in a text in any notation: 6,000 is 6000, and 2022年10月3日 is 3 October 2022."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["figures"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NAMES = "|".join(MONTHS)
FIGURE = re.compile(
    rf"""
    (?P<ja_year>\d{{4}})年(?P<ja_month>\d{{1,2}})月(?:(?P<ja_day>\d{{1,2}})日)?
    | (?:(?<!\d)(?P<en_day>\d{{1,2}})\s)?(?P<en_month>{NAMES})\s(?P<en_year>\d{{4}})
    | (?P<iso>(?<!\d)\d{{4}}-\d\d(?:-\d\d)?(?!\d))
    | (?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)
    """,
    re.VERBOSE,
)


def figures(text: str) -> list[str]:
    """The numbers in a text without separators, its days as 2022-10-03, months as 2022-10."""
    return [_normal(match) for match in FIGURE.finditer(unicodedata.normalize("NFKC", text))]


def _normal(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found["ja_year"]:
        return _date(found["ja_year"], int(found["ja_month"]), found["ja_day"])
    if found["en_year"]:
        return _date(found["en_year"], MONTHS.index(found["en_month"]) + 1, found["en_day"])
    return found["iso"] or found["number"].replace(",", "")


def _date(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
