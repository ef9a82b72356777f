"""Marks what differs between two sentences, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

__all__ = ["Pieces", "marked"]

Pieces = tuple[tuple[str, bool], ...]
"""A sentence in pieces, each with whether it differs from the other sentence."""

TOKEN = re.compile(r"\s+|[A-Za-z0-9]+(?:[.,'’-][A-Za-z0-9]+)*|.", re.DOTALL)
ALIKE = 0.45
"""Sentences that share less than this are shown without marks: nothing would be left unmarked."""


def marked(before: str | None, after: str | None) -> tuple[Pieces, Pieces]:
    """Two lines in pieces, marked where they differ; unmarked where little is shared."""
    plain = tuple(((each, False),) if each is not None else () for each in (before, after))
    if before is None or after is None:
        return plain[0], plain[1]
    tokens = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, *tokens, autojunk=False)
    if matcher.ratio() < ALIKE:
        return plain[0], plain[1]
    sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for tag, *ends in matcher.get_opcodes():
        for place, side in enumerate(sides):
            piece = "".join(tokens[place][ends[2 * place] : ends[2 * place + 1]])
            if piece:
                side.append((piece, tag != "equal"))
    return tuple(_joined(sides[0])), tuple(_joined(sides[1]))


def _joined(pieces: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Pieces with short unmarked ones between marks taken in, so that marks do not flicker."""
    listed = list(pieces)
    taken = [
        (piece, marked or (0 < place < len(listed) - 1 and not piece.strip()))
        for place, (piece, marked) in enumerate(listed)
    ]
    run = ""
    for place, (piece, marked) in enumerate(taken):
        run += piece
        if place == len(taken) - 1 or taken[place + 1][1] != marked:
            yield run, marked
            run = ""
