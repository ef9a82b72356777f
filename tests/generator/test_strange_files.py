"""What lies among the rules and is no rule is passed over or named, and never stops a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import published
from generator.__main__ import main
from generator.findings import Finding
from generator.load import load_edition
from tests.generator.guild import KEY
from tests.generator.publications import DRAFT, every_finding, publish_guild


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return publish_guild(tmp_path)


def only(findings: list[Finding], code: str) -> Finding:
    """The one finding of a code."""
    (found,) = [each for each in findings if each.code == code]
    return found


@pytest.mark.parametrize("folder", ["", "areas"])
def test_files_of_an_editor_are_passed_over(rules: Path, folder: str) -> None:
    for where in (rules / KEY / folder, rules / "published"):
        (where / ".#hill.yml").symlink_to("someone@somewhere.1234:1")
        (where / ".#hill.json").symlink_to("someone@somewhere.1234:1")
        (where / ".hidden.yml").write_text("nonsense", encoding="utf-8")
        (where / ".hidden.json").write_text("nonsense", encoding="utf-8")
    assert every_finding(rules) == []
    assert main(["new", "1820-01-01", "--from", KEY, "--rules", str(rules)]) == 0
    assert not list((rules / "1820-01-01").rglob(".*"))
    published.publish(rules, load_edition(rules, DRAFT), "1814-05-01")
    assert every_finding(rules) == []


@pytest.mark.parametrize("name", ["areas/hill.yml", "areas/third.yml", "notes.yml", "notes"])
def test_folder_among_the_rule_files_is_named(rules: Path, name: str) -> None:
    path = rules / DRAFT / name
    path.unlink(missing_ok=True)
    path.mkdir()
    found = only(every_finding(rules), "unknown-file")
    assert found.mark.path == path
    assert f"'{name}' is a folder" in found.message


@pytest.mark.parametrize("name", ["areas/hill.yaml", "areas/third.yaml", "notes.yaml"])
def test_file_with_another_ending_is_named(rules: Path, name: str) -> None:
    path = rules / DRAFT / name
    path.write_text("a: 1\n", encoding="utf-8")
    found = only(every_finding(rules), "unknown-file")
    assert found.mark.path == path
    assert found.hint == f"call it {path.stem}.yml"


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 900 + "]" * 900,
        "a: " + "[" * 900,
        "a: [\n" * 200,
        "a: " + "{b: " * 900 + "}" * 900,
        "".join(f"{' ' * at}a:\n" for at in range(200)),
    ],
)
def test_deep_nesting_is_a_finding(rules: Path, text: str) -> None:
    path = rules / DRAFT / "score.yml"
    path.write_text(text, encoding="utf-8")
    found = [each for each in every_finding(rules) if each.mark.path == path]
    assert found


def test_what_stands_beside_what_lies_too_deep_is_read(rules: Path) -> None:
    path = rules / DRAFT / "score.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"deep: {'[' * 60}{']' * 60}\n{text}", encoding="utf-8")
    found = {each.code for each in every_finding(rules)}
    assert found == {"depth", "unknown-key"}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("[" * 100_000 + "]" * 100_000, "too deep"),
        ("[" * 900 + "]" * 900, "too deep"),
        ("[" * 60 + "]" * 60, "too deep"),
        ('"\\ud800"', "U+D800 is half a letter"),
        ("1" * 5000, ""),
    ],
)
@pytest.mark.parametrize("field", ["published", "edition"])
def test_publication_that_no_command_wrote_is_a_finding(
    rules: Path, field: str, value: str, says: str
) -> None:
    path = published.place(rules, KEY)
    other = '"edition": {}' if field == "published" else '"published": "1814-05-01"'
    first, last = (f'"{field}": {value}', other)[:: 1 if field == "published" else -1]
    path.write_text(
        f'{{{first}, "digest": "0", "corrections": [], "withdrawn": null, {last}}}',
        encoding="utf-8",
    )
    (found, *_) = [each for each in every_finding(rules) if each.code == "published"]
    assert found.mark.path == path
    assert "the publication is damaged" in found.message
    assert says in found.message


def test_folder_in_the_place_of_a_publication_is_a_lost_publication(rules: Path) -> None:
    path = published.place(rules, KEY)
    path.unlink()
    path.mkdir()
    found = only(every_finding(rules), "published")
    assert f"published/{KEY}.json is gone" in found.message
    assert main(["publish", DRAFT, "--rules", str(rules)]) == 0


@pytest.mark.parametrize("content", [None, "utf-16"])
def test_every_finding_names_a_file_of_the_edition(rules: Path, content: str | None) -> None:
    path = rules / KEY / "edition.yml"
    text = path.read_text(encoding="utf-8")
    if content is None:
        path.unlink()
    else:
        path.write_text(text, encoding=content)
    found = every_finding(rules)
    assert any("'programme' is missing" in each.message for each in found)
    assert {each.mark.path for each in found} == {path}
