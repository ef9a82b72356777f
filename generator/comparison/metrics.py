"""How the metrics of an area differ, track by track; what is the same in every track once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.comparison.area_sides import Sides, compared_tracks, either, tracks_of
from generator.comparison.changed import Change, Direction, Kind, Line, Pair, bare, cites, lines
from generator.comparison.directions import direction
from generator.comparison.pairing import differing, similar
from generator.comparison.records import one_sided, others
from generator.comparison.rules import rule_changes, ways_of_earning, whole_rule
from generator.load import Fields
from generator.references import mapping

__all__ = ["metric_changes"]

METRIC = ("category", "title", "rule", "attribution", "definition", "confidence")
FIELDS: tuple[tuple[Kind, str], ...] = (
    ("name", "title"),
    ("category", "category"),
    ("attribution", "attribution"),
    ("source", "confidence"),
)


def metric_changes(sides: Sides) -> Iterator[Change]:
    """The changes of the metrics; those that are the same in every track are told once."""
    return _in_every_track(_metrics(sides), compared_tracks(sides.old, sides.new))


def _metrics(sides: Sides) -> Iterator[Change]:
    """The changes of the metrics, track by track."""
    before, after = tracks_of(sides.old), tracks_of(sides.new)
    for old, new in compared_tracks(sides.old, sides.new):
        own = sides._replace(track=new if new is not None else old)
        metrics = mapping(before[old]["metrics"]), mapping(after[new]["metrics"])
        for name in dict.fromkeys([*metrics[0], *metrics[1]]):
            yield from _metric(own, name, metrics[0].get(name), metrics[1].get(name))
    compared = compared_tracks(sides.old, sides.new)
    for place, tracks in enumerate((before, after)):
        for track in tracks:
            if track not in [each[place] for each in compared]:
                own = sides._replace(track=track)
                for key, metric in mapping(tracks[track]["metrics"]).items():
                    both = (metric, None) if place == 0 else (None, metric)
                    yield from _metric(own, key, *both)


def _metric(sides: Sides, name: str, old: object, new: object) -> Iterator[Change]:
    title = mapping(new if new is not None else old)["title"]

    def change(kind: Kind, found: tuple[Pair, ...], way: Direction | None = None) -> Change:
        return Change(kind, sides.area, name, title, found, sides.track, way)

    if old == new:
        return
    if old is None or new is None:
        whole = _whole_metric(mapping(old if new is None else new), sides)
        yield change("metric", one_sided(whole, gone=new is None))
        return
    before, after = mapping(old), mapping(new)
    for kind, field in FIELDS:
        if bare({field: before.get(field)}) != bare({field: after.get(field)}):
            yield change(kind, (either((field,), before, after),))
    both = mapping(before["rule"]), mapping(after["rule"])
    ways = (ways_of_earning(*each) for each in zip(both, sides.names, strict=True))
    kept = set.intersection(*ways)
    for kind, found in rule_changes(*both, sides.names):
        own = tuple(_with_cite(pair, before, after) for pair in found)
        way = direction(kind, found, sides.names, kept)
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
    identities = [_identity(change) for change in listed]
    alike = Counter(identities)
    told: set[str] = set()
    for change, identity in zip(listed, identities, strict=True):
        if alike[identity] < len(compared):
            yield change
        elif identity not in told:
            told.add(identity)
            yield change._replace(track=None)


def _identity(change: Change) -> str:
    """A change apart from its track."""
    sides = [
        [bare(line.value) if line is not None else None for line in pair] for pair in change.pairs
    ]
    return repr((change.kind, change.subject, sides))
