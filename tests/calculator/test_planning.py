"""Plans are compared with looking at everything: every area, track, edition and level.

Each draw prints how many possibilities it was compared with (`pytest -s` shows it).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from calculator import answers, scoring
from calculator.edition import Edition
from calculator.errors import UnknownName
from calculator.planning import Plan, Way, is_reached, plan, verdict
from calculator.ranges import known
from calculator.wishes import Wishes
from tests.calculator.partners import AREAS, Partner, draw, edition_of
from tests.chance import seeded

DRAWS = 5
MOST = 2500

MODERN_WORK = {
    "smb-customers-gained": 8,
    "smb-customers-lost": 0,
    "smb-cpor-active-users-now": 450,
    "smb-cpor-active-users-year-ago": 50,
    "smb-cpor-deployments-now": 3,
    "smb-cpor-deployments-year-ago": 0,
    "smb-csp-active-users-now": 0,
    "smb-csp-active-users-year-ago": 0,
    "smb-csp-deployments-now": 0,
    "smb-csp-deployments-year-ago": 0,
    "enterprise-customers-gained": 4,
    "enterprise-customers-lost": 0,
    "enterprise-cpor-active-users-now": 1000,
    "enterprise-cpor-active-users-year-ago": 0,
    "enterprise-cpor-deployments-now": 0,
    "enterprise-cpor-deployments-year-ago": 0,
    "enterprise-dpor-active-users-now": 0,
    "enterprise-dpor-active-users-year-ago": 0,
    "enterprise-dpor-deployments-now": 0,
    "enterprise-dpor-deployments-year-ago": 0,
    "intermediate-holders": 4,
    "advanced-holders": 2,
}
"""SMB has 80 points and qualifies; Enterprise has 71 but no deployments."""

INFRASTRUCTURE = {
    "customers-gained": 1,
    "customers-lost": 0,
    "administrators": 1,
    "intermediate-holders": 2,
    "solutions-architects": 0,
    "advanced-holders": 0,
    "acr-now": 50000,
    "acr-year-ago": 45000,
    "deployments": 1,
}


def planned(edition: Edition, area: str, given: Mapping[str, object], **wishes: object) -> Plan:
    found = edition.area(area)
    amounts = answers.read(edition, found, given)
    return plan(edition, found, amounts, Wishes(**wishes))  # type: ignore[arg-type]


def changed(way: Way) -> dict[str, str]:
    return {each.name: str(each.end) for each in way.changes}


def compare(partner: Partner) -> int:
    """Compare a plan with everything; gives how many minimal ways there are."""
    everything = partner.everything
    made = plan(partner.edition, partner.area, partner.amounts, partner.wishes)
    least, minimal = everything.ways()
    found = [
        tuple(
            {each.name: each.steps for each in way.changes}.get(name, 0)
            for name in everything.moves
        )
        for way in made.ways
    ]
    assert set(found) == minimal
    assert len(found) == len(minimal)
    assert (made.ways[0].cost if made.ways else None) == least
    costs = [way.cost for way in made.ways]
    assert costs == sorted(costs)
    assert costs == [everything.cost(steps) for steps in found]
    assert made.proven
    assert made.complete
    assert made.reached == everything.qualifies(everything.values((0,) * len(everything.moves)))
    return len(minimal)


@pytest.mark.parametrize(("name", "area", "level"), AREAS)
def test_the_cheapest_and_all_minimal_ways_are_those_of_looking_at_everything(
    name: str, area: str, level: int
) -> None:
    sizes: list[int] = []
    ways: list[int] = []
    while len(ways) < DRAWS or sum(each > 0 for each in ways) < 2:
        partner = draw(name, area, level, len(ways), MOST)
        sizes.append(partner.everything.box.size)
        ways.append(compare(partner))
    print(f"\n{name} {area} {level}: {sizes} possibilities, {ways} minimal ways")


@pytest.mark.parametrize(("name", "area", "level"), [each for each in AREAS if not each[2]])
def test_looking_at_everything_agrees_with_score(name: str, area: str, level: int) -> None:
    chance = seeded(1)
    for seed in range(DRAWS):
        partner = draw(name, area, level, seed, MOST)
        everything = partner.everything
        for _ in range(12):
            steps = tuple(chance.randint(0, most) for most in everything.box.most)
            values = everything.values(steps)
            amounts = {**partner.amounts, **{each: known(value) for each, value in values.items()}}
            score = scoring.score(partner.edition, partner.area, amounts)
            reached = is_reached(score, partner.wishes.level or "", adopted=partner.wishes.adopted)
            assert reached == everything.qualifies(values)


def test_a_plan_holds_under_every_reading_unless_the_adopted_ones_are_enough(
    edition: Edition,
) -> None:
    every = planned(edition, "infrastructure", INFRASTRUCTURE)
    adopted = planned(edition, "infrastructure", INFRASTRUCTURE, adopted=True)
    assert every.ways[0].score.status == "qualified"
    assert adopted.ways[0].score.readings[0].status == "qualified"
    assert adopted.ways[0].score.status == "depends-on-reading"
    assert adopted.ways[0].cost < every.ways[0].cost
    assert changed(every.ways[0])["administrators"] == "3"
    assert changed(adopted.ways[0])["administrators"] == "2"


def test_what_is_locked_stays_and_facts_are_never_moved(edition: Edition) -> None:
    made = planned(
        edition,
        "infrastructure",
        INFRASTRUCTURE,
        locked=frozenset({"customers-gained"}),
        limit=None,
    )
    moved = {name for way in made.ways for name in changed(way)}
    assert moved
    assert not moved & {"customers-gained", "customers-lost", "acr-year-ago"}


def test_the_dearest_input_is_avoided(edition: Edition) -> None:
    dear = {"customers-gained": Fraction(1000)}
    assert "customers-gained" not in changed(
        planned(edition, "infrastructure", INFRASTRUCTURE, costs=dear).ways[0]
    )


def test_where_the_track_with_more_points_counts_a_plan_is_no_raise_that_loses() -> None:
    edition = edition_of("2026-07-01")
    area = edition.area("modern-work")
    worse = {**MODERN_WORK, "enterprise-customers-gained": 5, "smb-customers-gained": 4}
    amounts = answers.read(edition, area, worse)
    score = scoring.score(edition, area, amounts)
    assert score.status == "not-qualified"
    assert score.adopted.counting.track.name == "enterprise"
    assert max(each.points for each in score.adopted.tracks if each.qualifies) >= 70
    made = plan(edition, area, amounts, Wishes(limit=None))
    assert all(way.score.status == "qualified" for way in made.ways)
    assert {way.score.adopted.counting.track.name for way in made.ways} == {"enterprise", "smb"}


def test_what_is_not_answered_is_planned_from_nothing_and_named(edition: Edition) -> None:
    given = {**INFRASTRUCTURE}
    del given["deployments"]
    made = planned(edition, "infrastructure", given, limit=None)
    assert [name for name, move in made.moves.items() if move.assumed] == ["deployments"]
    assert all("deployments" in changed(way) for way in made.ways)


def test_no_way_relies_on_a_fact_that_nobody_has_answered(edition: Edition) -> None:
    given = {**INFRASTRUCTURE}
    del given["customers-lost"]
    made = planned(edition, "infrastructure", given)
    assert (made.ways, made.ask, verdict(made)) == ((), ("customers-lost",), "unanswered")


def test_a_fact_that_cannot_turn_it_stays_unanswered() -> None:
    edition = edition_of("2026-07-01")
    given = {
        key: value
        for key, value in MODERN_WORK.items()
        if not key.startswith("enterprise") and key != "smb-customers-gained"
    }
    made = planned(edition, "modern-work", given)
    assert verdict(made) == "reachable"
    assert changed(made.ways[0]) == {
        "smb-customers-gained": "1",
        "smb-cpor-deployments-now": "4",
    }
    assert "enterprise-customers-lost" in made.ask
    assert made.ways[0].score.status == "qualified"


def test_an_unanswered_condition_of_a_track_asks_for_a_plan_that_suits_every_track() -> None:
    edition = edition_of("2026-07-01")
    given = {
        "workloads-gained": 5,
        "workloads-lost": 0,
        "mcv-now": 65000,
        "mcv-year-ago": 50000,
        "deployments-now": 3,
        "deployments-year-ago": 0,
        "intermediate-holders": 2,
        "advanced-holders": 2,
    }
    both = planned(edition, "business-applications", given)
    smb = planned(edition, "business-applications", {**given, "track-workloads": 1})
    enterprise = planned(edition, "business-applications", {**given, "track-workloads": 9})
    assert smb.reached
    assert not enterprise.reached
    assert both.reached == is_reached(both.now, "solutions-partner")
    assert [way.cost for way in both.ways][:1] == [enterprise.ways[0].cost]


def test_what_is_out_of_reach_is_said_to_be(edition: Edition) -> None:
    held = frozenset({"administrators", "advanced-holders"})
    made = planned(edition, "infrastructure", INFRASTRUCTURE, locked=held)
    assert (made.ways, verdict(made)) == ((), "out-of-reach")
    assert made.farthest.status == "not-qualified"


def test_a_level_that_is_reached_needs_nothing(guild: Edition) -> None:
    given = {"season": "dark", "lit": 4, "makers": 3, "masters": 2, "guild-points": 3, "tally": 0}
    made = planned(guild, "hill", given)
    assert made.reached
    (way,) = made.ways
    assert way.cost == 0
    assert not way.changes
    assert made.complete


def test_any_level_can_be_the_aim(guild: Edition) -> None:
    given = {"season": "dark", "lit": 2, "makers": 3, "masters": 1, "guild-points": 2, "tally": 0}
    lower = planned(guild, "hill", given, level="journeyman")
    higher = planned(guild, "hill", given, level="master")
    assert lower.reached
    assert not higher.reached
    assert higher.ways[0].score.adopted.counting.level is not None
    assert higher.ways[0].score.adopted.counting.level.name == "master"


@pytest.mark.parametrize("level", ["grandmaster", "Master"])
def test_a_level_that_does_not_exist_is_refused(guild: Edition, level: str) -> None:
    with pytest.raises(UnknownName):
        planned(guild, "hill", {}, level=level)


def test_money_moves_in_the_step_of_the_edition_or_of_the_wishes(edition: Edition) -> None:
    dear = {name: Fraction(100) for name in INFRASTRUCTURE if name != "acr-now"}
    usual = planned(edition, "infrastructure", INFRASTRUCTURE, costs=dear)
    finer = planned(
        edition, "infrastructure", INFRASTRUCTURE, costs=dear, steps={"acr-now": Fraction(100)}
    )
    assert int(changed(usual.ways[0])["acr-now"]) % 1000 == 0
    assert usual.proven
    assert finer.proven
    assert finer.ways[0].score.status == "qualified"


def test_what_was_looked_at_in_coarser_steps_is_not_called_proven(edition: Edition) -> None:
    large = {**INFRASTRUCTURE, "acr-now": 10**9, "acr-year-ago": 10**9}
    made = planned(edition, "infrastructure", large, steps={"acr-now": Fraction(1)})
    assert made.ways
    assert not made.proven
    assert not made.complete


def test_the_list_is_complete_only_if_it_holds_every_way(edition: Edition) -> None:
    every = planned(edition, "infrastructure", INFRASTRUCTURE, limit=None)
    some = planned(edition, "infrastructure", INFRASTRUCTURE, limit=3)
    assert every.complete
    assert not some.complete
    assert [changed(way) for way in some.ways] == [changed(way) for way in every.ways[:3]]


def test_points_end_at_the_most_that_a_metric_can_earn(edition: Edition) -> None:
    given = {
        "points-net-customer-adds": "13.5",
        "points-intermediate-certifications": 17,
        "points-advanced-certifications": 5,
        "points-usage-growth": 20,
        "points-deployments": 1,
    }
    made = planned(
        edition,
        "business-applications",
        given,
        costs={"points-net-customer-adds": Fraction(1, 10)},
        limit=None,
    )
    assert changed(made.ways[0])["points-net-customer-adds"] == "15"


def test_another_day_asks_for_what_counts_on_that_day() -> None:
    edition = edition_of("2023-10-23")
    area = edition.area("security")
    given = {
        "m365-customers-gained": 10,
        "m365-customers-lost": 0,
        "azure-customers-gained": 0,
        "azure-customers-lost": 0,
        "security-acr-now": 25000,
        "security-acr-year-ago": 0,
        "protected-users-now": 0,
        "protected-users-year-ago": 0,
        "azure-deployments-now": 6,
        "azure-deployments-year-ago": 0,
        "m365-deployments-now": 0,
        "m365-deployments-year-ago": 0,
        "security-engineers": 0,
        "security-analysts": 0,
        "intermediate-holders": 2,
    }
    amounts = answers.read(edition, area, given)
    before = plan(edition, area, amounts, Wishes(as_of="2023-11-30"))
    after = plan(edition, area, amounts, Wishes(as_of="2023-12-01"))
    assert [str(each.ways[0].cost) for each in (before, after)] == ["2", "4"]
