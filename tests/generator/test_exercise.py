"""What Python for the browser is built by: it says all that rules can say, and is enough."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from calculator import conditions, derive, inputs
from calculator.edition import Edition
from generator import bundle
from generator.runtime import built

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = ("2022-03-16", "2023-10-23", "2026-07-01")
SCORE = """
import { readFile } from "node:fs/promises";
import { exercise, startParted } from "%(root)s/generator/runtime/python.mjs";
const material = JSON.parse(await readFile("material.json", "utf8"));
let needed = 0;
const pyodide = await startParted(process.cwd(), () => (needed += 1));
const answers = exercise(pyodide, material).map((answer) => JSON.parse(answer).score.points);
console.log(JSON.stringify({ needed, answers }));
"""
RULES = {"per", "table", "best_of", "sum", "cap", "when", "title", "from", "until"}
ORIGINS = {"holders", "weighted", "count_of", "blank"}
REST = {"count", "tracks", "levels", "windows", "readings", "unanswered", "counts_until"}


@pytest.fixture(scope="module")
def material() -> Mapping[str, list[dict[str, object]]]:
    material: Mapping[str, list[dict[str, object]]] = built.material()
    return material


def said(value: object) -> Iterator[object]:
    """Every key, and every text, of what a programme says."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from said(each)
    elif isinstance(value, list):
        for each in value:
            yield from said(each)
    else:
        yield value


def test_its_editions_are_sound(material: Mapping[str, list[dict[str, object]]]) -> None:
    for fields in material["editions"]:
        Edition.from_dict(fields)


@pytest.mark.parametrize(
    "words",
    [
        RULES,
        ORIGINS,
        REST,
        conditions.TESTS,
        conditions.SPACES,
        derive.FUNCTIONS,
        inputs.TYPES,
    ],
)
def test_it_says_whatever_rules_can_say(
    material: Mapping[str, list[dict[str, object]]], words: Iterator[str]
) -> None:
    assert set(words) <= set(said(material["editions"]))


def test_it_asks_whatever_a_page_asks(material: Mapping[str, list[dict[str, object]]]) -> None:
    asked = {key for request in material["requests"] for key in request}
    own = {"edition", "area", "language", "answers", "roster", "track", "as_of", "compare_with"}
    assert asked == own


def test_the_published_examples_need_nothing_else(tmp_path: Path) -> None:
    """They are scored right, by the library for scoring and the first part of Python's code."""
    for name, content in built.python_files(bundle.MODULES).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "pyodide").symlink_to(bundle.MODULES / "pyodide")
    (tmp_path / "lock.json").write_text(json.dumps(built.lock(bundle.MODULES)), encoding="utf-8")
    editions, cases = [], []
    for key in EDITIONS:
        path = ROOT / "rules" / "published" / f"{key}.json"
        fields = json.loads(path.read_text(encoding="utf-8"))["edition"]
        editions.append(fields)
        cases += [{"edition": key, **case} for case in fields["cases"].values()]
    exercise = {"editions": editions, "requests": cases}
    (tmp_path / "material.json").write_text(json.dumps(exercise), encoding="utf-8")
    node = shutil.which("node") or "node"
    command = [node, "--input-type=module", "--eval", SCORE % {"root": ROOT.as_posix()}]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    told = json.loads(run.stdout)
    assert told["needed"] == 0
    wanted = [case["expect"].get("points") for case in cases]
    given = [
        got if points is not None else None
        for got, points in zip(told["answers"], wanted, strict=True)
    ]
    assert given == [None if points is None else str(points) for points in wanted]
