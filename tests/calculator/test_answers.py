"""Answers: typed text becomes amounts; what cannot be read is refused, each with its reason."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from calculator import answers
from calculator.answers import Amounts
from calculator.edition import Edition
from calculator.errors import Refusal, RefusedAnswers
from calculator.ranges import Range, known, unanswered
from calculator.wording import refusal
from tests.lanterns import lantern_guild


def read(guild: Edition, area: str, **typed: object) -> Amounts:
    """Read answers for an area; `_` stands for the hyphens of keys."""
    return answers.read(guild, guild.area(area), with_hyphens(typed))


def with_hyphens(typed: dict[str, object]) -> dict[str, object]:
    return {key.replace("_", "-"): value for key, value in typed.items()}


def refusals_of(guild: Edition, area: str, **typed: object) -> list[Refusal]:
    with pytest.raises(RefusedAnswers) as error:
        read(guild, area, **typed)
    return list(error.value.refusals)


def code_of(guild: Edition, area: str, **typed: object) -> str:
    (only,) = refusals_of(guild, area, **typed)
    return only.code


def test_nothing_answered_leaves_every_input_open(guild: Edition) -> None:
    amounts = read(guild, "hill")
    assert list(amounts) == ["season", "lit", "makers", "masters", "guild-points", "tally"]
    assert amounts["lit"] == unanswered("lit")
    assert amounts["season"] is None


@pytest.mark.parametrize("nothing", [None, "", "  ", "　", "\t"])
def test_an_empty_answer_is_no_answer(guild: Edition, nothing: object) -> None:
    assert read(guild, "hill", lit=nothing)["lit"] == unanswered("lit")
    assert read(guild, "hill", season=nothing)["season"] is None
    assert read(guild, "hill", people=nothing)["makers"] == unanswered("makers")


def test_zero_is_an_answer(guild: Edition) -> None:
    assert read(guild, "hill", lit="0")["lit"] == known(Fraction(0))
    assert read(guild, "hill", lit=0)["lit"] == known(Fraction(0))


def test_a_flag_means_what_the_edition_says_while_it_is_not_answered(guild: Edition) -> None:
    assert read(guild, "harbour")["at-sea"] is False
    assert read(guild, "harbour", at_sea=True)["at-sea"] is True


def test_a_flag_without_such_a_word_stays_open(guild_fields: dict[str, object]) -> None:
    harbour = guild_fields["areas"]["harbour"]  # type: ignore[index]
    del harbour["inputs"]["at-sea"]["unanswered"]
    edition = Edition.from_dict(guild_fields)
    assert read(edition, "harbour")["at-sea"] is None


@pytest.mark.parametrize("typed", ["12", " １２ ", 12])
def test_numbers_are_text_or_whole_numbers(guild: Edition, typed: object) -> None:
    assert read(guild, "hill", lit=typed)["lit"] == known(Fraction(12))


def test_percent_signs_are_welcome_only_where_percent_is_asked(guild: Edition) -> None:
    assert read(guild, "hill", tally="12.7%")["tally"] == known(Fraction("12.7"))
    assert code_of(guild, "hill", lit="12%") == "percent-sign"


@pytest.mark.parametrize("area_and_key", [("hill", "lit"), ("hill", "tally"), ("harbour", "oil")])
def test_a_negative_number_is_refused_however_the_minus_is_typed(
    guild: Edition, area_and_key: tuple[str, str]
) -> None:
    area, key = area_and_key
    for typed in ("-1", "−1", "▲1", "△1", "－１", "ー1", -1):
        assert code_of(guild, area, **{key: typed}) == "negative"


def test_a_negative_zero_is_zero(guild: Edition) -> None:
    assert read(guild, "hill", lit="-0")["lit"] == known(Fraction(0))


def test_only_a_count_must_be_whole(guild: Edition) -> None:
    assert code_of(guild, "hill", lit="2.5") == "not-whole"
    assert read(guild, "hill", lit="2.0")["lit"] == known(Fraction(2))
    assert read(guild, "hill", lit="1.5万")["lit"] == known(Fraction(15000))
    assert read(guild, "harbour", oil="2.5")["oil"] == known(Fraction("2.5"))


def test_points_stop_at_what_the_metric_can_earn(guild: Edition) -> None:
    assert read(guild, "hill", guild_points="3")["guild-points"] == known(Fraction(3))
    (refused,) = refusals_of(guild, "hill", guild_points="3.5")
    assert (refused.code, refused.details["highest"]) == ("above-highest", "3")


def test_points_not_answered_are_open_up_to_their_highest(guild: Edition) -> None:
    assert read(guild, "hill")["guild-points"] == unanswered("guild-points", Fraction(3))


@pytest.mark.parametrize("typed", [1.0, 0.5, float("nan"), float("inf"), True, [1], {"n": 1}])
def test_a_number_is_never_a_float_a_flag_or_a_structure(guild: Edition, typed: object) -> None:
    (refused,) = refusals_of(guild, "hill", lit=typed)
    assert (refused.code, refused.details["given"]) == ("not-text", type(typed).__name__)


def test_a_huge_number_is_refused_as_text_and_as_a_number(guild: Edition) -> None:
    for typed in ("9" * 41, 10**40, 10**5000, -(10**5000)):
        assert code_of(guild, "hill", lit=typed) == "too-long"
    assert read(guild, "hill", lit=10**40 - 1)["lit"] == known(Fraction("9" * 40))


@pytest.mark.parametrize("typed", ["yes", "true", 1, 0, "はい", []])
def test_a_flag_is_true_or_false_and_nothing_like_it(guild: Edition, typed: object) -> None:
    assert code_of(guild, "harbour", at_sea=typed) == "not-a-flag"


@pytest.mark.parametrize("typed", ["dim", "Dark", 1, True, ["dark"], {"dark": 1}])
def test_a_choice_is_one_of_its_options(guild: Edition, typed: object) -> None:
    assert read(guild, "hill", season="dark")["season"] == "dark"
    (refused,) = refusals_of(guild, "hill", season=typed)
    assert (refused.code, refused.details["options"]) == ("not-an-option", "dark, bright")


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "dark (冬); bright (夏)"), ("en", "dark (Dark); bright (Bright)")]
)
def test_what_is_no_option_is_told_with_keys_and_titles(
    guild: Edition, language: str, said: str
) -> None:
    (refused,) = refusals_of(guild, "hill", season="autumn")
    assert said in refusal(refused, language)[1]


def in_man_yen() -> Edition:
    """The lantern makers, asked for pay in units of 10,000."""
    fields: Any = lantern_guild()
    fields["units"]["man-yen"] = {"ja": "万円", "en": ["man yen", "man yen"]}
    ask = {"ja": "年収", "en": "Pay"}
    pay = {"type": "money", "unit": "man-yen", "ask": ask, "cite": "scroll"}
    fields["areas"]["hill"]["inputs"]["pay"] = pay
    return Edition.from_dict(fields)


@pytest.mark.parametrize(
    "typed", ["600", "600万円", "６００万円", "600 man yen", "600 Man Yen ", "600\u3000万円"]
)
def test_a_unit_may_stand_behind_its_number(typed: str) -> None:
    assert read(in_man_yen(), "hill", pay=typed)["pay"] == known(Fraction(600))


@pytest.mark.parametrize("typed", ["3 lanterns", "3 lantern", "3個", "3"])
def test_one_and_many_of_a_unit_are_known(guild: Edition, typed: str) -> None:
    assert read(guild, "hill", lit=typed)["lit"] == known(Fraction(3))


@pytest.mark.parametrize("typed", ["600万", "1億円", "1億", "600万 万円"])
def test_a_number_in_ten_thousands_of_ten_thousands_is_refused_by_its_unit(typed: str) -> None:
    (refused,) = refusals_of(in_man_yen(), "hill", pay=typed)
    assert refused.code == "scaled-unit"
    for language, unit, other in (("ja", "万円", "man"), ("en", "man yen", "円")):
        for told in refusal(refused, language):
            assert unit in told
            assert other not in told


@pytest.mark.parametrize("typed", ["3 crowns", "3社", "lanterns", "個"])
def test_another_unit_is_no_number(guild: Edition, typed: str) -> None:
    assert code_of(guild, "hill", lit=typed) in ("extra-text", "not-a-number")


def test_an_unknown_key_is_refused_with_the_nearest_one(guild: Edition) -> None:
    (refused,) = refusals_of(guild, "hill", makerz="3")
    assert (refused.key, refused.code) == ("makerz", "unknown-input")
    assert refused.details["suggestion"] == "makers"
    (far,) = refusals_of(guild, "hill", xyzzy="3")
    assert "suggestion" not in far.details


def test_an_unknown_key_is_refused_even_when_it_is_empty(guild: Edition) -> None:
    assert code_of(guild, "hill", makerz="") == "unknown-input"


def test_a_derived_input_is_not_an_answer(guild: Edition) -> None:
    assert code_of(guild, "hill", others="3") == "unknown-input"


def test_every_refused_answer_is_named_not_only_the_first(guild: Edition) -> None:
    refusals = refusals_of(guild, "hill", lit="many", tally="-1", season="dim", guild_pints="2")
    assert {(each.key, each.code) for each in refusals} == {
        ("lit", "not-a-number"),
        ("tally", "negative"),
        ("season", "not-an-option"),
        ("guild-pints", "unknown-input"),
    }


def test_what_can_be_read_is_read_and_the_rest_stays_open(guild: Edition) -> None:
    amounts, refusals = answers.read_what_can_be_read(
        guild, guild.area("hill"), {"lit": "many", "tally": "20", "season": "dim"}
    )
    assert [each.key for each in refusals] == ["season", "lit"]
    assert amounts["lit"] == unanswered("lit")
    assert amounts["season"] is None
    assert amounts["tally"] == known(Fraction(20))


# The roster: people, each counted once.

PEOPLE = [
    {"person": "Aya", "holds": ["wick-master", "glass-blower"]},
    {"person": "Bo", "holds": ["glass-blower"]},
    {"person": " Aya ", "holds": ["wick-master"]},
    {"person": "Cho", "holds": []},
]


def test_a_roster_answers_what_is_counted_from_it(guild: Edition) -> None:
    amounts = read(guild, "hill", people=PEOPLE)
    assert amounts["makers"] == known(Fraction(2))
    assert amounts["masters"] == known(Fraction(1))
    assert amounts["lit"] == unanswered("lit")


def test_an_empty_roster_means_nobody_and_no_roster_means_unanswered(guild: Edition) -> None:
    assert read(guild, "hill", people=[])["makers"] == known(Fraction(0))
    assert read(guild, "hill", people=None)["makers"] == unanswered("makers")


def test_a_number_and_a_roster_for_the_same_question_are_refused(guild: Edition) -> None:
    (refused,) = refusals_of(guild, "hill", people=PEOPLE, makers="2")
    assert (refused.key, refused.code) == ("makers", "both-typed-and-roster")
    assert read(guild, "hill", people=PEOPLE, lit="2")["lit"] == known(Fraction(2))


def test_an_unknown_certification_is_refused_with_the_nearest_one(guild: Edition) -> None:
    people = [{"person": "Aya", "holds": ["wick-mster", "tinker"]}]
    first, second = refusals_of(guild, "hill", people=people)
    assert (first.key, first.code) == ("people", "unknown-certification")
    assert first.details == {"name": "wick-mster", "suggestion": "wick-master"}
    assert second.details == {"name": "tinker"}


@pytest.mark.parametrize("people", ["Aya", {"person": "Aya", "holds": []}, 3, True])
def test_a_roster_is_a_list(guild: Edition, people: object) -> None:
    assert code_of(guild, "hill", people=people) == "not-a-roster"


@pytest.mark.parametrize(
    "person",
    [
        "Aya",
        {"person": "Aya"},
        {"holds": []},
        {"person": "Aya", "holds": [], "since": 1811},
        {"person": "", "holds": []},
        {"person": "  ", "holds": []},
        {"person": 7, "holds": []},
        {"person": "Aya", "holds": "wick-master"},
        None,
    ],
)
def test_a_person_has_a_name_and_a_list_of_certifications(guild: Edition, person: object) -> None:
    assert code_of(guild, "hill", people=[person]) == "not-a-person"


@pytest.mark.parametrize("held", [3, None, ["wick-master"], {"wick-master": True}])
def test_a_certification_is_a_key(guild: Edition, held: object) -> None:
    people = [{"person": "Aya", "holds": [held]}]
    assert code_of(guild, "hill", people=people) == "unknown-certification"


def test_a_refused_roster_leaves_its_questions_open(guild: Edition) -> None:
    amounts, _ = answers.read_what_can_be_read(guild, guild.area("hill"), {"people": "Aya"})
    assert amounts["makers"] == unanswered("makers")


def test_an_amount_is_a_range_for_every_number(guild: Edition) -> None:
    amounts = read(guild, "hill", lit="3", season="dark")
    numbers = {name for name, amount in amounts.items() if isinstance(amount, Range)}
    assert numbers == {"lit", "makers", "masters", "guild-points", "tally"}
