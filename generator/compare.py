"""Comparison of two editions: typed changes, each with what was and what is, and both sources.

Things are matched by their keys, which stay the same across editions. Nothing here is words: pages
and `saiten diff` put a change into sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from generator.load import Fields
from generator.references import as_list, mapping, rules_within, walk

__all__ = ["Change", "Kind", "Side", "compare"]

Kind = Literal[
    "name",
    "level",
    "category",
    "area",
    "track",
    "metric",
    "points",
    "threshold",
    "prerequisite",
    "certification",
    "question",
    "definition",
    "benefit",
    "specialization",
    "competency",
    "date",
]


class Side(NamedTuple):
    """One side of a change: its value, as data or as a text, and the places that state it."""

    value: object
    cite: tuple[str, ...] = ()


class Change(NamedTuple):
    """One difference between two editions.

    Attributes:
        kind: what changed.
        area: the area that it belongs to, if any.
        subject: the key of what changed, such as a metric.
        title: the words for it.
        before: how it was; None if it is new.
        after: how it is; None if it is gone.
        track: the track, where it concerns one.
    """

    kind: Kind
    area: str | None
    subject: str
    title: object
    before: Side | None
    after: Side | None
    track: str | None = None


def compare(old: Fields, new: Fields) -> list[Change]:
    """Every change from one edition to another, those of no area first, then area by area."""
    changes = [*_programme(old, new), *_score(old, new), *_parts(old, new)]
    for key in dict.fromkeys([*mapping(old.get("areas")), *mapping(new.get("areas"))]):
        before, after = mapping(old["areas"]).get(key), mapping(new["areas"]).get(key)
        if before is None or after is None:
            title = mapping(after or before)["title"]
            sides = (_side(before, "title"), _side(after, "title"))
            changes.append(Change("area", key, key, title, *sides))
        else:
            changes += _area(key, _With(old, mapping(before)), _With(new, mapping(after)))
    return changes


class _With(NamedTuple):
    """An area together with the edition that it belongs to."""

    edition: Fields
    area: Fields


def _cite(fields: object) -> tuple[str, ...]:
    return tuple(str(each) for each in as_list(mapping(fields).get("cite")))


def _side(fields: object, key: str) -> Side | None:
    return None if fields is None else Side(mapping(fields)[key], _cite(fields))


def _programme(old: Fields, new: Fields) -> Iterator[Change]:
    if old["programme"] != new["programme"]:
        sides = (Side(old["programme"]), Side(new["programme"]))
        yield Change("name", None, "programme", new["programme"], *sides)


def _score(old: Fields, new: Fields) -> Iterator[Change]:
    before, after = mapping(old["score"]), mapping(new["score"])
    yield from _by_key(
        "category", None, (before.get("categories"), after.get("categories")), _title
    )
    levels = (mapping(before.get("levels")), mapping(after.get("levels")))
    for key in dict.fromkeys([*levels[0], *levels[1]]):
        sides = [_requirements(each.get(key)) for each in levels]
        if _values(sides[0]) != _values(sides[1]):
            title = mapping(levels[1].get(key) or levels[0].get(key))["title"]
            yield Change("level", None, key, title, sides[0], sides[1])


def _requirements(level: object) -> Side | None:
    """What a level requires, without the places."""
    if level is None:
        return None
    lines = [mapping(line) for line in as_list(mapping(level)["requires"])]
    cites = tuple(dict.fromkeys(cite for line in lines for cite in _cite(line)))
    return Side([_bare(line) for line in lines], cites)


def _bare(value: object) -> object:
    """A rule or line without its places and words."""
    if isinstance(value, Mapping):
        dropped = ("cite", "see", "confidence", "readings", "title")
        return {key: _bare(member) for key, member in value.items() if key not in dropped}
    return [_bare(member) for member in value] if isinstance(value, list) else value


def _values(side: Side | None) -> object:
    return None if side is None else side.value


def _title(fields: object) -> object:
    return mapping(fields)["title"]


def _by_key(
    kind: Kind,
    area: str | None,
    members: tuple[object, object],
    value: Callable[[object], object],
    track: str | None = None,
) -> Iterator[Change]:
    """A change for each key whose value differs or is on one side only; `value` reads a member."""
    before, after = mapping(members[0]), mapping(members[1])
    for key in dict.fromkeys([*before, *after]):
        sides = [
            None if key not in each else Side(value(each[key]), _cite(each[key]))
            for each in (before, after)
        ]
        if _values(sides[0]) != _values(sides[1]):
            title = mapping(after.get(key) or before.get(key)).get("title", key)
            yield Change(kind, area, key, title, sides[0], sides[1], track)


PARTS: tuple[tuple[str, str, Kind, Callable[[object], object]], ...] = (
    ("timeline", "dates", "date", lambda each: mapping(each)["date"]),
    ("competencies", "competencies", "competency", lambda each: mapping(each)["areas"]),
    ("benefits", "groups", "benefit", _title),
)
"""The parts of an edition outside the areas: where they stand, and what is compared of a member."""


def _parts(old: Fields, new: Fields) -> Iterator[Change]:
    """Dates, competencies, common benefits and specializations, where both editions have them."""
    for part, within, kind, value in PARTS:
        if part in old and part in new:
            members = (mapping(old[part])[within], mapping(new[part])[within])
            yield from _by_key(kind, None, members, value)
    if "specializations" in old and "specializations" in new:
        both = (_specializations(old), _specializations(new))
        yield from _by_key("specialization", None, both, lambda each: mapping(each)["areas"])


def _specializations(edition: Fields) -> dict[str, object]:
    groups = mapping(mapping(edition["specializations"])["groups"]).values()
    return {
        key: each
        for group in groups
        for key, each in mapping(mapping(group)["specializations"]).items()
    }


def _area(key: str, old: _With, new: _With) -> Iterator[Change]:
    """The changes of an area that both editions have."""
    if old.area["designation"] != new.area["designation"]:
        sides = (_side(old.area, "designation"), _side(new.area, "designation"))
        yield Change("name", key, "designation", new.area["title"], *sides)
    before, after = _tracks(old.area), _tracks(new.area)
    if [*before] != [*after]:
        titles = [_track_titles(each.area) for each in (old, new)]
        yield Change("track", key, "tracks", new.area["title"], Side(titles[0]), Side(titles[1]))
    for name in after:
        origin = name if name in before else next(iter(before))
        yield from _track(_Sides(key, name, old, new), before[origin], after[name])
    yield from _by_key("question", key, (old.area["inputs"], new.area["inputs"]), _asked)
    benefits = (_rows(old.area), _rows(new.area))
    yield from _by_key("benefit", key, benefits, lambda row: dict(mapping(row)))


def _rows(area: Fields) -> object:
    return mapping(area.get("benefits")).get("rows")


def _asked(fields: object) -> object:
    return mapping(fields)["ask"]


def _tracks(area: Fields) -> dict[str | None, Fields]:
    """The metrics of each track; an area without tracks has one without a name."""
    if "tracks" not in area:
        return {None: mapping(area["metrics"])}
    of = mapping(mapping(area["tracks"])["of"])
    return {name: mapping(mapping(track)["metrics"]) for name, track in of.items()}


def _track_titles(area: Fields) -> list[object]:
    of = mapping(mapping(area.get("tracks")).get("of"))
    return [mapping(track)["title"] for track in of.values()]


class _Sides(NamedTuple):
    """A track, and the areas that its two sides belong to."""

    area: str
    track: str | None
    old: _With
    new: _With


def _track(sides: _Sides, old: Fields, new: Fields) -> Iterator[Change]:
    """The changes of a track's metrics."""
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        title = mapping(after or before)["title"]
        if before is None or after is None:
            gone_or_new = (_side(before, "title"), _side(after, "title"))
            yield Change("metric", sides.area, name, title, *gone_or_new, sides.track)
            continue
        for kind, read in READERS:
            was, now = read(mapping(before), sides.old), read(mapping(after), sides.new)
            if was.value != now.value:
                yield Change(kind, sides.area, name, title, was, now, sides.track)
        definitions = (_definitions(before, sides.track), _definitions(after, sides.track))
        for change in _by_key("definition", sides.area, definitions, _words, sides.track):
            yield change._replace(title=title)


