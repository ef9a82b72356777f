"""The site without its server, and while another build of it comes out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator import site
from generator.hosted.offline import write_service_worker
from generator.site import Options
from tests.browser.calculator_page import SETTLED, SLOW, word
from tests.browser.calculator_site import Handler, Server
from tests.browser.profile import Profile
from tests.built.project import EDITION, change, copy_project

pytestmark = pytest.mark.browser

AREA = "areas/infrastructure/"
ANSWERS = {"customers-gained": "3", "customers-lost": "1"}
INSTALLED = "async () => (await navigator.serviceWorker.ready).active.scriptURL"
ASK_FOR_ANOTHER = "async () => { await (await navigator.serviceWorker.ready).update(); }"


class Host:
    """Serves one build below a folder, then another in its place."""

    def __init__(self, folder: Path, builds: dict[str, Path]) -> None:
        self.folder = folder / "saiten"
        self.builds = builds
        self.publish("first")
        self.server = Server(folder)
        self.home = f"http://127.0.0.1:{self.server.server_port}/saiten/"

    def publish(self, build: str) -> None:
        """Put a build in the place of the one before."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.builds[build], self.folder)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A build, one with other rules, and one with other scripts."""
    folder = tmp_path_factory.mktemp("builds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "compress", lambda _site: None)
        project = copy_project(tmp_path_factory.mktemp("project"))
        for name in ("first", "rules"):
            out = folder / name
            options = Options(project.rules, project.docs, out, hosted=True)
            site.build(options, lambda _message: None)
            rules = project.edition / "areas" / "infrastructure.yml"
            if name == "first":
                halve_the_points(rules)
    shutil.copytree(folder / "first", folder / "scripts")
    rename_the_scripts(folder / "scripts")
    return {name: folder / name for name in ("first", "rules", "scripts")}


def halve_the_points(rules: Path) -> None:
    """The first metric of the area earns half of what it did."""
    rule = "rule: {{points: 30, per: net-customers, full_at: {}"
    change(rules, rule.format(3), rule.format(6))


def rename_the_scripts(folder: Path) -> None:
    """As if a script had changed: another folder of scripts, named by every page."""
    (scripts,) = (folder / "runtime" / "files").glob("web-*")
    scripts.rename(scripts.with_name("web-other"))
    for path in [*folder.rglob("*.html"), folder / "runtime" / "manifest.json"]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(scripts.name, "web-other"), encoding="utf-8")
    for old in (folder / "runtime" / "files").glob("site-*.json"):
        old.unlink()
    (folder / "service-worker.js").unlink()
    write_service_worker(folder)


@pytest.fixture
def host(builds: dict[str, Path], tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path, builds)
    threading.Thread(target=host.server.serve_forever, daemon=True).start()
    yield host
    host.stop()


@pytest.fixture
def context(profile: Profile) -> Iterator[BrowserContext]:
    with profile.visit() as context:
        yield context


def settle(page: Page) -> None:
    page.wait_for_function(SETTLED, timeout=SLOW)


def score(page: Page) -> str | None:
    """Answer the first metric, and read what it earns."""
    for name, answer in ANSWERS.items():
        page.locator(f'[name="{name}"]').fill(answer)
    settle(page)
    return page.locator('[data-metric="net-customer-adds"]').first.get_attribute("data-points")


def visit(context: BrowserContext, host: Host) -> Page:
    """A first visit, until everything is kept."""
    page = context.new_page()
    page.goto(host.home + AREA)
    settle(page)
    page.evaluate(INSTALLED)
    return page


def test_works_without_its_server(context: BrowserContext, host: Host) -> None:
    page = visit(context, host)
    host.stop()
    for path in (AREA, "en/calculator/", f"v/{EDITION}/{AREA}"):
        page.goto(host.home + path)
        settle(page)
    page.goto(f"{host.home}{AREA}?query#heading")
    assert score(page) == "20"
    page.goto(f"{host.home}en/readings/")
    expect(page.locator("h1")).to_be_visible()


