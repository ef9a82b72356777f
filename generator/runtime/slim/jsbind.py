"""In place of _pyodide/jsbind.py: functions of JavaScript have the signature that fits all.

The original reads signatures from annotations, with `inspect`.
"""

from __future__ import annotations

from typing import Final

from _pyodide_core import (  # type: ignore[import-not-found]
    JsFuncSignature,
    js2py_default_call_result,
    py2js_default,
)

__all__ = ["default_signature", "no_default"]

no_default: Final = object()
"""Stands for a parameter without a default; Pyodide's core keeps it when it starts."""


def _any(*_args: object, **_kwargs: object) -> None:
    """A function of which nothing is known."""


default_signature: Final = JsFuncSignature(
    _any,
    False,  # noqa: FBT003 (it constructs nothing)
    0,
    (),
    (),
    py2js_default,
    (),
    (),
    (),
    py2js_default,
    js2py_default_call_result,
)
