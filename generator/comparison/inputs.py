"""How what is asked differs: questions, the certifications and rates behind them, and formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calculator.derive import FUNCTIONS
from generator.comparison.area_sides import Sides
from generator.comparison.changed import Change, Direction, Line, Pair, cites, lines
from generator.comparison.pairing import differing
from generator.load import Fields
from generator.references import as_list, mapping, walk

__all__ = ["derived_changes", "input_changes"]

ORIGINS = ("holders", "weighted", "count_of")


def derived_changes(sides: Sides) -> Iterator[Change]:
    """How what rules measure is computed."""
    known = sides.names[0]

    def formula(fields: object) -> Line:
        function = next(each for each in FUNCTIONS if each in mapping(fields))
        terms = mapping(mapping(fields)[function])
        alike = (function, {key: known(str(term)) for key, term in terms.items()})
        return Line(("formula",), {function: terms}, cites(fields), alike)

    for origin, name in _matched(sides, "derived"):
        old = mapping(sides.old.get("derived")).get(origin) if origin else None
        new = mapping(sides.new.get("derived")).get(name) if name else None
        both = [[] if each is None else [formula(each), *_rest(each)] for each in (old, new)]
        found = differing(both[0], both[1], lambda line: line.key)
        title = mapping(new if new is not None else old)["noun"]
        if found:
            yield Change("calculation", sides.area, str(name or origin), title, found)


def _rest(derived: object) -> list[Line]:
    return [line for line in lines(derived) if line.key[0] not in FUNCTIONS]


def _matched(sides: Sides, part: str) -> list[tuple[str | None, str | None]]:
    """The names of a part on both sides: one name, or the same but for a track before it."""
    known = sides.names[0]
    old, new = mapping(sides.old.get(part)), mapping(sides.new.get(part))
    by_name: dict[str, list[str]] = {}
    for each in old:
        by_name.setdefault(known(each), []).append(each)
    found: list[tuple[str | None, str | None]] = []
    for name in new:
        same = [name] if name in old else by_name.get(known(name), [])
        alone = [each for each in same if each == name or each not in new]
        found += [(each, name) for each in alone] or [(None, name)]
    used = {each for each, _ in found}
    return [*found, *((each, None) for each in old if each not in used)]


def input_changes(sides: Sides) -> Iterator[Change]:
    """What the partner is asked, and what answers a question in the place of typing."""
    for origin, name in _matched(sides, "inputs"):
        old = mapping(sides.old["inputs"]).get(origin) if origin else None
        new = mapping(sides.new["inputs"]).get(name) if name else None
        given = mapping(new if new is not None else old)
        title = given.get("noun", given["ask"])
        both = [_asked(old, whole=new is None), _asked(new, whole=old is None)]
        found = differing(both[0], both[1], lambda line: line.key)
        key = str(name or origin)
        if found:
            yield Change("question", sides.area, key, title, found)
        yield from _holders(sides, key, title, (old, new))
        yield from _rates(sides, key, title, (old, new))


def _asked(fields: object, *, whole: bool) -> list[Line]:
    """The lines of a question; of one that is new or gone, the question alone."""
    if fields is None:
        return []
    found = lines(fields, ("from",))
    origin = [each for each in ORIGINS if each in mapping(mapping(fields).get("from"))]
    if whole:
        return [line for line in found if line.key[0] == "ask"]
    return [*found, Line(("from",), origin, cites(fields))] if origin else found


def _holders(
    sides: Sides, key: str, title: object, both: tuple[object, object]
) -> Iterator[Change]:
    """The certifications that an input counts."""
    found = differing(_held(both[0]), _held(both[1]), lambda line: line.key)
    if not found:
        return
    ways = {_widened(pair) for pair in found}
    counted = _rises(sides.new, key) and both[0] is not None and both[1] is not None
    way = next(iter(ways)) if len(ways) == 1 and counted else None
    yield Change("certification", sides.area, key, title, found, direction=way)


def _held(fields: object) -> list[Line]:
    held = as_list(mapping(mapping(fields).get("from")).get("holders"))
    return [
        Line(
            ("certification", str(mapping(each).get("certification", each))),
            each if isinstance(each, Mapping) else {"certification": each},
            cites(fields),
        )
        for each in held
    ]


def _widened(pair: Pair) -> Direction | None:
    if pair.before is None:
        return "looser"
    return "stricter" if pair.after is None else None


def _rises(area: Fields, name: str) -> bool:
    """Whether more of an input never earns less: no condition asks for few of it."""
    tested = [
        mapping(each.value) for each in walk({"a": area.get("metrics"), "b": area.get("tracks")})
    ]
    return not any(
        each.get("input") == name and not {"at_least", "more_than"} & each.keys() for each in tested
    )


def _rates(sides: Sides, key: str, title: object, both: tuple[object, object]) -> Iterator[Change]:
    """The rates at which an input is computed from others, or the flags that it counts."""
    found = differing(_rated(both[0]), _rated(both[1]), lambda line: line.key)
    if found:
        yield Change("calculation", sides.area, key, title, found)


def _rated(fields: object) -> Iterator[Line]:
    origin = mapping(mapping(fields).get("from"))
    for name, rate in mapping(origin.get("weighted")).items():
        yield Line(("rate", name), {"input": name, "rate": rate}, cites(fields))
    for flag in as_list(origin.get("count_of")):
        yield Line(("counted", str(flag)), {"input": flag}, cites(fields))
    if "blank" in origin:
        yield Line(("blank",), origin["blank"], cites(fields))
