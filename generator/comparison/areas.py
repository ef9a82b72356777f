"""How an area differs: its words, tracks, metrics, what is computed, what is asked, benefits."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.area_sides import Sides, either, tracks_of
from generator.comparison.changed import Change, Line, Pair, bare, cites, lines
from generator.comparison.inputs import derived_changes, input_changes
from generator.comparison.levels import level_changes
from generator.comparison.metrics import metric_changes
from generator.comparison.pairing import differing, similar
from generator.comparison.records import one_sided, others, records, statements
from generator.comparison.rules import line_changes
from generator.load import Fields
from generator.references import mapping

__all__ = ["area_changes"]

AREA = (
    "area", "title", "designation", "inputs", "statements", "activities", "unpublished",
    "levels", "derived", "metrics", "tracks", "benefits",
)  # fmt: skip
TRACKS = ("choose", "of", "statements")
TRACK = ("title", "metrics", "when", "statements")


def area_changes(key: str, old: Fields, new: Fields) -> list[Change]:
    """The changes of an area that both editions have."""
    prefixes = tuple(str(name) for name in (*tracks_of(old), *tracks_of(new)) if name)

    def unprefixed(name: str) -> str:
        return next(
            (name.removeprefix(f"{each}-") for each in prefixes if name.startswith(f"{each}-")),
            name,
        )

    sides = Sides(key, old, new, (unprefixed, unprefixed))
    return [
        *_words(sides),
        *_track_list(sides),
        *level_changes(key, old.get("levels"), new.get("levels"), sides.names),
        *metric_changes(sides),
        *derived_changes(sides),
        *input_changes(sides),
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


def _track_list(sides: Sides) -> Iterator[Change]:
    """Which tracks there are, when each counts and how one is chosen."""
    old, new = mapping(sides.old.get("tracks")), mapping(sides.new.get("tracks"))
    before, after = mapping(old.get("of")), mapping(new.get("of"))
    found: list[Pair] = []
    if bare(old.get("choose")) != bare(new.get("choose")):
        found.append(either(("choose",), old, new))
    for name in dict.fromkeys([*before, *after]):
        was, now = mapping(before.get(name)), mapping(after.get(name))
        if bare(was.get("title")) != bare(now.get("title")):
            found.append(either(("title",), was, now))
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
