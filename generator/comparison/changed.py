"""A change between two editions as data, and how the lines of two records are paired.

Things are matched by their keys, which stay the same across editions; what was merely moved to
another key, or stands in another order that means nothing, is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from calculator.numeral import from_exact
from generator.references import as_list, mapping

__all__ = [
    "APART",
    "KINDS",
    "Change",
    "Direction",
    "Kind",
    "Line",
    "Pair",
    "bare",
    "cites",
    "is_text",
    "lines",
]

Kind = Literal[
    "part",
    "name",
    "level",
    "category",
    "area",
    "track",
    "metric",
    "points",
    "threshold",
    "prerequisite",
    "calculation",
    "certification",
    "attribution",
    "definition",
    "statement",
    "question",
    "benefit",
    "specialization",
    "competency",
    "date",
    "option",
    "reading",
    "term",
    "source",
    "other",
]
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
"""The kinds of changes, in the order in which they are told."""

Direction = Literal["stricter", "looser"]

APART = ("cite", "see", "evidence", "questions", "remains")
"""Where something is stated, what bears on it, and what only the finders of a site ask and name:
shown beside a change, and none by itself."""


class Line(NamedTuple):
    """One line of a side: the keys that lead to it, its value, and the places that state it.

    `alike` is what it is compared by, where that is not its value.
    """

    key: tuple[str, ...]
    value: object
    cite: tuple[str, ...] = ()
    alike: object = None

    @property
    def compared(self) -> object:
        """What it is compared by."""
        return bare(self.value) if self.alike is None else self.alike


class Pair(NamedTuple):
    """A line as it was and as it is; None where there is none."""

    before: Line | None
    after: Line | None


class Change(NamedTuple):
    """One difference between two editions.

    Attributes:
        kind: what changed.
        area: the area that it belongs to, if any.
        subject: the key of what changed, such as a metric.
        title: the words for it.
        pairs: the lines that differ.
        track: the track, where it concerns one.
        direction: whether it became harder or easier to earn points, all else being equal; None
            where that cannot be said for certain.
    """

    kind: Kind
    area: str | None
    subject: str
    title: object
    pairs: tuple[Pair, ...]
    track: str | None = None
    direction: Direction | None = None

    @property
    def before(self) -> tuple[Line, ...]:
        """The lines as they were."""
        return tuple(pair.before for pair in self.pairs if pair.before is not None)

    @property
    def after(self) -> tuple[Line, ...]:
        """The lines as they are."""
        return tuple(pair.after for pair in self.pairs if pair.after is not None)


def cites(fields: object) -> tuple[str, ...]:
    """The places that a record names for itself."""
    return tuple(str(each) for each in as_list(mapping(fields).get("cite")))


def is_text(value: object) -> bool:
    """Whether a value is words in several languages."""
    return isinstance(value, Mapping) and set(value) == {"ja", "en"}


def bare(value: object) -> object:
    """A value as it is compared: without its places, numbers by their value, lists in any order."""
    if is_text(value):
        return {key: _squeezed(member) for key, member in mapping(value).items()}
    if isinstance(value, Mapping):
        kept = {key: bare(member) for key, member in value.items() if key not in APART}
        return {key: each for key, each in kept.items() if not _says_nothing(key, each)}
    if isinstance(value, list | tuple):
        return sorted((bare(member) for member in value), key=repr)
    if isinstance(value, str):
        try:
            return from_exact(value)
        except (ValueError, ZeroDivisionError):
            return _squeezed(value)
    return value


def _says_nothing(key: str, value: object) -> bool:
    return value == [] or value is None or (key == "confidence" and value == "high")


def _squeezed(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def lines(fields: object, apart: tuple[str, ...] = ("title",)) -> list[Line]:
    """The lines of a record, except the fields `apart`."""
    kept = {key: each for key, each in mapping(fields).items() if key not in apart}
    return list(_lines((), kept, cites(fields)))


def _lines(path: tuple[str, ...], value: object, around: tuple[str, ...]) -> Iterator[Line]:
    if isinstance(value, Mapping) and not is_text(value):
        own = cites(value) or around
        if "text" in value:
            yield Line(path, value, own)
            return
        for key, member in value.items():
            if key not in APART:
                yield from _lines((*path, str(key)), member, own)
    elif isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value):
        for place, member in enumerate(value):
            yield Line((*path, str(place)), member, cites(member) or around)
    elif bare(value) not in ([], None):
        yield Line(path, value, around)
