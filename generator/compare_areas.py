"""How an area differs: its words, tracks, metrics, what is computed, what is asked, benefits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from calculator.derive import FUNCTIONS
from generator.changed import (
    Change,
    Direction,
    Kind,
    Line,
    Pair,
    bare,
    cites,
    differing,
    lines,
    one_sided,
    others,
    records,
    similar,
    statements,
)
from generator.compare_rules import Names, direction, line_changes, rule_changes, whole_rule
from generator.load import Fields
from generator.references import as_list, mapping, rules_within, walk

__all__ = ["area_changes"]

AREA = (
    "area", "title", "designation", "inputs", "statements", "activities", "unpublished",
    "derived", "metrics", "tracks", "benefits",
)  # fmt: skip
METRIC = ("category", "title", "rule", "attribution", "definition", "confidence")
FIELDS: tuple[tuple[Kind, str], ...] = (
    ("name", "title"),
    ("category", "category"),
    ("attribution", "attribution"),
    ("source", "confidence"),
)
TRACKS = ("choose", "of", "statements")
TRACK = ("title", "metrics", "when", "statements")
ORIGINS = ("holders", "weighted", "count_of")

Tracks = Mapping[str | None, Fields]


class Sides(NamedTuple):
    """An area, its two sides, and for each the names by which inputs are known in every track."""

    area: str
    old: Fields
    new: Fields
    names: tuple[Names, Names]
    track: str | None = None


def area_changes(key: str, old: Fields, new: Fields) -> list[Change]:
    """The changes of an area that both editions have."""
    prefixes = tuple(str(name) for name in (*_tracks(old), *_tracks(new)) if name)

    def unprefixed(name: str) -> str:
        return next(
            (name.removeprefix(f"{each}-") for each in prefixes if name.startswith(f"{each}-")),
            name,
        )

    sides = Sides(key, old, new, (unprefixed, unprefixed))
    return [
        *_words(sides),
        *_track_list(sides),
        *_in_every_track(_metrics(sides), _pairs_of_tracks(old, new)),
        *_derived(sides),
        *_inputs(sides),
        *_benefits(sides),
        *others(key, (old, new), AREA, ("areas", key)),
    ]


def _words(sides: Sides) -> Iterator[Change]:
    """The name of the area and of its designation, and what is said about it."""
    key, old, new = sides.area, sides.old, sides.new
    for name in ("title", "designation"):
        if bare(old[name]) != bare(new[name]):
            pair = Pair(Line((name,), old[name], cites(old)), Line((name,), new[name], cites(new)))
            yield Change("name", key, name, new["title"], (pair,))
    for name in ("statements", "activities", "unpublished"):
        both = [
            {name: each[name]} if name == "unpublished" and name in each else each.get(name)
            for each in (old, new)
        ]
        yield from statements("statement", key, name, new["title"], (both[0], both[1]))


def _tracks(area: Fields) -> Tracks:
    """The tracks of an area; an area without tracks is one without a name."""
    if "tracks" not in area:
        return {None: {"metrics": area.get("metrics", {})}}
    return {
        str(name): mapping(track) for name, track in mapping(mapping(area["tracks"])["of"]).items()
    }


def _pairs_of_tracks(old: Fields, new: Fields) -> list[tuple[str | None, str | None]]:
    """Which tracks are compared: those of one name, or each with an area that had none."""
    before, after = [*_tracks(old)], [*_tracks(new)]
    if None in before or None in after:
        return [(one, other) for one in before for other in after]
    return [(name, name) for name in after if name in before]


def _track_list(sides: Sides) -> Iterator[Change]:
    """Which tracks there are, when each counts and how one is chosen."""
    old, new = mapping(sides.old.get("tracks")), mapping(sides.new.get("tracks"))
    before, after = mapping(old.get("of")), mapping(new.get("of"))
    found: list[Pair] = []
    if bare(old.get("choose")) != bare(new.get("choose")):
        found.append(_either(("choose",), old, new))
    for name in dict.fromkeys([*before, *after]):
        was, now = mapping(before.get(name)), mapping(after.get(name))
        if bare(was.get("title")) != bare(now.get("title")):
            found.append(_either(("title",), was, now))
        asked, settled = line_changes(was.get("when"), now.get("when"), sides.names)
        found += (*asked, *settled)
    kept = [[name for name in each if name in before and name in after] for each in (before, after)]
    if kept[0] != kept[1] and "assigned" in (old.get("choose"), new.get("choose")):
        titles = [
            [mapping(each[name])["title"] for name in names]
            for each, names in zip((before, after), kept, strict=True)
        ]
        found.append(Pair(Line(("order",), titles[0]), Line(("order",), titles[1])))
    said = [
        line
        for one, other in ((old, new), *((before.get(key), after.get(key)) for key in after))
        for line in similar(
            differing(
                lines({"statements": mapping(one).get("statements", {})}),
                lines({"statements": mapping(other).get("statements", {})}),
                lambda line: line.key,
            )
        )
    ]
    if found or said:
        title = sides.new["title"]
        yield Change("track", sides.area, "tracks", title, (*found, *said))
    yield from _unknown_of_tracks(sides, old, new)


def _unknown_of_tracks(sides: Sides, old: Fields, new: Fields) -> Iterator[Change]:
    path = ("areas", sides.area, "tracks")
    yield from others(sides.area, (old, new), TRACKS, path)
    before, after = mapping(old.get("of")), mapping(new.get("of"))
    for name in before:
        if name in after:
            both = mapping(before[name]), mapping(after[name])
            yield from others(sides.area, both, TRACK, (*path, "of", name))


def _either(key: tuple[str, ...], old: Fields, new: Fields) -> Pair:
    """A field that at least one of two records has."""
    found = [
        Line(key, each[key[0]], cites(each)) if key[0] in each else None for each in (old, new)
    ]
    return Pair(found[0], found[1])


def _metrics(sides: Sides) -> Iterator[Change]:
    """The changes of the metrics, track by track."""
    before, after = _tracks(sides.old), _tracks(sides.new)
    for old, new in _pairs_of_tracks(sides.old, sides.new):
        own = sides._replace(track=new if new is not None else old)
        metrics = mapping(before[old]["metrics"]), mapping(after[new]["metrics"])
        for name in dict.fromkeys([*metrics[0], *metrics[1]]):
            yield from _metric(own, name, metrics[0].get(name), metrics[1].get(name))
    compared = _pairs_of_tracks(sides.old, sides.new)
    for place, tracks in enumerate((before, after)):
        for name in tracks:
            if name not in [each[place] for each in compared]:
                own = sides._replace(track=name)
                for key, metric in mapping(tracks[name]["metrics"]).items():
                    both = (metric, None) if place == 0 else (None, metric)
                    yield from _metric(own, key, *both)


def _metric(sides: Sides, name: str, old: object, new: object) -> Iterator[Change]:
    title = mapping(new if new is not None else old)["title"]

    def change(kind: Kind, found: tuple[Pair, ...], way: Direction | None = None) -> Change:
        return Change(kind, sides.area, name, title, found, sides.track, way)

    if old is None or new is None:
        whole = _whole_metric(mapping(old if new is None else new), sides)
        yield change("metric", one_sided(whole, gone=new is None))
        return
    before, after = mapping(old), mapping(new)
    for kind, field in FIELDS:
        if bare({field: before.get(field)}) != bare({field: after.get(field)}):
            yield change(kind, (_either((field,), before, after),))
    both = mapping(before["rule"]), mapping(after["rule"])
    for kind, found in rule_changes(*both, sides.names):
        own = tuple(_with_cite(pair, before, after) for pair in found)
        way = direction(kind, found, sides.names)
        yield change(kind, own, way)
    said = _definitions(before, after, sides)
    if said:
        yield change("definition", said)
    path = ("areas", sides.area, name)
    for other in others(sides.area, (before, after), METRIC, path):
        yield other._replace(track=sides.track)


def _whole_metric(metric: Fields, sides: Sides) -> list[Line]:
    found = whole_rule(mapping(metric["rule"]), sides.names[0])
    return [line if line.cite else line._replace(cite=cites(metric)) for line in found]


def _with_cite(pair: Pair, old: Fields, new: Fields) -> Pair:
    """A pair whose lines have at least the places of their metric."""
    before, after = pair
    if before is not None and not before.cite:
        before = before._replace(cite=cites(old))
    if after is not None and not after.cite:
        after = after._replace(cite=cites(new))
    return Pair(before, after)


def _definitions(old: Fields, new: Fields, sides: Sides) -> tuple[Pair, ...]:
    """The definitions that differ; a track that a key begins with does not matter."""
    known = sides.names[0]
    both = [
        lines(
            {
                "definition": {
                    known(key): text for key, text in mapping(each.get("definition")).items()
                }
            }
        )
        for each in (old, new)
    ]
    return similar(differing(both[0], both[1], lambda line: line.key))


def _in_every_track(
    changes: Iterable[Change], compared: list[tuple[str | None, str | None]]
) -> Iterator[Change]:
    """Changes, told once where they are the same in every track."""
    listed = list(changes)
    if len(compared) < 2:
        yield from listed
        return
    told: set[str] = set()
    for change in listed:
        same = [each for each in listed if _is_alike(each, change)]
        if len(same) < len(compared):
            yield change
        elif _identity(change) not in told:
            told.add(_identity(change))
            yield change._replace(track=None)


def _is_alike(one: Change, other: Change) -> bool:
    return _identity(one) == _identity(other)


def _identity(change: Change) -> str:
    """A change apart from its track."""
    sides = [
        [bare(line.value) if line is not None else None for line in pair] for pair in change.pairs
    ]
    return repr((change.kind, change.subject, sides))


def _derived(sides: Sides) -> Iterator[Change]:
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


def _inputs(sides: Sides) -> Iterator[Change]:
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
    for name in as_list(origin.get("count_of")):
        yield Line(("counted", str(name)), {"input": name}, cites(fields))
    if "blank" in origin:
        yield Line(("blank",), origin["blank"], cites(fields))


def _benefits(sides: Sides) -> Iterator[Change]:
    old, new = mapping(sides.old.get("benefits")), mapping(sides.new.get("benefits"))
    title = sides.new["title"]
    rows = [_rows(each) for each in (old, new)]
    if bool(old) != bool(new):
        # A table that only one edition prints is one change, not one for each of its rows.
        offered = [
            Line(("title",), mapping(row)["title"], cites(row))
            for each in rows
            for row in each.values()
        ]
        found = one_sided(offered, gone=bool(old))
        yield Change("benefit", sides.area, "benefits", title, found)
        return
    yield from records("benefit", sides.area, (rows[0], rows[1]))
    listed = [lines({"columns": mapping(each.get("columns"))}) for each in (old, new)]
    found = differing(listed[0], listed[1], lambda line: line.key)
    if found:
        yield Change("benefit", sides.area, "columns", title, found)
    both = old.get("statements"), new.get("statements")
    yield from statements("benefit", sides.area, "benefits", title, both)
    known = ("columns", "rows", "statements")
    yield from others(sides.area, (old, new), known, ("areas", sides.area, "benefits"))


def _rows(benefits: Fields) -> Fields:
    """The rows of a table of benefits as records, titled by what they offer."""
    return {
        key: {
            "title": mapping(row).get("product", key),
            "cite": benefits.get("cite"),
            **{column: cell for column, cell in mapping(row).items() if column != "product"},
        }
        for key, row in mapping(benefits.get("rows")).items()
    }
