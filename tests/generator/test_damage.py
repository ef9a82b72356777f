"""Whatever becomes of a publication is found, and named with field, file, line and digests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator import published
from generator.damage import SHORT, SHOWN
from generator.drafts import new_edition
from generator.errors import BuildError
from generator.findings import Finding
from generator.journal import Event, read_journal, write_journal
from generator.load import load_edition
from generator.misplaced import notes
from generator.published import Note
from tests.editions import FIRST, RULES
from tests.generator.guild import KEY
from tests.generator.publications import (
    DAY,
    DRAFT,
    LATER,
    edit,
    every_finding,
    line_of,
    publish_guild,
    rewrite,
)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return publish_guild(tmp_path)


def first(findings: list[Finding], code: str = "published") -> Finding:
    """The first finding of a code."""
    return next(each for each in findings if each.code == code)


def test_what_was_published_and_a_draft_have_no_finding(rules: Path) -> None:
    assert every_finding(rules) == []


LIGHT = "    rule:\n      points: 6"
FILES = {
    "figure": ("areas/harbour.yml", "points: 6", "points: 5", "rule.points' is 5, published as 6"),
    "threshold": ("score.yml", "at_least: 7", "at_least: 8", "is 8, published as 7"),
    "test": ("score.yml", "more_than: 0", "at_least: 0", "at_least' was added: 0"),
    "source": (
        "areas/hill.yml",
        "per: shown, full_at: 9}\n    cite: scroll",
        "per: shown, full_at: 9}\n    cite: tablet",
        'is "tablet", published as "scroll"',
    ),
    "date": ("transition.yml", "1811-03-21", "1811-03-22", "milestones.spring.date' is"),
    "answer of a case": ("cases.yml", "lit: 10", "lit: 11", "cases.bright.answers.lit'"),
    "expectation": ("cases.yml", "points: 11", "points: 12", "cases.makers.expect.points'"),
    "adopted value": ("readings.yml", "adopted: ignored", "adopted: counted", "moonlight.adopted'"),
    "type": ("readings.yml", "- {value: 6,", '- {value: "6",', 'is "6", published as 6'),
    "flag": ("areas/harbour.yml", "is: true", 'is: "true"', 'is "true", published as true'),
    "official name": ("certifications.yml", "Wick Master", "Wick master", "wick-master.title'"),
    "confidence": (
        "score.yml",
        "at_least: 7, cite",
        "at_least: 7, see: [moonlight], cite",
        'see\' was added: ["moonlight"]',
    ),
    "order of rows": (
        "areas/harbour.yml",
        "{input: lit, at_least: 9, cite: scroll}, {input: at-sea, is: true, cite: scroll}",
        "{input: at-sea, is: true, cite: scroll}, {input: lit, at_least: 9, cite: scroll}",
        "rule.table.0.when.0.input' is",
    ),
    "order of areas": ("edition.yml", "[harbour, hill]", "[hill, harbour]", "the order of 'areas'"),
    "figure in words": (
        "areas/harbour.yml",
        "en: It must be bright",
        "en: It must be 2 times bright",
        "statements.bright.text.en'",
    ),
    "key": ("areas/hill.yml", "  light:\n", "  glow:\n", "metrics.light' is missing, published as"),
    "input": (
        "areas/hill.yml",
        "  shown:\n",
        "  spare:\n    type: flag\n    ask: {ja: x, en: x}\n    cite: scroll\n  shown:\n",
        "inputs.spare' was added: {",
    ),
}


@pytest.mark.parametrize("damage", FILES)
def test_changed_file_of_a_published_edition_is_named(rules: Path, damage: str) -> None:
    file, old, new, message = FILES[damage]
    path = rules / KEY / file
    edit(path, old, new)
    found = [each for each in every_finding(rules) if each.code == "published"]
    assert {each.mark.path for each in found} == {path}
    assert any(message in each.message for each in found)
    now = published.digest(load_edition(rules, KEY).fields)[:SHORT]
    then = published.read(rules, KEY)
    assert then is not None
    assert f"(digest {now}, published with {published.digest(then.edition)[:SHORT]})" in (
        found[0].message
    )


def test_finding_stands_at_the_line_of_the_field(rules: Path) -> None:
    path = rules / KEY / "areas" / "hill.yml"
    edit(path, "points: 4", "points: 5")
    assert first(every_finding(rules)).mark.line == line_of(path, "points: 5")


def test_exchanged_keys_are_a_changed_order(rules: Path) -> None:
    path = rules / KEY / "certifications.yml"
    one, other = path.read_text(encoding="utf-8").splitlines()[1:]
    path.write_text(f"certifications:\n{other}\n{one}\n", encoding="utf-8")
    message = "the order of 'certifications' has 'glass-blower' at place 1, published as"
    assert message in first(every_finding(rules)).message


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("transition.yml", "transition"),
        ("readings.yml", "readings"),
        ("cases.yml", "cases"),
        ("certifications.yml", "certifications"),
        ("areas/hill.yml", "areas.hill"),
        ("edition.yml", "title"),
    ],
)
def test_deleted_file_is_named(rules: Path, file: str, name: str) -> None:
    (rules / KEY / file).unlink()
    found = [each for each in every_finding(rules) if each.code == "published"]
    assert any(f"'{name}' is missing" in each.message for each in found)
    assert {each.mark.path for each in found if f"'{name}'" in each.message} == {rules / KEY / file}


def test_deleted_folder_is_named(rules: Path) -> None:
    shutil.rmtree(rules / KEY)
    assert any(KEY in each.message for each in every_finding(rules))


def test_removed_translation_is_named(rules: Path) -> None:
    edit(rules / KEY / "areas" / "hill.yml", "title: {ja: 丘, en: Hill}", "title: {ja: 丘}")
    found = first(every_finding(rules))
    assert "'areas.hill.title.en' is missing, published as \"Hill\"" in found.message
    assert found.mark.line == 2


def test_empty_value_that_is_deleted_is_named() -> None:
    assert list(published.differences({"a": None, "b": 1}, {"b": 1})) == [
        (("a",), None, published.MISSING)
    ]


@pytest.mark.parametrize(
    ("new", "letter"),
    [
        ("en: Hаrbour", "letter 2 is U+0430, was U+0061"),
        ("en: Harbour ", None),
        ('en: "Harbour "', "letter 8 is U+0020, was its end"),
    ],
)
def test_letters_that_look_alike_are_told_apart(rules: Path, new: str, letter: str | None) -> None:
    edit(rules / KEY / "areas" / "harbour.yml", "en: Harbour", new)
    found = [each for each in every_finding(rules) if each.code == "wording"]
    assert [letter] == [each.message.partition("; ")[2].partition(" (")[0] for each in found] or (
        letter is None and not found
    )


def test_change_far_into_a_long_text_is_shown(rules: Path) -> None:
    long = "a very long sentence " * 9
    edit(rules / DRAFT / "score.yml", "en: Craft", f"en: {long}one end")
    published.publish(rules, load_edition(rules, DRAFT), DAY)
    edit(rules / DRAFT / "score.yml", "one end", "other end")
    message = first(every_finding(rules), "wording").message
    assert 'other end"' in message
    assert 'one end"' in message


def test_every_field_is_named_up_to_a_number(rules: Path) -> None:
    path = rules / KEY / "areas" / "harbour.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("cite: scroll", "cite: tablet"), encoding="utf-8")
    found = [each for each in every_finding(rules) if each.code == "published"]
    assert 1 < text.count("cite: scroll") == len(found) <= SHOWN


def test_many_fields_are_counted(rules: Path) -> None:
    place = published.place(rules, KEY)
    place.write_bytes(published.place(rules, LATER).read_bytes())
    rewrite(place, lambda stored: stored.update(edition=published_elsewhere()))
    found = [each for each in every_finding(rules) if each.code == "published"]
    assert len(found) == SHOWN + 1
    assert any(f"the first {SHOWN} are shown" in each.hint for each in found)


def published_elsewhere() -> Mapping[str, object]:
    """Another programme's edition."""
    return load_edition(RULES, FIRST).fields


