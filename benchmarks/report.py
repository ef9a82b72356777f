"""Medians, ratios and tables from the samples of a run."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.peers import PEERS

__all__ = ["BEGIN", "END", "Samples", "medians", "put_between", "tables"]

Samples = Mapping[str, Sequence[float]]
"""What was measured, by its name, as `start/ours/localhost/first`."""

BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
OURS = "ours"
NAMES = {OURS: "**Saiten**, the whole page", **PEERS}

STARTS = {
    "cold, localhost": "localhost/first",
    "cold, 9 Mbit/s": "9 Mbit/s, 170 ms/first",
    "later, localhost": "localhost/later",
    "later, 9 Mbit/s": "9 Mbit/s, 170 ms/later",
    "bytes": "localhost/first_bytes",
}
TARGETS = {
    ("cold, localhost", "pyodide"): 0.40,
    ("cold, localhost", "pyscript"): 0.40,
    ("cold, 9 Mbit/s", "pyodide"): 0.55,
    ("cold, 9 Mbit/s", "pyscript"): 0.52,
    ("bytes", "pyodide"): 0.70,
    ("bytes", "pyscript"): 0.70,
    ("later, localhost", "pyodide"): 0.28,
    ("later, localhost", "pyscript"): 0.25,
}
"""The highest ratio that ours may have to a peer."""


def medians(samples: Samples) -> dict[str, float]:
    """The median of everything, and of keystrokes the 95th percentile, too."""
    found = {name: statistics.median(values) for name, values in samples.items() if values}
    for name, values in samples.items():
        if name.startswith("keystroke/") and len(values) > 1:
            found[f"{name} p95"] = statistics.quantiles(values, n=20, method="inclusive")[-1]
    return found


def tables(found: Mapping[str, float]) -> str:
    """Everything that was measured, as Markdown."""
    parts = [_starts(found), _ratios(found), _others(found)]
    return "\n\n".join(part for part in parts if part)


def put_between(path: Path, text: str) -> None:
    """Replace what stands between the markers in a file."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _start(found: Mapping[str, float], name: str, column: str) -> float | None:
    return found.get(f"start/{name}/{STARTS[column]}")


def _starts(found: Mapping[str, float]) -> str:
    if not any(name.startswith("start/") for name in found):
        return ""
    lines = [_row("to the first score", *STARTS), _row("---", *("--:" for _ in STARTS))]
    for name, title in NAMES.items():
        cells = (_shown(column, _start(found, name, column)) for column in STARTS)
        lines.append(_row(title, *cells))
    return "\n".join(lines)


def _ratios(found: Mapping[str, float]) -> str:
    if not any(name.startswith("start/") for name in found):
        return ""
    lines = [_row("Saiten ÷ peer", *STARTS), _row("---", *("--:" for _ in STARTS))]
    for name, title in PEERS.items():
        lines.append(_row(title, *(_ratio(found, name, column) for column in STARTS)))
    return "\n".join(lines)


def _ratio(found: Mapping[str, float], peer: str, column: str) -> str:
    ours, theirs = _start(found, OURS, column), _start(found, peer, column)
    if ours is None or not theirs:
        return "–"
    target = TARGETS.get((column, peer))
    ratio = ours / theirs
    if target is None:
        return f"{ratio:.2f}"
    return f"{ratio:.2f} ({'≤' if ratio <= target else 'misses'} {target:.2f})"


def _others(found: Mapping[str, float]) -> str:
    rows = [
        ("a page of ours read for 10 s: click to first score", "click/localhost", "≤ 150 ms"),
        ("edit to result in the page, p50", "keystroke/drawn", ""),
        ("edit to result in the page, p95", "keystroke/drawn p95", "≤ 16 ms"),
        ("edit to the frame that shows it, p50", "keystroke/painted", ""),
        ("edit to the frame that shows it, p95", "keystroke/painted p95", "≤ 16 ms"),
    ]
    lines = [
        _row(what, f"{found[name]:.1f} ms", target) for what, name, target in rows if name in found
    ]
    for kind in ("usual", "hard"):
        what = f"{kind} answers: the page, CPython's processor time"
        lines += _pairs(found, f"rows-{kind}", ("browser", "cpython"), what, "≤ 3 s, ≤ 2")
    lines += _pairs(found, "build", ("saiten", "mkdocs"), "CPU, MkDocs alone", "≤ 1.15")
    lines += _pairs(found, "build-1000", ("saiten", "mkdocs"), "CPU, MkDocs alone", "≤ 2")
    return "\n".join([_row("", "measured", "target"), _row("---", "--:", "---"), *lines])


def _pairs(
    found: Mapping[str, float], group: str, sides: tuple[str, str], what: str, target: str
) -> list[str]:
    """Lines about two sides of one thing, for each size of it."""
    sizes = sorted({int(name.split("/")[1]) for name in found if name.startswith(f"{group}/")})
    lines = []
    for size in sizes:
        ours, theirs = (found[f"{group}/{size}/{side}"] for side in sides)
        noun = "rows" if group.startswith("rows") else "pages built"
        cell = f"{ours:.2f} s, {theirs:.2f} s: {ours / theirs:.2f}"
        lines.append(_row(f"{size:,} {noun}: {what}", cell, target))
    return lines


def _shown(column: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value / 1e6:.2f} MB" if column == "bytes" else f"{value / 1000:.2f} s"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
