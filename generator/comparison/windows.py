"""How windows differ: each by its key, a length that no source states as one of its own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.changed import Change
from generator.comparison.records import records
from generator.load import Fields
from generator.references import mapping

__all__ = ["window_changes"]

UNSTATED = "unstated"


def window_changes(before: object, after: object) -> Iterator[Change]:
    """The changes of windows; what is no longer stated is not told as gone."""
    yield from records("level", None, (_lengths(before), _lengths(after)))


def _lengths(windows: object) -> Fields:
    return {key: {"months": UNSTATED, **mapping(each)} for key, each in mapping(windows).items()}
