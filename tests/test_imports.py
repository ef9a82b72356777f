"""The order of the house: a module imports only from modules that stand before it.

Each line is a floor; a module may import from the floors above its own line, never from its own or
from one below. Whoever adds a module says here where it stands.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Exactly what the browser gets: the standard library and nothing else.
CALCULATOR = """
    batch_words  errors  file_words  frontier  later  nearest  ranges  remembered
    spreadsheets  windows  words
    numeral  steps
    shapes
    days  derive  readings
    conditions  inputs
    levels  roster  rules
    area
    batch_table  edition  moves  parts  wishes
    answers
    answer_columns  earnings  scoring
    choices  features  page  targets  verdicts  wording
    level_words  settled
    metric_memory
    many
    batch  differences  files  finders  forecast  outlook  overview  people  sums
    batch_command  batch_page  contrast  planning
    plan_filling  plan_words  wire
    plan_wire
    __init__  browser
    __main__
"""

# The build: it may import the calculator, and a few packages of others.
GENERATOR = """
    __init__  comparison.__init__  comparison.by_identity  comparison.marks
    comparison.quantities  descriptions  errors  findings  hosted.__init__  hosted.offline
    joining  links  mend  rawblocks  runtime.__init__  runtime.inside  runtime.slim.__init__
    runtime.slim._base  runtime.slim._package_loader  runtime.slim.asyncio  runtime.slim.code
    runtime.slim.docstring  runtime.slim.inspect  runtime.slim.jsbind  runtime.slim.traceback
    runtime.slim.webloop  searched  searchtexts  served  watch  wheel
    comparison.varied  hosted.compress  journal  lock  runtime.built  side_by_side  webfiles
    yamlsource
    bundle  comparison.tallies  fields  lighter
    comparison.outcomes  shape
    load  schema
    apischema  references  schemafiles
    checking  comparison.changed  countable  errata  prose  published  trials  words
    benefitchecks  boundchecks  comparison.directions  comparison.pairing  damage
    dates  finderchecks  grids  init  inputchecks  levelchecks  orderchecks  pointchecks
    source  windowchecks
    leveltables  thresholds
    carrying  checks  comparison.area_sides  comparison.condition_words  comparison.records
    comparison.rules  comparison.verdicts  drafts  form  misplaced  tables  templating
    comparison.change_words  comparison.inputs  comparison.levels  comparison.metrics
    comparison.products  comparison.windows  island  onepage  recorded  themes
    verify
    comparison.areas  comparison.parts  finder  shelf
    comparison.compare  feed  pages
    calendar  comparison.changes  frames
    comparison.change_log  exports  history  notices
    site
    following
    serve
    __main__
"""
IN_PYODIDE = {"_pyodide", "_pyodide_core", "pyodide_js"}
PACKAGES: dict[str, set[str]] = {
    "calculator": set(),
    "generator": {"calculator", "jinja2", "markdown", "markupsafe", "mkdocs", "yaml"} | IN_PYODIDE,
}

HOUSES = {"calculator": CALCULATOR, "generator": GENERATOR}


def floors(picture: str) -> dict[str, int]:
    """The floor of each module, counted from the top."""
    lines = [line.split() for line in picture.strip().splitlines()]
    return {module: floor for floor, modules in enumerate(lines) for module in modules}


def sources(house: str) -> dict[str, Path]:
    """The modules of a package by their names within it."""
    folder = ROOT / house
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts): path
        for path in sorted(folder.rglob("*.py"))
    }


def imports(path: Path, house: str) -> Iterator[tuple[int, str]]:
    """Every module that a source names in an import, with the line; of its own house, in full."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name of the module"
            if node.module == house:
                yield from ((node.lineno, f"{house}.{alias.name}") for alias in node.names)
            elif node.module:
                yield node.lineno, node.module


@pytest.mark.parametrize("house", HOUSES)
def test_every_module_stands_on_one_floor(house: str) -> None:
    drawn = HOUSES[house].split()
    assert sorted(drawn) == sorted(set(drawn)), "a module stands on two floors"
    missing, gone = set(sources(house)) - set(drawn), set(drawn) - set(sources(house))
    assert not missing, f"say in tests/test_imports.py where these stand: {sorted(missing)}"
    assert not gone, f"these are no more: {sorted(gone)}"


@pytest.mark.parametrize("house", HOUSES)
def test_a_module_imports_only_from_the_floors_above_it(house: str) -> None:
    floor_of = floors(HOUSES[house])
    wrong = [
        f"{house}/{module}.py:{line} imports {name}, which does not stand above it"
        for module, path in sources(house).items()
        for line, name in imports(path, house)
        if name.startswith(f"{house}.")
        and floor_of.get(name.removeprefix(f"{house}."), 99) >= floor_of.get(module, 0)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("house", HOUSES)
def test_a_house_stands_on_the_standard_library_and_the_packages_it_names(house: str) -> None:
    allowed = {*sys.stdlib_module_names, house, *PACKAGES[house]}
    strangers = [
        f"{house}/{module}.py:{line} imports {name}"
        for module, path in sources(house).items()
        for line, name in imports(path, house)
        if name.partition(".")[0] not in allowed
    ]
    assert not strangers, "\n".join(strangers)
