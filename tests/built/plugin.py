"""The site, built once for all tests, and a server with its headers.

Not a conftest, since tests/built and tests/browser share it: modules name it in `pytest_plugins`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.built import programmes
from tests.built.hostile import make_hostile
from tests.built.html import Built
from tests.built.project import Project, copy_project
from tests.built.server import serve


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The whole site, built from the project's own rules and documents."""
    return Built(copy_project(tmp_path_factory.mktemp("project")).build())


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of every edition, as it is published."""
    return Built(copy_project(tmp_path_factory.mktemp("whole"), published=True).build())


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """Where the built site is served."""
    with serve(built.folder) as served:
        yield served


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Rules and documents that a test may change."""
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of rules whose every text tries to be more than text."""
    project = copy_project(tmp_path_factory.mktemp("hostile"))
    make_hostile(project)
    return Built(project.build())


@pytest.fixture(scope="session")
def pilots(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A programme of tiers without points."""
    return programmes.build("pilots", tmp_path_factory.mktemp("pilots"))


@pytest.fixture(scope="session")
def gardeners(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A points test without a maximum, with two pass marks."""
    return programmes.build("gardeners", tmp_path_factory.mktemp("gardeners"))
