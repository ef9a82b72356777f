"""What a host gets: compressed copies, and the list of what is kept for offline."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from generator.hosted.compress import compress
from generator.hosted.offline import write_service_worker


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for path, text in {
        "index.html": "page " * 1000,
        "areas/one/index.html": "page",
        "runtime/files/web-1/calculator.mjs": "code " * 1000,
        "runtime/manifest.json": "{}",
        "_headers": "/*",
        "photo.png": "image " * 1000,
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    return site


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class TestCompress:
    def test_stands_beside_what_is_worth_it(self, site: Path, tmp_path: Path) -> None:
        compress(site, tmp_path / "cache")
        made = {path for path in contents(site) if path.endswith((".br", ".gz"))}
        assert made == {
            f"{path}.{suffix}"
            for path in ("index.html", "runtime/files/web-1/calculator.mjs")
            for suffix in ("br", "gz")
        }
        assert gzip.decompress((site / "index.html.gz").read_bytes()) == b"page " * 1000

    def test_the_same_bytes_again(self, site: Path, tmp_path: Path) -> None:
        compress(site, tmp_path / "cache")
        before = contents(site)
        compress(site, tmp_path / "another cache")
        assert contents(site) == before

    def test_what_was_compressed_is_taken_from_the_cache(
        self, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compress(site, tmp_path / "cache")
        before = contents(site)
        monkeypatch.setattr("generator.hosted.compress._run", None)
        compress(site, tmp_path / "cache")
        assert contents(site) == before


class TestServiceWorker:
    def listed(self, site: Path) -> dict[str, str]:
        (path,) = (site / "runtime" / "files").glob("site-*.json")
        hashes: dict[str, str] = json.loads(path.read_bytes())
        code = (site / "service-worker.js").read_text(encoding="utf-8")
        assert f'"{path.relative_to(site).as_posix()}"' in code
        return hashes

    def test_pages_are_kept_by_their_folders(self, site: Path) -> None:
        write_service_worker(site)
        assert self.listed(site).keys() == {
            "",
            "areas/one/",
            "photo.png",
            "runtime/files/web-1/calculator.mjs",
        }

    def test_another_build_has_another_name(self, site: Path) -> None:
        write_service_worker(site)
        before = self.listed(site)
        (site / "areas" / "one" / "index.html").write_text("another page", encoding="utf-8")
        for old in (site / "runtime" / "files").glob("site-*.json"):
            old.unlink()
        (site / "service-worker.js").unlink()
        write_service_worker(site)
        after = self.listed(site)
        assert {path for path in before if before[path] != after[path]} == {"areas/one/"}