def _definitions(metric: object, track: str | None) -> Fields:
    """The definitions of a metric by key, without a track that the key begins with."""
    found = mapping(mapping(metric).get("definition"))
    return {key.removeprefix(f"{track}-"): each for key, each in found.items()}


def _words(fields: object) -> object:
    return mapping(fields)["text"]


def _points(metric: Fields, _: _With) -> Side:
    """The points that each part of a rule can earn."""
    found = [
        mapping(each.value)["points"]
        for each in walk(metric["rule"])
        if "points" in mapping(each.value)
    ]
    return Side(found, _cite(metric))


def _thresholds(metric: Fields, _: _With) -> Side:
    """What each linear rule measures, and where it is full."""
    rules = [mapping(each.value) for each in rules_within(metric["rule"], ())]
    return Side([[rule["per"], rule["full_at"]] for rule in rules if "per" in rule], _cite(metric))


def _prerequisites(metric: Fields, _: _With) -> Side:
    """The lines of every condition in a rule."""
    lines = [
        line for each in walk(metric["rule"]) for line in as_list(mapping(each.value).get("when"))
    ]
    cites = tuple(dict.fromkeys(cite for line in lines for cite in _cite(line)))
    return Side([_bare(line) for line in lines], cites or _cite(metric))


def _certifications(metric: Fields, within: _With) -> Side:
    """The titles of the certifications that the inputs of a rule count."""
    named = [mapping(each.value) for each in walk(metric["rule"])]
    inputs = {str(rule[key]) for rule in named for key in ("per", "input") if key in rule}
    counted = [
        mapping(each).get("certification", each) if isinstance(each, Mapping) else each
        for name in mapping(within.area["inputs"])
        if name in inputs
        for each in as_list(
            mapping(mapping(mapping(within.area["inputs"])[name]).get("from")).get("holders")
        )
    ]
    known = mapping(within.edition.get("certifications"))
    titles = sorted(
        {str(mapping(known[str(each)])["title"]) for each in counted if str(each) in known}
    )
    return Side(titles, _cite(metric))


READERS: tuple[tuple[Kind, Callable[[Fields, _With], Side]], ...] = (
    ("points", _points),
    ("threshold", _thresholds),
    ("prerequisite", _prerequisites),
    ("certification", _certifications),
)
"""What is compared of a metric that both editions have."""


def added_and_gone(
    before: Iterable[object], after: Iterable[object]
) -> tuple[list[object], list[object]]:
    """What of a list is new, and what is gone."""
    old, new = list(before), list(after)
    return [each for each in new if each not in old], [each for each in old if each not in new]
