"""Changes of records and statements: every field, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.comparison.changed import APART, Change, Kind, Line, Pair, bare, cites, lines
from generator.comparison.pairing import differing, similar
from generator.load import Fields
from generator.references import mapping

__all__ = ["one_sided", "others", "record", "records", "statements"]


def one_sided(found: Iterable[Line], *, gone: bool) -> tuple[Pair, ...]:
    """Lines that only one side has."""
    return tuple(Pair(line, None) if gone else Pair(None, line) for line in found)


def record(
    kind: Kind,
    area: str | None,
    key: str,
    sides: tuple[object, object],
    shown: tuple[str, ...] = (),
) -> Iterator[Change]:
    """The change of a record, if it differs; of one that is new or gone, the fields `shown`."""
    old, new = sides
    title = mapping(new if new is not None else old).get("title", key)
    if old is None or new is None:
        whole = [
            line for line in lines(new if old is None else old) if not shown or line.key[0] in shown
        ]
        own = Line(("title",), title, cites(new if old is None else old))
        listed = tuple(whole) or (own,)
        yield Change(kind, area, key, title, one_sided(listed, gone=new is None))
        return
    found = similar(differing(lines(old, ()), lines(new, ()), lambda line: line.key))
    if found:
        yield Change(kind, area, key, title, found)


def records(
    kind: Kind,
    area: str | None,
    sides: tuple[object, object],
    shown: tuple[str, ...] = (),
) -> Iterator[Change]:
    """The changes of records by key."""
    old, new = mapping(sides[0]), mapping(sides[1])
    for key in dict.fromkeys([*old, *new]):
        yield from record(kind, area, key, (old.get(key), new.get(key)), shown)


def statements(
    kind: Kind,
    area: str | None,
    subject: str,
    title: object,
    sides: tuple[object, object],
) -> Iterator[Change]:
    """The change of a list of statements as one, with the statements that differ."""
    old, new = (lines({subject: mapping(each)}, ()) for each in sides)
    found = similar(differing(old, new, lambda line: line.key))
    if found:
        yield Change(kind, area, subject, title, found)


def others(
    area: str | None, sides: tuple[Fields, Fields], known: Iterable[str], path: tuple[str, ...]
) -> Iterator[Change]:
    """A general change, with its path, for each field that nobody compares by its meaning."""
    told = {*known, *APART}
    for key in dict.fromkeys([*sides[0], *sides[1]]):
        if key in told or bare(sides[0].get(key)) == bare(sides[1].get(key)):
            continue
        where = (*path, key)
        either = [
            Line(where, each[key], cites(each.get(key)) or cites(each)) if key in each else None
            for each in sides
        ]
        yield Change("other", area, ".".join(where), ".".join(where), (Pair(*either),))
