"""The runtime folder: complete, reproducible, at addresses that change with the content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from calculator.edition import Edition
from generator import bundle
from generator.errors import BuildError
from generator.load import Loaded, load_edition
from generator.references import walk
from tests.editions import RULES
from tests.lanterns import lantern_guild

Manifest = Mapping[str, Mapping[str, Mapping[str, object]]]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, loaded: Loaded) -> Path:
    folder = tmp_path_factory.mktemp("site")
    bundle.bundle(folder, {loaded.key: loaded.fields, "lanterns": lantern_guild()})
    return folder


@pytest.fixture(scope="module")
def manifest(out: Path) -> Manifest:
    """What the scripts say of themselves and of Python's files, and manifest.json of rules."""
    script = (out / bundle.assets().script).with_name("manifest.mjs").read_text(encoding="utf-8")
    constants = re.findall(r"^export const (\w+) = (.*);$", script, re.MULTILINE)
    newest = json.loads((out / "runtime" / "manifest.json").read_bytes())
    worker = (out / bundle.assets().folder / "worker.mjs").read_text(encoding="utf-8")
    named = re.findall(r'"?([\w.]+)"?:{path:"([^"]+)",size:(\d+),sha256:"(\w+)"}', worker)
    files = {
        name: {"path": path, "size": int(size), "sha256": digest}
        for name, path, size, digest in named
    }
    return cast(
        Manifest,
        newest | {name: json.loads(value) for name, value in constants} | {"files": files},
    )


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
        assets = bundle.assets()
        for path in (assets.script, assets.style, assets.early, *assets.modules):
            assert (out / path).is_file(), path
        assert (out / assets.folder / "worker.mjs").is_file()

    def test_the_scripts_are_known_by_their_hashes(self, out: Path, manifest: Manifest) -> None:
        folder = out / bundle.assets().folder
        there = {path.name for path in folder.glob("*js")} - {"manifest.mjs"}
        assert manifest["own"].keys() == there
        for name, entry in manifest["own"].items():
            assert entry["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()

    def test_a_form_names_its_scripts_and_its_rules(
        self, manifest: Manifest, loaded: Loaded
    ) -> None:
        worker, rules = bundle.sources(loaded.fields)
        assert worker == f"runtime/{manifest['scripts']}worker.mjs"
        assert rules == manifest["editions"][loaded.key]

    def test_licences_are_there(self, out: Path) -> None:
        assert {path.name for path in (out / "runtime" / "licences").iterdir()} == {
            "MPL-2.0.txt",
            "Python.txt",
            "README.txt",
            "uqr.txt",
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
        assert all(name.endswith("manifest.json") or "/rules/" in name for name in changed)
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
        assert list(fields["benefits"]) == ["products"]
        assert list(fields["specializations"]) == ["badge", "groups"]
        assert {"benefits", "statements"}.isdisjoint(fields["areas"]["infrastructure"])
        for part in ("competencies", "timeline", "transition", "specializations", "benefits"):
            kept = {
                key for _, each in walk(fields[part]) for key in cast(Mapping[str, object], each)
            }
            assert kept.isdisjoint({"title", "text", "ask", "help", "unit", "cite", "see"})

    def test_windows_are_all_there(self, tmp_path: Path) -> None:
        loaded = load_edition(RULES, "2026-07-01")
        bundle.bundle(tmp_path, {loaded.key: loaded.fields})
        (path,) = (tmp_path / "runtime" / "files" / "rules").iterdir()
        edition = Edition.from_dict(json.loads(path.read_bytes()))
        assert edition.windows == {"not-enrolled": 6, "enrolled": None}

    def test_what_adds_up_is_all_there(self, out: Path, manifest: Manifest, loaded: Loaded) -> None:
        path = out / "runtime" / str(manifest["editions"][loaded.key]["path"])
        fields = json.loads(path.read_bytes())
        assert fields["benefits"]["products"]["azure-production-credits"] == {
            "grants": {
                "infrastructure": {"areas": ["infrastructure"], "amount": 6000},
                "specializations": {"group": "azure", "amount": 12000},
            }
        }
        azure = fields["specializations"]["groups"]["azure"]
        assert azure["cap"] == {
            "maximum": 5,
            "areas": ["infrastructure", "data-ai", "digital-app-innovation"],
        }
        assert azure["specializations"]["sap-on-azure"] == {"areas": ["infrastructure"]}
        assert len(fields["specializations"]["badge"]["areas"]) == 6


class TestModules:
    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(BuildError, match=r"missing \(.*npm ci"):
            bundle.bundle(tmp_path, {}, modules=tmp_path / "node_modules")

    def test_of_another_version(self, tmp_path: Path) -> None:
        folder = tmp_path / "pyodide"
        folder.mkdir()
        (folder / bundle.PYODIDE).touch()
        (folder / "package.json").write_text('{"version": "0.1.0"}', encoding="utf-8")
        with pytest.raises(BuildError, match=r"Pyodide 0\.1\.0 is installed"):
            bundle.bundle(tmp_path, {}, modules=tmp_path)
