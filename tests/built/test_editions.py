"""All editions in one site: what each page says of its edition, and what stays as it was."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from functools import cache

import pytest

from generator.load import load_index
from generator.pages import list_pages
from generator.prose import in_language
from generator.published import read
from generator.references import mapping
from generator.source import Source
from tests.built.html import LANGUAGES, Built, Page, attribute
from tests.built.project import EDITION
from tests.built.provenance import Provenance
from tests.built.tracing import Tracing
from tests.editions import EDITIONS, RULES, verified_edition

pytest_plugins = ["tests.built.plugin"]

CURRENT = load_index(RULES).current


@cache
def places(key: str) -> tuple[str, ...]:
    """The pages of an edition, below the root of its tree."""
    verified = verified_edition(key)
    assert verified.edition is not None
    source = Source(verified.loaded.fields, verified.edition, verified.cases)
    return tuple(page.path for page in list_pages(source, "ja"))


@cache
def status(key: str) -> str:
    """What readers should know of an edition; drafts are held to it before they are published."""
    publication = read(RULES, key)
    if publication is not None and publication.withdrawn is not None:
        return "withdrawn"
    if key == CURRENT:
        return "current"
    return "draft" if publication is None else "superseded"


def path_of(key: str, place: str, language: str = "ja") -> str:
    return f"{LANGUAGES[language]}v/{key}/{place}{'/' if place else ''}"


PAGES = [
    (key, place, language) for key in EDITIONS for place in places(key) for language in LANGUAGES
]
every_page = pytest.mark.parametrize(("key", "place", "language"), PAGES)


@cache
def provenance(key: str, language: str) -> Provenance:
    return Provenance(verified_edition(key).loaded.fields, language)


@every_page
def test_page_says_of_its_own_edition_who_publishes_it_and_when_it_was_compared(
    whole: Built, key: str, place: str, language: str
) -> None:
    page = whole.page(path_of(key, place, language))
    notice, checked = (each.get_text() for each in page.soup.select("footer .saiten-notice"))
    fields = verified_edition(key).loaded.fields
    assert notice == in_language(fields["notice"], language)
    assert str(fields["checked"]) in checked


@every_page
def test_no_figure_stands_without_a_source(
    whole: Built, key: str, place: str, language: str
) -> None:
    page = whole.page(path_of(key, place, language))
    assert list(Tracing(page, provenance(key, language)).stray()) == []


@every_page
def test_sums_add_up_figures_of_their_table(
    whole: Built, key: str, place: str, language: str
) -> None:
    for tag in whole.page(path_of(key, place, language)).article.select("[data-sum]"):
        table = tag.find_parent("table")
        assert table is not None
        shown = Counter(cell.get_text(strip=True) for cell in table.select(".saiten-number"))
        assert Counter(attribute(tag, "data-sum").split()) <= shown


@pytest.mark.parametrize(
    ("key", "place"), [(key, place) for key in EDITIONS for place in places(key)]
)
def test_languages_share_the_ids_and_their_order(whole: Built, key: str, place: str) -> None:
    japanese, english = (whole.page(path_of(key, place, each)) for each in LANGUAGES)
    assert japanese.ids == english.ids
    assert len(japanese.ids) == len(set(japanese.ids))


@every_page
def test_a_superseded_page_is_canonical_to_itself_and_says_so(
    whole: Built, key: str, place: str, language: str
) -> None:
    page = whole.page(path_of(key, place, language))
    (link,) = page.soup.select('link[rel="canonical"]')
    unversioned = f"{LANGUAGES[language]}{place}{'/' if place else ''}"
    own = unversioned if key == CURRENT else page.path
    assert led_to(page, attribute(link, "href")) == own
    banner = page.soup.select_one("[data-md-component=announce]")
    assert banner is not None
    title = in_language(verified_edition(key).loaded.fields["title"], language)
    publication = read(RULES, key)
    withdrawn = publication.withdrawn if publication else None
    said = withdrawn.words[language] if withdrawn else title
    assert (said in banner.get_text()) is (status(key) != "current")
    if key != CURRENT and status(key) != "draft":
        (on,) = banner.select("a[href]")
        same = place if place in places(CURRENT) else ""
        assert led_to(page, attribute(on, "href")) == (
            f"{LANGUAGES[language]}{same}{'/' if same else ''}"
        )
    robots = [attribute(each, "content") for each in page.soup.select('meta[name="robots"]')]
    assert robots == ["noindex"] * (status(key) == "draft")


@every_page
def test_the_switch_leads_to_the_same_page_of_every_edition_that_has_it(
    whole: Built, key: str, place: str, language: str
) -> None:
    page = whole.page(path_of(key, place, language))
    (switch,) = page.soup.select("nav.saiten-editions")
    assert switch.find_parent("article") is None
    led = {
        link.get_text(strip=True): led_to(page, attribute(link, "href"))
        for link in switch.select("a[href]")
    }
    titles = {
        other: in_language(verified_edition(other).loaded.fields["title"], language)
        for other in EDITIONS
    }
    assert led == {
        titles[other]: (
            f"{LANGUAGES[language]}{'' if other == CURRENT else f'v/{other}/'}"
            f"{place}{'/' if place else ''}"
        )
        for other in EDITIONS
        if other != key and place in places(other)
    }
    (here,) = switch.select("[aria-current]")
    assert here.get_text(strip=True) == titles[key]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_that_the_current_edition_lacks_is_lent_by_the_newest_that_has_it(
    whole: Built, language: str
) -> None:
    lent = {
        place
        for key in EDITIONS
        for place in places(key)
        if status(key) not in ("draft", "withdrawn")
    } - set(places(CURRENT))
    assert lent
    for place in lent:
        lending = [key for key in EDITIONS if status(key) not in ("draft", "withdrawn")]
        newest = max(key for key in lending if place in places(key))
        page = whole.page(f"{LANGUAGES[language]}{place}/")
        banner = page.soup.select_one("[data-md-component=announce]")
        assert banner is not None
        title = in_language(verified_edition(newest).loaded.fields["title"], language)
        assert title in banner.get_text()


@pytest.mark.parametrize("place", places(EDITION))
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_stays_byte_for_byte_when_newer_editions_appear(
    built: Built, whole: Built, place: str, language: str
) -> None:
    path = path_of(EDITION, place, language)
    assert article(built.page(path)) == article(whole.page(path))


def article(page: Page) -> str:
    start, end = page.html.index("<article"), page.html.index("</article>")
    return page.html[start:end]


@pytest.mark.parametrize("name", [f"{EDITION}.json", f"{EDITION}/cases.json"])
def test_the_api_of_an_edition_stays_byte_for_byte_when_newer_editions_appear(
    built: Built, whole: Built, name: str
) -> None:
    before, after = (site.folder / "api/v1/editions" / name for site in (built, whole))
    assert before.read_bytes() == after.read_bytes()


def test_the_index_knows_every_edition_and_the_current_one(whole: Built) -> None:
    index = json.loads((whole.folder / "api/v1/index.json").read_text(encoding="utf-8"))
    assert index["current"] == CURRENT
    told = {each["edition"]: each["status"] for each in index["editions"]}
    assert told == {key: status(key) for key in EDITIONS}
    for each in index["editions"]:
        edition = json.loads((whole.folder / "api/v1" / each["url"]).read_text(encoding="utf-8"))
        assert mapping(edition)["edition"] == each["edition"]


def led_to(page: Page, href: str) -> str:
    """The path of a page, below the root of the site, that a relative link leads to."""
    path = posixpath.normpath(posixpath.join(page.path, href))
    return "" if path == "." else f"{path}/"
