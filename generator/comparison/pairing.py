"""Pairs the lines of two sides, so that what was merely moved is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.comparison.changed import Line, Pair, is_text
from generator.references import mapping

__all__ = ["differing", "differs", "pairs", "similar"]

SIMILAR = 0.5
"""The part of their words that two sentences share to stand side by side."""


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
    """Pairs, a sentence that is gone beside the new one that says nearly the same."""
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
