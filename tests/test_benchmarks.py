"""The benchmark's own sums: what it serves and counts, and how it puts figures into words."""

from __future__ import annotations

import csv
import io
import re
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.peers import EDITION
from benchmarks.rows import COLUMNS, KINDS, partners, score_rows
from benchmarks.served import LOCAL, Host
from tests.editions import verified_edition


def get(address: str, **headers: str) -> tuple[bytes, str | None]:
    asked = urllib.request.Request(address, headers=headers)  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        return answer.read(), answer.headers["Content-Encoding"]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with Host(tmp_path, LOCAL) as host:
        yield host
        host.shutdown()


def test_brotli_is_sent_where_it_is_accepted(tmp_path: Path, host: Host) -> None:
    (tmp_path / "page.html").write_bytes(b"plain")
    (tmp_path / "page.html.br").write_bytes(b"packed")
    assert get(f"{host.address}page.html") == (b"plain", None)
    assert get(f"{host.address}page.html", **{"Accept-Encoding": "gzip, br"}) == (b"packed", "br")


def test_bytes_are_counted_up_to_a_moment(tmp_path: Path, host: Host) -> None:
    (tmp_path / "file.txt").write_bytes(b"x" * 10_000)
    before = time.time()
    get(f"{host.address}file.txt")
    assert host.bytes_until(before) == 0
    assert 10_000 < host.bytes_until(time.time()) < 11_000


@pytest.mark.parametrize("kind", KINDS)
def test_partners_are_the_same_every_time(kind: str) -> None:
    assert partners(50, kind) == partners(50, kind)
    assert partners(50, kind).count(b"\n") == 51


def test_hard_partners_hardly_share_a_cell() -> None:
    with io.StringIO(partners(300, "hard").decode(), newline="") as text:
        found = list(csv.DictReader(text))
    assert all(len({row[name] for row in found}) > 290 for name in COLUMNS)


def test_partners_are_scored_as_by_the_command() -> None:
    edition = verified_edition(EDITION).edition
    assert edition is not None
    results = score_rows(edition, partners(30)).decode("utf-8-sig")
    statuses = [row["status"] for row in csv.DictReader(io.StringIO(results, newline=""))]
    assert len(statuses) == 30
    assert "not-qualified" in statuses


def test_ratios_are_ours_by_theirs_and_name_what_misses() -> None:
    table = report.tables(
        {
            "start/ours/localhost/first": 500,
            "start/pyodide/localhost/first": 1000,
            "start/pyscript/localhost/first": 2000,
        }
    )
    ratios = {
        name: cell.strip()
        for name, cell in re.findall(r"^\| (P.*?) \| ([^|]*\)|–) \|", table, re.MULTILINE)
    }
    assert ratios["Pyodide in a module worker"] == "0.50 (misses 0.40)"
    assert ratios["PyScript with Pyodide"] == "0.25 (≤ 0.40)"


def test_medians_do_not_heed_one_slow_round() -> None:
    found = report.medians({"click/localhost": [100, 90, 5000], "rows/10/cpython": []})
    assert found == {"click/localhost": 100}


def test_only_what_stands_between_the_markers_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.put_between(path, "new")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "new" in text
    assert "old" not in text
