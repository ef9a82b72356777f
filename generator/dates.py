"""Days in words, in the languages of the site."""

from __future__ import annotations

from calculator.days import Days
from generator.words import Word

__all__ = ["day_in_words", "days_in_words"]

FORMS = {"ja": "{year}年{month}月{day}日", "en": "{day} {name} {year}"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: object, language: str) -> str:
    """A day, given as YYYY-MM-DD."""
    year, month, date = (int(part) for part in str(day).split("-"))
    return FORMS[language].format(year=year, month=month, day=date, name=MONTHS[month - 1])


def days_in_words(days: Days, language: str, word: Word) -> str:
    """From when, or until when, something is in force; nothing for what always is."""
    if days.first:
        return word("site.from-day", day=day_in_words(days.first, language))
    return word("site.until-day", day=day_in_words(days.last, language)) if days.last else ""
