"""Python for the browser: just what scoring imports, the same from build to build."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from generator import bundle
from generator.errors import BuildError
from generator.runtime import built


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return built.python_files(bundle.MODULES)


def infos(archive: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.infolist()


@pytest.fixture(scope="module")
def library(files: dict[str, bytes]) -> set[str]:
    """What scoring starts from."""
    return {info.filename for info in infos(files["python.zip"])}


@pytest.fixture(scope="module")
def more(files: dict[str, bytes]) -> set[str]:
    """What comes after the first score."""
    return {info.filename for info in infos(files["more.zip"])}


class TestLibrary:
    def test_both_parts_hold_the_calculator_without_its_command_line(
        self, library: set[str], more: set[str]
    ) -> None:
        own = {name for name in library | more if name.startswith("calculator/")}
        sources = {f"calculator/{path.name}c" for path in built.PACKAGE.glob("*.py")}
        assert own == sources - {"calculator/__main__.pyc", "calculator/batch_command.pyc"}
        assert not library & more

    def test_scoring_comes_first_and_what_else_there_is_later(
        self, library: set[str], more: set[str]
    ) -> None:
        assert {"calculator/scoring.pyc", "fractions.pyc", "json/__init__.pyc"} <= library
        assert {"calculator/planning.pyc", "calculator/many.pyc", "csv.pyc"} <= more

    def test_nothing_is_there_that_nobody_imports(self, library: set[str], more: set[str]) -> None:
        unused = {"ssl.pyc", "subprocess.pyc", "dataclasses.pyc", "tokenize.pyc", "inside.pyc"}
        assert not unused & (library | more)

    @pytest.mark.parametrize("name", ["python.zip", "more.zip"])
    def test_is_stored_in_order_and_without_a_time(
        self, files: dict[str, bytes], name: str
    ) -> None:
        entries = infos(files[name])
        assert [info.filename for info in entries] == sorted(info.filename for info in entries)
        assert {(info.date_time, info.compress_type) for info in entries} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
        }


def test_built_anew_it_is_the_same(files: dict[str, bytes], tmp_path: Path) -> None:
    anew = built.python_files(bundle.MODULES, tmp_path)
    assert {name: anew[name] == files[name] for name in anew} == dict.fromkeys(files, True)


class TestOtherCalculator:
    """What happens to the build when the calculator's code is another one."""

    @pytest.fixture
    def package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        shutil.copytree(built.PACKAGE, tmp_path / "calculator")
        monkeypatch.setattr(built, "PACKAGE", tmp_path / "calculator")
        # What it imports is the question here, not what it answers.
        monkeypatch.setattr(built, "TYPED", ())
        return tmp_path / "calculator"

    def test_an_import_inside_a_function_is_found(self, package: Path, tmp_path: Path) -> None:
        with (package / "numeral.py").open("a", encoding="utf-8") as code:
            code.write("\n\ndef later() -> None:\n    import statistics\n")
        more = built.python_files(bundle.MODULES, tmp_path / "cache")["more.zip"]
        assert "statistics.pyc" in {info.filename for info in infos(more)}

    def test_a_module_that_the_browser_lacks_stops_the_build(
        self, package: Path, tmp_path: Path
    ) -> None:
        with (package / "numeral.py").open("a", encoding="utf-8") as code:
            code.write("\nimport not_there\n")
        with pytest.raises(BuildError, match=r"browser's Python: .*not_there"):
            built.python_files(bundle.MODULES, tmp_path / "cache")


def test_without_node(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(BuildError, match=r"Node is missing \(install Node 20"):
        built.python_files(bundle.MODULES, tmp_path)
