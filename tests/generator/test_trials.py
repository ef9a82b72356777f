"""Trying the rules out: points that add up, rows that apply, examples that come true."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import trials
from generator.findings import Finding
from generator.load import Loaded, load_edition
from generator.trials import CASE_DIFFERS
from generator.verify import verify
from tests.generator.guild import FILES, KEY, write_guild

HARBOUR = "areas/harbour.yml"
TABLE = FILES[HARBOUR][FILES[HARBOUR].index("      table:\n") :].removesuffix("    cite: scroll\n")


def loaded_with(folder: Path, name: str, old: str, new: str) -> Loaded:
    assert old in FILES[name], old
    return load_edition(write_guild(folder, {name: FILES[name].replace(old, new, 1)}), KEY)


def with_rows(folder: Path, *rows: str) -> Loaded:
    """The harbour with other rows in its table: `points` and the lines of `when`."""
    table = "      table:\n" + "".join(f"        - {{{row}}}\n" for row in rows)
    return loaded_with(folder, HARBOUR, TABLE, table)


def idle(loaded: Loaded) -> list[int]:
    """The rows that never apply, counted from 1."""
    assert loaded.findings == ()
    return [int(each.message.split()[1]) for each in trials.rows_apply(loaded)]


ROWS: dict[str, tuple[list[str], list[int]]] = {
    "bands downwards": (["at_least: 9", "at_least: 4", "more_than: 0"], []),
    "bands upwards": (["below: 4", "below: 9", "at_least: 9"], []),
    "a higher band after a lower one": (["at_least: 4", "at_least: 9"], [2]),
    "the same band twice": (["at_least: 4", "at_least: 4"], [2]),
    "what a strict bound leaves over": (["more_than: 4", "at_least: 4"], []),
    "what an inclusive bound leaves nothing of": (["at_least: 4", "more_than: 4"], [2]),
    "single values": (["is: 3", "in: [4, 5]", "is: 5"], [3]),
    "a band within another": (["at_least: 1", "below: 3", "is: 2"], [3]),
    "less than nothing": (["below: 0", "at_least: 0"], [1]),
    "between two whole numbers": (["at_least: 2", "is: 1", "is: 0", "at_least: 0"], [4]),
}


@pytest.mark.parametrize(("tests", "never"), ROWS.values(), ids=ROWS)
def test_a_row_that_earlier_rows_leave_nothing_is_found(
    tmp_path: Path, tests: list[str], never: list[int]
) -> None:
    rows = [f"points: 7, when: [{{input: lit, {test}, cite: scroll}}]" for test in tests]
    assert idle(with_rows(tmp_path, *rows)) == never


def test_between_two_whole_numbers_something_remains_of_what_is_not_counted(tmp_path: Path) -> None:
    tests = ("at_least: 2", "is: 1", "is: 0", "at_least: 0")
    rows = [f"points: 7, when: [{{input: oil, {test}, cite: scroll}}]" for test in tests]
    assert idle(with_rows(tmp_path, *rows)) == []


def test_beyond_the_last_bound_there_is_always_more(tmp_path: Path) -> None:
    tests = ("below: 4", "is: 4", "more_than: 4")
    for name in ("oil", "lit", "shining"):
        rows = [f"points: 7, when: [{{input: {name}, {test}, cite: scroll}}]" for test in tests]
        assert idle(with_rows(tmp_path, *rows)) == []


def test_less_than_nothing_is_possible_for_what_is_computed(tmp_path: Path) -> None:
    tests = ("below: 0", "at_least: 0")
    rows = [f"points: 7, when: [{{input: shining, {test}, cite: scroll}}]" for test in tests]
    assert idle(with_rows(tmp_path, *rows)) == []


def test_when_every_option_has_its_row_nothing_is_left_for_another(tmp_path: Path) -> None:
    season = (
        "  season:\n    type: choice\n"
        "    options: {dark: {ja: 冬, en: Dark}, dim: {ja: 秋, en: Dim}}\n"
        "    ask: {ja: 季節は, en: Season}\n    cite: scroll\n"
    )
    rows = [
        f"points: {n}, when: [{{input: season, is: {n}, cite: scroll}}]" for n in ("dark", "dim")
    ]
    rows = [
        row.replace("points: dark", "points: 7").replace("points: dim", "points: 3") for row in rows
    ]
    table = "      table:\n" + "".join(f"        - {{{row}}}\n" for row in (*rows, "points: 1"))
    text = FILES[HARBOUR].replace("derived:\n", f"{season}derived:\n").replace(TABLE, table)
    assert idle(load_edition(write_guild(tmp_path, {HARBOUR: text}), KEY)) == [3]


def test_a_row_after_one_without_condition_never_applies(tmp_path: Path) -> None:
    sea = "points: 7, when: [{input: at-sea, is: true, cite: scroll}]"
    assert idle(with_rows(tmp_path, sea, "points: 2")) == []
    assert idle(with_rows(tmp_path, "points: 2", sea)) == [2]


def test_a_row_that_contradicts_itself_never_applies(tmp_path: Path) -> None:
    lines = "{input: lit, at_least: 5, cite: scroll}, {input: lit, below: 3, cite: scroll}"
    assert idle(with_rows(tmp_path, f"points: 7, when: [{lines}]", "points: 1")) == [1]


def test_two_inputs_are_looked_at_together(tmp_path: Path) -> None:
    lit, sea = "{input: lit, at_least: 4, cite: scroll}", "{input: at-sea, is: true, cite: scroll}"
    land = "{input: at-sea, is: false, cite: scroll}"
    rows = [f"points: {n}, when: [{lines}]" for n, lines in ((7, sea), (3, land), (1, lit))]
    assert idle(with_rows(tmp_path, *rows)) == [3]
    rows = [
        f"points: {n}, when: [{lines}]" for n, lines in ((7, f"{sea}, {lit}"), (3, lit), (1, sea))
    ]
    assert idle(with_rows(tmp_path, *rows)) == []


# Points


def sums(loaded: Loaded) -> list[Finding]:
    return list(trials.points_add_up(loaded))


def test_points_of_an_area_must_add_up_to_the_total(tmp_path: Path) -> None:
    assert sums(loaded_with(tmp_path, HARBOUR, "points: 6", "points: 6")) == []
    (finding,) = sums(loaded_with(tmp_path, HARBOUR, "points: 6", "points: 11/2"))
    assert finding.message == "the points of harbour add up to 12.5, not 13"
    assert finding.hint == "they are 5.5 + 7"


def test_a_total_without_maximum_asks_for_no_sum(tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "score.yml", "total: {maximum: 13, cite: scroll}\n", "")
    assert loaded.findings == ()
    assert sums(loaded) == []


def test_each_track_adds_up_on_its_own(tmp_path: Path) -> None:
    start = FILES[HARBOUR].index("metrics:\n")
    metrics = FILES[HARBOUR][start:]
    indented = "".join(f"      {line}\n" for line in metrics.splitlines())
    smaller = indented.replace("points: 6", "points: 5")
    title = "title: {ja: 岸, en: Shore}\n"
    tracks = f"tracks:\n  choose: best\n  of:\n    shore:\n      {title}{indented}"
    text = FILES[HARBOUR][:start] + tracks + f"    sea:\n      {title}{smaller}"
    loaded = load_edition(write_guild(tmp_path, {HARBOUR: text}), KEY)
    assert loaded.findings == ()
    (finding,) = sums(loaded)
    assert "harbour (sea)" in finding.message


@pytest.mark.parametrize("wrong", ["points: six", "pionts: 6"])
def test_points_that_cannot_be_read_are_not_added_up(tmp_path: Path, wrong: str) -> None:
    assert sums(loaded_with(tmp_path, HARBOUR, "points: 6", wrong)) == []


# Worked examples


def differences(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    """What a changed expectation is told: the message and the hint."""
    rules = write_guild(folder, {"cases.yml": FILES["cases.yml"].replace(old, new, 1)})
    findings = verify(rules, KEY).findings
    assert {each.code for each in findings} <= {CASE_DIFFERS}
    return [(each.message, each.hint) for each in findings]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "status: depends-on-reading",
            "status: qualified",
            "status: qualified, the rules give depends",
        ),
        ("points: 13", "points: 12", "points: 12, the rules give 13"),
        ("{light: 6,", "{light: open,", "metrics.light: open, the rules give 6"),
        ("status: not-qualified, points: 7", "status: qualified, points: 7", "readings.0.status"),
        ("points: 7}", "points: 8}", "readings.0.points: 8, the rules give 7"),
        ("missing: []", "missing: [shown]", "missing: [shown], the rules give []"),
        ("points: 11,", "points: 11, level: null,", "level: null, the rules give"),
        ("points: 11,", "points: 11, reachable: 12,", "reachable: 12, the rules give 11"),
        ("points: 11,", "points: 11, blocked: [total],", "blocked: [total], the rules give []"),
    ],
)
def test_an_expectation_that_does_not_come_true_is_found(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    ((message, hint),) = differences(tmp_path, old, new)
    assert told in message
    assert hint.startswith("write ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("points: 13", "points: 26/2"),
        ("points: 13", "points: 13.0"),
        ("{light: 6, trade: 7}", "{trade: 7}"),
        ("missing: []", "blocked: []"),
    ],
)
def test_an_expectation_may_be_written_in_any_exact_way_or_left_out(
    tmp_path: Path, old: str, new: str
) -> None:
    assert differences(tmp_path, old, new) == []


def test_a_reading_that_is_not_named_stays_as_adopted(tmp_path: Path) -> None:
    assert differences(tmp_path, "{choices: {oil-needed: 6}", "{choices: {oil-needed: 4}") != []


def test_a_value_that_no_reading_prints_is_told(tmp_path: Path) -> None:
    told = differences(tmp_path, "{choices: {oil-needed: 6}", "{choices: {oil-needed: 5}")
    assert all("no such reading" in message for message, _ in told)
    assert len(told) == 2


def test_examples_wait_until_what_they_rest_on_is_right(tmp_path: Path) -> None:
    wrong = {HARBOUR: FILES[HARBOUR].replace("cite: tablet", "cite: tabelt", 1)}
    verified = verify(write_guild(tmp_path, wrong), KEY)
    assert [trial.name for trial in verified.cases] == ["makers"]
    shared = {"readings.yml": FILES["readings.yml"].replace("adopted: 4", "adopted: 9")}
    verified = verify(write_guild(tmp_path, shared), KEY)
    assert verified.cases == ()
