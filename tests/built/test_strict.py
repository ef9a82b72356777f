"""A mistake fails the build with one clear message, and the site that stood before stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import templating, words
from generator.__main__ import main
from tests.built.project import Project, change

pytest_plugins = ["tests.built.plugin"]

OLD = "the site that stood before"


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Templates and words that a test may change."""
    for folder in (templating.HERE / "templates", words.FOLDER):
        shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.setattr(templating, "HERE", tmp_path)
    monkeypatch.setattr(words, "FOLDER", tmp_path / words.FOLDER.name)
    words.load_words.cache_clear()
    yield tmp_path
    words.load_words.cache_clear()


def failure(project: Project, capsys: pytest.CaptureFixture[str]) -> str:
    """What a build says that fails and leaves the site alone."""
    project.out.mkdir()
    (project.out / "index.html").write_text(OLD, encoding="utf-8")
    folders = {"--rules": project.rules, "--docs": project.docs, "--out": project.out}
    options = [str(each) for option in folders.items() for each in option]
    assert main(["build", *options]) == 1
    assert [path.name for path in project.out.iterdir()] == ["index.html"]
    assert (project.out / "index.html").read_text(encoding="utf-8") == OLD
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.out + said.err


@pytest.mark.parametrize(
    ("language", "written", "problems"),
    [
        (
            "ja",
            "[a page](elsewhere.md) [an anchor](score/index.md#nowhere)",
            ["elsewhere.md", "#nowhere"],
        ),
        (
            "en",
            '<a href="../elsewhere/">a page</a> <a href="../score/#nowhere">an anchor</a>',
            ["elsewhere is missing", "the anchor 'nowhere' is missing"],
        ),
    ],
)
def test_link_of_a_hand_written_page_that_leads_nowhere(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    language: str,
    written: str,
    problems: list[str],
) -> None:
    page = project.docs / language / "about.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{written}\n", encoding="utf-8")
    said = failure(project, capsys)
    assert [problem for problem in ("about", *problems) if problem not in said] == []


def test_address_in_the_rules_without_a_place_to_lead_to(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        project.edition / "areas" / "infrastructure.yml",
        "cite: infra-overview\n    links",
        "cite: nowhere\n    links",
    )
    said = failure(project, capsys)
    assert "infrastructure.yml" in said
    assert "'nowhere'" in said


def test_missing_translation_in_the_rules(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        project.edition / "score.yml",
        "      en: A Solutions Partner designation needs 70 points or more out of 100.\n",
        "",
    )
    said = failure(project, capsys)
    assert "score.yml:" in said
    assert "en" in said


@pytest.mark.parametrize("language", ["ja", "en"])
def test_missing_word(
    project: Project, code: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    path = code / "wordlists" / language / "site.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("programme-lead:")]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")
    assert f"the word 'site.programme-lead' is missing in {language}" in failure(project, capsys)


def test_name_that_a_template_does_not_have(
    project: Project, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = code / "templates" / "home.jinja"
    template.write_text(template.read_text(encoding="utf-8") + "{{ nowhere }}", encoding="utf-8")
    said = failure(project, capsys)
    assert "home.jinja" in said
    assert "'nowhere' is undefined" in said


def test_template_that_cannot_be_read(
    project: Project, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = code / "templates" / "home.jinja"
    template.write_text(template.read_text(encoding="utf-8") + "{% if %}", encoding="utf-8")
    assert "home.jinja, line" in failure(project, capsys)


def test_words_that_cannot_be_read(
    project: Project, code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = code / words.FOLDER.name / "en" / "site.yml"
    path.write_text(path.read_text(encoding="utf-8") + 'broken: "\n', encoding="utf-8")
    said = failure(project, capsys)
    assert "site.yml" in said
    assert "correct the list of words" in said
