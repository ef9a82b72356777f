"""The scoring module installs without this repository, and scores what the API publishes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import venv
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generator.exports import api
from generator.shelf import read_shelf
from generator.wheel import build_wheel
from tests.editions import FIRST, RULES


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The API tree, as a reusing developer would download it."""
    folder = tmp_path_factory.mktemp("api")
    for path, content in api(read_shelf(RULES)):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder / "api" / "v1"


@pytest.fixture(scope="module")
def python(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment into which the wheel was installed, offline."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    interpreter = folder / "bin" / "python"
    index = json.loads((tree / "index.json").read_text(encoding="utf-8"))
    wheel = tree / index["calculator"]["url"]
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == index["calculator"]["sha256"]
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter), "install"]
    offline = ["--no-index", "--no-deps", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *offline, str(wheel)], check=True)
    return interpreter


CONFORMANCE = """
import json, pathlib, sys
import calculator
from calculator import Edition, read, score, to_json

assert "site-packages" in calculator.__file__
tree = pathlib.Path(sys.argv[1])
scored = 0
for entry in json.loads((tree / "index.json").read_text("utf-8"))["editions"]:
    edition = Edition.from_dict(json.loads((tree / entry["url"]).read_text("utf-8")))
    for case in json.loads((tree / entry["cases"]).read_text("utf-8"))["cases"]:
        area = edition.area(case["area"])
        answers = read(edition, area, case["answers"], case["as_of"])
        result = score(edition, area, answers, track=case["track"], as_of=case["as_of"])
        assert to_json(result) == case["result"], case["key"]
        scored += 1
print(scored)
"""


def test_every_case_of_the_api_gives_its_result(tree: Path, python: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [python, "-I", "-c", CONFORMANCE, tree],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(run.stdout) > 70


def test_command_scores_a_file_of_the_api(tree: Path, python: Path, tmp_path: Path) -> None:
    cases = json.loads((tree / "editions" / FIRST / "cases.json").read_text(encoding="utf-8"))
    case = next(each for each in cases["cases"] if each["track"] is None)
    command = [python.parent / "saiten-score", tree / "editions" / f"{FIRST}.json"]
    options = ["--area", case["area"], "--answers", "-", "--json", "--as-of", case["as_of"]]
    run = subprocess.run(
        [*command, *options],
        cwd=tmp_path,
        input=json.dumps(case["answers"]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout) == case["result"]


def test_wheel_is_the_same_each_time_and_holds_no_page_script() -> None:
    assert build_wheel() == build_wheel()
    names = zipfile.ZipFile(BytesIO(build_wheel().content)).namelist()
    assert "calculator/py.typed" in names
    assert not [name for name in names if "/web/" in name or name.endswith(".mjs")]


def test_readme_of_the_wheel_runs(tree: Path, python: Path, tmp_path: Path) -> None:
    readme = Path(__file__).parents[2] / "calculator" / "README.md"
    example = readme.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    edition = (tree / "editions" / f"{FIRST}.json").read_bytes()
    (tmp_path / "edition.json").write_bytes(edition)
    run = subprocess.run(
        [python, "-I", "-c", example], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert run.stdout.strip() == "incomplete"
