"""The runtime folder of the site: Python for the browser, the calculator, and its rules.

Everything that is loaded lies under `runtime/files/` at an address with a hash of the content in
it, so that a cache may keep it for ever. A page names the scripts and the rules that it was built
with; the worker knows the sizes and hashes of Python's files, `manifest.mjs` those of the scripts.
So a page never meets another build's scripts or rules, and asks nobody which ones are right.

Beside it `manifest.json` says what the newest build is. That one must always be asked for anew; the
site's headers send `no-cache` with it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from generator.errors import BuildError
from generator.runtime.built import PARTED, key_of, lock, python_files
from generator.webfiles import CODES, LATER, WEB, WORKER, install_hint, web_files

__all__ = ["Assets", "Sources", "assets", "bundle", "sources"]

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
FOLDER = "runtime"

PYODIDE = "pyodide.mjs"
"""What is taken from Pyodide as it is; runtime/built.py makes all else."""
SCORING = ("edition", "score", "units", "certifications", "readings", "areas")
PROSE = ("statements", "activities", "unpublished", "benefits")
"""Parts of an area that only pages read."""
FINDING = ("competencies", "timeline", "transition")
"""Parts of an edition that the finders read, beyond scoring."""
SUMMARY = {
    "specializations": frozenset(("statements",)),
    "benefits": frozenset(("statements", "groups")),
}
"""Parts that the summary of all areas reads, each with what it does not read of them."""
WORDS = frozenset(
    ("title", "text", "ask", "help", "also", "unit", "cite", "see", "links", "confidence")
)
"""Fields of those parts that only pages read."""


class Assets(NamedTuple):
    """Where a page finds what it needs, from the root of the site.

    Attributes:
        script: the calculator's script.
        style: its style sheet.
        folder: the scripts' folder, which names the build.
        early: the script that starts Python before all others.
        modules: what the scripts import, and the worker's own.
    """

    script: str
    style: str
    folder: str
    early: str
    modules: tuple[str, ...]


class Sources(NamedTuple):
    """What a form is scored with: the worker, from the root of the site, and its rules' file."""

    worker: str
    rules: Mapping[str, object]


class File(NamedTuple):
    """A file of the runtime: its path below `runtime/`, which changes with its content."""

    path: str
    content: bytes

    def entry(self) -> dict[str, object]:
        """What the worker knows about the file before it fetches it."""
        return {"path": self.path, "size": len(self.content), "sha256": _sha256(self.content)}


@lru_cache(maxsize=1)
def assets(modules: Path = MODULES) -> Assets:
    """The addresses of this build, which change with any file of the page's or of Python's.

    Kept, since every form asks and all files are read for the answer; whoever starts a build
    clears the cache.

    Raises:
        BuildError: as `bundle`.
    """
    python = _python(modules)
    web = {name: f"{FOLDER}/{file.path}" for name, file in _web(python, modules).items()}
    script, style = web["calculator.mjs"], web["calculator.css"]
    imported = [path for name, path in web.items() if name.endswith(".mjs") and name not in LATER]
    folder = script.rpartition("/")[0] + "/"
    return Assets(script, style, folder, web["early.js"], tuple(imported))


