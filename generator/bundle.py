"""The runtime folder of the site: Python for the browser, the calculator, and its rules.

Everything that is loaded lies under `runtime/` at an address with a hash of the content in it, so
that a cache may keep every file for ever and never mixes two builds. The one exception is
`manifest.json`, which names them with their sizes and hashes: it must always be asked for anew (the
worker does so, and the site's headers send `no-cache` with it).
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, cast

from generator.errors import BuildError

__all__ = ["Assets", "assets", "bundle"]

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "calculator"
WEB = PACKAGE / "web"
MODULES = ROOT / "node_modules"
FOLDER = "runtime"

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""What Pyodide needs to start; packages beyond the standard library are not used."""

SCORING = ("edition", "score", "units", "certifications", "readings", "areas")
PROSE = ("statements", "activities", "unpublished", "benefits")
"""Parts of an area that only pages read."""


class Assets(NamedTuple):
    """Where a page finds the calculator's script and style sheet, from the root of the site."""

    script: str
    style: str


def assets() -> Assets:
    """The addresses of script and style sheet; they change with any file of `calculator/web/`."""
    folder = f"{FOLDER}/{_web_folder(_web_files())}"
    return Assets(f"{folder}/calculator.mjs", f"{folder}/calculator.css")


def bundle(
    out: Path, editions: Mapping[str, Mapping[str, object]], *, modules: Path = MODULES
) -> None:
    """Write the runtime folder into `out`.

    Args:
        out: the folder of the built site.
        editions: the canonical mapping of every edition that pages score, by its key.
        modules: the folder into which npm installed Pyodide.

    Raises:
        BuildError: Pyodide is not installed, or not in the version that package.json pins.
    """
    target = out / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    python = _pyodide_files(modules)
    files = _write_folder(target, "python", python) | _write_one(
        target, "calculator.zip", _package()
    )
    lock = json.loads((modules / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    manifest = {
        "files": files,
        "editions": {
            key: _write_one(target / "editions", f"{key}.json", _edition(fields), below=target)[
                f"{key}.json"
            ]
            for key, fields in editions.items()
        },
        # All that Pyodide asks of its lock file where no further package is loaded.
        "lock": {"info": lock["info"], "packages": {}},
    }
    web = _web_files()
    for name, content in web.items():
        _write(target / _web_folder(web) / name, content)
    shutil.copytree(WEB / "licences", target / "licences")
    _write(target / "manifest.json", _json(manifest))


def _pyodide_files(modules: Path) -> dict[str, bytes]:
    """Pyodide's files, once it is certain that they are the pinned ones."""
    folder = modules / "pyodide"
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = pinned["devDependencies"]["pyodide"]
    try:
        found = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        files = {name: (folder / name).read_bytes() for name in PYODIDE}
    except OSError as error:
        raise BuildError(f"{error.filename} is missing", _install()) from None
    if found != wanted:
        raise BuildError(f"Pyodide {found} is installed, {wanted} is pinned", _install())
    return files


def _install() -> str:
    """What to do when Pyodide is not there."""
    if shutil.which("npm") is None:
        return f"install Node 20 or newer with npm, then run npm ci in {ROOT}"
    return f"run npm ci in {ROOT}"


def _package() -> bytes:
    """The calculator as a zip that Python imports from; the same bytes for the same modules.

    Nothing is compressed in it, so that the server's compression sees through it.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(PACKAGE.glob("*.py")):
            entry = zipfile.ZipInfo(f"calculator/{path.name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()


def _edition(fields: Mapping[str, object]) -> bytes:
    """The part of an edition that scoring reads."""
    scored = {key: fields[key] for key in SCORING if key in fields}
    areas = cast(Mapping[str, Mapping[str, object]], fields["areas"])
    scored["areas"] = {
        name: {key: value for key, value in area.items() if key not in PROSE}
        for name, area in areas.items()
    }
    return _json(scored)


def _web_files() -> dict[str, bytes]:
    """The page's scripts and style sheet."""
    paths = (path for pattern in ("*.mjs", "*.css") for path in WEB.glob(pattern))
    return {path.name: path.read_bytes() for path in sorted(paths)}


def _web_folder(files: Mapping[str, bytes]) -> str:
    return f"web-{_hash_of_all(files.values())}"


def _write_folder(target: Path, name: str, files: Mapping[str, bytes]) -> dict[str, object]:
    """Write files that find each other by name into one folder named by all of their content."""
    folder = f"{name}-{_hash_of_all(files.values())}"
    return {
        each: _entry(_write(target / folder / each, content), target)
        for each, content in files.items()
    }


def _write_one(
    folder: Path, name: str, content: bytes, *, below: Path | None = None
) -> dict[str, object]:
    """Write a file under a name that holds its hash."""
    stem, _, suffix = name.rpartition(".")
    path = _write(folder / f"{stem}-{_hash_of_all([content])}.{suffix}", content)
    return {name: _entry(path, below or folder)}


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _entry(path: Path, target: Path) -> dict[str, object]:
    """What the worker knows about a file before it fetches it."""
    content = path.read_bytes()
    return {
        "path": path.relative_to(target).as_posix(),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _hash_of_all(contents: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in contents)).hexdigest()[
        :12
    ]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
