"""What one more buys and what could be lost, compared with trying unit by unit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from calculator import answers, scoring
from calculator.conditions import Line
from calculator.edition import Edition
from calculator.outlook import Slack
from calculator.plan_wire import Seen
from calculator.planning import is_reached, plan
from calculator.ranges import known
from calculator.wishes import Wishes
from tests.calculator.partners import AREAS, Partner, draw, edition_of
from tests.calculator.test_planning import INFRASTRUCTURE, MODERN_WORK

FIRST_LEVELS = [(name, area) for name, area, level in AREAS if not level]
TINY = Fraction(1, 10**9)


def seen_by(edition: Edition, area: str, given: Mapping[str, object], **wishes: object) -> Seen:
    found = edition.area(area)
    amounts = answers.read(edition, found, given)
    return Seen(plan(edition, found, amounts, Wishes(**wishes)))  # type: ignore[arg-type]


def standing(partner: Partner) -> tuple[Partner, dict[str, Fraction]]:
    """A partner after its cheapest way, if there is one, and the values that it then has."""
    made = plan(partner.edition, partner.area, partner.amounts, partner.wishes)
    values = {name: move.start for name, move in made.moves.items()}
    if made.ways:
        values |= {each.name: each.end for each in made.ways[0].changes}
    amounts = {**partner.amounts, **{name: known(value) for name, value in values.items()}}
    return partner._replace(amounts=amounts), values


def reached(partner: Partner, **values: Fraction) -> bool:
    """Whether `score` says that the level is reached with other values."""
    amounts = {
        **partner.amounts,
        **{name.replace("_", "-"): known(value) for name, value in values.items()},
    }
    score = scoring.score(partner.edition, partner.area, amounts)
    return is_reached(score, partner.wishes.level or "", adopted=partner.wishes.adopted)


def falling(partner: Partner, name: str, start: Fraction, unit: Fraction) -> Slack:
    """How much an input may lose, tried in unit after unit."""
    value = start
    while value > 0:
        lower = max(value - unit, Fraction(0))
        if not reached(partner, **{name: lower}):
            return Slack(start - value, value, falls=True)
        value = lower
    return Slack(start, value, falls=False)


@pytest.mark.parametrize(("name", "area"), FIRST_LEVELS)
def test_what_an_input_may_lose_is_what_trying_every_unit_finds(name: str, area: str) -> None:
    for seed in range(4):
        partner, values = standing(draw(name, area, 0, seed, 1000))
        made = Seen(plan(partner.edition, partner.area, partner.amounts, partner.wishes))
        for each, start in values.items():
            slack, unit = made.inputs[each].slack, made.moves[each].unit
            if not made.plan.reached:
                assert slack is None
            elif start / unit <= 60:
                assert slack == falling(partner, each, start, unit), each
            else:
                assert slack is not None
                assert reached(partner, **{each: slack.value})
                assert slack.falls == (slack.value > 0 or not reached(partner, **{each: TINY * 0}))
                if slack.falls:
                    assert not reached(partner, **{each: max(slack.value - unit, TINY * 0)})


@pytest.mark.parametrize(("name", "area"), FIRST_LEVELS)
def test_one_more_buys_what_the_score_says(name: str, area: str) -> None:
    for seed in range(4):
        partner, values = standing(draw(name, area, 0, seed, 1000))
        made = Seen(plan(partner.edition, partner.area, partner.amounts, partner.wishes))
        now = scoring.score(partner.edition, partner.area, partner.amounts)
        for each, start in values.items():
            move, gain = made.moves[each], made.inputs[each].one_more
            if gain is None:
                assert move.value(1) == start
                continue
            amounts = {**partner.amounts, each: known(move.value(1))}
            after = scoring.score(partner.edition, partner.area, amounts)
            assert gain.points == after.adopted.counting.points - now.adopted.counting.points
            assert gain.reached == reached(partner, **{each: move.value(1)})


@pytest.mark.parametrize(("name", "area"), FIRST_LEVELS)
def test_a_metric_may_lose_its_allowance_and_nothing_more(name: str, area: str) -> None:
    for seed in range(4):
        partner, _ = standing(draw(name, area, 0, seed, 1000))
        made = Seen(plan(partner.edition, partner.area, partner.amounts, partner.wishes))
        score = made.plan.now
        if len(score.adopted.tracks) > 1 or not made.plan.reached:
            continue
        looked_at = score.readings[:1] if partner.wishes.adopted else score.readings
        for metric, allowance in made.metrics.items():
            assert allowance is not None
            room = []
            for reading in looked_at:
                (level,) = [
                    each
                    for each in partner.edition.levels_of(partner.area).under(reading.choices)
                    if each.name == partner.wishes.level
                ]
                for line in level.requires:
                    assert isinstance(line, Line)
                    if line.space == "input":
                        continue
                    strict = line.test == "more_than"
                    points = (
                        reading.counting.points
                        if line.name == "total"
                        else reading.counting.metrics[metric].points.value
                    )
                    assert points is not None
                    assert isinstance(line.bound, Fraction)
                    room.append((points - line.bound, not strict))
            most = max(
                each.counting.metrics[metric].points.value or Fraction(0) for each in looked_at
            )
            expected, falls = min(room), min(room)[0] <= most and min(room) != (most, True)
            assert (allowance.points, allowance.inclusive) == (expected if falls else (most, True))
            assert allowance.falls == falls


def test_with_the_better_track_counting_one_more_customer_loses_the_designation() -> None:
    edition = edition_of("2026-07-01")
    worse = {**MODERN_WORK, "smb-customers-gained": 6, "enterprise-cpor-active-users-now": 1000}
    seen = seen_by(edition, "modern-work", worse)
    assert seen.plan.reached
    assert seen.plan.now.adopted.counting.track.name == "smb"
    assert seen.inputs["enterprise-customers-gained"].losing is None
    fuller = {**worse, "smb-customers-gained": 4}
    seen = seen_by(edition, "modern-work", fuller)
    assert seen.plan.reached
    risk = seen.inputs["enterprise-customers-gained"]
    assert risk.losing == 1
    assert risk.one_more is not None
    assert risk.one_more.points == 3
    assert not risk.one_more.reached
    area = edition.area("modern-work")
    amounts = answers.read(edition, area, {**fuller, "enterprise-customers-gained": 5})
    assert scoring.score(edition, area, amounts).status == "not-qualified"


def test_a_way_says_with_how_much_more_it_would_be_lost() -> None:
    edition = edition_of("2026-07-01")
    given = {**MODERN_WORK, "smb-customers-gained": 4, "smb-cpor-active-users-now": 400}
    made = seen_by(edition, "modern-work", given, limit=None)
    assert not made.plan.reached
    by_smb = [
        {move.name: (steps, track) for move, steps, track in risks}
        for way, risks in zip(made.plan.ways, made.risks, strict=True)
        if way.score.adopted.counting.track.name == "smb" and way.score.adopted.counting.points < 75
    ]
    assert by_smb
    assert all(each["enterprise-customers-gained"] == (1, "enterprise") for each in by_smb)


def test_one_track_alone_never_loses_by_gaining(edition: Edition) -> None:
    seen = seen_by(edition, "infrastructure", INFRASTRUCTURE)
    assert all(each.losing is None for each in seen.inputs.values())
    assert all(not risks for risks in seen.risks)


def test_what_lies_above_the_threshold_or_behind_a_closed_gate_is_spare(edition: Edition) -> None:
    given = {**INFRASTRUCTURE, "customers-gained": 7, "customers-lost": 1}
    seen = seen_by(edition, "infrastructure", given)
    assert {name: str(each.spare) for name, each in seen.inputs.items() if each.spare} == {
        "customers-gained": "3",
        "administrators": "1",
        "intermediate-holders": "2",
    }
    assert seen.inputs["customers-gained"].following is None


def test_a_gate_needs_more_than_one_step(edition: Edition) -> None:
    given = {**INFRASTRUCTURE, "advanced-holders": 3}
    following = seen_by(edition, "infrastructure", given).inputs["solutions-architects"].following
    assert following is not None
    assert following.steps == 2
    assert following.points == 12


def test_losses_may_grow_until_the_level_falls(edition: Edition) -> None:
    given = {
        "customers-gained": 9,
        "customers-lost": 1,
        "administrators": 3,
        "intermediate-holders": 5,
        "solutions-architects": 3,
        "advanced-holders": 5,
        "acr-now": 1150,
        "acr-year-ago": 1000,
        "deployments": 0,
    }
    assert not seen_by(edition, "infrastructure", given).plan.reached
    seen = seen_by(edition, "infrastructure", {**given, "deployments": 5})
    assert seen.inputs["customers-lost"].slack == Slack(Fraction(7), Fraction(8), falls=True)
    assert seen.inputs["customers-gained"].slack == Slack(Fraction(7), Fraction(2), falls=True)
    assert seen.inputs["acr-year-ago"].slack is None


def test_the_loss_of_money_is_told_to_the_unit_whatever_the_step(edition: Edition) -> None:
    given = {
        "customers-gained": 3,
        "customers-lost": 0,
        "administrators": 3,
        "intermediate-holders": 5,
        "solutions-architects": 3,
        "advanced-holders": 1,
        "acr-now": 54000,
        "acr-year-ago": 45000,
        "deployments": 5,
    }
    seen = seen_by(edition, "infrastructure", given)
    # 30 + 20 + 4 + 20 + 5 points under the strictest reading: 9 may go, 20 of them at 9000.
    assert seen.inputs["acr-now"].slack == Slack(Fraction(4050), Fraction(49950), falls=True)


def test_what_is_spare_of_a_large_sum_is_found_where_bands_turn() -> None:
    """The two-way table asks for an age below a bound, so it is not rising."""
    seen = seen_by(edition_of("gardeners"), "gardener", {"pay": 10**12, "age": 35})
    assert seen.inputs["pay"].spare == 10**12 - 900
