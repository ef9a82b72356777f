"""Numbers: what people type is read exactly or refused with a reason; display never flatters."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator import numeral
from calculator.errors import RefusedValue
from tests.chance import seeded

READ = {
    "plain": ("3", "3"),
    "zero": ("0", "0"),
    "leading zeros": ("007", "7"),
    "a decimal": ("12.5", "25/2"),
    "a decimal keeps every digit": ("0.1", "1/10"),
    "many decimals": ("12.7000000000000000001", "127000000000000000001/10000000000000000000"),
    "commas in threes": ("1,000", "1000"),
    "more commas": ("12,345,678.9", "123456789/10"),
    "spaces in threes": ("1 000 000", "1000000"),
    "full-width digits": ("１２３", "123"),
    "full-width point": ("１２．５", "25/2"),
    "full-width comma": ("１，０００", "1000"),
    "Japanese comma": ("1、000", "1000"),
    "spaces around": ("  42 ", "42"),
    "full-width space around": ("　42　", "42"),
    "no-break space in threes": ("1\u00a0000", "1000"),
    "narrow no-break space in threes": ("1\u202f000", "1000"),
    "a tab around": ("\t5\t", "5"),
    "ten thousands": ("3万", "30000"),
    "ten thousands with a decimal": ("1.5万", "15000"),
    "hundred millions": ("2億", "200000000"),
    "both": ("1億2,000万3", "120000003"),
    "what follows 万": ("12万3,456", "123456"),
    "full-width before 万": ("５万", "50000"),
    "a space before 万": ("5 万", "50000"),
    "forty digits": ("9" * 40, "9" * 40),
}

MINUS_FORMS = ["-", "−", "▲", "△", "－", "ー", "–", "‐", "‑"]

NO_NUMBER = {
    "nothing": "",
    "only spaces": "  ",
    "a word": "たくさん",
    "not a number": "NaN",
    "infinity": "Infinity",
    "an exponent": "1e3",
    "a full-width exponent": "１ｅ３",
    "a fraction": "1/3",
    "underscores": "1_000",
    "hexadecimal": "0x10",
    "two numbers": "3 or 4",
    "two points": "1.2.3",
    "two signs": "--5",
    "a lone sign": "-",
    "a lone 万": "万",
    "an amount of 億 alone": "億5",
    "what follows 万 is no smaller": "1万20000",
    "what follows 億 is no smaller": "1億10000万",
    "units the wrong way round": "3万2億",
    "twice 万": "1万2万",
    "other digits": "१२",
    "a Roman numeral": "Ⅳ",
    "a negative with words": "-5人",
}

WITH_WORDS = {
    "a counter": ("5人", "5"),
    "a currency sign": ("$1,000", "1,000"),
    "a currency and a decimal": ("$1,000.50", "1,000.50"),
    "a unit after 万": ("3万円", "3万"),
    "about": ("約20", "20"),
    "a plus sign": ("+5", "5"),
    "a superscript": ("3²", "3"),
    "a point without decimals": ("5.", "5"),
    "a point without a whole": (".5", "0.5"),
    "a percent sign and a word": ("5割%", "5"),
}

GROUPING = {
    "too few": "1,00",
    "too many": "1,0000",
    "a comma as a decimal point": "12,7",
    "first group too long": "1234,567",
    "European grouping": "1,00,000",
    "spaces": "10 00",
}


def code_of(text: str, *, percent: bool = False) -> str:
    with pytest.raises(RefusedValue) as refused:
        numeral.read(text, percent=percent)
    return refused.value.code


def suggestion_for(text: str, *, percent: bool = False) -> str | None:
    with pytest.raises(RefusedValue) as refused:
        numeral.read(text, percent=percent)
    return refused.value.details.get("suggestion")


@pytest.mark.parametrize(("typed", "value"), READ.values(), ids=READ)
def test_typed_numbers_are_read_exactly(typed: str, value: str) -> None:
    assert numeral.read(typed) == Fraction(value)


@pytest.mark.parametrize("sign", MINUS_FORMS)
def test_every_form_of_minus_is_recognised(sign: str) -> None:
    assert numeral.read(f"{sign}5") == -5
    assert numeral.read(f" {sign} 1,000.5") == Fraction("-1000.5")


@pytest.mark.parametrize("sign", ["%", "％", " %", "　％"])
def test_a_percent_sign_is_welcome_where_percent_is_asked(sign: str) -> None:
    assert numeral.read(f"12.7{sign}", percent=True) == Fraction("12.7")


@pytest.mark.parametrize("sign", ["%", "％", " %"])
def test_a_percent_sign_elsewhere_is_refused_with_the_number_alone(sign: str) -> None:
    assert code_of(f"20{sign}") == "percent-sign"
    with pytest.raises(RefusedValue):
        numeral.read(f"20{sign}")
    assert suggestion_for(f"20{sign}") == "20"


def test_one_percent_sign_is_enough() -> None:
    assert code_of("10%%", percent=True) == "extra-text"


@pytest.mark.parametrize("typed", NO_NUMBER.values(), ids=NO_NUMBER)
def test_what_is_no_number_is_refused_without_a_guess(typed: str) -> None:
    assert code_of(typed) in ("not-a-number", "grouping")
    assert suggestion_for(typed) is None


@pytest.mark.parametrize(("typed", "meant"), WITH_WORDS.values(), ids=WITH_WORDS)
def test_a_number_among_words_is_refused_and_suggested(typed: str, meant: str) -> None:
    assert code_of(typed) == "extra-text"
    assert suggestion_for(typed) == meant


@pytest.mark.parametrize("typed", GROUPING.values(), ids=GROUPING)
def test_separators_that_are_not_in_threes_are_refused(typed: str) -> None:
    assert code_of(typed) == "grouping"


def test_a_very_long_text_is_refused_before_it_is_read() -> None:
    assert code_of("9" * 41) == "too-long"
    assert code_of("1" * 100_000) == "too-long"


def test_every_suggestion_can_be_typed_in_its_place() -> None:
    pieces = [*"0123456789.,% 万億-▲$人e", "１", "．", "12", "1,000", "1,00"]
    chance = seeded(20220316)
    suggested = 0
    for _ in range(20_000):
        typed = "".join(chance.choices(pieces, k=chance.randint(1, 6)))
        try:
            numeral.read(typed)
        except RefusedValue as refused:
            suggestion = refused.details.get("suggestion")
            if suggestion is not None:
                suggested += 1
                numeral.read(suggestion)
    assert suggested > 100


def test_an_amount_in_man_is_ten_thousand_times_the_digits() -> None:
    chance = seeded(7)
    for _ in range(300):
        digits = f"{chance.randint(0, 999_999)}.{chance.randint(0, 999)}"
        assert numeral.read(f"{digits}万") == numeral.read(digits) * 10_000


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(20), "20"), (Fraction(208, 3), "208/3"), (Fraction(-1, 8), "-1/8")],
)
def test_exact_text_is_a_fraction_where_it_does_not_end(value: Fraction, text: str) -> None:
    assert numeral.exact(value) == text
    assert numeral.from_exact(text) == value


@pytest.mark.parametrize("given", [0.5, 1.0, True, False, None, [1], {}, "", "a", "1/0", "nan"])
def test_an_edition_holds_no_floats_flags_or_words_as_numbers(given: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (it carries the value alone)
        numeral.from_exact(given)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("20", "20"),
        ("12.5", "12.5"),
        ("12.70", "12.7"),
        ("20/3", "6.67"),
        ("40/6", "6.67"),
        ("15/7", "2.14"),
        ("208/3", "69.33"),
        ("6.665", "6.67"),
        ("1234567.891", "1234567.89"),
        ("-12.5", "-12.5"),
        ("-0.5", "-0.5"),
    ],
)
def test_display_rounds_to_two_decimals(value: str, shown: str) -> None:
    assert numeral.display(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("value", "limit", "shown"),
    [
        ("69.996", "70", "69.99"),
        ("69.999999999", "70", "69.99"),
        ("70", "70", "70"),
        ("70.004", "70", "70"),
        ("0.996", "1", "0.99"),
        ("0.999", "1", "0.99"),
        ("99.999", "100", "99.99"),
        ("20/3", "20/3", "6.67"),
        ("6.666", "20/3", "6.66"),
        ("0.001", "1", "0.01"),
    ],
)
def test_display_never_reaches_a_limit_that_the_value_does_not(
    value: str, limit: str, shown: str
) -> None:
    assert numeral.display(Fraction(value), [Fraction(limit)]) == shown


def test_what_is_more_than_nothing_is_never_shown_as_nothing() -> None:
    assert numeral.display(Fraction(1, 10**9)) == "0.01"
    assert numeral.display(Fraction(0)) == "0"


def test_display_stays_on_the_side_of_every_limit() -> None:
    chance = seeded(70)
    for _ in range(3_000):
        limits = [Fraction(chance.randint(1, 10_000), 100) for _ in range(chance.randint(1, 3))]
        near = chance.choice(limits) + Fraction(chance.randint(-30, 30), 1000)
        value = max(near + Fraction(chance.randint(-9, 9), 10**5), Fraction(0))
        shown = Fraction(numeral.display(value, limits))
        assert abs(shown - value) < Fraction(1, 100)
        assert [shown < limit for limit in limits] == [value < limit for limit in limits]
        assert (shown > 0) == (value > 0)
