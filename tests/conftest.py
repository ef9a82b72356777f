"""Fixtures: the real edition, read once, and an invented programme that resembles it in nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.edition import Edition
from generator.load import Loaded
from generator.verify import Verified
from tests.editions import FIRST, RULES, verified_edition
from tests.lanterns import lantern_guild


@pytest.fixture(scope="session")
def rules() -> Path:
    """The folder of the rules."""
    return RULES


@pytest.fixture(scope="session")
def verified() -> Verified:
    """The edition of 16 March 2022 with everything found in it."""
    return verified_edition(FIRST)


@pytest.fixture(scope="session")
def loaded(verified: Verified) -> Loaded:
    """The edition as read from its files."""
    return verified.loaded


@pytest.fixture(scope="session")
def edition(verified: Verified) -> Edition:
    """The edition as it is scored."""
    assert verified.edition is not None, [finding.message for finding in verified.findings]
    return verified.edition


@pytest.fixture
def guild_fields() -> dict[str, object]:
    """The invented programme as plain mappings, to be changed at will."""
    return lantern_guild()


@pytest.fixture(scope="session")
def guild() -> Edition:
    """The invented programme as it is scored."""
    return Edition.from_dict(lantern_guild())
