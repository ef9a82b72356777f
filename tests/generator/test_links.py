"""Links within the built site: each leads to a file and an anchor that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.links import Broken, broken, told


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    write(tmp_path, "index.html", '<h1 id="top">Home</h1><a href="rules/#first">Rules</a>')
    write(tmp_path, "rules/index.html", '<p id="first"><a href=../>Home</a></p>')
    return tmp_path


def write(site: Path, name: str, content: str) -> None:
    (site / name).write_text(content, encoding="utf-8")


def test_sound_links_are_none_of_its_business(site: Path) -> None:
    write(site, "rules/more.html", '<a href="#here" id="here"><a href="https://example.org/x">')
    assert broken(site) == []


@pytest.mark.parametrize(
    ("tag", "missing"),
    [
        ('<a class="x>y" href="nowhere/">', "rules/nowhere"),
        ("<a title='a \"b\"' href='../#gone'>", "the anchor 'gone'"),
        ('<link rel="stylesheet" href="../style.css">', "style.css"),
        ('<script type="module" src=../a.mjs></script>', "a.mjs"),
        ('<img alt="" src="&#46;./picture.png"/>', "picture.png"),
        ('<form data-calculator data-runtime="../runtime/worker.mjs">', "runtime/worker.mjs"),
        ('<a href="../../outside/">', "../outside"),
        ('<a href="#nothing">', "the anchor 'nothing'"),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_what_is_missing(
    site: Path, tag: str, missing: str
) -> None:
    write(site, "rules/index.html", f'<p id="first">{tag}</p>')
    (found,) = broken(site)
    assert (found.page, found.missing) == ("rules/index.html", missing)


def test_text_that_looks_like_a_tag_is_no_link(site: Path) -> None:
    write(site, "rules/index.html", '<p id="first">&lt;a href="nowhere/"&gt;</p>')
    assert broken(site) == []


def test_one_missing_file_is_told_once() -> None:
    found = [Broken(f"{page}/index.html", "../style.css", "style.css") for page in "abc"]
    text = told([*found, Broken("a/index.html", "x/", "a/x")])
    assert text.splitlines() == [
        f"{found[0]} (and on 2 more pages)",
        str(Broken("a/index.html", "x/", "a/x")),
    ]
