"""A maintainer's mistakes: each is found once, at its place, with a code and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.findings import show
from generator.verify import verify
from tests.generator.guild import (
    KEY,
    Expected,
    Mistake,
    check_copy,
    found_at,
    plant,
    write_guild,
)
from tests.generator.mistakes import HARBOUR, HILL, MISTAKES, TOGETHER


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_the_one_thing_found(tmp_path: Path, mistake: Mistake) -> None:
    edition = write_guild(tmp_path) / KEY
    (expected,) = plant(edition, [mistake])
    found = verify(tmp_path, KEY).findings
    assert [found_at(edition, each) for each in found] == [expected], [
        each.message for each in found
    ]
    assert mistake.hint in found[0].hint
    assert found[0].message


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ("a condition on a score from itself", "'light' depends on itself through 'score: light'"),
        ("a key twice", "'type' stands here twice (first in line 21)"),
        ("points that do not add up", "the points of harbour add up to 12, not 13"),
        ("an input that does not exist", "there is no input or derived input 'oli'"),
        ("a missing source", "no source is cited"),
    ],
)
def test_the_message_says_what_is_wrong(tmp_path: Path, mistake: str, message: str) -> None:
    plant(write_guild(tmp_path) / KEY, [MISTAKES[mistake]])
    assert [finding.message for finding in verify(tmp_path, KEY).findings] == [message]


def test_an_edition_without_mistakes_has_no_findings(tmp_path: Path) -> None:
    verified = verify(write_guild(tmp_path), KEY)
    assert verified.findings == ()
    assert verified.edition is not None
    assert len(verified.cases) == 2


def test_all_mistakes_of_one_run_are_found_together(rules: Path, tmp_path: Path) -> None:
    verified, edition, expected = check_copy(rules / "2022-03-16", tmp_path, TOGETHER)
    found = [found_at(edition, each) for each in verified.findings]
    assert sorted(found) == sorted(expected)
    hints = {found_at(edition, each): each.hint for each in verified.findings}
    for mistake, place in zip(by_file(TOGETHER), expected, strict=True):
        assert mistake.hint in hints[place]


def by_file(mistakes: list[Mistake]) -> list[Mistake]:
    """Mistakes in the order in which they are planted: file by file."""
    files = list(dict.fromkeys(each.file for each in mistakes))
    return sorted(mistakes, key=lambda each: files.index(each.file))


def test_a_file_in_shift_jis_does_not_hide_what_else_is_wrong_in_it(tmp_path: Path) -> None:
    edition = write_guild(tmp_path) / KEY
    unknown = Mistake(HARBOUR, "    cite: tablet\n", "    ⟦⟧cite: tabelt\n", "source", "tablet")
    (other,) = plant(edition, [unknown])
    path = edition / HARBOUR
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp932"))
    found = verify(tmp_path, KEY).findings
    first = Expected(HARBOUR, 2, len("title: {ja: ") + 1, "encoding")
    assert [found_at(edition, each) for each in found] == [first, other]
    assert found[0].message == "the file is not UTF-8 but Shift_JIS"
    assert found[0].hint == "save it as UTF-8"


@pytest.mark.parametrize(
    "name",
    [
        "edition.yml",
        "sources.yml",
        "score.yml",
        "readings.yml",
        "cases.yml",
        HARBOUR,
        HILL,
        "certifications.yml",
        "transition.yml",
    ],
)
@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00a", b"- a\n- b\n", b""], ids=["unreadable", "a list", "empty"]
)
def test_the_other_files_keep_quiet_about_what_an_unreadable_file_would_define(
    tmp_path: Path, name: str, content: bytes
) -> None:
    edition = write_guild(tmp_path) / KEY
    (edition / name).write_bytes(content)
    (finding,) = verify(tmp_path, KEY).findings
    assert finding.mark.path == edition / name


@pytest.mark.parametrize(
    "name", ["edition.yml", "sources.yml", "score.yml", "readings.yml", "cases.yml"]
)
def test_a_file_that_must_be_there_is_missed_alone(tmp_path: Path, name: str) -> None:
    edition = write_guild(tmp_path) / KEY
    (edition / name).unlink()
    (finding,) = verify(tmp_path, KEY).findings
    assert found_at(edition, finding) == Expected(name, 1, 1, "missing-file")


@pytest.mark.parametrize("name", ["certifications.yml", "transition.yml"])
def test_what_a_file_that_may_be_missing_defines_is_unknown(tmp_path: Path, name: str) -> None:
    edition = write_guild(tmp_path) / KEY
    (edition / name).unlink()
    codes = {finding.code for finding in verify(tmp_path, KEY).findings}
    assert codes == ({"certification"} if name == "certifications.yml" else set())


def test_a_file_of_another_name_is_named(tmp_path: Path) -> None:
    edition = write_guild(tmp_path) / KEY
    (edition / "timelines.yml").write_text("dates: {}\n", encoding="utf-8")
    (finding,) = verify(tmp_path, KEY).findings
    assert found_at(edition, finding) == Expected("timelines.yml", 1, 1, "unknown-file")
    assert "timeline.yml" in finding.hint


def test_an_area_that_is_not_listed_is_named(tmp_path: Path) -> None:
    edition = write_guild(tmp_path) / KEY
    path = edition / "edition.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[harbour, hill]", "[harbour]"), encoding="utf-8"
    )
    (finding,) = verify(tmp_path, KEY).findings
    assert found_at(edition, finding) == Expected(HILL, 1, 1, "area")


def test_a_finding_is_shown_with_its_line_and_a_caret_below_the_place(tmp_path: Path) -> None:
    edition = write_guild(tmp_path) / KEY
    mistake = Mistake(
        HARBOUR,
        "title: {ja: 灯り, en: Light}",
        "title: {ja: 灯り, ⟦⟧eng: Light}",
        "unknown-key",
        "en",
    )
    (expected,) = plant(edition, [mistake])
    (finding,) = verify(tmp_path, KEY).findings
    head, source, caret = show(finding, tmp_path).split("\n")
    assert head == (
        f"{KEY}/{HARBOUR}:{expected.line}:{expected.column}: [unknown-key] "
        "'eng' is not a key of this (hint: did you mean 'en'?)"
    )
    assert source == "        title: {ja: 灯り, eng: Light}"
    assert len(caret) == source.index("eng") + 1
    assert caret.endswith("^")
    assert caret.count("\u3000") == 2
