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


@pytest.fixture(scope="module")
def infos(files: dict[str, bytes]) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(files["python.zip"])) as archive:
        return archive.infolist()


class TestLibrary:
    def test_holds_the_calculator_and_not_its_command_line(
        self, infos: list[zipfile.ZipInfo]
    ) -> None:
        own = {info.filename for info in infos if info.filename.startswith("calculator/")}
        sources = {f"calculator/{path.name}c" for path in built.PACKAGE.glob("*.py")}
        assert own == sources - {"calculator/__main__.pyc", "calculator/batch_command.pyc"}

    def test_holds_what_scoring_imports_and_little_else(self, infos: list[zipfile.ZipInfo]) -> None:
        names = {info.filename for info in infos}
        assert {"fractions.pyc", "json/__init__.pyc", "traceback.pyc"} <= names
        assert not {"ssl.pyc", "subprocess.pyc", "zipfile/__init__.pyc", "inside.pyc"} & names

    def test_is_stored_in_order_and_without_a_time(self, infos: list[zipfile.ZipInfo]) -> None:
        assert [info.filename for info in infos] == sorted(info.filename for info in infos)
        assert {(info.date_time, info.compress_type) for info in infos} == {
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
        return tmp_path / "calculator"

    def test_an_import_inside_a_function_is_found(self, package: Path, tmp_path: Path) -> None:
        with (package / "numeral.py").open("a", encoding="utf-8") as code:
            code.write("\n\ndef later() -> None:\n    import statistics\n")
        library = built.python_files(bundle.MODULES, tmp_path / "cache")["python.zip"]
        with zipfile.ZipFile(io.BytesIO(library)) as archive:
            assert "statistics.pyc" in archive.namelist()

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
