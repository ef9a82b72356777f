"""The runtime folder of the site: Python for the browser, the calculator, and its rules.

Everything that is loaded lies under `runtime/files/` at an address with a hash of the content in
it, so that a cache may keep it for ever and never mixes two builds. Beside it `manifest.json` names
the files of this build with their sizes and hashes. That one must always be asked for anew: the
worker does so, and the site's headers send `no-cache` with it.
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


class File(NamedTuple):
    """A file of the runtime: its path below `runtime/`, which changes with its content."""

    path: str
    content: bytes

    def entry(self) -> dict[str, object]:
        """What the worker knows about the file before it fetches it."""
        sha256 = hashlib.sha256(self.content).hexdigest()
        return {"path": self.path, "size": len(self.content), "sha256": sha256}


def assets() -> Assets:
    """The addresses of script and style sheet; they change with any file of `calculator/web/`."""
    web = _together("web", _web_files())
    return Assets(*(f"{FOLDER}/{web[name].path}" for name in ("calculator.mjs", "calculator.css")))


def bundle(
    out: Path,
    editions: Mapping[str, Mapping[str, object]],
    *,
    status: Mapping[str, str] | None = None,
    modules: Path = MODULES,
) -> None:
    """Write the runtime folder into `out`.

    Args:
        out: the folder of the built site.
        editions: the canonical mapping of every edition that pages score, by its key.
        status: which of them are current, superseded, drafts or withdrawn, as pages say.
        modules: the folder into which npm installed Pyodide.

    Raises:
        BuildError: Pyodide is not installed, or not in the version that package.json pins.
    """
    started = _together("python", _pyodide_files(modules))
    started["calculator.zip"] = _alone("calculator.zip", _package())
    rules = {key: _alone(f"rules/{key}.json", _rules(fields)) for key, fields in editions.items()}
    web = _together("web", _web_files())
    manifest = {
        "files": {name: file.entry() for name, file in started.items()},
        "editions": {key: file.entry() for key, file in rules.items()},
        "titles": {key: fields["title"] for key, fields in editions.items() if "title" in fields},
        "status": {**(status or {})},
        "lock": _lock(modules),
    }
    target = out / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    for file in (*started.values(), *rules.values(), *web.values()):
        _write(target / file.path, file.content)
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


def _lock(modules: Path) -> dict[str, object]:
    """All that Pyodide asks of its lock file where no further package is loaded."""
    lock = json.loads((modules / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    return {"info": lock["info"], "packages": {}}


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


def _rules(fields: Mapping[str, object]) -> bytes:
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


def _together(name: str, contents: Mapping[str, bytes]) -> dict[str, File]:
    """Files that find each other by name, in one folder named after all of their content."""
    folder = f"files/{name}-{_hash(contents.values())}"
    return {each: File(f"{folder}/{each}", content) for each, content in contents.items()}


def _alone(name: str, content: bytes) -> File:
    stem, _, suffix = name.rpartition(".")
    return File(f"files/{stem}-{_hash([content])}.{suffix}", content)


def _hash(contents: Iterable[bytes]) -> str:
    digests = (hashlib.sha256(each).digest() for each in contents)
    return hashlib.sha256(b"".join(digests)).hexdigest()[:12]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
