"""Many partners from the command line: `saiten score --csv`."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.editions import RULES

HEAD = "partner,customers-gained,customers-lost"
COMMAND = ["score", "--rules", str(RULES), "--edition", "2022-03-16", "--area", "infrastructure"]


def run(*more: str) -> int:
    return main([*COMMAND, "--lang", "en", *more])


def test_results_go_to_standard_output(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "partners.csv"
    file.write_text(f"{HEAD}\nA,3,0\nB,0,0\n", encoding="utf-8")
    assert run("--csv", str(file)) == 0
    out, err = capsysbinary.readouterr()
    lines = out.decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("2,A,incomplete,")
    assert lines[2].startswith("3,B,not-qualified,")
    assert lines[3:] == [""]
    assert err == b""


def test_the_example_of_the_help_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["score", "--help"])
    written, command = capsys.readouterr().out.splitlines()[-2:]
    text, name = re.fullmatch(r"  printf '(.*)' > (.*)", written).groups()  # type: ignore[union-attr]
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text.replace("\\n", "\n"), encoding="utf-8")
    assert main([*command.split()[1:], "--rules", str(RULES), "--lang", "en"]) == 0
    lines = Path("results.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["Partner", "A", "B"]


def test_good_rows_are_written_and_bad_ones_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "partners.csv", tmp_path / "results.csv"
    file.write_text(f"{HEAD},acr-noww\nA,x,0,\nB,3,0,\n", encoding="utf-8")
    assert run("--csv", str(file), "--out", str(out)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    first, second = told.err.splitlines()
    assert first.startswith(f"{file}: Line 1, column 4 (acr-noww): there is no question")
    assert "did you mean 'acr-now'?" in first
    assert second.startswith(f"{file}: Line 2, column 2 (customers-gained): ")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in lines[1:]] == ["not-read", "incomplete"]


def test_standard_input_may_be_shift_jis(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = "パートナー,新規顧客\n能率,3\n".encode("cp932")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run("--csv", "-") == 0
    assert "2,能率,".encode() in capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--csv", "{file}"], "no column belongs to a question"),
        (["--csv", "{folder}/none.csv"], "No such file"),
        (["--csv", "{file}", "--json"], "--json: the results of --csv are a CSV file"),
        (["--csv", "{file}", "--track", "smb"], "--track: there is no 'smb'"),
        (["--csv", "{good}", "--out", "{folder}"], "Is a directory"),
        (["--answers", "{file}", "--out", "{folder}/out"], "--out: it goes with --csv"),
    ],
)
def test_what_cannot_be_done_is_said(
    more: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, good = tmp_path / "partners.csv", tmp_path / "good.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    good.write_text(f"{HEAD}\nA,3,0\n", encoding="utf-8")
    places = {"file": str(file), "good": str(good), "folder": str(tmp_path)}
    assert run(*(each.format(**places) for each in more)) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_answers_and_a_file_of_partners_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--csv", str(tmp_path), "--answers", str(tmp_path))
    assert ended.value.code == 2
