"""What a maintainer reads and gets at the command line while publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import published
from generator.__main__ import main
from tests.generator.guild import KEY
from tests.generator.publications import DRAFT, LATER, edit, publish_guild


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return publish_guild(tmp_path)


def run(capsys: pytest.CaptureFixture[str], rules: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of a command, and all that it printed."""
    code = main([*arguments, "--rules", str(rules), "--lang", "en"])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out + said.err


def test_new_says_what_to_do_next(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, rules, "new", "1820-01-01", "--from", LATER)
    assert code == 0
    assert "edition.yml" in said
    assert f"saiten diff {LATER} 1820-01-01" in said


def test_shared_title_is_a_note_and_no_mistake(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, rules, "check")
    assert code == 0
    assert "[note] '1811年版' is the title of" in said
    assert said.endswith("no findings\n")


def test_publish_says_which_edition_is_still_current(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, rules, "publish", DRAFT)
    assert code == 0
    assert f"still names {LATER} as the current edition" in said
    assert run(capsys, rules, "check")[0] == 0


def test_note_is_worded_in_both_languages(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(rules / KEY / "score.yml", "en: Craft", "en: Crafts")
    note = ("--wording", "語を\n直した", "--en", "Mended  a word")
    assert run(capsys, rules, "publish", KEY, *note)[0] == 0
    publication = published.read(rules, KEY)
    assert publication is not None
    assert publication.corrections[0].words == {"ja": "語を 直した", "en": "Mended a word"}
    assert run(capsys, rules, "check")[0] == 0


@pytest.mark.parametrize("note", ["", " ", "　", "\x1b"])
@pytest.mark.parametrize("option", ["--wording", "--withdraw"])
def test_note_without_words_is_refused(
    rules: Path, capsys: pytest.CaptureFixture[str], option: str, note: str
) -> None:
    edit(rules / KEY / "score.yml", "en: Craft", "en: Crafts")
    before = published.place(rules, KEY).read_bytes()
    code, said = run(capsys, rules, "publish", KEY, option, note)
    assert code == 1
    assert "the note is empty" in said
    assert published.place(rules, KEY).read_bytes() == before


def test_figure_is_not_corrected_as_a_word(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(rules / KEY / "areas" / "hill.yml", "points: 9", "points: 8")
    code, said = run(capsys, rules, "publish", KEY, "--wording", "x")
    assert code == 1
    assert "points' is 8, published as 9" in said


def test_damage_fails_a_check(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(rules / KEY / "areas" / "hill.yml", "points: 9", "points: 8")
    code, said = run(capsys, rules, "check")
    assert code == 1
    assert "hill.yml:" in said


@pytest.mark.parametrize("letter", ["\x1b", "\x00", "\u202e", "\x9b"])
def test_letters_that_a_terminal_would_obey_are_not_printed(
    rules: Path, capsys: pytest.CaptureFixture[str], letter: str
) -> None:
    edit(rules / DRAFT / "score.yml", "en: Craft", f"en: Cr{letter}aft")
    code, said = run(capsys, rules, "check")
    assert code == 1
    assert letter not in said
    assert "en: Cr\ufffdaft" in said


def test_source_that_nothing_cites_is_a_note(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rules / DRAFT / "sources.yml"
    text = path.read_text(encoding="utf-8").replace(
        "places:\n",
        "  spare:\n"
        "    title: {ja: 控え, en: Spare}\n"
        "    kind: official\n"
        "    about: {ja: 控え, en: Spare}\n"
        '    dated: "1811"\n'
        "places:\n"
        "  margin: {document: roll, heading: 余白, title: {ja: 余白, en: Margin}, page: 3}\n",
    )
    path.write_text(text, encoding="utf-8")
    code, said = run(capsys, rules, "check")
    assert code == 0
    assert "[note] 'margin' is listed among the places and nowhere cited" in said
    assert "[note] 'spare' is listed among the documents" in said
    assert f"{DRAFT}/sources.yml:" in said


def test_check_of_a_part_says_what_it_did_not_look_at(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(rules / "journal.txt", "1814-05-01", "1814-05-02")
    code, said = run(capsys, rules, "check", str(rules / DRAFT))
    assert code == 0
    assert f"no findings in {rules / DRAFT}; the index, the journal" in said
    code, said = run(capsys, rules, "check", str(rules))
    assert code == 1
    assert "not looked at" not in said


@pytest.mark.parametrize(
    "name", ["journal.txt.new", ".1820-01-01.new", f"published/{KEY}.json.new"]
)
def test_what_a_killed_command_left_is_a_note(
    rules: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (rules / name).write_text("half", encoding="utf-8")
    code, said = run(capsys, rules, "check")
    assert code == 0
    assert f"{name}:1:1: [note]" in said


def test_corrected_words_are_shown_to_whoever_answers_for_them(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(rules / KEY / "score.yml", "en: Craft", "en: Crafts")
    code, said = run(capsys, rules, "publish", KEY, "--wording", "x")
    assert code == 0
    assert "- Craft\n  + Crafts\n" in said
    assert "only figures were compared" in said


@pytest.mark.parametrize("address", ["rules.example", "/saiten/", "ftp://rules.example/"])
def test_address_that_is_none_is_refused(
    rules: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    code, said = run(capsys, rules, "build", "--site-url", address)
    assert code == 1
    assert "is no address" in said
