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
    """How many letters must be added, dropped, replaced, or exchanged with the next one."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, letter in enumerate(left):
        row = [i + 1]
        for j, other in enumerate(right):
            changes = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter != other))
            if before and j and left[i - 1 : i + 1] == other + right[j - 1]:
                changes = min(changes, before[j - 1] + 1)
            row.append(changes)
        before, above = above, row
    return above[-1]