# The publication itself


PUBLICATIONS: dict[str, tuple[Callable[[Any], None], str]] = {
    "day": (lambda stored: stored.update(published="1814-05-02"), "'published' is"),
    "added correction": (
        lambda stored: stored.update(corrections=[{"date": DAY, "ja": "x", "en": "x"}]),
        "'corrections' is",
    ),
    "withdrawal": (
        lambda stored: stored.update(withdrawn={"date": DAY, "ja": "x", "en": "x"}),
        "'withdrawn' is",
    ),
}


@pytest.mark.parametrize("damage", PUBLICATIONS)
def test_rewritten_publication_is_named(rules: Path, damage: str) -> None:
    change, message = PUBLICATIONS[damage]
    path = published.place(rules, KEY)
    rewrite(path, change)
    found = first(every_finding(rules))
    assert found.mark.path == path
    assert message in found.message
    assert "journal.txt:3" in found.message


def test_figure_changed_in_the_publication_alone_is_named_there(rules: Path) -> None:
    path = published.place(rules, KEY)
    edit(path, '"points": 6', '"points": 5')
    found = [each for each in every_finding(rules) if each.code == "published"]
    assert {each.mark.path for each in found} == {path}
    named = next(
        each for each in found if "rule.points' is 5, the rule files have 6" in each.message
    )
    assert named.mark.line == line_of(path, '"points": 5')


