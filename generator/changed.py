"""A change between two editions as data, and how the lines of two records are paired.

Things are matched by their keys, which stay the same across editions; what was merely moved to
another key, or stands in another order that means nothing, is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from calculator.numeral import from_exact
from generator.load import Fields
from generator.references import as_list, mapping

__all__ = [
    "KINDS",
    "Change",
    "Kind",
    "Line",
    "Pair",
    "bare",
    "cites",
    "differing",
    "differs",
    "is_text",
    "lines",
    "one_sided",
    "pairs",
    "record",
    "records",
    "others",
    "statements",
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

APART = ("cite", "see", "evidence")
"""Where something is stated and what bears on it: shown beside a change, and none by itself."""

SIMILAR = 0.5


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


def pairs(
    old: Iterable[Line], new: Iterable[Line], *keys: Callable[[Line], object]
) -> Iterator[Pair]:
    """Pair the lines of two sides: first those of equal value, then by each of `keys` in turn."""
    before, after = list(old), list(new)
    found: dict[int, Line] = {}
    left = list(range(len(before)))
    for key in (_unmoved, _moved, *keys):
        for place in list(left):
            wanted = key(before[place])
            if wanted is None:
                continue
            match = next((at for at, each in enumerate(after) if key(each) == wanted), None)
            if match is not None:
                found[place] = after.pop(match)
                left.remove(place)
    yield from (Pair(line, found.get(place)) for place, line in enumerate(before))
    yield from (Pair(None, line) for line in after)


def _unmoved(line: Line) -> object:
    return repr((line.key, line.compared))


def _moved(line: Line) -> object:
    """What says the same under another key: a statement or a condition, which no key names."""
    movable = isinstance(line.value, Mapping) and not is_text(line.value)
    return repr((line.key[:1], line.compared)) if movable else None


def differs(pair: Pair) -> bool:
    """Whether the two sides of a pair differ."""
    before, after = pair
    return before is None or after is None or before.compared != after.compared


def differing(
    old: Iterable[Line], new: Iterable[Line], *keys: Callable[[Line], object]
) -> tuple[Pair, ...]:
    """The pairs whose two sides differ."""
    return tuple(each for each in pairs(old, new, *keys) if differs(each))


def similar(found: Iterable[Pair]) -> tuple[Pair, ...]:
    """Pairs in which a sentence that is gone stands beside the new one that says nearly the same."""
    listed = list(found)
    gone = [each.before for each in listed if each.before is not None and each.after is None]
    new = [each.after for each in listed if each.after is not None and each.before is None]
    beside: dict[int, Line] = {}
    for line in gone:
        likeness, closest = max(
            ((_likeness(line, each), place) for place, each in enumerate(new)), default=(0.0, 0)
        )
        if likeness >= SIMILAR:
            beside[id(line)] = new.pop(closest)
    result = [
        each
        if each.before is None
        else Pair(each.before, each.after or beside.get(id(each.before)))
        for each in listed
        if each.before is not None or any(each.after is line for line in new)
    ]
    return tuple(result)


def _likeness(old: Line, new: Line) -> float:
    """How many of the words of two sentences are shared, as a part of all."""
    if old.key[:1] != new.key[:1]:
        return 0.0
    first, second = _tokens(old.value), _tokens(new.value)
    return len(first & second) / max(len(first | second), 1)


def _tokens(value: object) -> set[str]:
    if isinstance(value, Mapping):
        text = mapping(value).get("text", value)
        return set(str(mapping(text).get("en", "")).split())
    return set()


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
