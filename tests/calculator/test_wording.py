"""Words: every step and every refusal has its sentence in both languages."""

from __future__ import annotations

import string
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from calculator import answers, level_words, scoring
from calculator.conditions import parse_all
from calculator.edition import Edition
from calculator.errors import Refusal, RefusedAnswers
from calculator.page import PageRequest, score_request
from calculator.scoring import TrackScore
from calculator.wording import Wording, grouped, in_language, refusal
from calculator.words import LANGUAGES, REFUSALS, WORDS
from generator.verify import Verified
from tests.calculator.partners import edition_of
from tests.lanterns import lantern_guild

SHORE = {"lit": "8", "broken": "2", "oil": "5", "crowns-now": "700", "crowns-before": "500"}
HILL = {
    "season": "dark",
    "lit": "2",
    "makers": "3",
    "masters": "1",
    "guild-points": "3",
    "tally": "12.5%",
}


def tracks(edition: Edition, area: str, typed: Mapping[str, object]) -> tuple[TrackScore, ...]:
    chosen = edition.area(area)
    return scoring.score(edition, chosen, answers.read(edition, chosen, typed)).adopted.tracks


def reasons(
    edition: Edition, area: str, metric: str, typed: Mapping[str, object], language: str = "en"
) -> list[str]:
    scored = tracks(edition, area, typed)[0].metrics[metric]
    return Wording(edition, edition.area(area), language).reasons(scored)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    assert set(WORDS) == set(REFUSALS) == set(LANGUAGES)
    assert WORDS["ja"].keys() == WORDS["en"].keys()
    for key, text in WORDS["ja"].items():
        assert placeholders(text) == placeholders(WORDS["en"][key]), key
    assert REFUSALS["ja"].keys() == REFUSALS["en"].keys()
    for code, (problem, hint) in REFUSALS["ja"].items():
        english = REFUSALS["en"][code]
        gaps = placeholders(problem) | placeholders(hint)
        assert gaps == placeholders(english[0]) | placeholders(english[1]), code


# Reasons


def test_a_linear_rule_says_what_was_needed(guild: Edition) -> None:
    assert reasons(guild, "harbour", "light", SHORE) == [
        "8 lit lanterns − 2 losses = 6 net lanterns",
        "6 net lanterns of 9 needed, 4 of 6 points",
    ]
    assert reasons(guild, "harbour", "light", SHORE, "ja") == [
        "8個 − 2個 = 6個",
        "純増の灯 6個 (基準値 9個)、4 / 6 ポイント",
    ]


def test_one_is_told_from_many(guild: Edition) -> None:
    first, second = reasons(guild, "harbour", "light", SHORE | {"lit": "2", "broken": "1"})
    assert first == "2 lit lanterns − 1 loss = 1 net lantern"
    assert second.startswith("1 net lantern of 9 needed")


def test_conditions_and_growth_are_told_before_the_points(guild: Edition) -> None:
    assert reasons(guild, "harbour", "trade", SHORE | {"crowns-now": "1700"}) == [
        "Oil: 5, at least 4 needed: met",
        "before: 500 crowns, at least 20 crowns needed: met",
        "(1,700 crowns − 500 crowns) ÷ 500 crowns × 100 = 240%",
        "growth of trade: 240% of 35% needed, 7 of 7 points",
    ]


def test_a_closed_gate_says_so(guild: Edition) -> None:
    told = reasons(guild, "harbour", "trade", SHORE | {"oil": "3.5"})
    assert told[0] == "Oil: 3.5, at least 4 needed: not met"
    assert told[-1] == "condition not met, 0 of 7 points"


def test_growth_from_nothing_is_said_not_to_exist(guild: Edition) -> None:
    told = reasons(guild, "harbour", "trade", SHORE | {"crowns-before": "0"})
    assert "there is no growth from 0 crowns" in told
    assert told[-1] == "condition not met, 0 of 7 points"


def test_what_is_not_answered_stands_as_its_noun(guild: Edition) -> None:
    assert reasons(guild, "harbour", "light", {"lit": "3"}) == [
        "3 lit lanterns − losses = net lanterns",
        "net lanterns still open, 9 needed, open (at most 2 points)",
    ]


