"""A rule maintainer changes one number: tables and calculator follow, and `check` names cases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from generator.__main__ import main
from tests.browser.profile import Profile
from tests.built.browsing import ready
from tests.built.html import Built
from tests.built.project import Project, change, copy_project
from tests.built.server import serve

pytest_plugins = ["tests.built.plugin"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with 4 net customers needed where it was 3."""
    project = copy_project(tmp_path_factory.mktemp("maintained"))
    rule = "rule: {{points: 30, per: net-customers, full_at: {}}}"
    change(project.edition / "areas" / "infrastructure.yml", rule.format(3), rule.format(4))
    project.build()
    return project


@pytest.fixture
def page(profile: Profile, changed: Project) -> Iterator[Page]:
    with serve(changed.out) as address, profile.page() as page:
        page.goto(f"{address}areas/infrastructure/")
        yield page


@pytest.mark.parametrize(
    ("path", "threshold"),
    [
        ("areas/infrastructure/", "4社"),
        ("v/2022-03-16/areas/infrastructure/", "4社"),
        ("en/areas/infrastructure/", "4 net customers"),
    ],
)
def test_table_follows(changed: Project, path: str, threshold: str) -> None:
    article = Built(changed.out).page(path).article
    (shown,) = article.select("#net-customer-adds .saiten-threshold")
    assert shown.get_text() == threshold


def test_calculator_and_example_follow(page: Page) -> None:
    ready(page)
    form = page.locator("form[data-calculator]")
    metric = form.locator("[data-metric=net-customer-adds]")
    form.locator("[name=customers-gained]").fill("4")
    form.locator("[name=customers-lost]").fill("0")
    expect(metric).to_have_attribute("data-points", "30")
    form.locator("details", has=page.locator("[data-example]")).locator("summary").click()
    form.locator("[data-example=infra-all-met]").click()
    expect(metric).to_have_attribute("data-points", "45/2")
    expect(form.locator("[data-part=total]")).to_have_attribute("data-points", "185/2")
    expect(form.locator("[data-part=total]")).to_have_text("92.5")


def test_check_names_the_cases_that_differ(
    changed: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--rules", str(changed.rules)]) == 1
    said = capsys.readouterr().out
    assert "'infra-all-met' expects points: 100, the rules give 185/2" in said
    assert "'infra-all-met' expects metrics.net-customer-adds: 30, the rules give 45/2" in said
    assert "'infra-all-zero'" not in said
    assert "cases.yml:" in said
