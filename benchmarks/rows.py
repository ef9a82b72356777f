"""A file of partners scored in one go: the same bytes in CPython and in the page's own panel.

The file is made before the clock runs. `usual` is what a distributor's list looks like: small
numbers, money with cents, some cells open, a few written in another way. In `hard` nearly every
cell differs from all others in its column, so that hardly anything can be remembered.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from calculator.batch import Batch
from calculator.edition import Edition

__all__ = ["AREA", "KINDS", "partners", "score_rows", "seconds"]

AREA = "infrastructure"
KINDS = ("usual", "hard")
SLICE = 1000
COLUMNS = (
    "customers-gained",
    "customers-lost",
    "administrators",
    "intermediate-holders",
    "solutions-architects",
    "advanced-holders",
    "acr-now",
    "acr-year-ago",
    "deployments",
)


def partners(count: int, kind: str = "usual") -> bytes:
    """A CSV file of so many partners, the same one every time."""
    # The same draws everywhere, for measuring only.
    chance = Random(1)  # noqa: S311
    draw = {"usual": _usual, "hard": _hard}[kind]
    lines = [f"partner,{','.join(COLUMNS)}"]
    lines += [f"株式会社 {place}," + ",".join(draw(chance)) for place in range(count)]
    return ("\r\n".join(lines) + "\r\n").encode()


def _usual(chance: Random) -> Iterator[str]:
    before = chance.randrange(0, 4_000_000)
    money = (before * chance.randrange(90, 130) // 100, before)
    counts = [chance.randrange(most) for most in (7, 4, 5, 9, 5, 9)]
    form = "{:,}.{:02}" if chance.random() < 0.05 else "{}.{:02}"
    amounts = [form.format(*divmod(each, 100)) for each in money]
    cells = [*map(str, counts), *(f'"{each}"' for each in amounts), str(chance.randrange(9))]
    if chance.random() < 0.05:
        cells[chance.randrange(9)] = ""
    return iter(cells)


def _hard(chance: Random) -> Iterator[str]:
    lost = chance.randrange(1_000_000)
    before = chance.randrange(100_000, 10_000_000_000)
    now = before * chance.randrange(990_000, 1_080_000) // 1_000_000
    yield str(lost + chance.randrange(-1, 5))
    yield str(lost)
    for _ in range(4):
        yield str(chance.randrange(1_000_000))
    for each in (now, before):
        yield "{}.{:02}".format(*divmod(each, 100))
    yield str(chance.randrange(1_000_000))


def score_rows(edition: Edition, data: bytes) -> bytes:
    """Score a file as `saiten score --csv` does; gives the file of results."""
    batch = Batch(edition, edition.area(AREA), io.BytesIO(data), "en")
    parts = [batch.head.encode()]
    while not batch.done:
        parts.append(batch.step(SLICE).encode())
    return b"".join(parts)


def seconds(rules: str, count: int, kind: str = "usual") -> float:
    """How much processor time scoring takes, without reading the rules and making the file."""
    edition = Edition.from_dict(json.loads(rules))
    data = partners(count, kind)
    began = time.process_time()
    score_rows(edition, data)
    return time.process_time() - began


def main() -> None:
    """Print how long CPython takes for the files: `python -m benchmarks.rows [ROWS] [EDITION]`."""
    count, name = (*sys.argv[1:], *("100000", "2022-03-16")[len(sys.argv) - 1 :])
    published = Path(__file__).parents[1] / "rules" / "published" / f"{name}.json"
    rules = json.dumps(json.loads(published.read_text(encoding="utf-8"))["edition"])
    for kind in KINDS:
        print(f"{name} {kind}: {seconds(rules, int(count), kind):.2f} s for {count} rows")


if __name__ == "__main__":
    main()
