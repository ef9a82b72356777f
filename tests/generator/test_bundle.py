"""The runtime folder: complete, reproducible, at addresses that change with the content."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from calculator.edition import Edition
from generator import bundle
from generator.errors import BuildError
from generator.load import Loaded
from tests.lanterns import lantern_guild

Manifest = Mapping[str, Mapping[str, Mapping[str, object]]]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, loaded: Loaded) -> Path:
    folder = tmp_path_factory.mktemp("site")
    bundle.bundle(folder, {loaded.key: loaded.fields, "lanterns": lantern_guild()})
    return folder


@pytest.fixture(scope="module")
def manifest(out: Path) -> Manifest:
    return cast(Manifest, json.loads((out / "runtime" / "manifest.json").read_bytes()))


def entries(manifest: Manifest) -> Iterator[tuple[str, Mapping[str, object]]]:
    yield from manifest["files"].items()
    yield from manifest["editions"].items()


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class TestFiles:
    def test_each_is_as_the_manifest_says(self, out: Path, manifest: Manifest) -> None:
        for name, entry in entries(manifest):
            content = (out / "runtime" / str(entry["path"])).read_bytes()
            assert (name, entry["size"]) == (name, len(content))
            assert (name, entry["sha256"]) == (name, hashlib.sha256(content).hexdigest())

    def test_page_assets_are_there(self, out: Path) -> None:
        script, style = bundle.assets()
        assert (out / script).is_file()
        assert (out / style).is_file()
        assert (out / script).with_name("worker.mjs").is_file()

    def test_licences_are_there(self, out: Path) -> None:
        assert {path.name for path in (out / "runtime" / "licences").iterdir()} == {
            "MPL-2.0.txt",
            "Python.txt",
            "README.txt",
        }

    def test_the_same_bytes_at_the_same_addresses(
        self, out: Path, loaded: Loaded, tmp_path: Path
    ) -> None:
        bundle.bundle(tmp_path, {loaded.key: loaded.fields, "lanterns": lantern_guild()})
        assert contents(tmp_path) == contents(out)

    def test_a_rule_that_changes_changes_its_address(self, tmp_path: Path) -> None:
        fields = lantern_guild()
        bundle.bundle(tmp_path, {"lanterns": fields})
        before = contents(tmp_path)
        bundle.bundle(tmp_path, {"lanterns": fields | {"units": {}}})
        after = contents(tmp_path)
        changed = {
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        }
        assert all(name.endswith("manifest.json") or "/rules/lanterns-" in name for name in changed)
        assert len(changed) == 3


class TestEditions:
    def test_what_is_scored_is_all_there(
        self, out: Path, manifest: Manifest, loaded: Loaded
    ) -> None:
        path = out / "runtime" / str(manifest["editions"][loaded.key]["path"])
        fields = json.loads(path.read_bytes())
        assert Edition.from_dict(fields) == Edition.from_dict(loaded.fields)

    def test_the_manifest_has_their_titles_and_what_readers_should_know_of_them(
        self, tmp_path: Path, loaded: Loaded
    ) -> None:
        bundle.bundle(tmp_path, {loaded.key: loaded.fields}, status={loaded.key: "superseded"})
        written = json.loads((tmp_path / "runtime" / "manifest.json").read_bytes())
        assert written["titles"] == {loaded.key: loaded.fields["title"]}
        assert written["status"] == {loaded.key: "superseded"}

    def test_prose_stays_out(self, out: Path, manifest: Manifest, loaded: Loaded) -> None:
        path = out / "runtime" / str(manifest["editions"][loaded.key]["path"])
        fields = json.loads(path.read_bytes())
        assert "timeline" not in fields
        assert "statements" not in fields["areas"]["infrastructure"]


class TestPackage:
    def test_python_imports_from_it(self, out: Path, manifest: Manifest) -> None:
        path = out / "runtime" / str(manifest["files"]["calculator.zip"]["path"])
        code = f"import sys; sys.path.insert(0, {str(path)!r}); import calculator"
        code += "; print(calculator.__file__)"
        found = subprocess.run(
            [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
        )
        assert found.stdout.startswith(str(path))

    def test_it_holds_modules_only_and_no_time(self, out: Path, manifest: Manifest) -> None:
        path = out / "runtime" / str(manifest["files"]["calculator.zip"]["path"])
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            infos = archive.infolist()
        assert [info.filename for info in infos] == sorted(info.filename for info in infos)
        assert all(info.filename.endswith(".py") for info in infos)
        assert {(info.date_time, info.compress_type) for info in infos} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
        }


class TestModules:
    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(BuildError, match=r"missing \(.*npm ci"):
            bundle.bundle(tmp_path, {}, modules=tmp_path / "node_modules")

    def test_of_another_version(self, tmp_path: Path) -> None:
        folder = tmp_path / "pyodide"
        folder.mkdir()
        for name in bundle.PYODIDE:
            (folder / name).touch()
        (folder / "package.json").write_text('{"version": "0.1.0"}', encoding="utf-8")
        with pytest.raises(BuildError, match=r"Pyodide 0\.1\.0 is installed"):
            bundle.bundle(tmp_path, {}, modules=tmp_path)
