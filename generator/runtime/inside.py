"""What runs inside Pyodide at build time: compile modules that were imported.

Bytecode that the browser's own Python wrote always fits it. Called by derive.mjs.
"""

from __future__ import annotations

import importlib.util
import json
import marshal
import sys
import zipfile
from collections.abc import Iterator

__all__ = ["archive"]

OPTIMIZED = 2
"""As `python -OO`: without assertions and docstrings."""
UNCHECKED = b"\x01\x00\x00\x00" + bytes(8)
"""The flags of bytecode that is never compared with a source, and an empty hash of the source."""
BEGIN = (1980, 1, 1, 0, 0, 0)


def archive(names: str, target: str) -> None:
    """Compile modules that were imported from the standard library's zip into a zip of their own.

    Nothing is compressed in it, so that the server's compression sees through it.

    Args:
        names: JSON, a list of modules; those that came from elsewhere are left out.
        target: where to write the zip.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as written:
        for path, bytecode in sorted(_compiled(json.loads(names))):
            entry = zipfile.ZipInfo(path, date_time=BEGIN)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            written.writestr(entry, bytecode)


def _compiled(names: list[str]) -> Iterator[tuple[str, bytes]]:
    """The path in the zip, and the bytecode, of each module."""
    here = next(path for path in sys.path if path.endswith(".zip"))
    with zipfile.ZipFile(here) as sources:
        for name in names:
            origin = getattr(getattr(sys.modules[name], "__spec__", None), "origin", None) or ""
            if not origin.startswith(f"{here}/"):
                continue
            path = origin.removeprefix(f"{here}/")
            code = compile(
                sources.read(path), origin, "exec", dont_inherit=True, optimize=OPTIMIZED
            )
            yield f"{path}c", importlib.util.MAGIC_NUMBER + UNCHECKED + marshal.dumps(code)
