"""What the search reads of a page: nothing of what it is to leave out."""

from __future__ import annotations

import pytest
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from generator.searched import without_excluded

EMPTIED = {
    "nothing excluded": ("<p>one</p>", "<p>one</p>"),
    "an element": ("<p>a<i data-search-exclude>b</i>c</p>", "<p>a<i data-search-exclude></i>c</p>"),
    "one within its like": (
        "<div data-search-exclude><div>b</div>c</div><div>d</div>",
        "<div data-search-exclude></div><div>d</div>",
    ),
    "another name that begins alike": (
        "<p data-search-exclude>a<pre>b</pre>c</p>d",
        "<p data-search-exclude></p>d",
    ),
    "among other attributes": (
        """<form class="a > b" x='y' data-search-exclude hidden title="c > d"><b>e</b></form>f""",
        """<form class="a > b" x='y' data-search-exclude hidden title="c > d"></form>f""",
    ),
    "several": (
        "<i data-search-exclude>a</i>b<i data-search-exclude>c<i>d</i></i>e",
        "<i data-search-exclude></i>b<i data-search-exclude></i>e",
    ),
    "within another": (
        "<ul data-search-exclude><li data-search-exclude>a</li>b</ul>c",
        "<ul data-search-exclude></ul>c",
    ),
    "without an end": ("<p data-search-exclude>a", "<p data-search-exclude>a"),
    "in a text": ("<p>data-search-exclude &gt;a</p>", "<p>data-search-exclude &gt;a</p>"),
    "a heading, which the search judges itself": (
        '<h2 data-search-exclude="1" id="a">b</h2>',
        '<h2 data-search-exclude="1" id="a">b</h2>',
    ),
}


@pytest.mark.parametrize(("page", "read"), EMPTIED.values(), ids=EMPTIED)
def test_content_of_excluded_elements_is_left_out(page: str, read: str) -> None:
    assert without_excluded(page) == read


def sections(page: str) -> list[tuple[str, str]]:
    """The titles and texts that the search finds on a page."""
    parser = Parser()
    parser.feed(page)
    parser.close()
    return [("".join(each.title), "".join(each.text)) for each in parser.data]


def test_what_is_found_stays_what_it_was() -> None:
    page = (
        '<h1 id="top">A</h1>\n<p>one <span data-search-exclude><a>cited</a></span>\nmore</p>\n'
        '<h2 id="b">B<a data-search-exclude>#</a></h2>\n<form data-search-exclude><p>x</p></form>'
        "\n<p>two</p>"
    )
    assert sections(without_excluded(page)) == sections(page)
    assert "cited" not in str(sections(page))


def test_an_element_that_holds_its_like_is_left_out_whole() -> None:
    page = '<h1 id="top">A</h1><div data-search-exclude><div>b</div>secret</div><p>c</p>'
    assert "secret" not in str(sections(without_excluded(page)))
