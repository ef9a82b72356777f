"""Whatever stands in the rules is text: on every page, in its title, in the search index."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built.hostile import HOSTILE
from tests.built.html import PATHS, WRITTEN, Built, Page, attribute, texts

pytest_plugins = ["tests.built.plugin"]

OF_RULES = [path for path in PATHS if not path.endswith(tuple(f"{each}/" for each in WRITTEN))]
every_page = pytest.mark.parametrize("path", OF_RULES, ids=lambda path: path or "/")


@every_page
def test_hostile_text_changes_no_element_of_a_page(built: Built, hostile: Built, path: str) -> None:
    assert _elements(hostile.page(path)) == _elements(built.page(path))


@every_page
def test_hostile_text_makes_no_attribute_that_acts(hostile: Built, path: str) -> None:
    tags = hostile.page(path).soup.find_all(True)
    assert [tag for tag in tags if any(name.lower().startswith("on") for name in tag.attrs)] == []
    assert [tag for tag in tags if _leads_to_script(tag)] == []


@every_page
def test_hostile_text_is_shown_as_written(hostile: Built, path: str) -> None:
    page = hostile.page(path)
    (notice, *_) = page.soup.select("footer .saiten-notice")
    navigation = page.soup.select("nav.md-nav--primary .md-nav__link")
    shown = {
        "article": _one_line("".join(texts(page.article))),
        "notice": notice.get_text(),
        "navigation": " ".join(_one_line(link.get_text()) for link in navigation),
    }
    assert [name for name, text in shown.items() if HOSTILE not in text] == []


@pytest.mark.parametrize("path", ["areas/security/", "en/v/2022-03-16/areas/infrastructure/"])
def test_hostile_name_stands_in_title_and_description(hostile: Built, path: str) -> None:
    soup = hostile.page(path).soup
    assert HOSTILE in soup.select("head > title")[0].get_text()
    assert HOSTILE in attribute(soup.select('meta[name="description"]')[0], "content")


@pytest.mark.parametrize("path", ["areas/security/", "en/readings/"])
def test_hostile_headings_are_written_out_in_the_table_of_contents(
    hostile: Built, path: str
) -> None:
    links = hostile.page(path).soup.select(".md-nav--secondary .md-nav__link")
    assert any(HOSTILE in _one_line(link.get_text()) for link in links)


@pytest.mark.parametrize("path", ["areas/infrastructure/", "en/calculator/"])
def test_hostile_text_stays_in_what_scripts_read(hostile: Built, path: str) -> None:
    page = hostile.page(path)
    islands = page.soup.select('form[data-calculator] template[data-part="island"]')
    assert islands
    for island in islands:
        (level,) = json.loads(island.get_text())["levels"].values()
        assert HOSTILE in level
    assert page.html.count("<template") == page.html.count("</template>")


@pytest.mark.parametrize("language", ["", "en/"])
def test_hostile_text_makes_no_element_in_search(hostile: Built, language: str) -> None:
    index = hostile.folder / language / "search" / "texts.json"
    entries = json.loads(index.read_text(encoding="utf-8"))["docs"]
    shown = [BeautifulSoup(entry["title"] + entry["text"], "html.parser") for entry in entries]
    assert any(HOSTILE in _one_line(entry.get_text()) for entry in shown)
    assert {tag.name for entry in shown for tag in entry.find_all(["img", "script", "a"])} == set()


def _elements(page: Page) -> list[str]:
    return [f"{tag.name}#{attribute(tag, 'id')}" for tag in page.soup.find_all(True)]


def _leads_to_script(tag: Tag) -> bool:
    addresses = (attribute(tag, name) for name in ("href", "src", "action", "data"))
    return any(address.strip().lower().startswith("javascript:") for address in addresses)


def _one_line(text: str) -> str:
    return " ".join(text.split())
