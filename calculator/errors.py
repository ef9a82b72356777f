"""What can go wrong, told to the person who made the mistake.

Errors are wordless, like everything in this package: they carry a code and its details.
`wording` turns a refusal into a sentence in the reader's language.
"""

# ruff: noqa: N818 (an error is named after what went wrong)

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

__all__ = [
    "InvalidEdition",
    "Refusal",
    "RefusedAnswers",
    "RefusedValue",
    "SaitenError",
    "UnknownName",
]


class SaitenError(Exception):
    """The base of every error that this package raises on purpose."""


class RefusedValue(SaitenError):
    """One typed value that cannot be read: why, and what would do."""

    def __init__(self, code: str, **details: str) -> None:
        """Keep the code of the refusal and the words that its sentence needs."""
        super().__init__(code)
        self.code = code
        self.details = details


class Refusal(NamedTuple):
    """A refused answer: the key it was given for, the reason's code, and its details."""

    key: str
    code: str
    details: Mapping[str, str]


class RefusedAnswers(SaitenError):
    """Every refused answer of one set of answers, never only the first."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep all refusals in the order of the answers."""
        self.refusals = tuple(refusals)
        super().__init__(", ".join(f"{refusal.key}: {refusal.code}" for refusal in self.refusals))


class UnknownName(SaitenError):
    """An area, track or other thing that the edition does not have."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        """Keep what was asked for and what there is."""
        self.kind = kind
        self.name = name
        self.known = tuple(known)
        super().__init__(f"{kind}: {name}")


class InvalidEdition(SaitenError):
    """An edition that cannot be scored; its place grows as the error rises."""

    def __init__(self, problem: str, place: tuple[str, ...] = ()) -> None:
        """Keep the problem and the path of keys that leads to it."""
        super().__init__(problem)
        self.problem = problem
        self.place = place

    def within(self, *keys: str) -> InvalidEdition:
        """The same error, seen from the mapping that holds `keys`."""
        return InvalidEdition(self.problem, (*keys, *self.place))

    def __str__(self) -> str:
        """The place as a path of keys, then the problem."""
        return f"{'.'.join(self.place)}: {self.problem}" if self.place else self.problem
