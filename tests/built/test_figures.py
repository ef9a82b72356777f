"""No figure stands on a page that no cited field produced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup

from generator.load import Loaded
from tests.built.html import LANGUAGES, PATHS, Built, Page, attribute
from tests.built.provenance import Provenance
from tests.built.tracing import Tracing

pytest_plugins = ["tests.built.plugin"]


OF_THE_SOFTWARE = ("developers/", "maintainers/")
"""Pages on commands, addresses and versions, which state no rule."""
TRACED = [path for path in PATHS if not path.endswith(OF_THE_SOFTWARE)]


@pytest.fixture(scope="module")
def provenances(loaded: Loaded) -> Mapping[str, Provenance]:
    return {language: Provenance(loaded.fields, language) for language in LANGUAGES}


@pytest.mark.parametrize("path", TRACED, ids=lambda path: path or "/")
def test_no_figure_stands_without_a_source(
    built: Built, provenances: Mapping[str, Provenance], path: str
) -> None:
    page = built.page(path)
    assert list(Tracing(page, provenances[page.language]).stray()) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "/")
def test_sums_add_up_figures_of_their_table(built: Built, path: str) -> None:
    for tag in built.page(path).article.select("[data-sum]"):
        table = tag.find_parent("table")
        assert table is not None
        shown = Counter(cell.get_text(strip=True) for cell in table.select(".saiten-number"))
        assert Counter(attribute(tag, "data-sum").split()) <= shown


@pytest.mark.parametrize(
    ("selector", "planted"),
    [
        ("h2#requirements", "<p>41</p>"),
        ("h2#requirements", '<p><a title="41" href="#top">#</a></p>'),
        ("#net-customer-adds td", "<span>41</span>"),
        ("#net-adds-period .saiten-rule__text", "<span>2022年10月31日</span>"),
        ("#net-adds-period .saiten-cite", "<span>41</span>"),
        (".calc-result", "<p>41</p>"),
        ("tfoot td", "<span>70</span>"),
    ],
)
def test_planted_figure_is_found(
    built: Built, provenances: Mapping[str, Provenance], selector: str, planted: str
) -> None:
    page = Page(built.folder, "areas/infrastructure/")
    (tag, *_) = page.article.select(selector)
    assert list(Tracing(page, provenances["ja"]).stray()) == []
    tag.append(BeautifulSoup(planted, "html.parser"))
    assert len(list(Tracing(page, provenances["ja"]).stray())) == 1
