"""No field changes silently: changed or taken away alone, each is told by exactly one change."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from generator.comparison.changed import APART, is_text
from generator.comparison.compare import compare
from generator.comparison.parts import NOT_COMPARED
from tests.editions import EDITIONS, verified_edition

Fields = dict[str, Any]
Path = tuple[str | int, ...]

AREAS = ("infrastructure", "modern-work", "security", "business-applications")
FEW = 3

TOP = {
    "abbreviations", "units", "nouns", "certifications", "sections", "readings", "areas",
}  # fmt: skip
BY_KEY = {
    "documents", "places", "categories", "levels", "statements", "activities", "definition", "of",
    "competencies", "groups", "specializations", "dates", "milestones", "situations", "choices",
    "restrictions", "inputs", "derived", "metrics", "rows", "options", "weighted",
    "products", "grants", "windows",
}  # fmt: skip
"""Fields that hold records by key: the keys say nothing about the shape. On top, only some do."""

KINDS: dict[str, str] = {
    "programme": "name",
    "nouns.*": "term",
    "units.*": "term",
    "abbreviations.*.title": "term",
    "sources.documents.*.kind": "source",
    "sources.places.*.page": "source",
    "score.total.maximum": "points",
    "score.categories.*.measures": "category",
    "score.levels.*.requires.#.at_least": "level",
    "score.windows.*.title": "level",
    "score.windows.*.ends": "level",
    "score.windows.*.months": "level",
    "score.windows.*.confidence": "level",
    "certifications.*.title": "certification",
    "certifications.*.retires": "certification",
    "certifications.*.counts_until": "certification",
    "certifications.*.url": "source",
    "sections.*.statements.*.text": "statement",
    "competencies.competencies.*.areas.#": "competency",
    "competencies.competencies.*.also.title": "competency",
    "benefits.groups.*.statements.*.text": "benefit",
    "benefits.products.*.title": "benefit",
    "benefits.products.*.unit": "benefit",
    "benefits.products.*.grants.*.areas.#": "benefit",
    "benefits.products.*.grants.*.amount": "benefit",
    "benefits.products.*.grants.*.group": "benefit",
    "benefits.products.*.grants.*.once": "benefit",
    "specializations.badge.areas.#": "specialization",
    "specializations.groups.*.cap.maximum": "specialization",
    "specializations.groups.*.specializations.*.title": "specialization",
    "specializations.groups.*.specializations.*.areas.#": "specialization",
    "specializations.groups.*.specializations.*.count": "specialization",
    "timeline.dates.*.date": "date",
    "timeline.dates.*.changeable": "date",
    "transition.milestones.*.date": "option",
    "transition.situations.*.until": "option",
    "transition.situations.*.choices.*.text": "option",
    "transition.restrictions.*.text": "option",
    "readings.*.adopted": "reading",
    "readings.*.says.#.value": "reading",
    "areas.*.title": "name",
    "areas.*.designation": "name",
    "areas.*.statements.*.text": "statement",
    "areas.*.activities.*.text": "statement",
    "areas.*.unpublished.text": "statement",
    "areas.*.inputs.*.ask": "question",
    "areas.*.inputs.*.help": "question",
    "areas.*.inputs.*.look_up": "question",
    "areas.*.inputs.*.type": "question",
    "areas.*.inputs.*.unit": "question",
    "areas.*.inputs.*.unanswered": "question",
    "areas.*.inputs.*.from.holders.#": "certification",
    "areas.*.inputs.*.from.holders.#.until": "certification",
    "areas.*.inputs.*.from.weighted.*": "calculation",
    "areas.*.inputs.*.from.blank": "calculation",
    "areas.*.derived.*.growth.before": "calculation",
    "areas.*.derived.*.net.gained": "calculation",
    "areas.*.derived.*.difference.now": "calculation",
    "areas.*.benefits.rows.*.designation": "benefit",
    "areas.*.benefits.rows.*.product": "benefit",
    "areas.*.benefits.columns.designation": "benefit",
    "areas.*.metrics.*.title": "name",
    "areas.*.metrics.*.category": "category",
    "areas.*.metrics.*.attribution.#": "attribution",
    "areas.*.metrics.*.confidence": "source",
    "areas.*.metrics.*.definition.*.text": "definition",
    "areas.*.metrics.*.definition.*.links.#.url": "definition",
    "areas.*.metrics.*.rule.points": "points",
    "areas.*.metrics.*.rule.full_at": "threshold",
    "areas.*.metrics.*.rule.per": "threshold",
    "areas.*.metrics.*.rule.cap": "points",
    "areas.*.metrics.*.rule.readings.points": "reading",
    "areas.*.metrics.*.rule.sum.#.title": "name",
    "areas.*.metrics.*.rule.when.#.at_least": "prerequisite",
    "areas.*.metrics.*.rule.when.#.input": "prerequisite",
    "areas.*.metrics.*.rule.when.#.from": "prerequisite",
    "areas.*.metrics.*.rule.when.#.until": "prerequisite",
    "areas.*.metrics.*.rule.when.#.readings.at_least": "reading",
    "areas.*.tracks.choose": "track",
    "areas.*.tracks.of.*.title": "track",
    "areas.*.tracks.of.*.when.#.is": "track",
    "areas.*.tracks.of.*.when.#.of.#.of.#.at_least": "track",
    "areas.*.tracks.of.*.metrics.*.rule.best_of.#.full_at": "threshold",
    "areas.*.tracks.of.*.metrics.*.rule.sum.#.table.#.points": "points",
    "areas.*.tracks.of.*.metrics.*.rule.sum.#.table.#.when.#.at_least": "threshold",
    "areas.*.tracks.of.*.metrics.*.rule.sum.#.when.#.at_least": "prerequisite",
}
"""The kind of change that each field is, for every field that a reader looks for."""

OPTIONAL = {
    "links", "confidence", "help", "look_up", "unanswered", "attribution", "cap",
    "readings", "retires", "counts_until", "url", "also", "measures", "until", "page", "when",
    "count", "once", "months",
}  # fmt: skip
"""Fields that may be left out, so that taking them away is a change, too."""


def few(fields: Fields) -> Fields:
    """An edition with a few records of each kind, which is enough to change one."""
    found = copy.deepcopy(dict(fields))
    found["areas"] = {key: found["areas"][key] for key in AREAS}
    for part in ("readings", "certifications", "sections"):
        found[part] = dict([*found[part].items()][-12:] if part == "certifications" else
                           [*found[part].items()][:FEW])  # fmt: skip
    for part, within in (("sources", "places"), ("sources", "documents"), ("timeline", "dates")):
        found[part][within] = dict([*found[part][within].items()][:FEW])
    return found


def shape(path: Path) -> str:
    """A path without the keys of records and the places in lists."""
    parts: list[str] = []
    by_key = False
    for place, key in enumerate(path):
        parts.append("#" if isinstance(key, int) else "*" if by_key else key)
        by_key = not by_key and key in (TOP if place == 0 else BY_KEY)
    return ".".join(parts)


def places(value: object, path: Path = ()) -> Iterator[Path]:
    """Every field that is compared."""
    if is_text(value) or not isinstance(value, dict | list):
        yield path
    elif isinstance(value, dict):
        for key, member in value.items():
            if key in APART or (not path and key in NOT_COMPARED and key != "areas"):
                continue
            if not (key == "area" and len(path) == 2):
                yield from places(member, (*path, key))
    else:
        for place, member in enumerate(value):
            yield from places(member, (*path, place))


def changed(value: object) -> object:
    """Another value of the same type."""
    if isinstance(value, dict):
        return {
            key: [f"{each}!" for each in words] if isinstance(words, list) else f"{words}!"
            for key, words in value.items()
        }
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    text = str(value)
    return "2029-01-01" if len(text) == 10 and text[4] == "-" else f"{text}1"


def at(value: object, path: Path) -> object:
    """The value at a path."""
    for key in path:
        assert isinstance(value, dict | list)
        value = value[key]  # type: ignore[index]
    return value


def holder(value: object, path: Path) -> dict[str | int, object]:
    """The record or the list that holds the value at a path."""
    found = at(value, path[:-1])
    assert isinstance(found, dict | list)
    return found  # type: ignore[return-value]


def one_of_each(fields: Fields) -> dict[str, Path]:
    """A path for every shape of a path."""
    found: dict[str, Path] = {}
    for path in places(fields):
        found.setdefault(shape(path), path)
    return found


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> Fields:
    return few(dict(verified_edition(request.param).loaded.fields))


def test_every_field_that_changes_is_told_once_and_by_its_kind(edition: Fields) -> None:
    wrong: list[str] = []
    for name, path in one_of_each(edition).items():
        new = copy.deepcopy(edition)
        holder(new, path)[path[-1]] = changed(at(edition, path))
        kinds = [change.kind for change in compare(edition, new)]
        expected = [KINDS[name]] if name in KINDS else kinds[:1]
        if len(kinds) != 1 or kinds != expected or kinds == ["other"]:
            wrong.append(f"{name}: {kinds}")
    assert wrong == []


def test_every_field_that_is_taken_away_is_told_once(edition: Fields) -> None:
    wrong: list[str] = []
    for name, path in one_of_each(edition).items():
        ends = [place for place, key in enumerate(path) if key in OPTIONAL]
        if not ends or ends[0] == 0:
            continue
        held = path[: ends[0] + 1]
        new = copy.deepcopy(edition)
        del holder(new, held)[held[-1]]
        kinds = [change.kind for change in compare(edition, new)]
        if len(kinds) != 1 or kinds == ["other"]:
            wrong.append(f"{name}, without {held[-1]}: {kinds}")
    assert wrong == []


def test_the_fields_whose_kind_is_named_exist() -> None:
    known = {
        name
        for key in EDITIONS
        for name in one_of_each(few(dict(verified_edition(key).loaded.fields)))
    }
    assert KINDS.keys() - known == set()
