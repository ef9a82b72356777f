"""The site below a path of its host: every link of pages, feed, sitemap and calendar leads on."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from generator import site
from generator.drafts import new_edition
from generator.site import Options
from tests.browser.profile import Profile
from tests.built.browsing import Watched, ready
from tests.built.html import attribute
from tests.built.project import EDITION, copy_project

pytest_plugins = ["tests.built.plugin"]

PREFIX = "/saiten/"
DRAFT = "2027-01-01"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


class Served(NamedTuple):
    """Where the site is served, and its files."""

    address: str
    folder: Path


class Handler(SimpleHTTPRequestHandler):
    """A host that knows only the 404.html at the root of the site, as GitHub Pages does."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / PREFIX.strip("/") / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Requests are of no interest."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("host")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}{PREFIX}"
    project = copy_project(tmp_path_factory.mktemp("project"))
    new_edition(project.rules, DRAFT, EDITION)
    out = root / PREFIX.strip("/")
    site.build(Options(project.rules, project.docs, out, address), lambda _message: None)
    yield Served(address, out)
    server.shutdown()
    server.server_close()


def answer(address: str) -> tuple[int, bytes]:
    """The status and the content of an address."""
    try:
        with urlopen(address) as answered:  # noqa: S310
            return int(answered.status), bytes(answered.read())
    except HTTPError as error:
        with error:
            return error.code, error.read()


def fetched(address: str) -> bytes:
    status, content = answer(address)
    assert status == 200
    return content


def links(page: str, content: bytes) -> set[str]:
    """Where a page leads, and what it loads, each as a whole address."""
    soup = BeautifulSoup(content, "html.parser", multi_valued_attributes=None)
    wanted = [
        attribute(tag, name)
        for name in ("href", "src", "data-runtime")
        for tag in soup.select(f"[{name}]")
    ]
    return {urldefrag(urljoin(page, each)).url for each in wanted if each}


def test_every_page_and_file_that_is_linked_is_there(served: Served) -> None:
    """From every page on, those that are not found included."""
    host = served.address.removesuffix(PREFIX)
    pages = [path.relative_to(served.folder).as_posix() for path in served.folder.rglob("*.html")]
    waiting = {served.address + path.removesuffix("index.html") for path in pages}
    assert len(waiting) > 100
    seen: set[str] = set()
    broken = []
    while waiting:
        address = waiting.pop()
        seen.add(address)
        status, content = answer(address)
        if status != 200 or not address.startswith(served.address):
            broken.append(address)
        elif address.endswith(("/", ".html")):
            found = {each for each in links(address, content) if each.startswith(host)}
            waiting |= found - seen
    assert broken == []


def test_feed_sitemap_calendar_and_pointers_lead_on(served: Served) -> None:
    named = set()
    for sitemap in ("sitemap.xml", "en/sitemap.xml"):
        root = ET.fromstring(fetched(served.address + sitemap))  # noqa: S314
        named |= {str(each.text) for each in root.iter(f"{SITEMAP}loc")}
        named |= {each.get("href", "") for each in root.iter(f"{XHTML}link")}
    feed = ET.fromstring(fetched(f"{served.address}changes.atom"))  # noqa: S314
    named |= {each.get("href", "") for each in feed.iter(f"{ATOM}link")}
    calendar = fetched(f"{served.address}timeline.ics").decode().replace("\r\n ", "")
    named |= set(re.findall(r"(?m)^URL:(\S+)", calendar))
    pointers = fetched(f"{served.address}llms.txt").decode()
    named |= set(re.findall(r"\]\((\S+)\)", pointers))
    robots = fetched(f"{served.address}robots.txt").decode()
    named |= set(re.findall(r"Sitemap: (\S+)", robots))
    assert len(named) > 80
    assert [each for each in named if not each.startswith(served.address)] == []
    assert [each for each in named if answer(urldefrag(each).url)[0] != 200] == []


def test_sitemap_names_each_page_in_every_language_and_no_draft(served: Served) -> None:
    for sitemap, own in (("sitemap.xml", "ja"), ("en/sitemap.xml", "en")):
        root = ET.fromstring(fetched(served.address + sitemap))  # noqa: S314
        urls = root.findall(f"{SITEMAP}url")
        assert len(urls) > 30
        for url in urls:
            loc = str(url.findtext(f"{SITEMAP}loc"))
            alternates = {
                each.get("hreflang"): each.get("href") for each in url.findall(f"{XHTML}link")
            }
            assert set(alternates) == {"ja", "en", "x-default"}
            assert alternates[own] == loc
            assert alternates["x-default"] == alternates["ja"]
            assert f"/v/{DRAFT}/" not in loc


def test_canonical_and_alternate_addresses_are_whole(served: Served) -> None:
    page = fetched(f"{served.address}en/v/{EDITION}/score/")
    soup = BeautifulSoup(page, "html.parser", multi_valued_attributes=None)
    (canonical,) = soup.select('link[rel="canonical"]')
    assert attribute(canonical, "href") == f"{served.address}en/score/"
    alternates = [attribute(each, "href") for each in soup.select("link[hreflang]")]
    assert all(each.startswith(served.address) for each in alternates)


def test_draft_asks_not_to_be_indexed(served: Served) -> None:
    page = fetched(f"{served.address}v/{DRAFT}/score/").decode()
    assert '<meta name="robots" content="noindex">' in page


def test_page_that_is_not_found_works_at_any_depth_and_in_both_languages(
    served: Served, profile: Profile
) -> None:
    with profile.page() as page:
        watched = Watched(page, served.address)
        watched.go("en/areas/nowhere/at/all/")
        assert page.locator("h1").inner_text() == "ページが見つかりません"
        page.locator('section[lang="en"] a').click()
        page.wait_for_url(f"{served.address}en/")
        assert [each for each in watched.complaints() if "nowhere" not in each] == []


def test_calculator_runs_below_a_path(served: Served, profile: Profile) -> None:
    with profile.page() as page:
        watched = Watched(page, served.address)
        watched.go("en/areas/infrastructure/")
        ready(page)
        assert watched.complaints() == []
