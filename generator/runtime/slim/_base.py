"""In place of _pyodide/_base.py: what Pyodide runs and imports while it starts.

The original transforms code in ways that nobody asks for here, and brings in `ast`, `tokenize` and
`inspect` for that.
"""

from __future__ import annotations

import _ast
from importlib import import_module
from types import ModuleType

__all__ = ["eval_code", "pyimport_impl"]

_PARSE = _ast.PyCF_ONLY_AST


def eval_code(
    source: str,
    globals: dict[str, object] | None = None,  # noqa: A002
    locals: dict[str, object] | None = None,  # noqa: A002
    **_others: object,
) -> object:
    """Run code; the value of its last statement, if that is an expression."""
    names = {} if globals is None else globals
    parsed = compile(source, "<exec>", "exec", _PARSE)
    last = parsed.body[-1] if parsed.body else None
    if not isinstance(last, _ast.Expr):
        exec(compile(parsed, "<exec>", "exec"), names, locals)  # noqa: S102
        return None
    parsed.body.pop()
    exec(compile(parsed, "<exec>", "exec"), names, locals)  # noqa: S102
    return eval(compile(_ast.Expression(last.value), "<exec>", "eval"), names, locals)  # noqa: S307


def pyimport_impl(path: str) -> ModuleType:
    """A module by its name; the original finds members of modules as well."""
    return import_module(path)
