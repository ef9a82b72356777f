"""Files of answers: what is written is read again, and what cannot be read is named by its line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from calculator import files
from calculator.__main__ import main
from calculator.edition import Edition
from calculator.file_words import FILE_REFUSALS, FILE_WORDS
from generator.load import load_edition
from tests.chance import seeded
from tests.editions import RULES

AREA = "infrastructure"
ROSTER = '山田 太郎\tAzure Administrator Associate\n"Doe, Jane 🎉"\tAzure Administrator Associate\n'
AWKWARD = (
    "=1+1",
    "+1",
    "-1",
    "@a",
    "\t1",
    "'1",
    "'=1",
    "''",
    "a&b=c%d+e",
    "1,000",
    "１２．５",
    '"',
    "🎉",
)


Write = Callable[[Edition, Mapping[str, str | bool]], str]


def fields(key: str) -> Mapping[str, object]:
    return load_edition(RULES, key).fields


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition.from_dict(fields("2022-03-16"))


def read(edition: Edition, text: str, area: str = AREA) -> files.Found:
    return files.read(edition, edition.area(area), text)


def lines(edition: Edition, text: str, area: str = AREA) -> list[str]:
    return [each["problem"] for each in files.told(read(edition, text, area).problems, "en")]


@pytest.mark.parametrize("write", [files.to_json, files.to_csv])
def test_what_is_written_is_read_as_it_was_typed(edition: Edition, write: Write) -> None:
    chance = seeded(4)
    keys = list(edition.area(AREA).inputs)
    for _ in range(200):
        typed = {key: chance.choice(AWKWARD) for key in chance.sample(keys, 4)}
        found = read(edition, write(edition, typed))
        assert dict(found.answers) == typed


def test_a_roster_survives_both(edition: Edition) -> None:
    assert read(edition, files.to_csv(edition, {}, ROSTER)).roster == ROSTER
    assert read(edition, files.to_json(edition, {}, ROSTER)).roster == ROSTER


def test_the_command_line_scores_what_is_written(
    edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules, answers = tmp_path / "edition.json", tmp_path / "answers.json"
    rules.write_text(json.dumps(fields("2022-03-16")), encoding="utf-8")
    typed = {"customers-gained": "3", "customers-lost": "０", "deployments": " 5 "}
    answers.write_text(files.to_json(edition, typed, ROSTER), encoding="utf-8")
    assert main([str(rules), "--area", AREA, "--answers", str(answers), "--json"]) == 0
    score = json.loads(capsys.readouterr().out)
    assert score["metrics"]["net-customer-adds"]["points"] == "30"
    assert score["metrics"]["deployments"]["points"] == "10"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula(edition: Edition, start: str) -> None:
    written = files.to_csv(edition, {"customers-gained": f"{start}cmd"}, f"{start}A\tB\n")
    assert written.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    assert [row[1][0] for row in rows[1:]] == ["'", "'"]


def test_flags_are_words_in_a_table(edition: Edition) -> None:
    newest = Edition.from_dict(fields("2026-07-01"))
    area = newest.area(AREA)
    flag = next(key for key, each in area.inputs.items() if each.type == "flag")
    for answer in (True, False):
        for write in (files.to_json, files.to_csv):
            assert files.read(newest, area, write(newest, {flag: answer})).answers == {flag: answer}
    assert files.read(newest, area, f"{flag},はい").answers == {flag: True}
    assert lines(newest, f"{flag},perhaps") == [f"line 1 ({flag}): this is not a yes or no"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there are no answers"),
        ("\x00\x01", "this is not a text file"),
        ("{", "line 1: this cannot be read as JSON"),
        ('{\n"deployments": "5",\n}', "line 3: this cannot be read as JSON"),
        ("[" * 100_000, "a number is too long, or lists lie too deep"),
        ("[1]", "line 1: this is not a set of answers"),
        ('{"deployments": 1.5}', "line 1 (deployments): a float is not accepted"),
        ('{\n "deploymnts": "5"}', "line 2 (deploymnts): this area has no such question"),
        (
            '{"deployments": "5",\n"deployments": "6"}',
            "line 1 (deployments): this is answered twice; the first answer is used",
        ),
        ('{"people": {}}', "line 1 (people): this is not a roster"),
        (
            "key,answer\ndeployments\n",
            "line 2 (deployments): there is no column with the answer",
        ),
        ('deployments,"5', "line 1: a quotation mark is not closed"),
        ("\n\ndeployments,five", "line 3 (deployments): this cannot be read as a number"),
        (
            "deployments,5\ndeployments,6",
            "line 2 (deployments): this is answered twice; the first answer is used",
        ),
        ("x" * 1_000_001, "this file is too large"),
    ],
)
def test_a_problem_is_named_with_its_line(edition: Edition, text: str, told: str) -> None:
    assert lines(edition, text) == [told]


def test_good_rows_count_beside_bad_ones(edition: Edition) -> None:
    found = read(edition, "質問;回答\r\ncustomers-gained;3\r\nnonsense;1\r\ndeployments;5\r\n")
    assert found.answers == {"customers-gained": "3", "deployments": "5"}
    assert [each.line for each in found.problems] == [3]
    assert found.problems[0].refusal.code == "unknown-input"


def test_a_number_beside_a_roster_is_told(edition: Edition) -> None:
    person = {"person": "A", "holds": ["azure-administrator-associate"]}
    text = json.dumps({"administrators": "3", "people": [person]})
    assert lines(edition, text) == [
        "line 1 (administrators): given both as a number and by the roster"
    ]


def test_every_refusal_has_words_in_both_languages() -> None:
    assert FILE_REFUSALS["ja"].keys() == FILE_REFUSALS["en"].keys()
    assert FILE_WORDS["ja"].keys() == FILE_WORDS["en"].keys()
