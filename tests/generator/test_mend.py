"""Reading on after the parser gave up: the slip is put right where it is, and found there."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.mend import HOLE, mend
from tests.chance import seeded
from tests.generator.guild import FILES

LINES = FILES["areas/harbour.yml"].splitlines()
ENTRIES = [number for number, line in enumerate(LINES) if re.match(r" *[\w-]+:", line)]


def moved(lines: list[str], number: int, step: int) -> list[str]:
    """The lines with one of them indented by more or less."""
    depth = len(lines[number]) - len(lines[number].lstrip())
    return [*lines[:number], " " * (depth + step) + lines[number].lstrip(), *lines[number + 1 :]]


def can_be_parsed(lines: list[str]) -> bool:
    try:
        list(yaml.parse("\n".join(lines), Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return False
    return True


def test_what_can_be_parsed_stays_as_it_is() -> None:
    assert mend(LINES) == (LINES, [])


@pytest.mark.parametrize("step", [-1, 1])
def test_nearly_every_slip_of_a_line_is_put_right_and_found_where_it_is(step: int) -> None:
    tried, right = 0, 0
    for number in ENTRIES:
        if LINES[number].startswith(" ") or step > 0:
            slipped = moved(LINES, number, step)
            if not can_be_parsed(slipped):
                tried += 1
                mended, complaints = mend(slipped)
                assert can_be_parsed(mended)
                found = [(each.line, each.code) for each in complaints]
                right += mended == LINES and found == [(number, "indentation")]
    assert tried > 20
    assert right / tried > 0.85, f"{right} of {tried}"


def test_several_slips_in_one_file_are_found_together() -> None:
    chance = seeded(5)
    planted, found = 0, 0
    for _ in range(10):
        slipped, numbers = LINES, chance.sample(ENTRIES[3:], 3)
        for number in numbers:
            if LINES[number].startswith("  "):
                slipped = moved(slipped, number, chance.choice([-1, 1]))
        changed = [number for number in numbers if slipped[number] != LINES[number]]
        mended, complaints = mend(slipped)
        assert can_be_parsed(mended)
        planted += len(changed)
        found += len({each.line for each in complaints} & set(changed))
    assert found / planted > 0.75, f"{found} of {planted}"


@pytest.mark.parametrize(
    ("lines", "mended", "line", "column"),
    [
        (["a:", "  b: 1", "   c: 2"], ["a:", "  b: 1", "  c: 2"], 2, 3),
        (["a:", "    b: 1", "  c: 2"], None, 2, 2),
        (["a: 1", " b: 2", "c: 3"], ["a: 1", "b: 2", "c: 3"], 1, 1),
        (["a:", "  - b: 1", "   - b: 2"], ["a:", "  - b: 1", "  - b: 2"], 2, 3),
        (
            ["a:", "  b:", "    c: 1", "d: 2", "    e: 3", "    f: 4"],
            ["a:", "  b:", "    c: 1", "    d: 2", "    e: 3", "    f: 4"],
            3,
            0,
        ),
    ],
)
def test_the_smallest_change_that_reads_furthest_is_taken(
    lines: list[str], mended: list[str] | None, line: int, column: int
) -> None:
    result, complaints = mend(lines)
    assert mended is None or result == mended
    assert [each.code for each in complaints] == ["indentation"]
    assert mended is None or (complaints[0].line, complaints[0].column) == (line, column)


@pytest.mark.parametrize(
    ("lines", "mended", "line", "message"),
    [
        (["a: {b: 1", "c: 2"], [f"a: {HOLE}", "c: 2"], 0, "a bracket that is not closed"),
        (["a: [b, c", "d: 2"], [f"a: {HOLE}", "d: 2"], 0, "a bracket that is not closed"),
        (['a: "b', "c: 2"], [f"a: {HOLE}", "c: 2"], 0, "a quote that is not closed"),
        (["a: 1", 'b: "c'], ["a: 1", f"b: {HOLE}"], 1, "a quote that is not closed"),
        (["a: b: c", "d: 2"], [f"a: {HOLE}", "d: 2"], 0, "a ':' where no key can stand"),
        (["a: 1", "b 2", "c: 3"], ["a: 1", f"{HOLE}: {HOLE}", "c: 3"], 1, "a key without a colon"),
        (
            ["a: `b`", "c: 2"],
            [f"a: {HOLE}", "c: 2"],
            0,
            "found character '`' that cannot start any token",
        ),
    ],
)
def test_what_no_indentation_puts_right_is_left_out(
    lines: list[str], mended: list[str], line: int, message: str
) -> None:
    result, complaints = mend(lines)
    assert result == mended
    assert [(each.line, each.code, each.message) for each in complaints] == [
        (line, "syntax", message)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "}",
        "]",
        '"',
        "'",
        "a: [",
        "- a\n b",
        "? a\n: b\n- c",
        "@",
        "%",
        "&",
        "*",
        "!<",
        "|\na",
        ": :",
        "--- [",
        "a: b: c: d",
    ],
)
def test_nothing_makes_it_go_round_for_ever(text: str) -> None:
    for around in (text, f"a: 1\n{text}\nb: 2", f"a:\n  {text}\n  c: 1"):
        mended, complaints = mend(around.split("\n"))
        assert can_be_parsed(mended)
        assert len(complaints) <= 60


def test_whatever_is_cut_away_the_rest_can_be_read() -> None:
    chance = seeded(11)
    text = FILES["areas/harbour.yml"]
    for _ in range(40):
        at = chance.randrange(len(text))
        torn = text[:at] + text[at + chance.randint(1, 30) :]
        mended, complaints = mend(torn.splitlines())
        assert can_be_parsed(mended)
        assert bool(complaints) == (not can_be_parsed(torn.splitlines()))
