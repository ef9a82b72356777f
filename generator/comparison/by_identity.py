"""Two of a kind, known by what they are and not by what they hold, so that results are kept."""

from __future__ import annotations

from typing import Generic, TypeVar

__all__ = ["ByIdentity"]

T = TypeVar("T")


class ByIdentity(Generic[T]):
    """An old and a new thing, equal only to the pair of the very same two."""

    def __init__(self, old: T, new: T) -> None:
        """Keep both, which stay alive as long as the pair does."""
        self.old = old
        self.new = new

    def __hash__(self) -> int:
        return hash((id(self.old), id(self.new)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and self.old is other.old and self.new is other.new
