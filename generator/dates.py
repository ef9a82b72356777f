"""Days in words, in the languages of the site."""

from __future__ import annotations

from calculator.days import Days
from calculator.wording import day_in_words
from generator.words import Word

__all__ = ["day_in_words", "days_in_words"]


def days_in_words(days: Days, language: str, word: Word) -> str:
    """From when, or until when, something is in force; nothing for what always is."""
    if days.first:
        return word("site.from-day", day=day_in_words(days.first, language))
    return word("site.until-day", day=day_in_words(days.last, language)) if days.last else ""
