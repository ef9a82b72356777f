"""What must hold of levels: what they ask for exists, and every area is judged by something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calculator import conditions
from calculator.conditions import Condition, Line
from calculator.days import ALWAYS, Days
from calculator.errors import InvalidEdition
from calculator.targets import implies
from generator.checking import areas, finding, levels_in, under, unknown
from generator.findings import Finding
from generator.load import Fields, Loaded
from generator.references import Found, find, mapping, metrics

__all__ = ["implied", "judged", "level_lines"]

Keys = list[str] | None
"""Names that are known; None where some could not be read."""


def level_lines(loaded: Loaded) -> Iterator[Finding]:
    """A level asks for scores and answers that every area has which it judges."""
    sharing = {key: area for key, area in areas(loaded) if "levels" not in area}
    if levels_in(loaded) and loaded.fields.get("areas") and not sharing:
        message = "these levels judge no area: each area has levels of its own"
        hint = "delete them here, or those in the files of the areas"
        yield finding(loaded, ("score", "levels"), "unused", message, hint)
    else:
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
    if known == [] and judges:
        without = next((key for key, area in judges.items() if not _scored(area)), "")
        for path, _ in _named(levels, at, "every"):
            message = f"there are no metrics to ask: '{without}' has none"
            hint = "ask for answers, with 'input:', or give the area metrics"
            yield finding(loaded, path, "score", message, hint)
    inputs = _in_all(_inputs(loaded, key) for key in judges)
    several = "input that every area has" if len(judges) > 1 else "input"
    yield from unknown(loaded, _named(levels, at, "input"), inputs, "input", several)


def implied(loaded: Loaded) -> Iterator[Finding]:
    """Levels that are never the one reached: whoever meets them meets a later one, too."""
    shared = [(("score", "levels"), levels_in(loaded))]
    own = [(("areas", key, "levels"), mapping(area.get("levels"))) for key, area in areas(loaded)]
    for at, levels in (*shared, *own):
        try:
            read = [
                (key, conditions.parse_all(mapping(level), "requires"))
                for key, level in levels.items()
            ]
        except InvalidEdition:
            continue
        for place, (key, asked) in enumerate(read):
            above = next((name for name, more in read[place + 1 :] if _contains(asked, more)), None)
            if above is not None:
                message = f"'{key}' is never the level reached: whoever meets it meets '{above}'"
                hint = "begin with the lowest level, and repeat in each what still holds for it"
                yield finding(loaded, (*at, key), "note", message, hint)


def _contains(asked: tuple[Condition, ...], more: tuple[Condition, ...]) -> bool:
    """Whether some conditions ask for at least as much as others."""
    return all(
        any(_days(one) == _days(other) and implies(one, other) for one in asked) for other in more
    )


def _days(condition: Condition) -> Days:
    return condition.days if isinstance(condition, Line) else ALWAYS


def _scored(area: Fields) -> bool:
    return "metrics" in area or "tracks" in area


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
