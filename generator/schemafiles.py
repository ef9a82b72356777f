"""`saiten schemas`: the JSON Schemas beside the rule files, with which editors complete and check.

The first line of every rule file names its schema, relative to the file. They are written into
`rules/schemas/`, so that a fresh clone and a programme of its own have them without a build.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.findings import Finding, Mark
from generator.schema import file_schemas

__all__ = ["outdated", "write_schemas"]

FOLDER = "schemas"


def write_schemas(rules: Path) -> Path:
    """Write the schema of each kind of rule file; gives their folder."""
    folder = rules / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _texts():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def outdated(rules: Path) -> Iterator[Finding]:
    """Schemas beside the rules that are not those of this version; without any, none."""
    folder = rules / FOLDER
    if not folder.is_dir():
        return
    for name, text in _texts():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            message = "editors complete with a schema of another version"
            yield Finding(Mark(path, 1, 1), "note", message, "run 'saiten schemas'")
            return


def _texts() -> Iterator[tuple[str, str]]:
    for name, schema in file_schemas().items():
        yield f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
