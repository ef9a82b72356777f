"""Scoring: points, levels, tracks, readings and the four verdicts.

The invented programme is judged by two levels: journeyman (at least 15/2 in total, and more than
nothing everywhere) and master (11 in total, at least 1 everywhere, and 6 in light or 5 in trade).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from calculator import answers, scoring
from calculator.edition import Edition
from calculator.errors import UnknownName
from calculator.scoring import Score, TrackScore

# On the shore of the harbour this earns 4 (light) and 7 (trade); with 6 of oil under every reading.
SHORE: dict[str, object] = {
    "lit": "8",
    "broken": "2",
    "oil": "6",
    "crowns-now": "700",
    "crowns-before": "500",
}
# At sea the same earns 3 (light) and 5/2 (trade).
HILL: dict[str, object] = {
    "season": "dark",
    "lit": "4",
    "makers": "3",
    "masters": "1",
    "guild-points": "3",
    "tally": "0",
}


def score(edition: Edition, area: str, typed: Mapping[str, object], **options: str) -> Score:
    chosen = edition.area(area)
    amounts = answers.read(edition, chosen, typed)
    return scoring.score(edition, chosen, amounts, **options)


def earned(track: TrackScore) -> dict[str, str]:
    return {
        name: "open" if each.points.value is None else str(each.points.value)
        for name, each in track.metrics.items()
    }


def counting(scored: Score) -> TrackScore:
    return scored.adopted.counting


def totals(scored: Score) -> dict[str | None, Fraction]:
    return {each.track.name: each.points for each in scored.adopted.tracks}


# Points


def test_every_metric_earns_its_points_and_the_total_is_their_sum(guild: Edition) -> None:
    scored = score(guild, "hill", HILL)
    assert earned(counting(scored)) == {"light": "6", "trade": "3", "people": "4"}
    assert counting(scored).points == 13
    assert counting(scored).total.value == 13


def test_points_stay_exact_to_the_verdict(guild: Edition) -> None:
    short = score(guild, "harbour", SHORE | {"lit": "7", "oil": "0"})
    assert earned(counting(short)) == {"light": "10/3", "trade": "0"}
    odd = score(guild, "harbour", SHORE | {"crowns-now": "600.0000000000000001"})
    assert counting(odd).points == 4 + Fraction("20.00000000000000002") / 5


def test_a_total_just_short_of_the_limit_is_short(guild: Edition) -> None:
    at_limit = SHORE | {"crowns-now": "587.5"}
    assert counting(score(guild, "harbour", at_limit)).points == Fraction(15, 2)
    assert score(guild, "harbour", at_limit).status == "qualified"
    below = SHORE | {"crowns-now": "587.4999999999999999999"}
    assert score(guild, "harbour", below).status == "not-qualified"


def test_every_metric_must_pass_its_own_limit(guild: Edition) -> None:
    scored = score(guild, "hill", HILL | {"guild-points": "0"})
    assert counting(scored).points == 10
    assert scored.status == "not-qualified"
    assert counting(scored).blocked == ("trade",)
    assert score(guild, "hill", HILL | {"guild-points": "0.000001"}).status == "qualified"


# States and levels


def test_a_metric_is_met_by_the_floor_of_the_lowest_level(guild: Edition) -> None:
    scored = score(guild, "hill", HILL | {"guild-points": "0.5", "season": "bright"})
    states = {name: each.state for name, each in counting(scored).metrics.items()}
    assert states == {"light": "met", "trade": "met", "people": "met"}
    zero = score(guild, "hill", HILL | {"guild-points": "0"})
    assert counting(zero).metrics["trade"].state == "unmet"


def test_a_metric_that_lacks_an_answer_is_open(guild: Edition) -> None:
    typed = {key: value for key, value in HILL.items() if key != "guild-points"}
    scored = score(guild, "hill", typed)
    assert counting(scored).metrics["trade"].state == "open"
    assert earned(counting(scored))["trade"] == "open"
    assert counting(scored).points == 10


def test_the_highest_level_that_holds_is_reached(guild: Edition) -> None:
    master = counting(score(guild, "hill", HILL))
    assert master.level is not None
    assert (master.level.name, master.next_level, master.blocked) == ("master", None, ())
    journeyman = counting(score(guild, "hill", HILL | {"lit": "2"}))
    assert journeyman.level is not None
    assert journeyman.next_level is not None
    assert (journeyman.level.name, journeyman.next_level.name) == ("journeyman", "master")
    assert journeyman.blocked == ("total", "light", "trade")
    nothing = counting(score(guild, "hill", dict.fromkeys(HILL, "0") | {"season": "dark"}))
    assert nothing.level is None
    assert nothing.next_level is not None
    assert nothing.next_level.name == "journeyman"
    assert nothing.blocked == ("total", "light", "trade", "people")


def test_only_what_keeps_the_next_level_out_of_reach_blocks_it(guild: Edition) -> None:
    by_trade = counting(score(guild, "harbour", SHORE | {"crowns-now": "675"}))
    assert by_trade.level is not None
    assert (by_trade.level.name, by_trade.blocked) == ("master", ())
    by_nothing = counting(score(guild, "harbour", SHORE | {"crowns-now": "674.99"}))
    assert by_nothing.blocked == ("total",)


def test_a_level_above_one_that_fails_is_reached_all_the_same(
    guild_fields: dict[str, object],
) -> None:
    levels = guild_fields["score"]["levels"]  # type: ignore[index]
    levels["master"]["requires"] = [{"score": "light", "at_least": 6, "cite": "scroll"}]
    scored = score(Edition.from_dict(guild_fields), "hill", HILL | {"guild-points": "0"})
    reached = counting(scored)
    assert reached.level is not None
    assert (reached.level.name, reached.next_level, reached.blocked) == ("master", None, ())
    assert scored.status == "not-qualified"


def test_a_level_without_points_is_decided_by_its_metrics(guild_fields: dict[str, object]) -> None:
    guild_fields["score"]["levels"] = {  # type: ignore[index]
        "bright": {
            "title": {"ja": "明", "en": "Bright"},
            "requires": [{"score": "light", "at_least": 6, "cite": "scroll"}],
        }
    }
    edition = Edition.from_dict(guild_fields)
    assert score(edition, "hill", {"lit": "4"}).status == "qualified"
    assert score(edition, "hill", {"lit": "1", "tally": "49"}).status == "not-qualified"
    assert score(edition, "hill", {"lit": "1"}).status == "incomplete"


# Verdicts


def test_an_unanswered_area_is_incomplete_and_can_reach_everything(guild: Edition) -> None:
    scored = score(guild, "hill", {})
    assert scored.status == "incomplete"
    assert scored.reachable == 13
    assert scored.missing == tuple(guild.area("hill").inputs)


def test_a_verdict_that_nothing_missing_can_turn_is_given(guild: Edition) -> None:
    typed = {"lit": "4", "guild-points": "3", "makers": "1"}
    scored = score(guild, "hill", typed)
    assert scored.status == "qualified"
    assert scored.missing == ("season", "masters")
    lost = score(guild, "hill", {"guild-points": "0"})
    assert lost.status == "not-qualified"
    assert "lit" in lost.missing


def test_what_can_change_no_points_is_not_missing(guild: Edition) -> None:
    full_light = score(guild, "hill", {"lit": "4"})
    assert "tally" not in full_light.missing
    nobody = score(guild, "hill", {"makers": "0"})
    assert "masters" not in nobody.missing
    assert "season" not in nobody.missing


def test_readings_that_change_the_verdict_make_it_depend_on_them(guild: Edition) -> None:
    scored = score(guild, "harbour", SHORE | {"oil": "5"})
    assert scored.status == "depends-on-reading"
    assert [(each.choices, each.status) for each in scored.readings] == [
        ({"oil-needed": 4}, "qualified"),
        ({"oil-needed": 6}, "not-qualified"),
    ]


def test_points_and_metrics_follow_the_adopted_reading(guild: Edition) -> None:
    scored = score(guild, "harbour", SHORE | {"oil": "5"})
    assert earned(counting(scored)) == {"light": "4", "trade": "7"}
    assert scored.adopted is scored.readings[0]
    assert scored.reachable == 11


@pytest.mark.parametrize(("oil", "status"), [("3.99", "not-qualified"), ("6", "qualified")])
def test_readings_that_agree_leave_the_verdict_alone(guild: Edition, oil: str, status: str) -> None:
    assert score(guild, "harbour", SHORE | {"oil": oil}).status == status


def test_a_reading_may_change_points_without_changing_the_verdict(guild: Edition) -> None:
    typed = HILL | {"makers": "2", "masters": "1", "lit": "2"}
    scored = score(guild, "hill", typed)
    assert [each.counting.points for each in scored.readings] == [
        3 + 3 + Fraction(10, 3),
        3 + 3 + Fraction(4, 3) + Fraction(5, 2),
    ]
    assert scored.status == "qualified"


def test_open_answers_may_leave_a_reading_undecided(guild: Edition) -> None:
    without_oil = {key: value for key, value in SHORE.items() if key != "oil"}
    assert score(guild, "harbour", without_oil).status == "incomplete"


def test_a_verdict_that_depends_on_the_reading_for_certain_says_so_while_answers_are_missing(
    guild: Edition,
) -> None:
    typed = SHORE | {"oil": "5", "crowns-now": "2000"}
    del typed["broken"], typed["lit"]
    assert score(guild, "harbour", typed).status == "incomplete"
    typed["lit"] = "900"
    typed["broken"] = "0"
    del typed["crowns-before"]
    assert score(guild, "harbour", typed).status == "incomplete"
    decided = SHORE | {"oil": "5", "crowns-now": "900"}
    del decided["lit"]
    decided["broken"] = "0"
    scored = score(guild, "harbour", decided)
    assert [each.status for each in scored.readings] == ["incomplete", "not-qualified"]
    assert scored.status == "incomplete"


# Tracks


def test_the_better_track_counts(guild: Edition) -> None:
    both = SHORE | {"at-sea": True, "lit": "18", "crowns-now": "900"}
    scored = score(guild, "harbour", both)
    assert totals(scored) == {"shore": 13, "sea": 13}
    better_at_sea = score(guild, "harbour", both | {"oil": "0"})
    assert counting(better_at_sea).track.name == "sea"
    assert totals(better_at_sea) == {"shore": 6, "sea": 13}
    assert better_at_sea.reachable == 13
    better_ashore = score(guild, "harbour", both | {"lit": "8"})
    assert counting(better_ashore).track.name == "shore"


def test_a_track_that_does_not_apply_is_not_scored(guild: Edition) -> None:
    scored = score(guild, "harbour", SHORE | {"at-sea": False, "oil": "0"})
    assert [each.track.name for each in scored.adopted.tracks] == ["shore"]


def test_a_track_can_be_scored_alone(guild: Edition) -> None:
    scored = score(guild, "harbour", SHORE | {"at-sea": True}, track="sea")
    assert [each.track.name for each in scored.adopted.tracks] == ["sea"]
    assert counting(scored).points == Fraction(11, 2)
    with pytest.raises(UnknownName):
        score(guild, "harbour", SHORE, track="land")


def tied(guild_fields: dict[str, object]) -> Edition:
    """Both tracks can earn 8; on the shore with both metrics, at sea with light alone."""
    of = guild_fields["areas"]["harbour"]["tracks"]["of"]  # type: ignore[index]
    of["shore"]["metrics"]["light"]["rule"] = {"points": 4, "per": "shining", "full_at": 1}
    of["shore"]["metrics"]["trade"]["rule"] = {"points": 4, "per": "oil", "full_at": 1}
    return Edition.from_dict(guild_fields)


TIED: dict[str, object] = {
    "at-sea": True,
    "lit": "16",
    "broken": "0",
    "oil": "1",
    "crowns-now": "0",
    "crowns-before": "0",
}


def test_a_tie_is_settled_for_the_track_that_qualifies(guild_fields: dict[str, object]) -> None:
    scored = score(tied(guild_fields), "harbour", TIED)
    assert totals(scored) == {"shore": 8, "sea": 8}
    assert [each.qualifies for each in scored.adopted.tracks] == [True, False]
    assert counting(scored).track.name == "shore"
    assert scored.status == "qualified"


def test_a_higher_track_that_does_not_qualify_still_counts(
    guild_fields: dict[str, object],
) -> None:
    tied(guild_fields)
    sea = guild_fields["areas"]["harbour"]["tracks"]["of"]["sea"]["metrics"]  # type: ignore[index]
    sea["light"]["rule"]["points"] = 9
    edition = Edition.from_dict(guild_fields)
    scored = score(edition, "harbour", TIED)
    assert counting(scored).track.name == "sea"
    assert scored.status == "not-qualified"


def test_an_open_track_that_cannot_overtake_does_not_keep_the_verdict_open(
    guild_fields: dict[str, object],
) -> None:
    edition = tied(guild_fields)
    typed = {key: value for key, value in TIED.items() if key != "crowns-now"}
    full_ashore = score(edition, "harbour", typed | {"lit": "7"})
    # At sea at most 7/2 + 5: that may overtake 8, but never without qualifying itself.
    assert full_ashore.status == "qualified"
    assert full_ashore.missing == ("crowns-now",)


def assigned(guild_fields: dict[str, object]) -> Edition:
    """The sea first, where its condition holds; the shore is for everybody else."""
    tracks = guild_fields["areas"]["harbour"]["tracks"]  # type: ignore[index]
    tracks["choose"] = "assigned"
    tracks["of"] = {"sea": tracks["of"]["sea"], "shore": tracks["of"]["shore"]}
    del guild_fields["areas"]["harbour"]["inputs"]["at-sea"]["unanswered"]  # type: ignore[index]
    return Edition.from_dict(guild_fields)


@pytest.mark.parametrize(("at_sea", "track"), [(True, "sea"), (False, "shore")])
def test_an_assigned_track_is_the_first_whose_condition_holds(
    guild_fields: dict[str, object], *, at_sea: bool, track: str
) -> None:
    scored = score(assigned(guild_fields), "harbour", SHORE | {"at-sea": at_sea})
    assert [each.track.name for each in scored.adopted.tracks] == [track]


def test_while_the_assignment_is_open_every_track_it_may_be_must_agree(
    guild_fields: dict[str, object],
) -> None:
    edition = assigned(guild_fields)
    assert score(edition, "harbour", SHORE).status == "incomplete"
    both = SHORE | {"lit": "20", "crowns-now": "900"}
    assert score(edition, "harbour", both).status == "qualified"
    assert score(edition, "harbour", SHORE | {"lit": "0"}).status == "not-qualified"


# Dates


def test_the_day_of_scoring_is_the_edition_s_unless_given(guild: Edition) -> None:
    assert score(guild, "hill", {}).as_of == "1811-02-28"
    assert score(guild, "hill", {}, as_of="1812-01-01").as_of == "1812-01-01"
