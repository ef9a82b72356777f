"""The known word that a misspelt one most likely means."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word with the fewest changed letters, if at most a third of them changed."""
    distances = [(_distance(word, each), each) for each in known]
    if not distances:
        return None
    changes, best = min(distances)
    return best if 3 * changes <= max(len(word), len(best)) else None


def _distance(left: str, right: str) -> int:
    """How many letters must be added, dropped or replaced (Levenshtein)."""
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (letter != other))
    return row[-1]