def test_members_counts_choices_and_sums_have_their_words(guild: Edition) -> None:
    assert reasons(guild, "hill", "light", HILL) == [
        "Number: 2 lit lanterns of 4 needed, 3 of 6 points",
        "Share: share: 12.5% of 50% needed, 1.5 of 6 points",
        "the better one counts, 3 of 6 points",
    ]
    assert reasons(guild, "hill", "people", HILL) == [
        "3 makers of 3 needed, 2 of 2 points",
        "either of these: met",
        "1 wick master, at least 2 needed: not met",
        "Season: Dark, as needed: met",
        "3 makers − 1 wick master = 2 other makers",
        "2 other makers of 1 needed, 2 of 2 points",
        "together 4 of 4 points",
    ]


def test_infrastructure_reads_as_people_would_say_it(edition: Edition) -> None:
    typed = {
        "customers-gained": "4",
        "customers-lost": "0",
        "administrators": "1",
        "intermediate-holders": "5",
        "acr-now": "11270",
        "acr-year-ago": "10000",
    }
    metrics = tracks(edition, "infrastructure", typed)[0].metrics
    english = Wording(edition, edition.area("infrastructure"), "en")
    assert english.reasons(metrics["net-customer-adds"])[-1] == (
        "4 net customers of 3 needed, 30 of 30 points"
    )
    assert english.reasons(metrics["intermediate-certifications"])[-1] == (
        "condition not met, 0 of 20 points"
    )
    assert "12.7%" in english.reasons(metrics["usage-growth"])[-1]
    assert english.reasons(metrics["usage-growth"])[-1].endswith("12.7 of 20 points")


def test_every_worked_example_can_be_told_in_every_language(verified: Verified) -> None:
    edition = verified.edition
    assert edition is not None
    cases = verified.loaded.fields["cases"]
    assert isinstance(cases, dict)
    for case in cases.values():
        area = edition.area(case["area"])
        score = scoring.score(edition, area, answers.read(edition, area, case["answers"]))
        for language in LANGUAGES:
            wording = Wording(edition, area, language)
            for track in score.adopted.tracks:
                told = [level_words.verdict(wording, score), *lacking(wording, track)]
                for metric in track.metrics.values():
                    assert wording.reasons(metric), metric.name
                    told += [wording.state(metric), *wording.reasons(metric)]
                assert all(sentence.strip() for sentence in told)
                assert not any("{" in sentence or "None" in sentence for sentence in told), told


# Points, verdicts and what blocks a level


def test_points_keep_their_side_of_a_limit(guild: Edition) -> None:
    area = guild.area("hill")
    (track,) = tracks(guild, "hill", HILL | {"guild-points": "0.999"})
    metric = track.metrics["trade"]
    wording = Wording(guild, area, "en")
    assert wording.points(metric.points, metric.maximum) == "1 of 3 points"
    assert wording.points(metric.points, metric.maximum, [Fraction(1)]) == "0.99 of 3 points"


def lacking(wording: Wording, track: TrackScore) -> list[str]:
    return [level_words.inline(each, wording) for each in level_words.lacking(wording, track)]


def test_what_blocks_the_next_level_is_named_with_what_it_asks(guild: Edition) -> None:
    area = guild.area("hill")
    (track,) = tracks(guild, "hill", HILL | {"guild-points": "0.5"})
    assert lacking(Wording(guild, area, "en"), track) == [
        "the total stays short of at least 11 points",
        "Trade stays short of at least 1 point",
        "either Light stays short of at least 6 points or Trade stays short of at least 5 points",
    ]
    assert lacking(Wording(guild, area, "ja"), track)[0] == "合計が 11ポイント以上 に届きません"
    (lower,) = tracks(guild, "hill", HILL | {"guild-points": "0"})
    assert lacking(Wording(guild, area, "en"), lower) == [
        "the total stays short of at least 7.5 points",
        "Trade stays short of more than 0 points",
    ]


def test_one_point_is_one_point(edition: Edition) -> None:
    area = edition.area("infrastructure")
    (track,) = tracks(edition, "infrastructure", {"customers-gained": "0", "customers-lost": "0"})
    assert track.blocked == ("net-customer-adds",)
    (sentence,) = lacking(Wording(edition, area, "en"), track)
    assert sentence.endswith("at least 1 point")


def test_every_verdict_has_its_words(guild: Edition) -> None:
    wording = Wording(guild, guild.area("hill"), "ja")
    assert wording.verdict("qualified") == "要件を満たしています"
    assert wording.verdict("depends-on-reading") == "解釈によって判定が変わります"


# Small words


