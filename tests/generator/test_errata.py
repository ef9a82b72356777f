"""Errata are read strictly, lie outside what was published, and stand on the pages they name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import published
from generator.__main__ import main
from generator.drafts import new_edition
from generator.errors import BuildError
from generator.frames import placed_pages
from generator.init import init
from generator.load import load_edition
from generator.notices import noted
from generator.pages import render
from generator.published import Note
from generator.recorded import record
from generator.shelf import read_shelf
from generator.verify import verify
from tests.generator.guild import KEY
from tests.generator.publications import DAY, DRAFT, edit, every_finding, line_of, publish_guild

DAY_OF_ERRATUM = "1815-01-01"
ERRATA = """\
errata:
  oil-unit:
    date: 1815-01-01
    text: {ja: 油の単位の誤り, en: The oil is counted in jars}
    cite: [tablet, scroll]
    pages: [areas/harbour, home]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = publish_guild(tmp_path)
    (folder / KEY / "errata.yml").write_text(ERRATA, encoding="utf-8")
    record(folder, load_edition(folder, KEY), DAY_OF_ERRATUM)
    return folder


def test_errata_are_no_damage_and_leave_the_digest(rules: Path) -> None:
    assert every_finding(rules) == []
    published.withdraw(rules, KEY, Note("1815-02-01", "誤り。", "Wrong."))
    assert every_finding(rules) == []


def test_erratum_that_was_told_stays_told(rules: Path) -> None:
    path = rules / KEY / "errata.yml"
    path.unlink()
    (found,) = every_finding(rules)
    assert (found.code, found.mark.path, found.mark.line) == ("errata", rules / "journal.txt", 5)
    assert "the erratum 'oil-unit'" in found.message
    with pytest.raises(BuildError, match="was told and is gone"):
        record(rules, load_edition(rules, KEY), DAY_OF_ERRATUM)
    path.write_text(ERRATA.replace("oil-unit", "oil-units"), encoding="utf-8")
    (found,) = every_finding(rules)
    assert (found.code, found.mark.path) == ("errata", path)


def test_changed_or_added_erratum_is_taken_over(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rules / KEY / "errata.yml"
    edit(path, "counted in jars", "counted in jugs")
    added = ERRATA.removeprefix("errata:\n").replace("oil-unit", "another")
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    (found,) = every_finding(rules)
    assert (found.code, found.mark.path) == ("errata", path)
    assert f"saiten publish {KEY} --errata" in found.hint
    assert read_shelf_or_obstacles(rules) == []
    assert main(["publish", KEY, "--errata", "--rules", str(rules)]) == 0
    assert "oil-unit, another" in capsys.readouterr().out
    assert every_finding(rules) == []
    assert main(["publish", KEY, "--errata", "--rules", str(rules)]) == 1
    assert "have not changed" in capsys.readouterr().err


def read_shelf_or_obstacles(rules: Path) -> list[str]:
    """What keeps the edition from being built."""
    return [each.message for each in verify(rules, KEY).obstacles]


def test_erratum_of_the_future_is_refused(rules: Path) -> None:
    edit(rules / KEY / "errata.yml", "1815-01-01", "1815-01-02")
    with pytest.raises(BuildError, match="'oil-unit' lies after 1815-01-01"):
        record(rules, load_edition(rules, KEY), "1815-01-01")


def test_draft_tells_of_no_errata(rules: Path) -> None:
    (rules / DRAFT / "errata.yml").write_text(ERRATA, encoding="utf-8")
    assert every_finding(rules) == []
    with pytest.raises(BuildError, match="is not published"):
        record(rules, load_edition(rules, DRAFT), DAY_OF_ERRATUM)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cite: [tablet, scroll]", "cite: [tabler]", "source"),
        ("pages: [areas/harbour, home]", "pages: [areas/harbor]", "page"),
        ("1815-01-01", "1815-02-30", "date"),
        (", en: The oil is counted in jars", "", "missing-translation"),
        ("    cite: [tablet, scroll]\n", "", "missing-source"),
        ("    date:", "    day: x\n    date:", "unknown-key"),
        ("errata:", "erata:", "unknown-key"),
    ],
)
def test_mistake_in_errata_is_found_in_its_line(rules: Path, old: str, new: str, code: str) -> None:
    path = rules / KEY / "errata.yml"
    edit(path, old, new)
    found = [each for each in verify(rules, KEY).findings if each.code == code]
    assert [each.mark.path for each in found] == [path]
    if new:
        assert found[0].mark.line == line_of(path, new.partition("\n")[0])


