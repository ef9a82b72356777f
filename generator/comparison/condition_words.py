"""Conditions in words, outside any answer: of rules, of tracks and of levels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from calculator import conditions
from calculator.conditions import Condition, Count
from calculator.errors import SaitenError
from calculator.numeral import display, from_exact
from calculator.wording import Wording
from calculator.words import WORDS
from generator.comparison.changed import is_text
from generator.dates import day_in_words, days_in_words
from generator.load import Fields
from generator.prose import in_language
from generator.references import mapping
from generator.source import Source
from generator.words import Word

__all__ = ["ConditionWords"]

DATE = re.compile(r"\d{4}-\d\d-\d\d")


class ConditionWords:
    """The words for the conditions of one edition in one language."""

    def __init__(self, source: Source, language: str, word: Word) -> None:
        """Bind the words of a language to the names of an edition."""
        self._source = source
        self._language = language
        self._word = word
        self._words = WORDS[language]

    def text(self, text: object) -> str:
        """A text of the edition."""
        return in_language(text, self._language)

    def raw(self, value: object) -> str:
        """Any value as it is, for what no other words tell apart."""
        if is_text(value):
            forms = mapping(value)[self._language]
            return " / ".join(forms) if isinstance(forms, list) else self.text(value)
        if isinstance(value, Mapping):
            return "; ".join(
                f"{key}: {self.raw(each)}" for key, each in value.items() if key != "cite"
            )
        if isinstance(value, list | tuple):
            return self._word("site.list-comma").join(self.raw(each) for each in value)
        if isinstance(value, bool):
            return self._words["yes" if value else "no"]
        if isinstance(value, str) and DATE.fullmatch(value):
            return day_in_words(value, self._language)
        return " ".join(str(value).split())

    def wording(self, area: str | None) -> Wording | None:
        """The calculator's words for an area, if the edition has it."""
        areas = self._source.edition.areas
        if area is None or area not in areas:
            return None
        return Wording(self._source.edition, areas[area], self._language)

    def points(self, value: object) -> str:
        """A number of points."""
        number = self._words["points.number.one" if str(value) == "1" else "points.number"]
        return number.format(points=self.number(value))

    def number(self, value: object) -> str:
        """A number for people; what is none, as it is."""
        try:
            return f"{display(from_exact(value))}"
        except ValueError:
            return str(value)

    def condition(self, area: str | None, fields: Fields) -> str:
        """A condition in words; one that cannot be read is shown as it is written."""
        try:
            (condition,) = conditions.parse_all({"when": [fields]}, "when")
            return self._said(area, condition)
        except (SaitenError, KeyError, ValueError):
            return self.raw(fields)

    def _said(self, area: str | None, condition: Condition) -> str:
        if isinstance(condition, Count):
            inner = "; ".join(self._said(area, each) for each in condition.of)
            least, among = condition.least, len(condition.of)
            form = "all" if least == among else "any" if least == 1 else "count"
            return self._word(f"changes.{form}-of", least=least, lines=inner)
        days = days_in_words(condition.days, self._language, self._word)
        if condition.space == "input":
            wording = self.wording(area) or self.wording(self._area_with(condition.name))
            if wording is None:
                return f"{condition.name} {condition.test} {condition.bound}"
            return wording.requirement(condition) + days
        bound = condition.bound
        shown = self.points(f"{bound}") if isinstance(bound, Fraction) else str(bound)
        test = self._words[f"test.{condition.test}"].format(bound=shown)
        if condition.space == "every":
            return self._word("site.requires-every", test=test) + days
        if condition.name == "total":
            return self._word("site.requires-total", test=test) + days
        return (
            self._word("site.requires-score", name=self._metric(condition.name), test=test) + days
        )

    def _area_with(self, name: str) -> str | None:
        areas = self._source.edition.areas
        return next((key for key, area in areas.items() if name in area.inputs), None)

    def _metric(self, name: str) -> str:
        for area in self._source.edition.areas.values():
            for track in area.tracks:
                if name in track.metrics:
                    return self.text(track.metrics[name].title)
        return name
