"""What must hold of levels: what they ask for exists, and every area is judged by something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checking import areas, finding, levels_in, under, unknown
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import Found, find, mapping, metrics

__all__ = ["judged", "level_lines"]

Keys = list[str] | None
"""Names that are known; None where some could not be read."""


def level_lines(loaded: Loaded) -> Iterator[Finding]:
    """A level asks for scores and answers that every area has which it judges."""
    sharing = {key: area for key, area in areas(loaded) if "levels" not in area}
    yield from _asked(loaded, ("score", "levels"), levels_in(loaded), sharing)
    for key, area in areas(loaded):
        if "levels" in area:
            yield from _asked(
                loaded, ("areas", key, "levels"), mapping(area["levels"]), {key: area}
            )


def _asked(
    loaded: Loaded, at: tuple[str, ...], levels: Fields, judges: dict[str, Fields]
) -> Iterator[Finding]:
    scores = _in_all(
        loaded.keys(*path) for key, area in judges.items() for path, _ in _metrics(area, key)
    )
    known = None if scores is None else ["total", *scores] if scores else []
    yield from unknown(loaded, _named(levels, at, "score"), known, "score", "score")
    inputs = _in_all(_inputs(loaded, key) for key in judges)
    several = "input that every area has" if len(judges) > 1 else "input"
    yield from unknown(loaded, _named(levels, at, "input"), inputs, "input", several)


def _metrics(area: Fields, key: str) -> Iterator[tuple[tuple[str, ...], Fields]]:
    return metrics(area, ("areas", key))


def _inputs(loaded: Loaded, key: str) -> tuple[str, ...] | None:
    asked, derived = (loaded.keys("areas", key, part) for part in ("inputs", "derived"))
    return None if asked is None or derived is None else (*asked, *derived)


def _in_all(groups: Iterable[tuple[str, ...] | None]) -> Keys:
    """The names that stand in every group, in the order of the first."""
    listed = list(groups)
    if None in listed:
        return None
    first = listed[0] if listed else ()
    return [name for name in first or () if all(group and name in group for group in listed)]


def _named(levels: Fields, at: tuple[str, ...], space: str) -> list[Found]:
    return [each for each in under(at, find(levels, space)) if "readings" not in each.path]


def judged(loaded: Loaded) -> Iterator[Finding]:
    """Every area has metrics, or levels that ask for its answers."""
    for key, area in areas(loaded):
        tracks = list(_metrics(area, key))
        counted = [loaded.keys(*path) for path, _ in tracks]
        empty = any(group == () for group in counted)
        own = mapping(area.get("levels")) or levels_in(loaded)
        if empty and not own and loaded.is_whole("areas", key):
            message = f"nothing judges '{key}': it has neither metrics nor levels"
            hint = "add metrics, or levels that ask for its inputs"
            yield finding(loaded, ("areas", key), "empty", message, hint)
