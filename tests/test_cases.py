"""Worked examples are tests: every case of every edition comes out as its file says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.references import mapping
from tests.editions import EDITIONS, FIRST, verified_edition

CASES = [
    (edition, name)
    for edition in EDITIONS
    for name in mapping(verified_edition(edition).loaded.fields.get("cases"))
]


@pytest.mark.parametrize(("edition", "name"), CASES, ids=lambda value: value)
def test_a_worked_example_comes_out_as_written(edition: str, name: str) -> None:
    trials = {trial.name: trial for trial in verified_edition(edition).cases}
    assert name in trials, f"{name} was not scored: run 'saiten check'"
    assert [finding.message for finding in trials[name].findings] == []
    assert trials[name].result is not None


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_worked_examples_for_each_of_its_areas(edition: str) -> None:
    fields = verified_edition(edition).loaded.fields
    shown = {mapping(case)["area"] for case in mapping(fields["cases"]).values()}
    assert shown == set(mapping(fields["areas"]))


def test_the_first_edition_shows_every_verdict_and_every_reading_that_can_change_one() -> None:
    verified = verified_edition(FIRST)
    assert verified.edition is not None
    expected = [mapping(mapping(case)["expect"]) for case in cases(FIRST).values()]
    assert {each["status"] for each in expected} == {
        "qualified",
        "not-qualified",
        "depends-on-reading",
        "incomplete",
    }
    tried = {
        reading
        for each in expected
        for other in each.get("readings", [])  # type: ignore[attr-defined]
        for reading in other["choices"]
    }
    bearing = {name for area in verified.edition.areas.values() for name in area.readings()}
    assert tried == bearing


def test_the_first_edition_shows_every_metric_earning_and_every_metric_missed() -> None:
    earned: set[tuple[object, str]] = set()
    missed: set[tuple[object, str]] = set()
    for case in cases(FIRST).values():
        fields = mapping(case)
        for metric, points in mapping(mapping(fields["expect"]).get("metrics")).items():
            if points != "open":
                (missed if points == 0 else earned).add((fields["area"], metric))
    verified = verified_edition(FIRST)
    assert verified.edition is not None
    metrics = {
        (area.name, metric)
        for area in verified.edition.areas.values()
        for track in area.tracks
        for metric in track.metrics
    }
    assert earned == metrics
    assert missed >= {(area, metric) for area, metric in metrics if area == "infrastructure"}


def cases(edition: str) -> Mapping[str, object]:
    return mapping(verified_edition(edition).loaded.fields["cases"])
