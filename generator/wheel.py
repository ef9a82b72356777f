"""The scoring module as a wheel: `calculator/` alone, to be installed without this repository.

A wheel of plain Python is a zip with three small files that say what is in it. It is written here,
so that a build needs no build backend and the same modules always give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Wheel", "build_wheel"]

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "calculator"
NAME = "saiten-calculator"
COMMAND = "saiten-score"
WITHOUT_A_CLOCK = (1980, 1, 1, 0, 0, 0)


class Wheel(NamedTuple):
    """A wheel: the name of its file, its version, the Python that it needs, and its bytes."""

    name: str
    version: str
    requires_python: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest that pip compares with `--hash`."""
        return hashlib.sha256(self.content).hexdigest()


def build_wheel() -> Wheel:
    """The wheel of the scoring module, with the version of this repository."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version, python = project["version"], project["requires-python"]
    stem = f"{NAME.replace('-', '_')}-{version}"
    about = dict(_about(f"{stem}.dist-info", version, python))
    files = {**_modules(), **about}
    record = f"{stem}.dist-info/RECORD"
    lines = [*(_recorded(path, content) for path, content in files.items()), f"{record},,"]
    files[record] = "".join(f"{line}\n" for line in lines).encode()
    return Wheel(f"{stem}-py3-none-any.whl", version, python, _zipped(files))


def _modules() -> dict[str, bytes]:
    paths = sorted([*PACKAGE.rglob("*.py"), PACKAGE / "py.typed"])
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def _about(folder: str, version: str, python: str) -> Iterator[tuple[str, bytes]]:
    """The files that say what the wheel is."""
    fields = {
        "Metadata-Version": "2.1",
        "Name": NAME,
        "Version": version,
        "Summary": "Scores a programme's answers under an edition of its rules, exactly",
        "License": "MIT",
        "Requires-Python": python,
        "Description-Content-Type": "text/markdown",
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
    tags = "Wheel-Version: 1.0\nGenerator: saiten\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    commands = f"[console_scripts]\n{COMMAND} = calculator.__main__:main\n"
    yield f"{folder}/LICENSE", (ROOT / "LICENSE").read_bytes()
    yield f"{folder}/METADATA", f"{head}\n{readme}".encode()
    yield f"{folder}/WHEEL", tags.encode()
    yield f"{folder}/entry_points.txt", commands.encode()
    yield f"{folder}/top_level.txt", b"calculator\n"


def _recorded(path: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}"


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, date_time=WITHOUT_A_CLOCK)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
