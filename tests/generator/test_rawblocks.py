"""Blocks of HTML put aside: what Markdown makes of a page, and the anchors, stay what they were."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import markdown
import pytest
from markdown.extensions import Extension
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import _RawHTMLPreprocessor
from mkdocs.utils.meta import get_data

from generator.rawblocks import RawBlocks
from generator.shelf import read_shelf
from generator.site import rendered

ROOT = Path(__file__).resolve().parents[2]

PLAIN = {
    "a custom element": "<div>\n<an-element hidden></an-element>\n</div>\n",
    "one block": "# A {#a}\n\n<p id='x' class=\"y\">Text &amp; &#39;more&#39;, <b>bold</b></p>\n",
    "blocks in a row": '<p id="one">1</p>\n<ul id="two">\n<li>2<br>\n</ul>\n<p>3</p>\n\n## B\n',
    "an element within its like": '<div id="o"><div id="i">*in*</div>_out_</div>\n\nText *here*\n',
    "one without an end within another": "<div><p>one<p>two</div>\n\n<p>three</p>",
    "drawings and forms": '<form><input id="f" disabled><svg><path d="M0 0"/></svg></form>\n',
    "what looks like an anchor": '<p title="b" id="a&amp;b">id="no" <i data-id="no"></i></p>\n',
    "an ampersand alone": "<p>A & B &lt; C</p>\n",
}
OTHERWISE = {
    "a custom element alone": "<an-element>\n\n*text*\n</an-element>\n",
    "Markdown within": '<div markdown="1">\n*in*\n</div>\n',
    "Markdown within, in a row": "<div markdown>\n\n*in*\n\n<p>x</p>\n\n</div>\n",
    "text behind a block": "<p>one</p> and *text*\n",
    "two blocks on a line": "<p>one</p> <p>two</p>\n",
    "text before": "text <p>one</p>\n",
    "a block within text": "- a list\n\n    <p>one</p>\n\n<p>two</p>\n",
    "an inline element": "<span id='s'>*one*</span>\n\n<p>two</p>\n",
    "a template": "<template><p>*one*</p></template>\n",
    "no end": "<div><p>one</p>\n\n*two*\n",
    "an end too many": "<p>one</p></div>\n\n*two*\n",
    "a blank line within": "<div>\n\n*one*\n\n</div>\n",
    "a comment": "<!-- <p>*one*</p> -->\n\n<p>two</p>\n",
    "a comment around": "<!--\n\n<p>one</p>\n\n-->\n",
    "a script": "<script>if (a < b && c) { d('</p>') }</script>\n\n<p>two</p>\n",
    "a rule across": "<hr>\n<p>one</p>\n\n<div><hr>two</div>\n",
    "half an entity": "<p>one &copy two &amp three</p>\n",
    "an entity with a line": "<p>&foo_bar; &#x41; &#X41;</p>\n",
    "half a tag": '<p class="a>one</p>\n\n<p>two</p>\n',
    "a sign in an attribute": '<p title="a > b">one</p>\n\n<p title=bare>two</p>\n',
    "an anchor by name": "<p><a class='x' name='n'>one</a><input name='no'></p>\n",
    "capitals": '<P ID="p">one</P>\n\n<p>*two*</p>\n',
    "fenced code": '```html\n\n<p id="no">one</p>\n\n```\n\n<p>two</p>\n',
    "code within a line": "`<p>` and\n\n<p>two</p>\n",
    "an indented block": "    <p>code</p>\n\n  <p>two</p>\n",
    "another kind of blank": "<p>one</p>\n\u3000\n*two*\n",
    "nothing": "",
}


class Made(NamedTuple):
    """What a page becomes: its HTML, the anchors for MkDocs, what Markdown's reader saw of it."""

    html: str
    anchors: frozenset[str]
    read: str


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(tmp_path_factory.mktemp("docs")))


def convert(config: MkDocsConfig, text: str, *more: Extension) -> Made:
    """A page as MkDocs converts it."""
    extensions: list[str | Extension] = [*map(str, config.markdown_extensions), *more]
    md = markdown.Markdown(extensions=extensions, extension_configs=config.mdx_configs)
    anchors = _RawHTMLPreprocessor()
    anchors._register(md)
    seen: list[str] = []
    reader = md.preprocessors["html_block"]
    read = reader.run

    def listening(lines: list[str]) -> list[str]:
        seen.extend(lines)
        return read(lines)

    reader.run = listening  # type: ignore[method-assign]
    html = md.convert(text)
    return Made(html, frozenset(anchors.present_anchor_ids), "\n".join(seen))


@pytest.mark.parametrize("text", [*PLAIN.values(), *OTHERWISE.values()], ids=[*PLAIN, *OTHERWISE])
def test_a_page_comes_out_the_same(config: MkDocsConfig, text: str) -> None:
    without, made = convert(config, text), convert(config, text, RawBlocks())
    assert made.html == without.html
    assert made.anchors == without.anchors


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_markdown_reads_nothing_of_plain_blocks(config: MkDocsConfig, text: str) -> None:
    assert "<" not in convert(config, text, RawBlocks()).read


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_of_the_newest_edition_comes_out_the_same(
    config: MkDocsConfig, language: str
) -> None:
    shelf = read_shelf(ROOT / "rules")
    tree = f"v/{shelf.current}/"
    pages = {path: make for path, make in rendered(shelf, language) if path.startswith(tree)}
    assert pages
    for path, make in pages.items():
        text, _ = get_data(make())
        without, made = convert(config, text), convert(config, text, RawBlocks())
        assert (path, made.html) == (path, without.html)
        assert (path, made.anchors) == (path, without.anchors)
        # Nothing on it keeps Markdown from being spared its HTML.
        assert (path, "<" in made.read) == (path, False)
