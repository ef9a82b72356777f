"""`saiten plan`: the ways of the current edition, with the steps that its files state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.verify import verify
from tests.generator.guild import FILES, KEY, write_guild

HARBOUR = FILES["areas/harbour.yml"]


def written(folder: Path, old: str = "", new: str = "") -> Path:
    """The invented rules, with a changed harbour."""
    assert old in HARBOUR
    return write_guild(folder / "rules", {"areas/harbour.yml": HARBOUR.replace(old, new, 1)})


def plan(rules: Path, folder: Path, *options: str) -> int:
    answers = folder / "answers.json"
    answers.write_text('{"lit": 2, "broken": 0, "oil": 6, "at-sea": true}', encoding="utf-8")
    asked = ["--area", "harbour", "--answers", str(answers), "--rules", str(rules)]
    return main(["plan", *asked, *options, "--lang", "en"])


def test_the_current_edition_is_planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(written(tmp_path), tmp_path, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["edition"], told["status"], told["inputs"]["lit"]["kind"]) == (
        KEY,
        "reachable",
        "planned",
    )
    assert all(int(each["by"]) > 0 for way in told["ways"] for each in way["changes"])


def test_the_files_state_steps_and_what_nobody_can_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = written(tmp_path, "ask: {ja: いくつ", "step: 3\n    ask: {ja: いくつ")
    assert plan(rules, tmp_path, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["inputs"]["lit"]["step"] == "3"
    assert all(int(each["by"]) % 3 == 0 for way in told["ways"] for each in way["changes"])
    rules = written(tmp_path, "ask: {ja: いくつ", "fixed: true\n    ask: {ja: いくつ")
    assert plan(rules, tmp_path, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["inputs"]["lit"]["kind"], told["status"]) == ("fact", "out-of-reach")


@pytest.mark.parametrize(("step", "code"), [("0", "edition"), ("-1", "edition"), ("few", "number")])
def test_a_step_is_a_number_above_nothing(tmp_path: Path, step: str, code: str) -> None:
    rules = written(tmp_path, "ask: {ja: いくつ", f"step: {step}\n    ask: {{ja: いくつ")
    (finding,) = verify(rules, KEY).findings
    assert finding.code == code
    assert finding.mark.path.name == "harbour.yml"


def test_an_edition_that_does_not_exist_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(written(tmp_path), tmp_path, "--edition", "1800-01-01") == 2
    assert "there is no '1800-01-01'" in capsys.readouterr().err
