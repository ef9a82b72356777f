"""The command line: a score on standard output, or every refusal on standard error and exit 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lanterns import lantern_guild

ROOT = Path(__file__).parents[2]
HILL = {
    "season": "dark",
    "lit": "2",
    "makers": 3,
    "masters": "1",
    "guild-points": "3",
    "tally": "12.5%",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the invented programme as JSON, and answers for its hill."""
    (tmp_path / "guild.json").write_text(json.dumps(lantern_guild()), encoding="utf-8")
    (tmp_path / "answers.json").write_text(json.dumps(HILL), encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run `python -m calculator guild.json …` in the folder."""
    command = [sys.executable, "-m", "calculator", "guild.json", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=folder, env=environment, input=typed, capture_output=True, check=False
    )


def complaints(folder: Path, content: bytes, *arguments: str) -> list[str]:
    """What is said about answers that are refused; nothing else may be printed."""
    (folder / "answers.json").write_bytes(content)
    area = () if "--area" in arguments else ("--area", "hill")
    done = run(folder, *area, "--answers", "answers.json", "--json", *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    return done.stderr.decode("utf-8").splitlines()


def test_a_score_is_one_json_object(folder: Path) -> None:
    done = run(folder, "--area", "hill", "--answers", "answers.json", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    result = json.loads(done.stdout)
    assert (result["status"], result["points"], result["track"]) == ("qualified", "10", None)


def test_answers_come_from_standard_input_too(folder: Path) -> None:
    typed = json.dumps(HILL).encode()
    done = run(folder, "--area", "hill", "--answers", "-", "--json", typed=typed)
    assert json.loads(done.stdout)["points"] == "10"


def test_refused_answers_from_standard_input_are_named_by_its_sign(folder: Path) -> None:
    done = run(folder, "--area", "hill", "--answers", "-", typed=b'{"lit": "many"}')
    assert done.returncode == 2
    assert done.stderr.decode().startswith("-: lit: this cannot be read as a number (")


def test_a_byte_order_mark_is_no_obstacle(folder: Path) -> None:
    (folder / "answers.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(HILL).encode())
    done = run(folder, "--area", "hill", "--answers", "answers.json", "--json")
    assert done.returncode == 0


def test_without_json_the_score_is_told_in_words(folder: Path) -> None:
    done = run(folder, "--area", "hill", "--answers", "answers.json")
    told = done.stdout.decode("utf-8").splitlines()
    assert told[:10] == [
        "Hill 1811-02-28",
        "The requirements of Journeyman are met",
        "Level reached: Journeyman",
        "Next level: Master",
        "10",
        "What Master still needs:",
        "- the total stays short of at least 11 points",
        "- either of these:",
        "  - Light stays short of at least 6 points",
        "  - Trade stays short of at least 5 points",
    ]
    assert "  together 4 of 4 points" in told


def test_a_plan_without_a_level_aims_at_the_next_one_that_is_not_reached(folder: Path) -> None:
    asked = ("--plan", "--area", "hill", "--answers", "answers.json", "--json")
    assert json.loads(run(folder, *asked).stdout)["level"] == "master"
    lowest = json.loads(run(folder, *asked, "--level", "journeyman").stdout)
    assert (lowest["level"], lowest["status"]) == ("journeyman", "reached")


def test_the_words_are_in_the_language_asked_for(folder: Path) -> None:
    done = run(folder, "--area", "hill", "--answers", "answers.json", "--lang", "ja")
    assert "「職人」の要件を満たしています" in done.stdout.decode("utf-8")


def test_every_refused_answer_is_on_standard_error(folder: Path) -> None:
    content = b'{"lit": "5\xe4\xba\xba", "makerz": "1", "tally": -1, "season": "dim"}'
    assert sorted(complaints(folder, content)) == [
        "answers.json: lit: there is more than a number here (type the number alone: 5)",
        "answers.json: makerz: this area has no such question (did you mean makers?)",
        (
            "answers.json: season: this is not one of the options "
            "(choose one of: dark (Dark); bright (Bright))"
        ),
        "answers.json: tally: a negative number is not possible here (type a number of 0 or more)",
    ]


def test_refusals_are_in_the_language_asked_for(folder: Path) -> None:
    (told,) = complaints(folder, '{"lit": "5人"}'.encode(), "--lang", "ja")
    assert told == ("answers.json: lit: 数以外の文字が入っています (数だけを入力してください: 5)")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"lit": 2.5}', "lit: a float is not accepted"),
        (b'{"lit": 3.0}', "lit: a float is not accepted"),
        (b'{"lit": 1e3}', "lit: a float is not accepted"),
        (b'{"lit": NaN}', "lit: a float is not accepted"),
        (b'{"lit": Infinity}', "lit: a float is not accepted"),
        (b'{"lit": true}', "lit: a bool is not accepted"),
        (b'{"lit": [3]}', "lit: a list is not accepted"),
        (b'{"lit": "2.5"}', "lit: this is not a whole number"),
        (b'{"guild-points": "3.5"}', "guild-points: this is more than the metric can earn"),
        (b'{"people": "Aya"}', "people: this is not a roster"),
        (b'{"people": [{"person": "Aya"}]}', "people: the roster has an entry"),
        (
            b'{"people": [{"person": "Aya", "holds": ["wick-mster"]}]}',
            "people: there is no certification 'wick-mster' (did you mean wick-master?)",
        ),
        (b'{"people": [], "makers": "3"}', "makers: given both as a number and by the roster"),
        (b'{"lit": "1", "lit": "2"}', "'lit' is answered twice"),
        (b'{"people": [{"person": "A", "person": "B", "holds": []}]}', "'person' is answered"),
        (b'{"lit": "3",}', "line 1, column 1"),
        (b'{\n"lit": 3\n"tally": 2}', "line 3, column 1: "),
        (b"lit: 3", "line 1, column 1: "),
        (b"", "line 1, column 1: "),
        (b'["lit", "3"]', "this is not a JSON object"),
        (b'"lit"', "this is not a JSON object"),
        (b"null", "this is not a JSON object"),
        (b'{"lit": "\x8c\x8e"}', "this is not UTF-8"),
        (b'{"lit": ' + b"9" * 5000 + b"}", "a number is too long"),
        (b'{"lit": ' + b"9" * 41 + b"}", "lit: this is too long"),
        (b'{"lit": ' + b"[" * 100_000, "a number is too long, or lists lie too deep"),
    ],
)
def test_one_mistake_is_one_line(folder: Path, content: bytes, told: str) -> None:
    (line,) = complaints(folder, content)
    assert line.startswith(f"answers.json: {told}"), line
    assert line.endswith(")"), line


@pytest.mark.parametrize("missing", [("--area", "hill"), ("--answers", "answers.json")])
def test_area_and_answers_must_be_given(folder: Path, missing: tuple[str, str]) -> None:
    done = run(folder, *missing)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"required" in done.stderr


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    done = run(folder, "--area", "hill", "--answers", "answrs.json", "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("answrs.json: No such file")


def test_a_folder_is_not_a_file_of_answers(folder: Path) -> None:
    done = run(folder, "--area", "hill", "--answers", ".", "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(".: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--area", "hil"), "--area: there is no 'hil' (did you mean hill?)"),
        (("--area", "valley"), "--area: there is no 'valley' (known: harbour, hill)"),
        (("--area", "hill", "--track", "sea"), "--track: there is no 'sea' (known: none)"),
    ],
)
def test_an_unknown_area_or_track_is_named_with_a_hint(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    assert complaints(folder, b"{}", *arguments) == [told]


def test_a_track_and_a_day_can_be_chosen(folder: Path) -> None:
    (folder / "answers.json").write_text('{"lit": "16", "broken": 0}', encoding="utf-8")
    chosen = ("--track", "sea", "--as-of", "1812-06-24")
    done = run(folder, "--area", "harbour", "--answers", "answers.json", "--json", *chosen)
    result = json.loads(done.stdout)
    assert (result["track"], result["as_of"]) == ("sea", "1812-06-24")


@pytest.mark.parametrize("day", ["1812-02-30", "yesterday", "24.6.1812", "1812"])
def test_a_day_that_does_not_exist_is_refused(folder: Path, day: str) -> None:
    done = run(folder, "--area", "hill", "--answers", "answers.json", "--as-of", day)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"'{day}' is not a date" in done.stderr.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "guild.json: Expecting"),
        (b"[]", "guild.json: a mapping is expected"),
        (b'{"score": {}}', "guild.json: 'edition' is missing"),
        (b"\xff", "guild.json: "),
    ],
)
def test_an_edition_that_cannot_be_read_is_named(folder: Path, content: bytes, told: str) -> None:
    (folder / "guild.json").write_bytes(content)
    done = run(folder, "--area", "hill", "--answers", "answers.json")
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(told)
