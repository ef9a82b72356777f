"""The page's scripts and style sheet as they are served: joined, shortened, known by hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import BuildError
from generator.joining import join, shorten

__all__ = ["CODES", "LATER", "WEB", "WORKER", "install_hint", "web_files"]

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "calculator" / "web"

EARLY = "early.mjs"
"""The script that a page with a calculator runs before all others."""
PAGE = ("calculator.mjs", "report.mjs")
"""The scripts that a page names, and the one that it imports when the reader wants a report."""
WORKER = "worker.mjs"
CODES = "uqr"
"""The package that makes QR codes: its one script is taken as it is."""
APART = ("manifest.mjs", WORKER, f"{CODES}.mjs")
"""Scripts that stay files of their own; the first is made here, after the others."""
LATER = ("report.mjs", f"{CODES}.mjs")
"""Scripts that a page does without when it comes up."""


def web_files(python: Mapping[str, object], modules: Path) -> dict[str, bytes]:
    """The scripts and the style sheet by name, with `manifest.mjs`, which names the scripts.

    Args:
        python: what the worker has to know of Python's files, by the names of its constants.
        modules: the folder into which npm installed esbuild and the package for QR codes.

    Raises:
        BuildError: one of them is not installed.
    """
    sources = [path.read_bytes() for path in sorted(WEB.glob("*.mjs"))]
    files = dict(
        _scripts(modules, _constants(python), hashlib.sha256(b"".join(sources)).hexdigest())
    )
    # One style sheet for the page; its parts are named in the order in which they apply.
    styles = sorted((WEB / "styles").glob("*.css"))
    files["calculator.css"] = _style(modules, b"\n".join(path.read_bytes() for path in styles))
    files[f"{CODES}.mjs"] = _codes(modules)
    own = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
        if name.endswith("js")
    }
    return files | {"manifest.mjs": _constants({"own": own})}


def _constants(values: Mapping[str, object]) -> bytes:
    """A script of constants."""
    lines = [f"export const {name} = {json.dumps(value)};\n" for name, value in values.items()]
    return "".join(lines).encode()


@lru_cache(maxsize=1)
def _scripts(modules: Path, python: bytes, _state: str) -> Mapping[str, bytes]:
    """The page's scripts, and the worker's with what it has to know of Python's files.

    They are kept until one of them changes.
    """
    page = join(WEB, PAGE, modules, apart=APART)
    early = join(WEB, [EARLY], modules, plain=True)
    with TemporaryDirectory() as work:
        shutil.copytree(WEB, work, dirs_exist_ok=True)
        (Path(work) / "manifest.mjs").write_bytes(python)
        worker = join(Path(work), [WORKER], modules)
    return page.files | early.files | worker.files


@lru_cache(maxsize=1)
def _style(modules: Path, style: bytes) -> bytes:
    """Kept until one of its parts changes."""
    return shorten(style, "css", modules)


def _codes(modules: Path) -> bytes:
    """The script that makes QR codes."""
    path = modules / CODES / "dist" / "index.mjs"
    try:
        return path.read_bytes()
    except OSError:
        raise BuildError(f"{path} is missing", install_hint()) from None


def install_hint() -> str:
    """What to do when a package is not there."""
    if shutil.which("npm") is None:
        return f"install Node 20 or newer with npm, then run npm ci in {ROOT}"
    return f"run npm ci in {ROOT}"