def sources(fields: Mapping[str, object]) -> Sources:
    """What a form of an edition names: the scripts and the rules that it was built with."""
    return Sources(f"{assets().folder}{WORKER}", _rules_of(fields).entry())


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
        BuildError: Pyodide is not installed, or not in the version that package.json pins; Node is
            missing; or the calculator does not run in the browser's Python.
    """
    python = _python(modules)
    web = _web(python, modules)
    rules = {key: _rules_of(fields) for key, fields in editions.items()}
    manifest = {
        "scripts": web["calculator.mjs"].path.rpartition("/")[0] + "/",
        "editions": {key: file.entry() for key, file in rules.items()},
        "titles": {key: fields["title"] for key, fields in editions.items() if "title" in fields},
        "status": {**(status or {})},
    }
    target = out / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    for file in (*python.values(), *rules.values(), *web.values()):
        _write(target / file.path, file.content)
    shutil.copytree(WEB / "licences", target / "licences")
    shutil.copyfile(modules / CODES / "LICENSE", target / "licences" / f"{CODES}.txt")
    _write(target / "manifest.json", _json(manifest))


def _python(modules: Path) -> Mapping[str, File]:
    """What Python starts from, by name."""
    return _python_as_of(modules, key_of(modules) if (modules / "pyodide").is_dir() else "")


@lru_cache(maxsize=1)
def _python_as_of(modules: Path, _key: str) -> Mapping[str, File]:
    """Kept until something changes that it is made from: every page names these files."""
    starting = _starting(modules)
    built = python_files(modules)
    pyodide = {PYODIDE: starting} | {name: built[name] for name in PARTED}
    alone = {name: _alone(name, each) for name, each in built.items() if name not in PARTED}
    return _together("pyodide", pyodide) | alone


def _web(python: Mapping[str, File], modules: Path) -> dict[str, File]:
    """The page's scripts and style sheet, whose worker knows Python's files."""
    entries = {name: file.entry() for name, file in python.items()}
    return _together("web", web_files({"files": entries, "lock": lock(modules)}, modules))


def _starting(modules: Path) -> bytes:
    """The script that starts Pyodide, once it is certain that it is the pinned one."""
    folder = modules / "pyodide"
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = pinned["devDependencies"]["pyodide"]
    try:
        found = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        starting = (folder / PYODIDE).read_bytes()
    except OSError as error:
        raise BuildError(f"{error.filename} is missing", install_hint()) from None
    if found != wanted:
        raise BuildError(f"Pyodide {found} is installed, {wanted} is pinned", install_hint())
    return starting


_RULES: dict[int, tuple[Mapping[str, object], File]] = {}
"""The rules' files of the editions seen last, by the identity of the fields: pages ask often."""


def _rules_of(fields: Mapping[str, object]) -> File:
    known = _RULES.get(id(fields))
    if known is None or known[0] is not fields:
        if len(_RULES) > 20:
            _RULES.clear()
        known = _RULES[id(fields)] = (fields, _rules_file(fields))
    return known[1]


def _rules_file(fields: Mapping[str, object]) -> File:
    """The part of an edition that scoring reads."""
    scored = {key: fields[key] for key in SCORING if key in fields}
    areas = cast(Mapping[str, Mapping[str, object]], fields["areas"])
    scored["areas"] = {
        name: {key: value for key, value in area.items() if key not in PROSE}
        for name, area in areas.items()
    }
    scored |= {part: _bones(fields[part]) for part in FINDING if part in fields}
    for part, left_out in SUMMARY.items():
        if part in fields:
            scored[part] = _bones(fields[part], WORDS | left_out)
    return _alone(f"rules/{fields['edition']}.json", _json(scored))


def _bones(value: object, left_out: frozenset[str] = WORDS) -> object:
    """Keys, dates, amounts and conditions, without words and sources: those stand on the page."""
    if isinstance(value, Mapping):
        return {key: _bones(each, left_out) for key, each in value.items() if key not in left_out}
    return value


def _together(name: str, contents: Mapping[str, bytes]) -> dict[str, File]:
    """Files that find each other by name, in one folder named after all of their content."""
    folder = f"files/{name}-{_hash(contents.values())}"
    return {each: File(f"{folder}/{each}", content) for each, content in contents.items()}


def _alone(name: str, content: bytes) -> File:
    stem, _, suffix = name.rpartition(".")
    return File(f"files/{stem}-{_hash([content])}.{suffix}", content)


def _hash(contents: Iterable[bytes]) -> str:
    digests = "".join(_sha256(each) for each in contents)
    return hashlib.sha256(digests.encode()).hexdigest()[:12]


@lru_cache(maxsize=100)
def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
