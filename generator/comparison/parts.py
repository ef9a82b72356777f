"""How the parts of an edition outside its areas differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.comparison.changed import Change, Kind, Line, Pair, bare, cites, lines
from generator.comparison.levels import level_changes
from generator.comparison.pairing import differing
from generator.comparison.products import product_changes
from generator.comparison.records import others, record, records, statements
from generator.comparison.windows import window_changes
from generator.load import Fields
from generator.references import as_list, mapping, walk

__all__ = ["NOT_COMPARED", "part_changes"]

NOT_COMPARED = ("edition", "title", "checked", "summary", "notice", "cases", "areas")
"""What names an edition or belongs to this site alone, the examples, and the areas."""

NAMES = ("programme", "publisher")
TERMS = ("abbreviations", "units", "nouns")


class Part(NamedTuple):
    """A part that an edition may lack: the kind of a change in it, its records and statements.

    `shown` are the fields told of a record that only one edition has; all if there are none.
    """

    kind: Kind
    records: tuple[str, ...]
    statements: tuple[str, ...] = ("statements",)
    singles: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


PARTS: dict[str, Part] = {
    "sections": Part("statement", (), ()),
    "competencies": Part("competency", ("competencies",)),
    "benefits": Part("benefit", ("groups",)),
    "specializations": Part("specialization", (), singles=("badge",)),
    "timeline": Part("date", ("dates",)),
    "transition": Part(
        "option",
        ("milestones", "situations"),
        ("statements", "restrictions"),
        shown=("date", "from", "until", "statements", "choices"),
    ),
}


def part_changes(old: Fields, new: Fields) -> Iterator[Change]:
    """The changes of everything but the areas."""
    for name in NAMES:
        if bare(old.get(name)) != bare(new.get(name)):
            yield Change("name", None, name, new.get(name), (_either(name, old, new),))
    yield from _score(mapping(old.get("score")), mapping(new.get("score")))
    for name, part in PARTS.items():
        if (name in old) != (name in new):
            either = Line((name,), name)
            pair = Pair(either, None) if name in old else Pair(None, either)
            yield Change("part", None, name, name, (pair,))
        elif old.get(name) != new.get(name):
            yield from _part(name, part, mapping(old[name]), mapping(new[name]))
    if old.get("certifications") != new.get("certifications"):
        yield from _certifications(old, new)
    if old.get("readings") != new.get("readings"):
        yield from _readings(old, new)
    yield from _terms(old, new)
    if old.get("sources") != new.get("sources"):
        documents = _documents(old), _documents(new)
        yield from records("source", None, documents, ("kind", "dated", "about"))
    known = (
        *NOT_COMPARED,
        *NAMES,
        *TERMS,
        *PARTS,
        "score",
        "certifications",
        "readings",
        "sources",
    )
    yield from others(None, (old, new), known, ())


def _either(name: str, old: Fields, new: Fields) -> Pair:
    sides = [
        Line((name,), each[name], cites(each)) if name in each else None for each in (old, new)
    ]
    return Pair(sides[0], sides[1])


def _part(name: str, part: Part, old: Fields, new: Fields) -> Iterator[Change]:
    """The changes of a part that both editions have."""
    if name == "sections":
        yield from records(part.kind, None, (old, new))
        return
    for each in part.statements:
        yield from statements(
            part.kind, None, f"{name}-{each}", name, (old.get(each), new.get(each))
        )
    for each in part.records:
        yield from records(part.kind, None, (old.get(each), new.get(each)), part.shown)
    for each in part.singles:
        if each in old or each in new:
            yield from record(part.kind, None, each, (old.get(each), new.get(each)))
    known = (*part.statements, *part.records, *part.singles)
    if name == "specializations":
        yield from _specializations(old, new)
        known = (*known, "groups")
    if name == "benefits":
        yield from product_changes(mapping(old.get("products")), mapping(new.get("products")))
        known = (*known, "products")
    yield from others(None, (old, new), known, (name,))


def _specializations(old: Fields, new: Fields) -> Iterator[Change]:
    """Groups with what bounds them, and each specialization wherever it stands."""
    listed = [_by_key(each) for each in (old, new)]
    yield from records("specialization", None, (listed[0], listed[1]))
    groups = [
        {
            key: {name: each for name, each in mapping(group).items() if name != "specializations"}
            for key, group in mapping(side.get("groups")).items()
        }
        for side in (old, new)
    ]
    yield from records("specialization", None, (groups[0], groups[1]))


def _by_key(part: Fields) -> Fields:
    """The specializations of every group, each with the key of its group; 1 needed is no news."""
    return {
        key: {**_needed(mapping(each)), "group": name}
        for name, group in mapping(part.get("groups")).items()
        for key, each in mapping(mapping(group).get("specializations")).items()
    }


def _needed(specialization: Fields) -> Fields:
    left_out = "count" if specialization.get("count") == 1 else ""
    return {key: each for key, each in specialization.items() if key != left_out}


def _score(old: Fields, new: Fields) -> Iterator[Change]:
    """The total, the categories, and what each level requires."""
    totals = [lines(each.get("total")) for each in (old, new)]
    found = differing(totals[0], totals[1], lambda line: line.key)
    if found:
        yield Change("points", None, "total", "total", found)
    yield from records("category", None, (old.get("categories"), new.get("categories")))
    yield from level_changes(None, old.get("levels"), new.get("levels"), (str, str))
    yield from window_changes(old.get("windows"), new.get("windows"))
    both = old.get("statements"), new.get("statements")
    yield from statements("statement", None, "score-statements", "score", both)
    known = ("total", "categories", "levels", "windows", "statements")
    yield from others(None, (old, new), known, ("score",))


def _certifications(old: Fields, new: Fields) -> Iterator[Change]:
    """Certifications: what is said of those in both editions, and of those that no input counts.

    Which of them count is told where they are counted.
    """
    both = [mapping(each.get("certifications")) for each in (old, new)]
    counted = {key for each in (old, new) for key in _counted(each)}
    for key in dict.fromkeys([*both[0], *both[1]]):
        sides = both[0].get(key), both[1].get(key)
        if None not in sides or key not in counted:
            yield from record(
                "certification", None, key, (_unlinked(sides[0]), _unlinked(sides[1]))
            )
    addresses = [
        [_address(key, mapping(each)) for key, each in side.items() if "url" in mapping(each)]
        for side in both
    ]
    kept = both[0].keys() & both[1].keys()
    found = tuple(
        pair
        for pair in differing(addresses[0], addresses[1], lambda line: line.key)
        if (pair.before or pair.after or Line(("", ""), "")).key[1] in kept
    )
    if found:
        yield Change("source", None, "certification-addresses", "addresses", found)


def _unlinked(certification: object) -> object:
    """A certification without the address of its page, which is no part of any rule."""
    if certification is None:
        return None
    return {key: each for key, each in mapping(certification).items() if key != "url"}


def _address(key: str, certification: Fields) -> Line:
    value = {"text": certification["title"], "url": certification["url"]}
    return Line(("address", key), value, cites(certification), certification["url"])


def _counted(edition: Fields) -> Iterator[str]:
    for each in walk(edition.get("areas")):
        for held in as_list(mapping(each.value).get("holders")):
            yield str(mapping(held).get("certification", held))


def _readings(old: Fields, new: Fields) -> Iterator[Change]:
    """Readings, titled by their question."""
    both = [
        {
            key: {**mapping(reading), "title": mapping(reading)["question"], "cite": _said(reading)}
            for key, reading in mapping(each.get("readings")).items()
        }
        for each in (old, new)
    ]
    without = [
        {
            key: {name: each for name, each in reading.items() if name != "question"}
            for key, reading in side.items()
        }
        for side in both
    ]
    yield from records("reading", None, (without[0], without[1]), ("kind", "answer"))


def _said(reading: object) -> list[str]:
    says = [cite for said in as_list(mapping(reading).get("says")) for cite in cites(said)]
    return list(
        dict.fromkeys([*says, *(str(each) for each in as_list(mapping(reading).get("evidence")))])
    )


def _terms(old: Fields, new: Fields) -> Iterator[Change]:
    """The words of the edition: abbreviations, units and nouns."""
    for name in TERMS:
        both = mapping(old.get(name)), mapping(new.get(name))
        for key in dict.fromkeys([*both[0], *both[1]]):
            sides = [
                Line((name,), mapping(each[key]).get("title", each[key]), cites(each[key]))
                if key in each
                else None
                for each in both
            ]
            if sides[0] is None or sides[1] is None or sides[0].compared != sides[1].compared:
                yield Change("term", None, f"{name}-{key}", key, (Pair(sides[0], sides[1]),))


def _documents(edition: Fields) -> Fields:
    """The documents, each with its places."""
    sources = mapping(edition.get("sources"))
    places = mapping(sources.get("places"))
    return {
        key: {
            **mapping(document),
            "places": {
                place: {"text": mapping(fields)["title"], **_place(mapping(fields))}
                for place, fields in places.items()
                if mapping(fields).get("document") == key
            },
        }
        for key, document in mapping(sources.get("documents")).items()
    }


def _place(fields: Fields) -> Fields:
    return {key: each for key, each in fields.items() if key in ("heading", "page")}
