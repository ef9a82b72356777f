"""What every page has, and what the two languages share."""

from __future__ import annotations

import posixpath
import re

import pytest

from generator.load import Loaded
from generator.prose import in_language
from generator.references import mapping
from tests.built.html import LANGUAGES, PATHS, Built, Page, attribute, texts

pytest_plugins = ["tests.built.plugin"]

every_page = pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "/")


def test_every_page_is_built_in_both_languages_and_under_its_edition(built: Built) -> None:
    assert sorted(built.paths()) == sorted(PATHS)


@every_page
def test_languages_share_the_ids_and_their_order(built: Built, path: str) -> None:
    page = built.page(path)
    assert page.ids == built.page(f"{LANGUAGES['en']}{page.below_language}").ids
    assert len(page.ids) == len(set(page.ids))


@every_page
def test_page_says_who_publishes_it_and_when_it_was_compared(
    built: Built, loaded: Loaded, path: str
) -> None:
    page = built.page(path)
    notice, checked = (each.get_text() for each in page.soup.select("footer .saiten-notice"))
    assert notice == in_language(loaded.fields["notice"], page.language)
    assert str(loaded.fields["checked"]) in checked


@every_page
def test_page_names_its_language_its_title_and_what_it_is(built: Built, path: str) -> None:
    page = built.page(path)
    (html,) = page.soup.select("html")
    assert attribute(html, "lang") == page.language
    assert len(page.soup.select("h1")) == 1
    (title,) = page.soup.select("head > title")
    assert title.get_text(strip=True)
    (description,) = page.soup.select('meta[name="description"]')
    assert attribute(description, "content").strip()


@pytest.mark.parametrize("path", ["404.html", "en/404.html"])
def test_page_that_is_not_found_has_language_title_and_notice(
    built: Built, loaded: Loaded, path: str
) -> None:
    page = built.page(path)
    assert attribute(page.soup.select("html")[0], "lang") == page.language
    assert len(page.soup.select("h1")) == 1
    notice = page.soup.select("footer .saiten-notice")[0].get_text()
    assert notice == in_language(loaded.fields["notice"], page.language)


@every_page
def test_canonical_is_the_page_of_the_current_edition(built: Built, path: str) -> None:
    page = built.page(path)
    (link,) = page.soup.select('link[rel="canonical"]')
    place = f"{page.place}/" if page.place else ""
    assert _led_to(page, attribute(link, "href")) == LANGUAGES[page.language] + place


@every_page
def test_alternates_are_the_same_page_in_each_language(built: Built, path: str) -> None:
    page = built.page(path)
    links = {
        attribute(link, "hreflang"): _led_to(page, attribute(link, "href"))
        for link in page.soup.select("link[hreflang]")
    }
    assert links == {
        "ja": page.below_language,
        "en": f"en/{page.below_language}",
        "x-default": page.below_language,
    }
    (switch,) = page.soup.select("a.saiten-languages__link")
    assert _led_to(page, attribute(switch, "href")) == links[attribute(switch, "hreflang")]


def _led_to(page: Page, href: str) -> str:
    """The path of a page, below the root of the site, that a relative link leads to."""
    path = posixpath.normpath(posixpath.join(page.path, href))
    return "" if path == "." else f"{path}/"


@every_page
def test_abbreviations_are_spelled_out_where_they_first_stand(
    built: Built, loaded: Loaded, path: str
) -> None:
    """In the text: a heading stays as it is, and the text below it spells out what it says."""
    page = built.page(path)
    said = "".join(node for node in texts(page.article) if not node.find_parent(["h1", "h2", "h3"]))
    everything = "".join(texts(page.article))
    unspelled = []
    for short, each in mapping(loaded.fields["abbreviations"]).items():
        alone = re.compile(rf"(?<![A-Za-z0-9]){re.escape(short)}(?![A-Za-z0-9])")
        title = in_language(mapping(each)["title"], page.language)
        if alone.search(everything) and not _spelled(alone.split(said, 1), title):
            unspelled.append(short)
    assert unspelled == []


def _spelled(around: list[str], title: str) -> bool:
    """Whether the words follow in parentheses, or the abbreviation does so after its words."""
    before, after = around if len(around) == 2 else ("", "")
    return after.startswith(f" ({title})") or (before.endswith("(") and after.startswith(")"))