def test_a_noun_is_one_or_many_where_the_language_tells_them_apart() -> None:
    noun = {"ja": "灯", "en": ["lantern", "lanterns"]}
    assert in_language(noun, "en", Fraction(1)) == "lantern"
    assert in_language(noun, "en", Fraction(0)) == "lanterns"
    assert in_language(noun, "en", Fraction("1.5")) == "lanterns"
    assert in_language(noun, "en") == "lanterns"
    assert in_language(noun, "ja", Fraction(1)) == "灯"
    assert in_language(None, "en") == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("1234567.891", "1,234,567.89"),
        ("-0.5", "-0.5"),
        ("-1234.5", "-1,234.5"),
        ("20/3", "6.67"),
    ],
)
def test_thousands_are_grouped(value: str, shown: str) -> None:
    assert grouped(Fraction(value)) == shown


# Refusals


def words_for(guild: Edition, typed: Mapping[str, object], language: str) -> list[tuple[str, str]]:
    with pytest.raises(RefusedAnswers) as error:
        answers.read(guild, guild.area("hill"), typed)
    return [refusal(each, language) for each in error.value.refusals]


def test_a_refusal_says_why_and_what_would_do(guild: Edition) -> None:
    assert words_for(guild, {"lit": "5人"}, "en") == [
        ("there is more than a number here", "type the number alone: 5")
    ]
    assert words_for(guild, {"lit": "5人"}, "ja") == [
        ("数以外の文字が入っています", "数だけを入力してください: 5")
    ]
    assert words_for(guild, {"makerz": "5"}, "en")[0][1] == "did you mean makers?"


def test_where_nothing_is_near_there_is_no_hint(guild: Edition) -> None:
    assert words_for(guild, {"xyzzy": "5"}, "en") == [("this area has no such question", "")]


def test_braces_in_what_was_typed_do_no_harm(guild: Edition) -> None:
    people = [{"person": "A", "holds": ["{0}"]}]
    ((problem, _),) = words_for(guild, {"people": people}, "en")
    assert problem == "there is no certification '{0}'"


REFUSED: tuple[Mapping[str, object], ...] = (
    {"lit": "many"},
    {"lit": "5人"},
    {"lit": "1,00"},
    {"lit": "5%"},
    {"lit": "9" * 41},
    {"lit": "-1"},
    {"lit": "2.5"},
    {"lit": 2.5},
    {"guild-points": "4"},
    {"season": "dim"},
    {"xyzzy": "1"},
    {"people": "A"},
    {"people": ["A"]},
    {"people": [{"person": "A", "holds": ["wick-mster"]}]},
    {"people": [], "makers": "1"},
)
REFUSED_BY_THE_PAGE: tuple[PageRequest, ...] = (
    {"as_of": "1811-02-30"},
    {"roster": "Aya"},
    {"roster": "Wick Master, Aya"},
    {"roster": "x" * 100_001},
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_that_can_happen_has_words(guild: Edition, language: str) -> None:
    # Those of the page's other requests and of other units; "not-before" and "scaled-unit" have
    # tests of their own with the look ahead and with the answers.
    codes = {"not-a-flag", "both-typed-and-parts", "not-a-step", "not-before", "scaled-unit"}
    for typed in REFUSED:
        with pytest.raises(RefusedAnswers) as error:
            answers.read(guild, guild.area("hill"), typed)
        for each in error.value.refusals:
            codes.add(each.code)
            problem, hint = refusal(each, language)
            assert problem
            assert "{" not in problem.replace('{"', "") + hint.replace('{"', "")
    for request in REFUSED_BY_THE_PAGE:
        for each in score_request(guild, {"area": "hill", "answers": {}, **request}).refusals:
            codes.add(each.code)
            assert "{" not in "".join(refusal(each, language))
    assert codes == set(REFUSALS[language])
    assert refusal(Refusal("at-sea", "not-a-flag", {}), language)[0]


def test_so_many_of_several_lines_are_told_as_such() -> None:
    edition = edition_of("gardeners")
    wording = Wording(edition, edition.area("gardener"), "en")
    lines = [
        {"input": "pay", "at_least": 500, "cite": "table"},
        {"input": "age", "below": 40, "cite": "table"},
    ]
    (condition,) = parse_all({"when": [{"count": 1, "of": lines}]}, "when")
    asked = wording.required(condition)
    assert asked == "either pay: at least 500 florins or age: below 40 years"
    (condition,) = parse_all({"when": [{"count": 1, "of": [*lines, lines[0]]}]}, "when")
    assert wording.required(condition).startswith("any one of these (pay: at least 500 florins; ")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"lit": "2"}, "With what open questions earn in any case, at least 3 points"),
        ({"lit": "2", "tally": "0"}, ""),
        ({"lit": "0"}, ""),
    ],
)
def test_points_that_no_answer_can_take_away_are_told(
    guild: Edition, typed: Mapping[str, object], told: str
) -> None:
    """Two lanterns earn 3 of 6 points, whatever the share is that is still open."""
    (track,) = tracks(guild, "hill", typed)
    assert Wording(guild, guild.areas["hill"], "en").certain(track) == told


