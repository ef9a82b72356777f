"""Comparison of editions: typed changes, each with both sides and both sources."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from generator.compare import Change, compare
from generator.load import Loaded

Fields = dict[str, Any]


@pytest.fixture
def old(loaded: Loaded) -> Fields:
    """The edition as it is."""
    return copy.deepcopy(dict(loaded.fields))


def infrastructure(fields: Fields) -> Fields:
    area = fields["areas"]["infrastructure"]
    assert isinstance(area, dict)
    return area


def rule(fields: Fields, metric: str) -> Fields:
    found = infrastructure(fields)["metrics"][metric]["rule"]
    assert isinstance(found, dict)
    return found


def changes(old: Fields, edit: Callable[[Fields], object]) -> list[Change]:
    new = copy.deepcopy(old)
    edit(new)
    return compare(old, new)


def test_an_edition_differs_in_nothing_from_itself(old: Fields) -> None:
    assert compare(old, copy.deepcopy(old)) == []


def test_a_threshold_is_a_change_of_its_metric_with_both_values_and_sources(old: Fields) -> None:
    (change,) = changes(old, lambda new: rule(new, "net-customer-adds").update(full_at=4))
    assert (change.kind, change.area, change.subject) == (
        "threshold",
        "infrastructure",
        "net-customer-adds",
    )
    assert change.before is not None
    assert change.after is not None
    assert change.before.value == [["net-customers", 3]]
    assert change.after.value == [["net-customers", 4]]
    assert "infra-requirements" in change.before.cite


KINDS: dict[str, tuple[Callable[[Fields], object], str]] = {
    "points": (lambda new: rule(new, "deployments").update(points=12), "points"),
    "a prerequisite": (
        lambda new: rule(new, "intermediate-certifications")["when"][0].update(at_least=3),
        "prerequisite",
    ),
    "a certification that counts no more": (
        lambda new: infrastructure(new)["inputs"]["advanced-holders"]["from"]["holders"].pop(),
        "certification",
    ),
    "a metric that is gone": (
        lambda new: infrastructure(new)["metrics"].pop("deployments"),
        "metric",
    ),
    "a definition": (
        lambda new: infrastructure(new)["metrics"]["deployments"]["definition"].popitem(),
        "definition",
    ),
    "a question": (
        lambda new: infrastructure(new)["inputs"]["acr-now"].update(ask={"ja": "別", "en": "else"}),
        "question",
    ),
    "a benefit": (
        lambda new: infrastructure(new)["benefits"]["rows"].pop("power-bi"),
        "benefit",
    ),
    "an area's name": (
        lambda new: infrastructure(new).update(designation={"ja": "新", "en": "new"}),
        "name",
    ),
    "the programme's name": (
        lambda new: new.update(programme={"ja": "新", "en": "new"}),
        "name",
    ),
    "the pass mark": (
        lambda new: new["score"]["levels"]["solutions-partner"]["requires"][0].update(at_least=75),
        "level",
    ),
    "a date": (
        lambda new: new["timeline"]["dates"]["designations-open"].update(date="2022-10-04"),
        "date",
    ),
    "an area that is gone": (lambda new: new["areas"].pop("security"), "area"),
    "a competency's area": (
        lambda new: new["competencies"]["competencies"]["devops"].update(areas=["security"]),
        "competency",
    ),
}


@pytest.mark.parametrize(("edit", "kind"), KINDS.values(), ids=KINDS)
def test_every_kind_of_change_is_told(
    old: Fields, edit: Callable[[Fields], object], kind: str
) -> None:
    (change,) = changes(old, edit)
    assert change.kind == kind


def test_words_around_a_rule_are_no_change_of_the_rule(old: Fields) -> None:
    def edit(new: Fields) -> None:
        infrastructure(new)["metrics"]["deployments"].update(cite="scoring", see=[])

    assert changes(old, edit) == []


def test_new_tracks_are_compared_with_what_was_there_before(old: Fields) -> None:
    def edit(new: Fields) -> None:
        area = infrastructure(new)
        metrics = area.pop("metrics")
        small = copy.deepcopy(metrics)
        small["deployments"]["rule"]["full_at"] = 3
        titles = {"ja": "大", "en": "Large"}, {"ja": "小", "en": "Small"}
        area["tracks"] = {
            "choose": "best",
            "of": {
                "large": {"title": titles[0], "metrics": metrics},
                "small": {"title": titles[1], "metrics": small},
            },
        }

    found = [(each.kind, each.track, each.subject) for each in changes(old, edit)]
    assert found == [("track", None, "tracks"), ("threshold", "small", "deployments")]