def test_a_later_visit_starts_from_the_snapshot(context: BrowserContext, host: Host) -> None:
    page = visit(context, host)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with page.expect_worker(lambda worker: "worker.mjs" in worker.url) as started:
        page.goto(host.home + AREA)
    settle(page)
    assert started.value.evaluate("name") == "with snapshot"
    assert score(page) == "20"
    assert not [text for text in said if "without its snapshot" in text]


def test_a_snapshot_that_does_not_fit_is_given_up(context: BrowserContext, host: Host) -> None:
    page = visit(context, host)
    page.evaluate(
        """async () => {
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                    if (!request.url.endsWith(".snapshot")) continue;
                    await cache.put(request, new Response("damaged"));
                }
            }
        }"""
    )
    (snapshot,) = (host.folder / "runtime" / "files").glob("*.snapshot")
    snapshot.unlink()
    page.goto(host.home + AREA)
    assert score(page) == "20"


def test_another_build_waits_until_the_reader_wants_it(context: BrowserContext, host: Host) -> None:
    page = visit(context, host)
    page.goto(host.home + AREA)
    settle(page)
    host.publish("rules")
    page.evaluate(ASK_FOR_ANOTHER)
    notice = page.locator(".saiten-update")
    expect(notice).to_contain_text("サイトが更新されました", timeout=SLOW)
    # Nothing changes until then, also not on other pages.
    page.goto(host.home + AREA)
    assert score(page) == "20"
    expect(notice).to_be_visible(timeout=SLOW)
    with page.expect_navigation():
        notice.locator(".saiten-update__reload").click()
    expect(notice).to_be_hidden()
    assert score(page) == "10"
    host.stop()
    page.goto(host.home + AREA)
    assert score(page) == "10"


def expect_outdated(page: Page) -> None:
    form = page.locator("form[data-calculator]")
    expect(form).to_have_attribute("data-state", "failed", timeout=SLOW)
    expect(form.locator('[data-part="problem"]')).to_have_text(word("failed-outdated"))


class TestMixed:
    """Without a service worker: pages, scripts and rules of two builds meet."""

    @pytest.fixture
    def page(self, chromium: Browser) -> Iterator[Page]:
        context = chromium.new_context(service_workers="block")
        yield context.new_page()
        context.close()

    def test_a_page_of_the_next_build_comes_to_the_scripts_of_this_one(
        self, page: Page, host: Host
    ) -> None:
        page.goto(host.home)
        host.publish("scripts")
        page.locator(f'a[href$="{AREA}"]').first.click()
        expect_outdated(page)
        with page.expect_navigation():
            page.locator('[data-part="retry"]').click()
        assert score(page) == "20"

    @pytest.mark.parametrize("next_build", ["rules", "scripts"])
    def test_a_page_that_was_kept_meets_the_next_build(
        self, page: Page, host: Host, next_build: str
    ) -> None:
        kept = (host.folder / AREA / "index.html").read_text(encoding="utf-8")
        host.publish(next_build)

        def answer(handler: Handler) -> bool:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html; charset=utf-8")
            handler.end_headers()
            handler.wfile.write(kept.encode())
            return True

        host.server.faults[f"saiten/{AREA}"] = answer
        page.goto(host.home + AREA)
        expect_outdated(page)
        host.server.faults.clear()
        with page.expect_navigation():
            page.locator('[data-part="retry"]').click()
        assert score(page) == ("10" if next_build == "rules" else "20")

    @pytest.mark.parametrize("file", ["worker.mjs", "calculator.mjs"])
    def test_a_script_of_the_next_build_at_the_address_of_this_one(
        self, page: Page, host: Host, file: str
    ) -> None:
        def other(handler: Handler) -> bool:
            content = Path(handler.translate_path(handler.path)).read_bytes() + b"\n// Changed.\n"
            handler.send_response(200)
            handler.send_header("Content-Type", "text/javascript")
            handler.end_headers()
            handler.wfile.write(content)
            return True

        host.server.faults[file] = other
        page.goto(host.home + AREA)
        form = page.locator("form[data-calculator]")
        expect(form).to_have_attribute("data-state", "failed", timeout=SLOW)
