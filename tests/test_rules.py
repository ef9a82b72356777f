"""Every edition in `rules/` is sound, whether the index lists it yet or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.findings import show
from generator.verify import verify

RULES = Path(__file__).parent.parent / "rules"
EDITIONS = sorted(path.parent.name for path in RULES.glob("*/edition.yml"))


@pytest.mark.parametrize("key", EDITIONS)
def test_an_edition_has_no_findings(key: str) -> None:
    assert not [show(finding) for finding in verify(RULES, key).findings]
