"""What was worked out once is remembered, for so many keys that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

__all__ = ["Remembered"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST = 20_000
"""So many results are remembered before all are forgotten."""


class Remembered(dict[K, V]):
    """What a function gives for each key: looking up a key that is not there asks the function."""

    def __init__(self, work: Callable[[K], V]) -> None:
        """Remember nothing yet."""
        super().__init__()
        self._work = work

    def __missing__(self, key: K) -> V:
        """Ask the function, and remember what it says."""
        found = self._work(key)
        if len(self) >= MOST:
            self.clear()
        self[key] = found
        return found
