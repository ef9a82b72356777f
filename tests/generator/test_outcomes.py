"""Verdicts under two editions: the folded counts are those of scoring every combination."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from calculator import answers
from calculator.edition import Edition
from calculator.scoring import score
from generator.comparison.outcomes import Outcome, levels_in_force, outcomes
from generator.comparison.quantities import side
from generator.comparison.varied import Plan, plan
from tests.editions import verified_edition
from tests.lanterns import lantern_guild

Fields = dict[str, Any]


def edited(*edits: Callable[[Fields], object]) -> tuple[Edition, Edition]:
    """The invented programme with small limits, and a later edition of it."""
    old: Fields = lantern_guild()
    shore(old)["light"]["rule"]["full_at"] = 4
    shore(old)["trade"]["rule"]["full_at"] = 5
    hill(old)["metrics"]["light"]["rule"]["best_of"][1]["full_at"] = 5
    shore(old)["trade"]["rule"]["when"][1]["at_least"] = 3
    new = copy.deepcopy(old)
    new["edition"] = "1811-03-01"
    for edit in edits:
        edit(new)
    return Edition.from_dict(old), Edition.from_dict(new)


def hill(fields: Fields) -> Fields:
    area = fields["areas"]["hill"]
    assert isinstance(area, dict)
    return area


def shore(fields: Fields) -> Fields:
    metrics = fields["areas"]["harbour"]["tracks"]["of"]["shore"]["metrics"]
    assert isinstance(metrics, dict)
    return metrics


def of(found: tuple[Outcome, ...], area: str, track: str | None, level: str) -> Outcome:
    (outcome,) = [
        each
        for each in found
        if (each.area, each.tracks[1]) == (area, track)
        and (each.level is None or each.level[1].name == level)
    ]
    return outcome


def planned(old: Edition, new: Edition, area: str, track: str | None) -> Plan:
    """What is varied, found anew for the count by brute force."""
    sides = [
        side(
            edition,
            edition.area(area),
            next(each for each in edition.area(area).tracks if each.name == track),
            levels_in_force(edition, edition.area(area)),
        )
        for edition in (old, new)
    ]
    return plan(sides[0], sides[1])


def counted(old: Edition, new: Edition, area: str, track: str | None, level: str) -> list[int]:
    """The counts by scoring every combination of the varied quantities through the front door."""
    varied = planned(old, new, area, track)
    counts: Counter[tuple[bool, bool]] = Counter()
    names = [each.name for each in varied.varied]
    for chosen in product(*(each.values for each in varied.varied)):
        values = dict(zip(names, chosen, strict=True))
        reached = []
        for place, edition in enumerate((old, new)):
            own = varied.sides[place]
            reads = [name for rule in own.rules.values() for name in own.reads(rule)]
            given = varied.answers(place, dict.fromkeys([*reads, *own.gated]), values)
            typed = {
                name: str(Decimal(each.numerator) / each.denominator)
                if isinstance(each, Fraction)
                else each
                for name, each in given.items()
            }
            amounts = answers.read(edition, edition.area(area), typed)
            scored = score(edition, edition.area(area), amounts, track=track).adopted.counting
            assert not any(each.points.open for each in scored.metrics.values())
            names_of_levels = [each.name for each in levels_in_force(edition, edition.area(area))]
            position = names_of_levels.index(level)
            reached.append(
                scored.qualifies is True
                if position == 0
                else scored.level is not None and scored.level.name == level
            )
        counts[reached[0], reached[1]] += 1
    pairs = ((True, True), (True, False), (False, True), (False, False))
    return [counts[each] for each in pairs]


EDITS: dict[str, Callable[[Fields], object]] = {
    "nothing": lambda new: None,
    "a threshold": lambda new: shore(new)["light"]["rule"].update(full_at=3),
    "points": lambda new: shore(new)["trade"]["rule"].update(points=9),
    "a condition": lambda new: shore(new)["trade"]["rule"]["when"][1].update(at_least=2),
    "a pass mark": lambda new: new["score"]["levels"]["journeyman"]["requires"][0].update(
        at_least=9
    ),
    "a floor": lambda new: new["score"]["levels"]["journeyman"]["requires"][1].update(more_than=2),
    "an answer that a level asks for": lambda new: new["score"]["levels"]["journeyman"][
        "requires"
    ].append({"input": "lit", "at_least": 2, "from": "1811-03-01", "cite": "scroll"}),
    "an answer that a level no longer asks for": lambda new: new["score"]["levels"]["master"][
        "requires"
    ].append({"input": "lit", "at_least": 3, "until": "1811-02-28", "cite": "scroll"}),
    "a level of the area": lambda new: new["areas"]["harbour"].update(
        levels={
            **new["score"]["levels"],
            "master": {
                "title": {"ja": "親方", "en": "Master"},
                "requires": [{"score": "total", "at_least": 10, "cite": "scroll"}],
            },
        }
    ),
    "a metric more": lambda new: shore(new).update(
        glow={
            "category": "craft",
            "title": {"ja": "輝き", "en": "Glow"},
            "rule": {"points": 3, "per": "oil", "full_at": 6},
            "cite": "scroll",
        }
    ),
}


@pytest.mark.parametrize("level", ["journeyman", "master"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_folded_counts_are_those_of_scoring_every_combination(
    edit: Callable[[Fields], object], level: str
) -> None:
    old, new = edited(edit)
    outcome = of(outcomes(old, new), "harbour", "shore", level)
    assert outcome.tally is not None
    assert list(outcome.tally) == counted(old, new, "harbour", "shore", level)


def test_metrics_that_read_one_input_are_counted_together() -> None:
    def edit(new: Fields) -> None:
        hill(new)["metrics"]["people"]["rule"]["sum"][0]["full_at"] = 4
        hill(new)["metrics"]["light"]["rule"]["best_of"][1]["full_at"] = 3
        hill(new)["metrics"]["trade"]["rule"]["per"] = "makers"

    old, new = edited(edit)
    old = edited(lambda fields: hill(fields)["metrics"]["trade"]["rule"].update(per="makers"))[1]
    for level in ("journeyman", "master"):
        outcome = of(outcomes(old, new), "hill", None, level)
        assert outcome.tally is not None
        assert list(outcome.tally) == counted(old, new, "hill", None, level)


def test_an_edition_gives_the_verdicts_of_itself() -> None:
    edition = verified_edition("2022-03-16").edition
    assert edition is not None
    for outcome in outcomes(edition, edition):
        assert outcome.tally is not None
        assert (outcome.tally.only_old, outcome.tally.only_new) == (0, 0)
        assert outcome.tally.both > 0


def test_counts_of_two_published_editions() -> None:
    """The SMB track of 2026 gives 4 points for 1 certified person; before, 2 were needed."""
    old, new = (verified_edition(key).edition for key in ("2023-10-23", "2026-07-01"))
    assert old is not None
    assert new is not None
    found = {(each.area, each.tracks[1]): each.tally for each in outcomes(old, new)}
    smb, enterprise = found["infrastructure", "smb"], found["infrastructure", "enterprise"]
    assert smb is not None
    assert enterprise is not None
    assert smb.only_old == 0 < smb.only_new
    assert (enterprise.only_old, enterprise.only_new) == (0, 0)
    assert smb.all == 4 * (6 * 3) ** 2 * 21 * 2 * 6


def test_what_is_measured_otherwise_is_not_compared_and_named() -> None:
    old, new = edited(lambda new: hill(new)["metrics"]["trade"]["rule"].update(per="lit"))
    outcome = of(outcomes(old, new), "hill", None, "journeyman")
    assert outcome.tally is None
    assert outcome.reason == "inputs"
    assert outcome.apart == (("guild-points",), ("lit",))


def test_a_question_in_another_unit_is_not_compared_and_named() -> None:
    old, new = edited(lambda new: hill(new)["inputs"]["makers"].update(unit="lanterns"))
    outcome = of(outcomes(old, new), "hill", None, "journeyman")
    assert (outcome.tally, outcome.reason) == (None, "kind")
    assert outcome.apart == (("makers",), ("makers",))


def test_tracks_of_other_names_are_not_compared_and_named() -> None:
    def rename(new: Fields) -> None:
        of_area = new["areas"]["harbour"]["tracks"]["of"]
        new["areas"]["harbour"]["tracks"]["of"] = {
            f"new-{key}": each for key, each in of_area.items()
        }

    old, new = edited(rename)
    (outcome,) = [each for each in outcomes(old, new) if each.area == "harbour"]
    assert (outcome.tally, outcome.reason) == (None, "tracks")
    assert outcome.apart == (("shore", "sea"), ("new-shore", "new-sea"))


def test_without_levels_there_is_no_verdict_to_compare() -> None:
    old, new = edited(lambda new: new["score"].update(levels={}))
    assert {each.reason for each in outcomes(old, new)} == {"levels"}


def test_ranges_run_to_the_larger_limit_in_whole_units() -> None:
    old, new = edited(EDITS["a threshold"], EDITS["a condition"])
    varied = {each.name: each for each in planned(old, new, "harbour", "shore").varied}
    assert varied["shining"].values == tuple(map(Fraction, range(5)))
    assert varied["trade-growth"].values == tuple(map(Fraction, range(6)))
    assert varied["oil"].values == tuple(map(Fraction, range(5)))
    assert varied["crowns-before"].values == tuple(map(Fraction, range(4)))
    assert "crowns-now" not in varied


@pytest.mark.parametrize(
    ("limits", "step", "count"),
    [((1000, 1000), 100, 11), ((1000, 1500), 125, 13), ((25000, 15000), 2500, 11)],
)
def test_large_thresholds_are_met_by_even_steps(
    limits: tuple[int, int], step: int, count: int
) -> None:
    old, new = edited(lambda new: shore(new)["light"]["rule"].update(full_at=limits[1]))
    old = edited(lambda new: shore(new)["light"]["rule"].update(full_at=limits[0]))[1]
    shining = planned(old, new, "harbour", "shore").varied[0]
    assert shining.name == "shining"
    assert shining.step == step
    assert len(shining.values) == count
    assert {*map(Fraction, limits)} <= set(shining.values)
