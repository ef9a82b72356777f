"""`saiten serve`: what is saved shows in the open page, and a mistake says so there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.profile import Profile
from tests.built.project import ROOT, Project, change, copy_project

pytestmark = pytest.mark.browser

BEFORE, AFTER, LATER = "幅広い能力を示す", "確かな能力を示す", "高い能力を示す"
PATIENCE = 90_000
"""Milliseconds until a page must have followed, however busy the machine is."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copy_project(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def serving(project: Project) -> Iterator[str]:
    """The address at which the project is served while its files change."""
    command = [sys.executable, "-m", "generator", "serve", "--port", "0"]
    folders = ["--rules", str(project.rules), "--docs", str(project.docs)]
    with subprocess.Popen(
        [*command, *folders], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "serving" in line)
        yield said.split()[2]
        process.terminate()


@pytest.fixture
def page(profile: Profile) -> Iterator[Page]:
    with profile.page() as page:
        yield page


def test_open_page_follows_what_is_saved(serving: str, project: Project, page: Page) -> None:
    rules = project.edition / "areas" / "infrastructure.yml"
    statement = page.locator("#broad-ability")
    complaint = page.locator("#saiten-complaint")
    page.goto(f"{serving}areas/infrastructure/")
    expect(statement).to_contain_text(BEFORE)
    expect(complaint).to_be_hidden()

    change(rules, BEFORE, AFTER)
    expect(statement).to_contain_text(AFTER, timeout=PATIENCE)

    # A mistake: it says where, and the page stays.
    page.locator("#benefits").scroll_into_view_if_needed()
    change(rules, "area: infrastructure\n", "area: infrastructure\narea: infrastructure\n")
    expect(complaint).to_contain_text("infrastructure.yml:6:1", timeout=PATIENCE)
    expect(complaint).to_contain_text("[duplicate-key]")
    expect(complaint).to_be_in_viewport()
    expect(statement).to_contain_text(AFTER)

    change(rules, "area: infrastructure\narea: infrastructure\n", "area: infrastructure\n")
    expect(complaint).to_be_hidden(timeout=PATIENCE)
    change(rules, AFTER, LATER)
    expect(statement).to_contain_text(LATER, timeout=PATIENCE)

    # The rest of the site follows: here the same statement under the edition's own address.
    page.goto(f"{serving}v/2022-03-16/areas/infrastructure/")
    expect(statement).to_contain_text(LATER, timeout=PATIENCE)


def test_open_page_follows_a_hand_written_text(serving: str, project: Project, page: Page) -> None:
    page.goto(f"{serving}en/about/")
    change(project.docs / "en" / "about.md", "## Reuse {#reuse}", "## Use it again {#reuse}")
    expect(page.locator("#reuse")).to_contain_text("Use it again", timeout=PATIENCE)
    change(project.docs / "en" / "about.md", "## Use it again", "[nowhere](nowhere.md)\n\n## Reuse")
    expect(page.locator("#saiten-complaint")).to_contain_text("nowhere.md", timeout=PATIENCE)
