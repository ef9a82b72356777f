"""What a build writes on the way meets no other build."""

from __future__ import annotations

from pathlib import Path

from generator.site import Options


def test_site_can_be_built_while_it_is_being_served(tmp_path: Path) -> None:
    rules, docs = tmp_path / "rules", tmp_path / "docs"
    built = Options(rules, docs, tmp_path / "site")
    served = Options(rules, docs, tmp_path / "build" / "served")
    assert built.work == tmp_path / "build"
    assert served.work not in (built.work, served.out)
    for name in ("docs", "site", "whole", "viewed"):
        assert built.work / name not in (served.work, *served.work.parents)
