"""Walks an edition and yields what each of its fields refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.load import Fields

__all__ = ["Found", "as_list", "find", "mapping", "metrics", "rules_within", "walk"]


class Found(NamedTuple):
    """A value and the path of keys that leads to it."""

    path: tuple[str, ...]
    value: object


def mapping(value: object) -> Fields:
    """The value if it is a mapping, otherwise an empty one: what could not be read is left out."""
    # A million values are asked; all that was read are dicts, which are told apart at once.
    if isinstance(value, dict):
        return value
    return value if isinstance(value, Mapping) else {}


def as_list(value: object) -> list[object]:
    """One value, or several, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def walk(value: object, path: tuple[str, ...] = ()) -> list[Found]:
    """Every mapping within a value, the outermost first."""
    found: list[Found] = []
    _collect(value, path, found)
    return found


def _collect(value: object, path: tuple[str, ...], found: list[Found]) -> None:
    """Append the mappings within a value; a list, since nested generators take several times."""
    if isinstance(value, dict):
        found.append(Found(path, value))
        members: Iterable[tuple[object, object]] = value.items()
    elif isinstance(value, list | tuple):
        members = enumerate(value)
    else:
        return
    for key, member in members:
        if isinstance(member, dict | list | tuple):
            _collect(member, (*path, str(key)), found)


def find(fields: Fields, key: str) -> Iterator[Found]:
    """Every single value under a key anywhere in an edition, lists taken apart."""
    for path, each in walk(fields):
        value = mapping(each).get(key)
        if isinstance(value, list | tuple):
            for place, member in enumerate(value):
                if not isinstance(member, Mapping):
                    yield Found((*path, key, str(place)), member)
        elif value is not None and not isinstance(value, Mapping):
            yield Found((*path, key), value)


def metrics(area: Fields, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Fields]]:
    """The metrics of each track of an area, with the path of the mapping that holds them."""
    if "tracks" in area:
        of = mapping(mapping(area["tracks"]).get("of"))
        for track, fields in of.items():
            yield (*path, "tracks", "of", track, "metrics"), mapping(mapping(fields).get("metrics"))
    else:
        yield (*path, "metrics"), mapping(area.get("metrics"))


def rules_within(rule: object, path: tuple[str, ...]) -> Iterator[Found]:
    """A rule and the rules inside it."""
    yield Found(path, rule)
    fields = mapping(rule)
    for key in ("best_of", "sum"):
        for place, member in enumerate(as_list(fields.get(key))):
            yield from rules_within(member, (*path, key, str(place)))
