"""What a plan shall look like: the level, what a step costs, and what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from calculator import numeral
from calculator.area import Area
from calculator.errors import Refusal, RefusedValue
from calculator.nearest import nearest

__all__ = ["Wishes", "read"]


class Wishes(NamedTuple):
    """What a plan shall look like.

    Attributes:
        level: the level to reach; the lowest if left out.
        costs: what a step of an input costs; 1 where nothing is said.
        steps: by how much an input moves at a time; as the edition says where nothing is said.
        locked: the inputs that stay as they are.
        adopted: plan for the adopted readings only, instead of for every reading.
        limit: how many ways to list; None for all of them.
        track: look at this track alone.
        as_of: the day on which to score, as YYYY-MM-DD; the edition's own date if left out.
    """

    level: str | None = None
    costs: Mapping[str, Fraction] = {}
    steps: Mapping[str, Fraction] = {}
    locked: frozenset[str] = frozenset()
    adopted: bool = False
    limit: int | None = 5
    track: str | None = None
    as_of: str | None = None


def read(area: Area, given: Mapping[str, object]) -> tuple[Wishes, tuple[Refusal, ...]]:
    """Read the wishes that can be read; the refused ones are listed as `costs.KEY` and the like.

    `given` may hold `level`, `costs` and `steps` (a number for each of some inputs, as text or an
    integer), `locked` (a list of inputs), `readings` (`every` or `adopted`), `limit` (a whole
    number, or null for all ways), `track` and `as_of`.
    """
    refusals: list[Refusal] = []
    costs = _numbers(area, given, "costs", refusals)
    steps = _numbers(area, given, "steps", refusals)
    locked = given.get("locked") or ()
    names = [str(name) for name in locked] if isinstance(locked, list | tuple) else []
    refusals += [_unknown(area, "locked", name) for name in names if name not in area.inputs]
    limit = given.get("limit", 5)
    wishes = Wishes(
        level=_word(given, "level"),
        costs=costs,
        steps=steps,
        locked=frozenset(names) & area.inputs.keys(),
        adopted=given.get("readings") == "adopted",
        limit=limit if isinstance(limit, int) and limit > 0 else None,
        track=_word(given, "track"),
        as_of=_word(given, "as_of"),
    )
    return wishes, tuple(refusals)


def _word(given: Mapping[str, object], key: str) -> str | None:
    value = given.get(key)
    return value if isinstance(value, str) and value else None


def _numbers(
    area: Area, given: Mapping[str, object], field: str, refusals: list[Refusal]
) -> dict[str, Fraction]:
    """A number of 0 or more, or for steps of more than 0, for each of some inputs."""
    found: dict[str, Fraction] = {}
    numbers = given.get(field) or {}
    for name, typed in numbers.items() if isinstance(numbers, Mapping) else ():
        if name not in area.inputs:
            refusals.append(_unknown(area, field, str(name)))
            continue
        if typed is None or (isinstance(typed, str) and not typed.strip()):
            continue
        try:
            found[name] = _number(typed, positive=field == "steps")
        except RefusedValue as error:
            refusals.append(Refusal(f"{field}.{name}", error.code, error.details))
    return found


def _number(typed: object, *, positive: bool) -> Fraction:
    if isinstance(typed, bool) or not isinstance(typed, int | str):
        raise RefusedValue("not-text", given=type(typed).__name__)
    value = numeral.read(typed)
    if value < 0:
        raise RefusedValue("negative")
    if positive and value == 0:
        raise RefusedValue("not-a-step")
    return value


def _unknown(area: Area, field: str, name: str) -> Refusal:
    near = nearest(name, area.inputs)
    details = {"name": name} | ({"suggestion": near} if near else {})
    return Refusal(f"{field}.{name}", "unknown-input", details)
