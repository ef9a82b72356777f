"""Where the figures of an edition come from: the place that a field cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from generator.references import as_list, mapping
from tests.built.figures import figures

__all__ = ["Provenance", "added", "words"]

Fields = Mapping[str, object]
KEY = re.compile(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
"""A key, such as `m365-deployments` or `azure23`, leads elsewhere and is not shown."""


def words(value: object, language: str) -> Iterator[str]:
    """Every text and number in a value, in one language; what leads elsewhere is left out."""
    if isinstance(value, Mapping):
        for member in [value[language]] if _in_languages(value) else _own(value):
            yield from words(member, language)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from words(member, language)
    elif value is not None and not isinstance(value, bool) and not KEY.fullmatch(str(value)):
        yield str(value)


def _in_languages(value: Fields) -> bool:
    return set(value) == {"ja", "en"}


def _own(value: Fields) -> list[object]:
    return [member for name, member in value.items() if name != "url"]


class Provenance:
    """The figures of an edition in one language, by the place that each field with them cites."""

    def __init__(self, fields: Fields, language: str) -> None:
        self.fields = fields
        self._language = language
        self._by_place: dict[str, set[str]] = defaultdict(set)
        self._collect(fields, ())

    def cited(self, places: Iterable[str]) -> set[str]:
        """The figures of every field that cites one of these places."""
        return {figure for place in places for figure in self._by_place[place]}

    def figures(self, value: object) -> set[str]:
        """The figures in a part of the edition."""
        return {figure for text in words(value, self._language) for figure in figures(text)}

    def _collect(self, value: object, around: tuple[str, ...]) -> None:
        """A field without a source of its own has that of the field around it."""
        if isinstance(value, list | tuple):
            for member in value:
                self._collect(member, around)
        elif isinstance(value, Mapping) and not _in_languages(value):
            places = _places(value) or around
            for member in _own(value):
                self._collect(member, places)
        else:
            for place in around:
                self._by_place[place] |= self.figures(value)


def _places(value: Fields) -> tuple[str, ...]:
    """The places that a field cites; a reading cites those of all that it sets side by side."""
    says = [cite for said in as_list(value.get("says")) for cite in as_list(mapping(said)["cite"])]
    cited = [*as_list(value.get("cite")), *says, *as_list(value.get("evidence"))]
    return tuple(str(place) for place in cited)


def added(numbers: str) -> str:
    """What numbers parted by spaces add up to, as it is shown."""
    total = sum((Fraction(number) for number in numbers.split()), Fraction(0))
    return str(total.numerator) if total.denominator == 1 else str(float(total))