def test_a_table_of_which_no_row_applies_says_so(guild: Edition) -> None:
    (_, sea) = tracks(guild, "harbour", {"at-sea": True, "crowns-now": "0"})
    assert Wording(guild, guild.areas["harbour"], "en").reasons(sea.metrics["trade"])[-1] == (
        "no row applies: 0 of 5 points"
    )


# Measures and counted things


def measuring(kind: str = "money", noun: object = ("yearly pay", "yearly pay")) -> Edition:
    """The lantern makers, with a measure that has a unit of its own and a noun in two forms."""
    fields: Any = lantern_guild()
    hill = fields["areas"]["hill"]
    forms = {"ja": "年収", "en": list(noun) if isinstance(noun, tuple) else noun}
    unit = {"ask": forms, "type": kind, "unit": "crowns", "noun": forms, "cite": "scroll"}
    hill["inputs"]["pay"] = unit
    line = {"input": "pay", "at_least": 300, "cite": "scroll"}
    row = {"points": 3, "when": [line]}
    hill["metrics"]["trade"]["rule"] = {"table": [row], "when": [line | {"at_least": 100}]}
    level = {"title": forms, "requires": [line]}
    hill["levels"] = {"passed": level}
    return Edition.from_dict(fields)


@pytest.mark.parametrize("kind", ["money", "number", "count"])
def test_a_measure_is_told_with_its_unit_whatever_its_noun(kind: str) -> None:
    edition = measuring(kind)
    told = {
        language: reasons(edition, "hill", "trade", {"pay": 450}, language)
        for language in ("ja", "en")
    }
    assert told["en"][0] == "yearly pay: 450 crowns, at least 100 crowns needed: met"
    assert told["ja"][0] == "年収 450クラウン (条件 100クラウン以上): 達成"
    english = Wording(edition, edition.area("hill"), "en")
    (line,) = parse_all({"when": [{"input": "pay", "at_least": 300}]}, "when")
    assert english.required(line) == "yearly pay: at least 300 crowns"
    assert english.counted(Fraction(300), "pay") == "300 crowns"


def test_money_is_never_counted_in_nouns() -> None:
    edition = measuring("money", ("salary", "salaries"))
    told = reasons(edition, "hill", "trade", {"pay": 450})
    assert told[0] == "salary: 450 crowns, at least 100 crowns needed: met"


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "該当する行がないため、0 / 3 ポイント"), ("en", "no row applies: 0 of 3 points")],
)
def test_a_table_whose_condition_holds_says_that_no_row_applies(language: str, said: str) -> None:
    assert reasons(measuring(), "hill", "trade", {"pay": 150}, language)[-1] == said


@pytest.mark.parametrize(
    ("answer", "language", "said"),
    [
        (False, "ja", "学内 いいえ (条件どおり): 達成"),
        (False, "en", "On campus: no, as needed: met"),
        (True, "ja", "学内 はい (条件 いいえ): 未達"),
        (True, "en", "On campus: yes, no needed: not met"),
    ],
)
def test_an_answer_that_is_as_needed_is_said_once(answer: bool, language: str, said: str) -> None:
    fields: Any = lantern_guild()
    hill = fields["areas"]["hill"]
    noun = {"ja": "学内", "en": "On campus"}
    hill["inputs"]["campus"] = {"type": "flag", "ask": noun, "noun": noun, "cite": "scroll"}
    line = {"input": "campus", "is": False, "cite": "scroll"}
    hill["metrics"]["trade"]["rule"] = {"table": [{"points": 3, "when": []}], "when": [line]}
    edition = Edition.from_dict(fields)
    assert reasons(edition, "hill", "trade", {"campus": answer}, language)[0] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_with_commas_are_told_apart(language: str) -> None:
    fields: Any = lantern_guild()
    options = fields["areas"]["hill"]["inputs"]["season"]["options"]
    options["dark"] = {"ja": "冬 (雪、氷)", "en": "dark (snow, ice)"}
    edition = Edition.from_dict(fields)
    (line,) = parse_all({"when": [{"input": "season", "in": ["dark", "bright"]}]}, "when")
    told = Wording(edition, edition.area("hill"), language).required(line)
    assert {"ja": "冬 (雪、氷) / 夏", "en": "dark (snow, ice) / Bright"}[language] in told