def test_figure_changed_in_both_with_its_digest_is_named(rules: Path) -> None:
    then = published.digest(load_edition(rules, KEY).fields)[:SHORT]
    edit(rules / KEY / "areas" / "harbour.yml", "points: 6", "points: 5")
    fields = load_edition(rules, KEY).fields
    path = published.place(rules, KEY)
    rewrite(path, lambda stored: stored.update(edition=fields))
    found = first(every_finding(rules))
    assert found.mark.path == path
    assert "'edition' was changed after it was published" in found.message
    assert published.digest(fields)[:SHORT] in found.message
    assert then in found.message


def test_changed_digest_is_named(rules: Path) -> None:
    path = published.place(rules, KEY)
    edit(path, '"digest": "', '"digest": "0')
    found = first(every_finding(rules))
    assert (found.mark.path, found.mark.line) == (path, line_of(path, '"digest"'))


def test_edited_correction_and_undone_withdrawal_are_named(rules: Path) -> None:
    edit(rules / KEY / "score.yml", "en: Craft", "en: Crafts")
    published.correct(rules, load_edition(rules, KEY), Note(DAY, "直した。", "Mended."))
    published.withdraw(rules, KEY, Note(DAY, "誤り。", "Wrong."))
    assert every_finding(rules) == []
    path = published.place(rules, KEY)
    before = path.read_text(encoding="utf-8")
    edit(path, "Mended.", "Mended!")
    assert "'corrections' is" in first(every_finding(rules)).message
    path.write_text(before, encoding="utf-8")
    rewrite(path, lambda stored: stored.update(withdrawn=None))
    assert "'withdrawn' is []" in first(every_finding(rules)).message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"published": 1}',
        "\ufeff{}",
        "null",
        '{"published": "x", "published":',
    ],
)
def test_unreadable_publication_is_a_finding(rules: Path, text: str) -> None:
    path = published.place(rules, KEY)
    path.write_text(text, encoding="utf-8")
    found = first(every_finding(rules))
    assert found.mark.path == path
    assert "the publication is damaged" in found.message


def test_truncated_publication_is_a_finding(rules: Path) -> None:
    path = published.place(rules, KEY)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "the publication is damaged" in first(every_finding(rules)).message
    path.write_bytes(whole.replace("灯".encode(), b"\xff", 1))
    assert "the publication is damaged" in first(every_finding(rules)).message


def test_key_that_stands_twice_in_a_publication_is_a_finding(rules: Path) -> None:
    edit(published.place(rules, KEY), '"points": 6,', '"points": 6, "points": 5,')
    assert "'points' stands there twice" in first(every_finding(rules)).message


def test_indentation_of_a_publication_is_no_damage(rules: Path) -> None:
    path = published.place(rules, KEY)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    assert every_finding(rules) == []


def test_deleted_publication_is_named_in_the_journal(rules: Path) -> None:
    published.place(rules, KEY).unlink()
    found = first(every_finding(rules))
    assert (found.mark.path, found.mark.line) == (rules / "journal.txt", 3)
    assert f"'{KEY}' was published, but published/{KEY}.json is gone" in found.message


def test_deleted_folder_of_publications_is_named(rules: Path) -> None:
    shutil.rmtree(rules / "published")
    found = [each for each in every_finding(rules) if each.code == "published"]
    assert [each.mark.line for each in found] == [3, 4]


def test_damaged_publication_is_not_corrected_or_withdrawn(rules: Path) -> None:
    edit(published.place(rules, KEY), '"points": 6', '"points": 5')
    with pytest.raises(BuildError, match="is not as the journal tells"):
        published.withdraw(rules, KEY, Note(DAY, "誤り。", "Wrong."))


