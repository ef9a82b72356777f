"""What deploys the site does no more than it must, with actions that nobody can exchange."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def workflow(path: Path) -> dict[str, Any]:
    fields = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(fields, dict)
    return fields


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_and_say_their_release(path: Path) -> None:
    lines = [line.strip(" -") for line in path.read_text(encoding="utf-8").splitlines()]
    uses = [line for line in lines if line.startswith("uses:")]
    assert uses
    assert [line for line in uses if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_the_least(path: Path) -> None:
    fields = workflow(path)
    assert fields["permissions"] in ({}, {"contents": "read"})
    assert fields["concurrency"]["group"]
    for name, job in fields["jobs"].items():
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes <= ({"pages", "id-token"} if name == "deploy" else set())
        assert job["timeout-minutes"]
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "give values through env"
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_what_is_deployed_was_checked_and_built_for_its_address() -> None:
    steps = workflow(ROOT / ".github" / "workflows" / "pages.yml")["jobs"]["build"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert runs == ["make check", 'make build SITE_URL="$SITE_URL"']


def test_netlify_builds_the_same_and_knows_the_page_of_each_language() -> None:
    fields = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
    assert fields["build"]["publish"] == "site"
    assert fields["build"]["command"].startswith("make build SITE_URL=")
    assert {"from": "/en/*", "to": "/en/404.html", "status": 404} in fields["redirects"]
