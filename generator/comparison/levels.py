"""How levels differ: those that all areas share, or an area's own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.changed import Change, Line, Pair, lines
from generator.comparison.directions import Names, direction
from generator.comparison.pairing import differing
from generator.comparison.rules import line_changes
from generator.references import mapping

__all__ = ["level_changes"]


def level_changes(
    area: str | None, before: object, after: object, names: tuple[Names, Names]
) -> Iterator[Change]:
    """The levels: their titles, what each requires line by line, and their order.

    Args:
        area: the area that is judged by them; None for those that all areas share.
        before: the levels as they were.
        after: the levels as they are.
        names: for each side, the names by which inputs are known in every track.
    """
    old, new = mapping(before), mapping(after)
    for key in dict.fromkeys([*old, *new]):
        was, now = mapping(old.get(key)), mapping(new.get(key))
        required, settled = line_changes(was.get("requires"), now.get("requires"), names)
        apart = ("requires",)
        rest = differing(lines(was, apart), lines(now, apart), lambda line: line.key)
        title = (now or was)["title"]
        if required or rest:
            both = key in old and key in new
            way = direction("level", required, names) if both and not rest else None
            yield Change("level", area, key, title, (*rest, *required), direction=way)
        if settled:
            yield Change("reading", area, f"level-{key}", title, settled)
    kept = [[key for key in each if key in old and key in new] for each in (old, new)]
    if kept[0] != kept[1]:
        titles = [
            Line(("order",), [mapping(side[key])["title"] for key in keys], (), keys)
            for side, keys in zip((old, new), kept, strict=True)
        ]
        yield Change("level", area, "levels", "levels", (Pair(titles[0], titles[1]),))