@pytest.mark.parametrize("key", [KEY, LATER])
def test_lost_publication_is_restored_and_never_published_anew(rules: Path, key: str) -> None:
    journal = (rules / "journal.txt").read_bytes()
    published.place(rules, key).unlink()
    edit(rules / key / "areas" / "harbour.yml", "points: 6", "points: 5")
    with pytest.raises(BuildError, match=r"is published already.*restore it from version control"):
        published.publish(rules, load_edition(rules, key), DAY)
    with pytest.raises(BuildError, match="is gone"):
        published.withdraw(rules, key, Note(DAY, "誤り。", "Wrong."))
    assert (rules / "journal.txt").read_bytes() == journal
    assert not published.place(rules, key).exists()
    assert not any("saiten publish " + key in each.hint for each in every_finding(rules))


def test_lost_edition_is_not_drafted_anew(rules: Path) -> None:
    published.place(rules, LATER).unlink()
    edit(rules / "index.yml", f"current: {LATER}", f"current: {KEY}")
    edit(rules / "index.yml", f"{LATER}, ", "")
    shutil.rmtree(rules / LATER)
    with pytest.raises(BuildError, match=r"was published, says journal\.txt"):
        new_edition(rules, LATER, KEY)


# The journal and the index


def test_deleted_journal_is_named(rules: Path) -> None:
    (rules / "journal.txt").unlink()
    assert "journal.txt does not know of it" in first(every_finding(rules)).message


def test_edited_journal_is_named(rules: Path) -> None:
    edit(rules / "journal.txt", "1814-05-01", "1814-05-03")
    found = first(every_finding(rules), "journal")
    assert (found.mark.path, found.mark.line) == (rules / "journal.txt", 3)


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("line", [3, 4])
def test_event_made_an_announcement_is_named(rules: Path, line: int, lost: bool) -> None:
    path, key = rules / "journal.txt", (KEY, LATER)[line - 3]
    edit(path, f"published {key}", f"publishing {key}")
    if lost:
        published.place(rules, key).unlink()
    found = first(every_finding(rules), "journal")
    assert (found.mark.path, found.mark.line) == (path, line)
    with pytest.raises(BuildError, match="is damaged"):
        published.publish(rules, load_edition(rules, key), DAY)


def test_announcement_that_was_never_done_is_noted(rules: Path) -> None:
    begun = (*read_journal(rules).events, Event(DAY, "publishing", DRAFT, "0" * 64))
    write_journal(rules, begun)
    assert every_finding(rules) == []
    noted = [each for each in notes(rules, []) if each.mark.path.name == "journal.txt"]
    assert [each.mark.line for each in noted] == [5]
    assert f"'publishing' of '{DRAFT}' was begun" in noted[0].message
    published.publish(rules, load_edition(rules, DRAFT), DAY)
    assert [each.edition for each in read_journal(rules).events] == [KEY, LATER, DRAFT]


def test_line_taken_out_of_the_journal_is_named(rules: Path) -> None:
    path = rules / "journal.txt"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2] + lines[3:]), encoding="utf-8")
    assert first(every_finding(rules), "journal").mark.line == 3


def test_damaged_journal_is_not_written_over(rules: Path) -> None:
    edit(rules / "journal.txt", "1814-05-01", "1814-05-03")
    with pytest.raises(BuildError, match=r"journal\.txt:3 is damaged"):
        published.publish(rules, load_edition(rules, DRAFT), DAY)


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        (f"[{KEY}, ", "[", "published", f"'{KEY}' is published, but not in the list"),
        (f"[{KEY}, ", f"[{KEY}, {KEY}, ", "edition", f"'{KEY}' stands twice"),
        (f"[{KEY}, {LATER}, ", f"[{LATER}, {KEY}, ", "edition", f"'{KEY}' stands after '{LATER}'"),
        (f"current: {LATER}", f"current: {DRAFT}", "current", "is a draft"),
    ],
)
def test_damaged_index_is_named(rules: Path, old: str, new: str, code: str, message: str) -> None:
    path = rules / "index.yml"
    edit(path, old, new)
    found = first(every_finding(rules), code)
    assert message in found.message
    assert found.mark.path == path
    assert found.mark.line == line_of(path, new)


def test_withdrawn_edition_is_not_current(rules: Path) -> None:
    published.withdraw(rules, LATER, Note(DAY, "誤り。", "Wrong."))
    found = first(every_finding(rules), "current")
    assert "was withdrawn" in found.message
