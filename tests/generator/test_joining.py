"""Scripts and style sheets become few files, each with all that it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.bundle import MODULES
from generator.errors import BuildError
from generator.joining import join, join_in_place, shorten


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "page.mjs": 'import { both } from "./both.mjs";\nboth("page");\n',
        "report.mjs": 'import { both } from "./both.mjs";\nboth("report");\n',
        "both.mjs": 'import { told } from "./told.mjs";\nexport const both = (x) => told + x;\n',
        "told.mjs": 'export const told = "told";\n',
        "site.css": '@import "./tokens.css";\n/* For people. */\nbody { color: var(--ink); }\n',
        "tokens.css": ":root { --ink: black; }\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_two_scripts_import_is_a_file_of_its_own(folder: Path) -> None:
    joined = join(folder, ["page.mjs", "report.mjs"], MODULES, apart=["told.mjs"])
    (shared,) = joined.files.keys() - {"page.mjs", "report.mjs"}
    for name in ("page.mjs", "report.mjs"):
        assert f'from"./{shared}"'.encode() in joined.files[name]
    assert b'from"./told.mjs"' in joined.files[shared]
    assert {path.name for path in joined.parts} == {"page.mjs", "report.mjs", "both.mjs"}


def test_a_plain_script_imports_nothing(folder: Path) -> None:
    (script,) = join(folder, ["page.mjs"], MODULES, plain=True).files.items()
    assert script[0] == "page.js"
    assert b"import" not in script[1]


def test_in_place_the_parts_are_gone(folder: Path) -> None:
    join_in_place(folder / "site.css", MODULES)
    style = (folder / "site.css").read_text(encoding="utf-8")
    assert not (folder / "tokens.css").exists()
    assert "--ink" in style
    assert "body" in style
    assert "For people" not in style


def test_without_what_people_read() -> None:
    assert shorten(b"/* why */ a { color: red; }", "css", MODULES) == b"a{color:red}\n"
    script = "/** Why. */\n(() => {\n  console.log('分野');\n})();\n".encode()
    assert shorten(script, "js", MODULES) == 'console.log("分野");\n'.encode()


def test_an_import_that_is_not_there_stops_the_build(folder: Path) -> None:
    (folder / "told.mjs").unlink()
    with pytest.raises(BuildError, match=r"told\.mjs"):
        join(folder, ["page.mjs"], MODULES)


def test_without_esbuild(folder: Path) -> None:
    with pytest.raises(BuildError, match="npm ci"):
        join(folder, ["page.mjs"], folder / "node_modules")
