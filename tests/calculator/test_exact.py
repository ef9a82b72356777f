"""No float anywhere: not in the sources of the calculator, and not in what it computes with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import calculator

SOURCES = sorted(Path(calculator.__file__).parent.glob("*.py"))
INEXACT = {"float", "math", "decimal", "statistics", "round", "complex"}


def inexact(tree: ast.AST) -> Iterator[str]:
    """Everything in a source that could make or take a float."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"line {node.lineno}: the number {node.value}"
        elif isinstance(node, ast.Name) and node.id in INEXACT:
            yield f"line {node.lineno}: {node.id}"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom) and not is_exact(node):
                modules.append(node.module or "")
            yield from (f"line {node.lineno}: {name}" for name in modules if name in INEXACT)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            whole = [
                side
                for side in (node.left, node.right)
                if isinstance(side, ast.Constant) or is_a_count(side)
            ]
            if len(whole) == 2:
                yield f"line {node.lineno}: a division of whole numbers"


def is_exact(node: ast.ImportFrom) -> bool:
    """Whether nothing is taken but what gives whole numbers for whole numbers."""
    return node.module == "math" and [each.name for each in node.names] == ["gcd"]


def is_a_count(node: ast.expr) -> bool:
    """Whether an expression is `len(…)`, `sum(…)` or `int(…)`, which give whole numbers."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("len", "int", "sum")
    )


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_source_of_the_calculator_knows_floats(source: Path) -> None:
    assert list(inexact(ast.parse(source.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "written",
    ["half = 0.5", "float('1')", "import math", "from math import floor", "round(x, 2)", "1 / 3"],
)
def test_the_search_finds_what_it_looks_for(written: str) -> None:
    assert len(list(inexact(ast.parse(written)))) == 1
