"""The pages that ours is compared with, put together in a folder from npm's files.

Each gets what ours has: libraries at addresses that a cache may keep for ever, brotli at the same
quality, and the same rules file.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from generator.hosted.compress import compress

__all__ = ["AREA", "EDITION", "PEERS", "write_peers"]

HERE = Path(__file__).parent
ROOT = HERE.parent
EDITION, AREA = "2022-03-16", "infrastructure"
PYODIDE = ROOT / "node_modules" / "pyodide"
MODULES = HERE / "node_modules"
PYTHON = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")

PEERS = {
    "pyodide": "Pyodide in a module worker",
    "pyscript": "PyScript with Pyodide",
    "micropython": "PyScript with MicroPython (by hand)",
    "publicodes": "Publicodes (by hand)",
}
"""The peers in the order of the table, by the name of their folder."""

MODULE = '<script type="module" src="page.mjs"></script>'
PYSCRIPT = """\
<script type="module" src="runtime/files/pyscript/core.js"></script>
<script type="{kind}" src="main.py" config="config.json"></script>"""


def write_peers(site: Path, out: Path) -> dict[str, Path]:
    """Write every peer's folder, with compressed copies; gives the folders by the peers' names.

    Files lie under `runtime/files/`, which is what the server lets a cache keep, and what the
    compression of ours treats with its best quality.

    Args:
        site: our own built site, whose rules file the peers use, too.
        out: where the folders go.
    """
    shutil.rmtree(out, ignore_errors=True)
    rules = next((site / "runtime" / "files" / "rules").glob(f"{EDITION}-*.json"))
    folders = {name: out / name for name in PEERS}
    for name, folder in folders.items():
        files = folder / "runtime" / "files"
        files.mkdir(parents=True)
        _WRITERS[name](folder, files, rules)
        compress(folder)
    return folders


def _page(folder: Path, head: str) -> None:
    page = (HERE / "peers" / "page.html").read_text(encoding="utf-8")
    page = page.replace("{title}", folder.name).replace("{head}", head)
    (folder / "index.html").write_text(page, encoding="utf-8")


def _own(folder: Path, *names: str) -> None:
    """Take over scripts of ours, which name their files `files/`."""
    for name in names:
        text = (HERE / "peers" / folder.name / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("files/", "runtime/files/"), encoding="utf-8")


def _pyodide(folder: Path, files: Path, rules: Path) -> None:
    _page(folder, MODULE)
    _own(folder, "page.mjs", "worker.mjs")
    _python(files)
    _calculator(files / "calculator.zip")
    shutil.copyfile(rules, files / "rules.json")


def _pyscript(folder: Path, files: Path, rules: Path) -> None:
    _page(folder, PYSCRIPT.format(kind="py"))
    _own(folder, "main.py")
    _core(files)
    _python(files)
    _calculator(files / "calculator.zip")
    shutil.copyfile(rules, files / "rules.json")
    interpreter = "runtime/files/pyodide.mjs"
    given = {"runtime/files/calculator.zip": "./*", "runtime/files/rules.json": "rules.json"}
    _config(folder, interpreter, given)


def _micropython(folder: Path, files: Path, rules: Path) -> None:
    _page(folder, PYSCRIPT.format(kind="mpy"))
    _own(folder, "main.py")
    _core(files)
    package = MODULES / "@micropython" / "micropython-webassembly-pyscript"
    for name in ("micropython.mjs", "micropython.wasm"):
        shutil.copyfile(package / name, files / name)
    shutil.copyfile(rules, files / "rules.json")
    given = {"runtime/files/rules.json": "rules.json"}
    _config(folder, "runtime/files/micropython.mjs", given)


def _publicodes(folder: Path, files: Path, _rules: Path) -> None:
    _page(folder, MODULE)
    _own(folder, "page.mjs")
    shutil.copyfile(MODULES / "publicodes" / "dist" / "index.js", files / "publicodes.js")
    shutil.copyfile(HERE / "peers" / "publicodes" / "rules.json", files / "rules.json")


def _python(files: Path) -> None:
    """Pyodide as it is, with the whole lock file that it asks for."""
    for name in (*PYTHON, "pyodide-lock.json"):
        shutil.copyfile(PYODIDE / name, files / name)


def _core(files: Path) -> None:
    """PyScript's own build, without its source maps."""
    core = MODULES / "@pyscript" / "core" / "dist"
    shutil.copytree(core, files / "pyscript", ignore=shutil.ignore_patterns("*.map"))


def _calculator(path: Path) -> None:
    """The calculator's modules."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for module in sorted((ROOT / "calculator").glob("*.py")):
            packed.write(module, f"calculator/{module.name}")


def _config(folder: Path, interpreter: str, files: dict[str, str]) -> None:
    config = {"interpreter": interpreter, "files": files}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


_WRITERS = {
    "pyodide": _pyodide,
    "pyscript": _pyscript,
    "micropython": _micropython,
    "publicodes": _publicodes,
}