FIRST, SECOND = "2027-01-01", "2028-01-01"


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A programme with two published editions, of which pages can be made."""
    init(tmp_path / "guild", FIRST)
    rules = tmp_path / "guild" / "rules"
    new_edition(rules, SECOND, FIRST)
    for key in (FIRST, SECOND):
        published.publish(rules, load_edition(rules, key), DAY)
    edit(rules / "index.yml", f"current: {FIRST}", f"current: {SECOND}")
    return rules


def pages(rules: Path, language: str) -> Iterator[tuple[str, str]]:
    """The path and the Markdown of every page."""
    shelf = read_shelf(rules)
    for bare in placed_pages(shelf, language, ""):
        placed = noted(shelf, bare)
        yield placed.tree.path + placed.page.path, render(*placed)


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "油の単位の誤り"), ("en", "The oil is counted in jars")]
)
def test_erratum_stands_on_the_pages_that_it_names(
    programme: Path, language: str, words: str
) -> None:
    text = ERRATA.replace("[tablet, scroll]", "scoring").replace("harbour", "first")
    (programme / FIRST / "errata.yml").write_text(text, encoding="utf-8")
    shown = {path: page for path, page in pages(programme, language) if words in page}
    assert list(shown) == [f"v/{FIRST}/", f"v/{FIRST}/areas/first"]
    page = shown[f"v/{FIRST}/areas/first"]
    assert "1815-01-01" in page
    assert f"href: v/{FIRST}/sources/#scoring" in page


def test_erratum_of_the_current_edition_stands_on_its_unversioned_pages(programme: Path) -> None:
    text = ERRATA.replace("[tablet, scroll]", "scoring").replace("harbour", "first")
    (programme / SECOND / "errata.yml").write_text(text, encoding="utf-8")
    shown = [path for path, page in pages(programme, "en") if "counted in jars" in page]
    assert shown == ["", "areas/first", f"v/{SECOND}/", f"v/{SECOND}/areas/first"]


def test_correction_stands_on_every_page_of_its_edition(programme: Path) -> None:
    edit(programme / FIRST / "edition.yml", "publisher's own pages", "publisher's pages")
    note = Note("1815-02-02", "語を直した", "A word was mended")
    published.correct(programme, load_edition(programme, FIRST), note)
    for language, words in (("ja", note.ja), ("en", note.en)):
        every = list(pages(programme, language))
        shown = [path for path, page in every if words in page]
        assert shown == [path for path, _ in every if path.startswith(f"v/{FIRST}/")]


@pytest.mark.parametrize("key", [FIRST, SECOND])
def test_withdrawn_edition_says_why_on_every_page(programme: Path, key: str) -> None:
    note = Note("1815-03-03", "資料の誤り", "A forged source")
    published.withdraw(programme, key, note)
    for language, reason in (("ja", note.ja), ("en", note.en)):
        for path, text in pages(programme, language):
            front = text.partition("\n---\n")[0]
            of_the_edition = path.startswith(f"v/{key}/") or (
                key == SECOND and not path.startswith("v/")
            )
            assert (reason in front) is of_the_edition, path


def test_draft_begins_without_the_errata_of_its_origin(rules: Path) -> None:
    folder = new_edition(rules, "1820-01-01", KEY)
    assert not (folder / "errata.yml").exists()
