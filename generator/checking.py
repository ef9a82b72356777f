"""What the checks of an edition share: findings, names that exist, the parts of an area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calculator.nearest import nearest
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import Found, mapping

__all__ = ["areas", "asking", "finding", "levels_in", "scored", "under", "unknown"]


def finding(loaded: Loaded, path: tuple[str, ...], code: str, message: str, hint: str) -> Finding:
    """A finding at a path of keys."""
    return Finding(loaded.mark(*path), code, message, hint)


def unknown(
    loaded: Loaded, refers: Iterable[Found], known: Iterable[str] | None, code: str, what: str
) -> Iterator[Finding]:
    """A finding for each value that is not known; none where what is known could not be read."""
    if known is None:
        return
    names = list(known)
    for path, value in refers:
        if str(value) not in names:
            near = nearest(str(value), names)
            hint = f"did you mean '{near}'?" if near else f"known: {', '.join(names) or 'none'}"
            yield finding(loaded, path, code, f"there is no {what} '{value}'", hint)


def under(at: tuple[str, ...], refers: Iterable[Found]) -> Iterator[Found]:
    """What was found, seen from the mapping that holds it."""
    return (Found((*at, *path), value) for path, value in refers)


def areas(loaded: Loaded) -> Iterator[tuple[str, Fields]]:
    """The areas by key."""
    for key, area in mapping(loaded.fields.get("areas")).items():
        yield key, mapping(area)


def scored(area: Fields) -> Fields:
    """The parts of an area that earn points."""
    return {key: area[key] for key in ("metrics", "tracks") if key in area}


def asking(area: Fields) -> Fields:
    """The parts of an area that ask for answers: what earns points, and its own levels."""
    return {**scored(area), **({"levels": area["levels"]} if "levels" in area else {})}


def levels_in(loaded: Loaded) -> Fields:
    """The levels that areas share."""
    return mapping(mapping(loaded.fields.get("score")).get("levels"))
