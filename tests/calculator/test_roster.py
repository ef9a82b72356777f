"""Rosters as text: typed by hand, or pasted from a spreadsheet."""

from __future__ import annotations

import pytest

from calculator import roster
from calculator.days import Days
from calculator.errors import Refusal
from calculator.inputs import Certification, Held, Holders, Person

KNOWN = {
    "wick-master": Certification("Wick Master", ""),
    "glass-blower": Certification("Guild Certified: Glass Blower", "1811-06-30", "1810-06-30"),
    "oil-presser": Certification("Oil, Pressing and Storing", ""),
}


def people(text: str) -> dict[str, tuple[str, ...]]:
    """Who was read, and what each holds; nothing was refused."""
    read, refusals = roster.read(text, KNOWN)
    assert refusals == ()
    return {each.person: each.holds for each in read}


def refused(text: str) -> list[tuple[str, str, str]]:
    """What was refused: the line, the code, and the name that was meant."""
    _, refusals = roster.read(text, KNOWN)
    return [
        (each.details["line"], each.code, each.details.get("suggestion", "")) for each in refusals
    ]


BOTH = ("wick-master", "glass-blower")


@pytest.mark.parametrize(
    "text",
    [
        "Aya, wick-master, glass-blower",
        "Aya; Wick Master; Glass Blower",
        "Aya、Wick Master、Glass Blower",
        "Ａｙａ，ｗｉｃｋ－ｍａｓｔｅｒ，GLASS  BLOWER",
        "Aya\tWick Master\tGlass Blower",
        "Aya\tWick Master\t\tGlass Blower\t",
        "Aya\tWick Master\nAya\tGlass Blower",
        "Aya\tWick Master\n\tGlass Blower",
        "Aya, Wick Master\n\n  aya , Glass Blower\n",
        "Aya\tWick Master, Glass Blower",
        'Aya\t"Wick Master\nGlass Blower"',
        '"Aya","Wick Master; Glass Blower"',
        "\ufeffName\tCertification\tUntil\r\nAya\tWick Master\r\nAya\tGlass Blower\r\n",
        "氏名,認定資格\nAya,Wick Master,Glass Blower",
        "Aya, Guild Certified: Wick Master, guild certified: glass-blower",
        "Aya, Wick Master, Wick Master, Glass Blower",
    ],
)
def test_one_person_with_two_certifications(text: str) -> None:
    assert people(text) == {"Aya": BOTH}


def test_names_keep_their_spelling_and_their_commas() -> None:
    assert people('"Lamp, Aya ""A"""\tWick Master') == {'Lamp, Aya "A"': ("wick-master",)}
    assert people("灯　花子, Wick Master\n灯 花子, Glass Blower") == {"灯 花子": BOTH}


def test_a_title_may_hold_a_comma() -> None:
    held = ("wick-master", "oil-presser", "glass-blower")
    text = "Aya, Wick Master, Oil, Pressing and Storing, Glass Blower"
    assert people(text) == {"Aya": held}


def test_a_person_may_hold_nothing() -> None:
    assert people("Aya\t\nBo\tWick Master") == {"Aya": (), "Bo": ("wick-master",)}


def test_nothing_is_nobody() -> None:
    assert people(" \n\t\n , \n") == {}


def test_what_is_unknown_is_refused_with_its_line_and_the_rest_counts() -> None:
    text = 'Aya, Wick Mster\nBo\t"Glass\nBlow"\nCy, Glass Blower, Snuffer'
    read, _ = roster.read(text, KNOWN)
    assert read == (Person("Aya", ()), Person("Bo", ()), Person("Cy", ("glass-blower",)))
    assert refused(text) == [
        ("1", "unknown-certification", "Wick Master"),
        ("2", "unknown-certification", ""),
        ("2", "unknown-certification", ""),
        ("4", "unknown-certification", ""),
    ]


@pytest.mark.parametrize(
    "typed", ["Glas Blower", "Guild Certified: Glass Blowr", "ｇｌａｓｓ－ｂｌｏｗ"]
)
def test_a_misspelt_title_leads_to_the_whole_title(typed: str) -> None:
    assert refused(f"Aya, {typed}") == [
        ("1", "unknown-certification", "Guild Certified: Glass Blower")
    ]


@pytest.mark.parametrize("text", ["Wick Master, Aya", "\tWick Master", ", Wick Master"])
def test_a_line_begins_with_a_person(text: str) -> None:
    assert refused(text) == [("1", "roster-no-person", "")]


def test_a_line_has_certifications() -> None:
    assert refused("Aya, Wick Master\nBo Wick Master") == [("2", "roster-no-certification", "")]


def test_a_long_unknown_name_is_not_repeated_in_full() -> None:
    _, (only,) = roster.read(f"Aya, {'x' * 5000}", KNOWN)
    assert len(only.details["name"]) < 100


def test_many_unknown_names_are_all_refused_and_the_first_lead_to_known_ones() -> None:
    found = refused("Aya, Wick Mster\n" * 100)
    assert [line for line, _, _ in found] == [str(line) for line in range(1, 101)]
    assert {suggestion for _, _, suggestion in found[:20]} == {"Wick Master"}


def test_a_text_that_is_too_long_is_refused() -> None:
    assert roster.read("x" * 100_001, KNOWN) == (
        (),
        (Refusal("people", "roster-too-long", {"longest": "100,000"}),),
    )


@pytest.mark.parametrize("text", ['"' * 99_999, '"a\n' * 30_000, 'a,"""\n' * 16_000, "\t" * 99_999])
def test_quotes_without_end_are_read_as_they_stand(text: str) -> None:
    roster.read(text, KNOWN)


ASKED = Holders(
    (Held("wick-master", Days(first="1811-03-01")), Held("glass-blower", Days(last="1812-01-01")))
)
ROSTER = (Person("Aya", ("wick-master", "glass-blower")), Person("Bo", ("oil-presser",)))


@pytest.mark.parametrize(
    ("day", "wick", "glass"),
    [
        ("1811-02-28", "later", "counts"),
        ("1811-03-01", "counts", "counts"),
        ("1811-07-01", "counts", "over"),
    ],
)
def test_a_certification_counts_on_its_days(day: str, wick: str, glass: str) -> None:
    found = roster.attribute(ASKED, ROSTER, KNOWN, day)
    assert [(each.person, each.certification, each.when) for each in found] == [
        ("Aya", "wick-master", wick),
        ("Aya", "glass-blower", glass),
    ]
    assert found[1].days == Days(last="1811-06-30")
