"""Comparison of editions: typed changes, each with the lines that differ and their sources."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from generator.comparison.changed import Change
from generator.comparison.compare import compare
from tests.editions import verified_edition

Fields = dict[str, Any]


@pytest.fixture
def old() -> Fields:
    """The edition as it is."""
    return copy.deepcopy(dict(verified_edition("2022-03-16").loaded.fields))


@pytest.fixture
def tracked() -> Fields:
    """An edition whose areas have tracks."""
    return copy.deepcopy(dict(verified_edition("2026-07-01").loaded.fields))


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


def table(*rows: tuple[int, int]) -> Fields:
    """Bands over the deployments: points, and the least for them."""
    listed = [
        {"points": points, "when": [{"input": "deployments", "at_least": least, "cite": "scoring"}]}
        for points, least in rows
    ]
    return {"table": listed}


def with_table(old: Fields, *rows: tuple[int, int]) -> Fields:
    new = copy.deepcopy(old)
    infrastructure(new)["metrics"]["deployments"]["rule"] = table(*rows)
    return new


def test_an_edition_differs_in_nothing_from_itself(old: Fields, tracked: Fields) -> None:
    assert compare(old, copy.deepcopy(old)) == []
    assert compare(tracked, copy.deepcopy(tracked)) == []


def test_a_threshold_is_a_change_of_its_metric_with_both_values_and_sources(old: Fields) -> None:
    (change,) = changes(old, lambda new: rule(new, "net-customer-adds").update(full_at=4))
    assert (change.kind, change.area, change.subject, change.direction) == (
        "threshold",
        "infrastructure",
        "net-customer-adds",
        "stricter",
    )
    (before,), (after,) = change.before, change.after
    assert (before.value, after.value) == (
        {"points": 30, "per": "net-customers", "full_at": 3},
        {"points": 30, "per": "net-customers", "full_at": 4},
    )
    assert before.cite == after.cite
    assert "infra-requirements" in before.cite


def test_one_line_of_a_long_condition_is_told_alone(tracked: Fields) -> None:
    def edit(new: Fields) -> None:
        metrics = new["areas"]["data-ai"]["tracks"]["of"]["enterprise"]["metrics"]
        metrics["intermediate-certifications"]["rule"]["when"][1]["at_least"] = 3

    (change,) = changes(tracked, edit)
    ((before,), (after,)) = change.before, change.after
    assert (change.kind, change.track, change.direction) == (
        "prerequisite",
        "enterprise",
        "stricter",
    )
    assert isinstance(before.value, dict)
    assert isinstance(after.value, dict)
    assert (before.value["input"], before.value["at_least"], after.value["at_least"]) == (
        "solutions-architects",
        2,
        3,
    )


@pytest.mark.parametrize(
    ("edit", "direction"),
    [
        (lambda when: when.clear(), "looser"),
        (lambda when: when[0].update(at_least=1), "looser"),
        (lambda when: when[0].update(at_least=3), "stricter"),
        (
            lambda when: when.append({"input": "deployments", "at_least": 1, "cite": "x"}),
            "stricter",
        ),
        (
            lambda when: (
                when[0].update(at_least=1),
                when.append({"input": "deployments", "at_least": 1, "cite": "x"}),
            ),
            None,
        ),
        (lambda when: when[0].update({"input": "solutions-architects"}), None),
    ],
)
def test_a_condition_becomes_stricter_or_looser_only_where_that_is_certain(
    old: Fields, edit: Callable[[list[Fields]], object], direction: str | None
) -> None:
    found = changes(old, lambda new: edit(rule(new, "intermediate-certifications")["when"]))
    (change,) = [each for each in found if each.kind == "prerequisite"]
    assert change.direction == direction


def test_a_condition_of_what_is_measured_otherwise_has_no_direction(old: Fields) -> None:
    def edit(new: Fields) -> None:
        line = {"input": "administrators", "at_least": 2, "cite": "scoring"}
        rule(new, "deployments").update(per="solutions-architects", when=[line])

    found = {each.kind: each.direction for each in changes(old, edit)}
    assert found == {"threshold": None, "prerequisite": None}


def test_a_threshold_has_no_direction_where_the_points_moved_with_it(old: Fields) -> None:
    found = changes(old, lambda new: rule(new, "net-customer-adds").update(full_at=6, points=60))
    assert [(each.kind, each.direction) for each in found] == [
        ("points", None),
        ("threshold", None),
    ]


@pytest.mark.parametrize(
    ("rows", "kind", "told"),
    [
        (((10, 5), (4, 3), (1, 1)), "points", 1),
        (((10, 6), (5, 3), (1, 1)), "threshold", 1),
        (((10, 5), (5, 3), (3, 2), (1, 1)), "points", 1),
        (((10, 5), (1, 1)), "points", 1),
        (((5, 3), (10, 5), (1, 1)), "calculation", 1),
    ],
    ids=["worth", "bound", "new", "gone", "order"],
)
def test_a_row_of_a_table_is_told_alone(
    old: Fields, rows: tuple[tuple[int, int], ...], kind: str, told: int
) -> None:
    before = with_table(old, (10, 5), (5, 3), (1, 1))
    (change,) = compare(before, with_table(old, *rows))
    assert (change.kind, len(change.pairs)) == (kind, told)


def test_another_way_of_putting_a_rule_together_is_a_calculation(tracked: Fields) -> None:
    def edit(new: Fields) -> None:
        metrics = new["areas"]["modern-work"]["tracks"]["of"]["smb"]["metrics"]
        growth = metrics["usage-growth"]["rule"]
        growth["sum"] = growth.pop("best_of")

    (change,) = changes(tracked, edit)
    assert (change.kind, change.track) == ("calculation", "smb")


def test_a_cap_is_told_as_points(tracked: Fields) -> None:
    def edit(new: Fields) -> None:
        metrics = new["areas"]["security"]["tracks"]["of"]["smb"]["metrics"]
        metrics["deployments"]["rule"]["cap"] = 15

    (change,) = changes(tracked, edit)
    assert (change.kind, change.before[0].value, change.after[0].value) == (
        "points",
        {"cap": 20},
        {"cap": 15},
    )


def test_the_same_change_of_every_track_is_told_once(tracked: Fields) -> None:
    def edit(new: Fields, *tracks: str) -> None:
        for track in tracks:
            metrics = infrastructure(new)["tracks"]["of"][track]["metrics"]
            metrics["deployments"]["rule"]["full_at"] = 6

    (both,) = changes(tracked, lambda new: edit(new, "smb", "enterprise"))
    assert both.track is None
    (one,) = changes(tracked, lambda new: edit(new, "smb"))
    assert one.track == "smb"


def test_a_certification_that_counts_no_more_makes_it_stricter(old: Fields) -> None:
    def drop(new: Fields) -> None:
        infrastructure(new)["inputs"]["advanced-holders"]["from"]["holders"].pop()

    (change,) = changes(old, drop)
    assert (change.kind, change.direction) == ("certification", "stricter")
    assert [line.key[1] for line in change.before] == ["azure-for-sap-workloads-specialty"]
    assert change.after == ()


def test_an_order_that_means_nothing_is_no_change(old: Fields, tracked: Fields) -> None:
    def shuffle(value: object) -> object:
        if isinstance(value, dict):
            return {key: shuffle(value[key]) for key in reversed(value)}
        return value

    def edit(new: Fields) -> None:
        infrastructure(new)["inputs"] = shuffle(infrastructure(new)["inputs"])
        infrastructure(new)["inputs"]["advanced-holders"]["from"]["holders"].reverse()
        infrastructure(new)["metrics"]["net-customer-adds"]["attribution"].reverse()
        new["timeline"] = shuffle(new["timeline"])
        new["score"]["levels"]["solutions-partner"]["requires"].reverse()
        new["competencies"]["competencies"]["data-analytics"]["areas"].reverse()

    assert changes(old, edit) == []
    best = lambda new: new["areas"]["modern-work"]["tracks"].update(  # noqa: E731
        of=shuffle(new["areas"]["modern-work"]["tracks"]["of"])
    )
    assert changes(tracked, best) == []


def test_the_order_of_assigned_tracks_is_a_change(tracked: Fields) -> None:
    def edit(new: Fields) -> None:
        of = infrastructure(new)["tracks"]["of"]
        infrastructure(new)["tracks"]["of"] = {key: of[key] for key in reversed(of)}

    (change,) = changes(tracked, edit)
    assert change.kind == "track"


def test_a_sentence_that_moved_to_another_key_is_no_change(old: Fields) -> None:
    def edit(new: Fields) -> None:
        definition = infrastructure(new)["metrics"]["deployments"]["definition"]
        key, sentence = definition.popitem()
        definition[f"moved-{key}"] = sentence

    assert changes(old, edit) == []


def test_a_sentence_said_anew_under_another_key_stands_beside_the_old_one(old: Fields) -> None:
    def edit(new: Fields) -> None:
        definition = infrastructure(new)["metrics"]["deployments"]["definition"]
        key, sentence = definition.popitem()
        definition[f"moved-{key}"] = {
            **sentence,
            "text": {each: f"{words} X" for each, words in sentence["text"].items()},
        }

    (change,) = changes(old, edit)
    (pair,) = change.pairs
    assert change.kind == "definition"
    assert pair.before is not None
    assert pair.after is not None


def test_sources_and_readings_beside_a_rule_are_no_change_of_it(old: Fields) -> None:
    def edit(new: Fields) -> None:
        infrastructure(new)["metrics"]["deployments"].update(cite="scoring", see=[])

    assert changes(old, edit) == []


def test_a_number_written_otherwise_is_no_change(old: Fields) -> None:
    assert changes(old, lambda new: rule(new, "deployments").update(full_at="5.0")) == []


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


def test_an_input_that_only_got_a_track_before_its_name_is_no_change(old: Fields) -> None:
    def edit(new: Fields) -> None:
        area = infrastructure(new)
        area["inputs"] = {f"large-{key}": each for key, each in area["inputs"].items()}
        for derived in area["derived"].values():
            for function in ("net", "growth"):
                for term, name in derived.get(function, {}).items():
                    derived[function][term] = f"large-{name}"
        for metric in area["metrics"].values():
            for line in metric["rule"].get("when", []):
                line["input"] = f"large-{line['input']}"
            if metric["rule"]["per"] not in area["derived"]:
                metric["rule"]["per"] = f"large-{metric['rule']['per']}"
        titles = {"ja": "大", "en": "Large"}
        of = {"large": {"title": titles, "metrics": area.pop("metrics")}}
        area["tracks"] = {"choose": "best", "of": of}

    assert [each.kind for each in changes(old, edit)] == ["track"]


def test_a_part_that_one_edition_lacks_is_told_once(old: Fields) -> None:
    (gone,) = changes(old, lambda new: new.pop("competencies"))
    assert (gone.kind, gone.subject, len(gone.before), gone.after) == (
        "part",
        "competencies",
        1,
        (),
    )
    new = copy.deepcopy(old)
    del old["competencies"]
    (added,) = compare(old, new)
    assert (added.kind, added.before, len(added.after)) == ("part", (), 1)


def test_an_area_or_a_metric_that_one_edition_lacks_is_told_once(old: Fields) -> None:
    (area,) = changes(old, lambda new: new["areas"].pop("security"))
    assert (area.kind, area.area) == ("area", "security")
    (metric,) = changes(old, lambda new: infrastructure(new)["metrics"].pop("usage-growth"))
    assert (metric.kind, metric.subject, metric.after) == ("metric", "usage-growth", ())
    assert [line.key[0] for line in metric.before] == ["when", "linear"]


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (lambda new: new, "weather"),
        (infrastructure, "areas.infrastructure.weather"),
        (
            lambda new: infrastructure(new)["metrics"]["deployments"],
            "areas.infrastructure.deployments.weather",
        ),
        (lambda new: new["score"], "score.weather"),
        (lambda new: new["timeline"], "timeline.weather"),
        (lambda new: new["benefits"], "benefits.weather"),
        (
            lambda new: new["benefits"]["products"]["sql-server"],
            "benefits.products.sql-server.weather",
        ),
        (lambda new: infrastructure(new)["benefits"], "areas.infrastructure.benefits.weather"),
    ],
)  # fmt: skip
def test_a_field_that_nobody_knows_is_told_with_its_path(
    old: Fields, place: Callable[[Fields], Fields], path: str
) -> None:
    (change,) = changes(old, lambda new: place(new).update(weather="fair"))
    assert (change.kind, change.subject) == ("other", path)


def test_what_says_the_same_of_counted_benefits_is_no_change(old: Fields) -> None:
    def edit(new: Fields) -> None:
        products = new["benefits"]["products"]
        products["power-bi-premium"]["grants"]["infrastructure"] |= {
            "confidence": "high",
            "cite": ["infra-benefits"],
        }
        both = products["azure-production-credits"]["grants"]
        both["designation"] = both.pop("infrastructure")
        azure = new["specializations"]["groups"]["azure"]["specializations"]
        azure["analytics"]["count"] = 1
        azure["kubernetes"]["areas"].reverse()

    assert changes(old, edit) == []


def test_the_levels_of_an_area_are_told_line_by_line(old: Fields) -> None:
    levels = copy.deepcopy(old["score"]["levels"])
    infrastructure(old)["levels"] = levels
    (change,) = changes(
        old,
        lambda new: infrastructure(new)["levels"]["solutions-partner"]["requires"][0].update(
            at_least=60
        ),
    )
    assert (change.kind, change.area, change.direction, len(change.pairs)) == (
        "level",
        "infrastructure",
        "looser",
        1,
    )


def test_a_field_of_a_rule_that_nobody_knows_is_told(old: Fields) -> None:
    (change,) = changes(old, lambda new: rule(new, "deployments").update(grid={"rows": [1, 2]}))
    assert (change.kind, change.subject, change.after[0].value) == (
        "other",
        "deployments",
        {"rows": [1, 2]},
    )
    (level,) = changes(
        old,
        lambda new: new["score"]["levels"]["solutions-partner"]["requires"].append(
            {"input": "deployments", "at_least": 1, "cite": "scoring"}
        ),
    )
    assert (level.kind, level.direction) == ("level", "stricter")


@pytest.mark.parametrize(
    ("rows", "direction"),
    [
        (((30, 12), (20, 5)), "stricter"),
        (((30, 8), (20, 5)), "looser"),
        (((30, 8), (20, 6)), None),
        (((30, 12), (40, 5)), None),
    ],
)
def test_bands_that_only_moved_are_stricter_or_looser_where_points_fall(
    old: Fields, rows: tuple[tuple[int, int], ...], direction: str | None
) -> None:
    before = with_table(old, (30, 10), (rows[1][0], 5))
    (change,) = compare(before, with_table(old, *rows))
    assert (change.kind, change.direction) == ("threshold", direction)
