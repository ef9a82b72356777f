"""The feed is Atom as RFC 4287 has it, with an entry for everything that happened."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from generator.feed import feed
from generator.shelf import Shelf, read_shelf
from tests.editions import RULES
from tests.generator.guild import KEY
from tests.generator.publications import publish_history

A = "{http://www.w3.org/2005/Atom}"
URL = "https://rules.example/saiten/"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
KNOWN = {"id", "title", "updated", "published", "author", "rights", "link", "entry", "summary"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return read_shelf(publish_history(tmp_path_factory.mktemp("history")))


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314


def only(parent: ET.Element, name: str) -> str:
    """The text of a child that stands there exactly once."""
    (child,) = parent.findall(f"{A}{name}")
    assert child.text
    return child.text


def check_atom(root: ET.Element) -> None:
    """What RFC 4287 asks of a feed and of its entries."""
    assert root.tag == f"{A}feed"
    (author,) = root.findall(f"{A}author")
    assert only(author, "name")
    for each in (root, *root.findall(f"{A}entry")):
        assert {child.tag.removeprefix(A) for child in each} <= KNOWN
        assert UUID(only(each, "id")).urn == only(each, "id")
        assert only(each, "title").strip()
        assert TIME.fullmatch(only(each, "updated"))
        relations = [(link.get("rel"), link.get("type")) for link in each.findall(f"{A}link")]
        assert relations.count(("alternate", "text/html")) == 1
        assert len(relations) == len(set(relations))
    identities = [only(each, "id") for each in (root, *root.findall(f"{A}entry"))]
    assert len(identities) == len(set(identities))
    newest = max(only(each, "updated") for each in root.findall(f"{A}entry"))
    assert only(root, "updated") == newest


@pytest.mark.parametrize("base", [URL, ""])
def test_feed_is_valid(shelf: Shelf, base: str) -> None:
    check_atom(parsed(feed(shelf, base)))


def test_feed_of_the_real_editions_is_valid() -> None:
    root = parsed(feed(read_shelf(RULES), URL))
    check_atom(root)
    assert len(root.findall(f"{A}entry")) >= 3


def test_every_event_is_an_entry_the_newest_first(shelf: Shelf) -> None:
    entries = parsed(feed(shelf, URL)).findall(f"{A}entry")
    told = [(only(each, "updated")[:10], only(each, "title")) for each in entries]
    assert [day for day, _ in told] == sorted((day for day, _ in told), reverse=True)
    assert [title.partition(":")[0] for _, title in told] == [
        "正誤",
        "公開の取りやめ",
        "公開",
        "語句の訂正",
        "公開",
        "公開",
    ]


def test_erratum_leads_to_its_page_and_is_worded_in_both_languages(shelf: Shelf) -> None:
    (entry, *_) = parsed(feed(shelf, URL)).findall(f"{A}entry")
    assert only(entry, "summary") == "油の単位の誤り / The oil is counted in jars"
    (link,) = entry.findall(f"{A}link")
    assert link.get("href") == f"{URL}v/{KEY}/areas/harbour/"


def test_identities_do_not_depend_on_the_address(shelf: Shelf) -> None:
    one, other = (parsed(feed(shelf, base)) for base in (URL, ""))
    assert [each.text for each in one.iter(f"{A}id")] == [
        each.text for each in other.iter(f"{A}id")
    ]
    assert all(link.get("href", "").startswith(URL) for link in one.iter(f"{A}link"))
    assert not any("//" in link.get("href", "") for link in other.iter(f"{A}link"))


def test_identities_stay_when_something_happens(tmp_path: Path) -> None:
    rules = publish_history(tmp_path)
    before = {each.text for each in parsed(feed(read_shelf(rules), URL)).iter(f"{A}id")}
    (rules / KEY / "errata.yml").unlink()
    after = {each.text for each in parsed(feed(read_shelf(rules), URL)).iter(f"{A}id")}
    assert after < before
